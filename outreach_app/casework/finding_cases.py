"""Open cases: of the people found, and those a colleague holds whose name is typed."""

from collections.abc import Sequence
from typing import Any, Final, cast

from sqlalchemy import Select, Table, bindparam, func, select

from models.people import Case, Person
from outreach_app.casework import staff
from outreach_app.casework.found import Found
from outreach_app.casework.roles import CASEWORK, LEAD
from outreach_app.work import Work

# One letter would be the beginning of nearly every colleague's name.
_LEAST: Final = 2

_CASES: Final = cast("Table", Case.__table__)
_RECORDS: Final = cast("Table", Person.__table__)
_STANDS: Final = _RECORDS.alias("stands")


def _made() -> Select[Any]:
    """Return the question: made once, because that takes longer than its answer."""
    record, whole = _RECORDS.c, func.coalesce(_RECORDS.c.merged_into, _RECORDS.c.id)
    theirs = whole.in_(bindparam("people", expanding=True))
    held = _CASES.c.owner.in_(bindparam("owners", expanding=True))
    return (
        select(
            _CASES.c.id,
            _CASES.c.owner,
            _CASES.c.opened_on,
            whole.label("person_id"),
            func.coalesce(_STANDS.c.alias, record.alias).label("alias"),
            func.coalesce(_STANDS.c.code, record.code).label("code"),
        )
        .join(_RECORDS, record.id == _CASES.c.person_id)
        .outerjoin(_STANDS, _STANDS.c.id == record.merged_into)
        .where(_CASES.c.closed_on.is_(None), theirs | held)
        .order_by(theirs.desc(), _CASES.c.opened_on.desc(), _CASES.c.id.desc())
        .limit(bindparam("most"))
    )


_EVERY: Final = _made()
_OPEN_TO_ALL: Final = _EVERY.where(
    _RECORDS.c.restricted.is_(False), func.coalesce(_STANDS.c.restricted, False).is_(False)
)


def cases(work: Work, wanted: str, people: Sequence[str], limit: int) -> tuple[Found, ...]:
    """Return open cases, those of the `people` found first, then by who holds them.

    A colleague is found by the beginning of any of their names or of their code. What is
    restricted is found by the lead alone; who has no part in casework finds no case.
    """
    if work.role not in CASEWORK:
        return ()
    names = staff.names(work)
    owners = [code for code, name in names.items() if _begins(wanted, name, code)]
    if not people and not owners:
        return ()
    query = _EVERY if work.role == LEAD else _OPEN_TO_ALL
    asked = {"people": list(people), "owners": owners, "most": limit}
    return tuple(
        Found(
            "case",
            row.id,
            row.alias,
            row.code,
            row.opened_on,
            "owner" if row.owner else "",
            names.get(row.owner, row.owner) if row.owner else "",
            row.person_id,
        )
        for row in work.session.execute(query, asked)
    )


def _begins(wanted: str, name: str, code: str) -> bool:
    typed = wanted.casefold()
    if len(typed) < _LEAST:
        return False
    return any(
        each.startswith(typed)
        for each in (name.casefold(), *name.casefold().split(), code.casefold())
    )
