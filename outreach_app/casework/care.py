"""What is looked at before any contact: care flags, and which ways to reach somebody are safe."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select, update

from models.people import ContactRoute, PersonFlag
from models.types import new_key
from outreach_app.casework import access, checks, people, roles
from outreach_app.casework.people import RouteRow
from outreach_app.casework.seen import records_of
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

# The ways to reach somebody, and how far each is safe. Words: resources/words/person.toml.
ROUTES: Final = ("text", "phone", "message", "email", "through", "address", "other")
SAFE: Final = ("yes", "ask", "no")
RULE_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Route:
    """One way to reach a person as it stands in the casebook, with its key."""

    id: str
    row: RouteRow


def check_route(route: RouteRow) -> tuple[Problem, ...]:
    """Find what must be mended before a way to reach somebody can be written down."""
    problems = [
        *checks.text("value", route.value, RULE_LIMIT),
        *checks.text("rule", route.rule, RULE_LIMIT),
    ]
    if route.route not in ROUTES:
        problems.append(Problem("route", "required"))
    if route.safe not in SAFE:
        problems.append(Problem("safe", "required"))
    return tuple(problems)


def add_route(work: Work, person_id: str, route: RouteRow) -> Done[str]:
    """Write down one way to reach a person, and whether it is safe."""
    checks.insist(check_route(route))
    access.insist(work, person_id)
    roles.insist(work, roles.SHIFT)
    key = people.whole_id(work, person_id)
    work.session.execute(
        insert(ContactRoute).values(
            id=new_key(),
            person_id=key,
            route=route.route,
            value=checks.clean(route.value),
            safe=route.safe,
            rule=checks.clean(route.rule),
            noted_at=work.now,
            noted_by=work.by,
        )
    )
    audit.note(work, "route_added", key, route=route.route)
    return Done(key, changed("people", person_id=key))


def routes(work: Work, person_id: str) -> tuple[Route, ...]:
    """Return the ways to reach a person that hold today."""
    access.insist(work, person_id)
    rows = work.session.execute(
        select(
            ContactRoute.id,
            ContactRoute.route,
            ContactRoute.value,
            ContactRoute.safe,
            ContactRoute.rule,
        )
        .where(ContactRoute.person_id.in_(records_of(person_id)), ContactRoute.ended_at.is_(None))
        .order_by(ContactRoute.noted_at, ContactRoute.id)
    )
    return tuple(Route(row.id, RouteRow(row.route, row.value, row.safe, row.rule)) for row in rows)


def change_route(work: Work, route_id: str, route: RouteRow) -> Done[str]:
    """Put a way to reach somebody in place of another; that the old one held stays known."""
    ended = end_route(work, route_id)
    return add_route(work, ended.value, route)


def end_route(work: Work, route_id: str) -> Done[str]:
    """Let a way to reach somebody hold no longer; that it held stays known."""
    whose = work.session.scalar(
        select(ContactRoute.person_id).where(
            ContactRoute.id == route_id, ContactRoute.ended_at.is_(None)
        )
    )
    if whose is None:
        raise NoSuchRecord
    key = people.whole_id(work, whose)
    access.insist(work, key)
    roles.insist(work, roles.SHIFT)
    work.session.execute(
        update(ContactRoute).where(ContactRoute.id == route_id).values(ended_at=work.now)
    )
    audit.note(work, "route_ended", key)
    return Done(key, changed("people", person_id=key))


def set_flag(work: Work, person_id: str, flag: str, note: str | None = None) -> Done[str]:
    """Set one care flag that is seen before any contact."""
    checks.insist(
        [
            *checks.one_of(work.lists, "risk_flag", "flag", flag),
            *checks.text("note", note, RULE_LIMIT),
        ]
    )
    access.insist(work, person_id)
    roles.insist(work, roles.SHIFT)
    work.session.execute(
        insert(PersonFlag).values(
            id=new_key(),
            person_id=person_id,
            flag=flag,
            note=checks.clean(note),
            noted_at=work.now,
            noted_by=work.by,
        )
    )
    audit.note(work, "flag_set", person_id, flag=flag)
    return Done(person_id, changed("people", person_id=person_id))


def set_flags(work: Work, person_id: str, flags: Sequence[str]) -> Done[str]:
    """Make these the care flags of a person: new ones are set, those left out end today."""
    key = people.whole_id(work, person_id)
    access.insist(work, key)
    roles.insist(work, roles.SHIFT)
    checks.insist(checks.all_of(work.lists, "risk_flag", "flags", flags))
    before = {row.flag for row in flag_history(work, key) if row.ended_at is None}
    for flag in flags:
        if flag not in before:
            set_flag(work, key, flag)
    for flag in sorted(before - set(flags)):
        end_flag(work, key, flag)
    return Done(key, changed("people", person_id=key))


def end_flag(work: Work, person_id: str, flag: str) -> Done[str]:
    """Let one care flag hold no longer; that it held stays known."""
    access.insist(work, person_id)
    roles.insist(work, roles.SHIFT)
    ended = work.session.execute(
        update(PersonFlag)
        .where(
            PersonFlag.person_id.in_(records_of(person_id)),
            PersonFlag.flag == flag,
            PersonFlag.ended_at.is_(None),
        )
        .values(ended_at=work.now)
        .returning(PersonFlag.id)
    ).all()
    if not ended:
        raise NoSuchRecord
    audit.note(work, "flag_ended", person_id, flag=flag)
    return Done(person_id, changed("people", person_id=person_id))


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A care flag with when it was set and, if it holds no longer, when it ended."""

    flag: str
    note: str | None
    noted_at: datetime
    noted_by: str | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class RouteHistory:
    """A way to reach somebody with when it was written down and when it ended, if it did."""

    row: RouteRow
    noted_at: datetime
    noted_by: str | None
    ended_at: datetime | None


def flag_history(work: Work, person_id: str) -> tuple[FlagRow, ...]:
    """Return every care flag a person ever had, in order."""
    access.insist(work, person_id)
    rows = work.session.execute(
        select(
            PersonFlag.flag,
            PersonFlag.note,
            PersonFlag.noted_at,
            PersonFlag.noted_by,
            PersonFlag.ended_at,
        )
        .where(PersonFlag.person_id.in_(records_of(person_id)))
        .order_by(PersonFlag.noted_at, PersonFlag.id)
    )
    return tuple(FlagRow(*row) for row in rows)


def route_history(work: Work, person_id: str) -> tuple[RouteHistory, ...]:
    """Return every way to reach a person that ever held, in order."""
    access.insist(work, person_id)
    rows = work.session.execute(
        select(ContactRoute)
        .where(ContactRoute.person_id.in_(records_of(person_id)))
        .order_by(ContactRoute.noted_at, ContactRoute.id)
    ).scalars()
    return tuple(
        RouteHistory(
            RouteRow(row.route, row.value, row.safe, row.rule),
            row.noted_at,
            row.noted_by,
            row.ended_at,
        )
        for row in rows
    )
