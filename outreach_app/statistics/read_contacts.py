"""Contacts, sessions and supplies as counts: the grouping is done in the file, not in Python."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, FromClause, distinct, func, select
from sqlalchemy.orm import Session

from models.contacts import Contact, ContactSupply, OutreachSession
from outreach_app.statistics.rows import Seen, Tally
from outreach_app.statistics.window import Window, table

_CONTACTS = table(Contact)
_SUPPLIES = table(ContactSupply)
_SESSIONS = table(OutreachSession)


def tallies(session: Session, window: Window) -> tuple[Tally, ...]:
    """Return contacts of the period, counted or not, by outcome, setting and area."""
    c = _CONTACTS.c
    found = session.execute(
        select(c.outcome, c.setting, c.area, func.count())
        .where(window.within(c.started_at), window.exists(_CONTACTS))
        .group_by(c.outcome, c.setting, c.area)
    )
    return tuple(Tally(*row) for row in found.all())


def by_record(
    session: Session, window: Window, counted: frozenset[str]
) -> Mapping[str | None, int]:
    """Return counted contacts of the period per person record as at T; None is anonymous."""
    who = window.linked_person(_CONTACTS)
    found = session.execute(
        select(who, func.count())
        .where(window.within(_CONTACTS.c.started_at), _counted(window, counted))
        .group_by(who)
    )
    return {row[0]: row[1] for row in found.all()}


def seen(session: Session, window: Window, counted: frozenset[str]) -> Mapping[str, Seen]:
    """Return first and last counted contact per record, over all time up to the period's end."""
    who = window.linked_person(_CONTACTS)
    started = _CONTACTS.c.started_at
    found = session.execute(
        select(who, func.min(started), func.max(started))
        .where(started < window.end, _CONTACTS.c.person_id.is_not(None), _counted(window, counted))
        .group_by(who)
    )
    return {person: Seen(first, last) for person, first, last in found.all() if person is not None}


def supplies(session: Session, window: Window, counted: frozenset[str]) -> Mapping[str, int]:
    """Return how many of each item were given at counted contacts of the period."""
    found = session.execute(
        select(_SUPPLIES.c.item, func.sum(_SUPPLIES.c.quantity))
        .join(_CONTACTS, _CONTACTS.c.id == _SUPPLIES.c.contact_id)
        .where(window.within(_CONTACTS.c.started_at), _counted(window, counted))
        .group_by(_SUPPLIES.c.item)
    )
    return {item: int(quantity) for item, quantity in found.all()}


def with_supplies(session: Session, window: Window, counted: frozenset[str]) -> int:
    """Return how many counted contacts of the period were given any item."""
    return session.execute(
        select(func.count(distinct(_SUPPLIES.c.contact_id)))
        .join(_CONTACTS, _CONTACTS.c.id == _SUPPLIES.c.contact_id)
        .where(window.within(_CONTACTS.c.started_at), _counted(window, counted))
    ).scalar_one()


def needle_returns(session: Session, window: Window, counted: frozenset[str]) -> int:
    """Return the sharps brought back at counted contacts of the period."""
    total = session.execute(
        select(func.sum(_CONTACTS.c.needle_returns)).where(
            window.within(_CONTACTS.c.started_at), _counted(window, counted)
        )
    ).scalar_one()
    return int(total or 0)


def sessions(session: Session, window: Window) -> Mapping[str, int]:
    """Return sessions that started in the period, by type."""
    found = session.execute(
        select(_SESSIONS.c.type, func.count())
        .where(window.within(_SESSIONS.c.started_at), window.exists(_SESSIONS))
        .group_by(_SESSIONS.c.type)
    )
    return {row[0]: row[1] for row in found.all()}


def _counted(window: Window, outcomes: frozenset[str]) -> ColumnElement[bool]:
    contacts: FromClause = _CONTACTS
    return contacts.c.outcome.in_(sorted(outcomes)) & window.exists(contacts)
