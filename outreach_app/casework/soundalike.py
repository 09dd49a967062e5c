"""Names that sound like what was typed, fast enough to be asked at every key."""

from typing import Final

from rapidfuzz import fuzz, process
from sqlalchemy import func, select

from models.people import Alias, Person
from outreach_app.casework.likeness import plain
from outreach_app.work import Work

_LEAST: Final = 3
_NEAR: Final = 70.0
_LOOKED_AT: Final = 100
_MEMORY: Final = "sounds"


def people(work: Work, typed: str, limit: int) -> tuple[str, ...]:
    """Return keys of people who have a name like `typed`, the likest first.

    Whether they may be read is for the caller to ask.
    """
    wanted = plain(typed)
    if len(wanted) < _LEAST:
        return ()
    whose, spelt = _names(work)
    near: dict[str, float] = {}
    for _, nearness, place in process.extract(
        wanted, spelt, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_LOOKED_AT
    ):
        near[whose[place]] = max(nearness, near.get(whose[place], 0.0))
    return tuple(sorted(near, key=lambda key: (-near[key], key))[:limit])


def _names(work: Work) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whose every name is, and how it is spelt; kept until a command touches people."""
    kept: tuple[tuple[str, ...], tuple[str, ...]] | None = work.memory.read.get(_MEMORY)
    if kept is None:
        whole = func.coalesce(Person.merged_into, Person.id)
        named = select(whole, Person.alias).union_all(
            select(whole, Alias.alias)
            .join(Person, Person.id == Alias.person_id)
            .where(Alias.ended_at.is_(None))
        )
        rows = work.session.execute(named).all()
        kept = tuple(row[0] for row in rows), tuple(plain(row[1]) for row in rows)
        work.memory.read[_MEMORY] = kept
    return kept
