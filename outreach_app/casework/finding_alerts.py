"""Warnings that went out, by their reference, the number of their note, or the words sent.

Whoever is on a shift reads warnings, so everybody finds them. Nothing else of a case is looked at.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import String, cast, func, select

from models.sharing import Alert
from models.warning import AlertIssue
from outreach_app.casework.found import LEAST, Found
from outreach_app.work import Work

_MEMORY: Final = "finding: warnings"
_MARKS: Final = str.maketrans("", "", " -")
# Made once: putting it together takes longer than its answer.
_STAMP: Final = select(
    *(
        select(ask).scalar_subquery()
        for table in (AlertIssue.__table__, Alert.__table__)
        for ask in (func.count(table.c.id), func.max(table.c.id))
    )
)
# What stood in a warning is read once for as long as no other issue is written.
_Read = tuple[tuple[Any, ...], tuple[tuple[str, str, str], ...]]


def alerts(work: Work, wanted: str, limit: int) -> tuple[Found, ...]:
    """Return warnings, the newest first, those named by their reference or number before others."""
    typed = wanted.casefold()
    bare = typed.translate(_MARKS)
    if not bare:
        return ()
    named, said = [], []
    for key, names, words in _index(work):
        if any(name.startswith(bare) for name in names.split()):
            named.append(key)
        elif len(bare) >= LEAST and (typed in words or bare in words.translate(_MARKS)):
            said.append(key)
    places = {key: place for place, key in enumerate((*named, *said)[: limit * 4])}
    if not places:
        return ()
    rows = work.session.execute(
        select(Alert.id, Alert.reference, Alert.issued_at, Alert.status).where(
            Alert.id.in_(places), Alert.voided_at.is_(None)
        )
    ).all()
    return tuple(
        Found("alert", row.id, row.reference, row.status, work.day_of(row.issued_at))
        for row in sorted(rows, key=lambda row: places[row.id])[:limit]
    )


def _index(work: Work) -> tuple[tuple[str, str, str], ...]:
    """Return key, names and words of every warning, the newest first."""
    stamp = tuple(work.session.execute(_STAMP).one())
    kept: _Read | None = work.memory.read.get(_MEMORY)
    if kept is None or kept[0] != stamp:
        kept = work.memory.read[_MEMORY] = (stamp, _read(work))
    return kept[1]


def _read(work: Work) -> tuple[tuple[str, str, str], ...]:
    words: dict[str, list[str]] = {}
    numbers: dict[str, str] = {}
    for key, number, parts in work.session.execute(
        select(AlertIssue.alert_id, AlertIssue.number, AlertIssue.parts).order_by(AlertIssue.issue)
    ):
        # Also by what was said before: a recall does not repeat it, and somebody may ask.
        words.setdefault(key, []).extend(_strings(parts))
        numbers[key] = str(number)
    rows = work.session.execute(
        select(Alert.id, cast(Alert.reference, String))
        .where(Alert.voided_at.is_(None))
        .order_by(Alert.issued_at.desc(), Alert.id.desc())
    )
    return tuple(
        (
            key,
            f"{reference.casefold().translate(_MARKS)} {numbers.get(key, '')}".strip(),
            "\n".join(words.get(key, ())).casefold(),
        )
        for key, reference in rows
    )


def _strings(value: Any) -> Iterator[str]:
    """Yield every text in what was kept of a sheet."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _strings(each)
