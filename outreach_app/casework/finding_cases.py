"""Open cases: of the people found, and those a colleague holds whose name is typed."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from models.people import Case, Person
from outreach_app.casework import staff
from outreach_app.casework.found import Found
from outreach_app.casework.roles import CASEWORK, LEAD
from outreach_app.work import Work

# One letter would be the beginning of nearly every colleague's name.
_LEAST: Final = 2

_whole = aliased(Person)


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
    whole = func.coalesce(Person.merged_into, Person.id)
    query = (
        select(
            Case.id,
            Case.owner,
            Case.opened_on,
            whole.label("person_id"),
            func.coalesce(_whole.alias, Person.alias).label("alias"),
            func.coalesce(_whole.code, Person.code).label("code"),
        )
        .join(Person, Person.id == Case.person_id)
        .outerjoin(_whole, _whole.id == Person.merged_into)
        .where(Case.closed_on.is_(None), whole.in_(people) | Case.owner.in_(owners))
        .order_by(whole.in_(people).desc(), Case.opened_on.desc(), Case.id.desc())
        .limit(limit)
    )
    if work.role != LEAD:
        query = query.where(
            Person.restricted.is_(False), func.coalesce(_whole.restricted, False).is_(False)
        )
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
        for row in work.session.execute(query)
    )


def _begins(wanted: str, name: str, code: str) -> bool:
    typed = wanted.casefold()
    if len(typed) < _LEAST:
        return False
    return any(
        each.startswith(typed)
        for each in (name.casefold(), *name.casefold().split(), code.casefold())
    )
