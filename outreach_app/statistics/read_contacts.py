"""Contacts, sessions and supplies as counts: the grouping is done in the file, not in Python."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, String, and_, exists, func, select, type_coerce
from sqlalchemy.orm import Session

from models.contacts import Contact, ContactSupply, OutreachSession
from models.people import Person
from outreach_app.statistics.rows import Met, Seen, Tally
from outreach_app.statistics.window import Window, table

_CONTACTS = table(Contact)
_SUPPLIES = table(ContactSupply)
_SESSIONS = table(OutreachSession)
_PERSONS = table(Person)
_MOST: Final = 500


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


def met(session: Session, window: Window, counted: frozenset[str]) -> tuple[Met, ...]:
    """Return counted contacts of the period by setting, area and person record as at T."""
    c, who = _CONTACTS.c, window.linked_person(_CONTACTS)
    found = session.execute(
        select(c.setting, c.area, who, func.count())
        .where(window.within(c.started_at), _counted(window, counted))
        .group_by(c.setting, c.area, who)
    )
    return tuple(Met(*row) for row in found.all())


def seen(
    session: Session, window: Window, counted: frozenset[str], records: Iterable[str]
) -> Mapping[str, Seen]:
    """Return first and last counted contact of some records, over all time up to the period's end.

    Asked of each record by itself, by the index made for it: to group all contacts there ever were
    would make a month's report slower with every year. Moments are compared as the text they are
    kept as, whose order is theirs.
    """
    asked = sorted(records)
    found: dict[str, Seen] = {}
    firsts, lasts = _ends(window, counted)
    for at in range(0, len(asked), _MOST):
        query = select(_PERSONS.c.id, *firsts, *lasts).where(
            _PERSONS.c.id.in_(asked[at : at + _MOST])
        )
        for record, *moments in session.execute(query):
            early = [each for each in moments[: len(firsts)] if each is not None]
            late = [each for each in moments[len(firsts) :] if each is not None]
            if early:
                first, last = min(early), max(late)
                found[record] = Seen(datetime.fromisoformat(first), datetime.fromisoformat(last))
    return found


def _ends(
    window: Window, counted: frozenset[str]
) -> tuple[list[ColumnElement[Any]], list[ColumnElement[Any]]]:
    """Return questions for the first and the last contact of a person, by outcome.

    What was never voided is found at either end of the index; what was voided after T is little.
    """
    c = _CONTACTS.c
    here = and_(
        c.person_id == _PERSONS.c.id,
        c.started_at < window.end,
        window.recorded(c.recorded_at),
        window.linked_person(_CONTACTS).is_not(None),
    )
    began = type_coerce(c.started_at, String)
    firsts: list[ColumnElement[Any]] = []
    lasts: list[ColumnElement[Any]] = []
    for outcome in sorted(counted):
        standing = select(began).where(here, c.voided_at.is_(None), c.outcome == outcome)
        firsts.append(standing.order_by(c.started_at).limit(1).scalar_subquery())
        lasts.append(standing.order_by(c.started_at.desc()).limit(1).scalar_subquery())
    later = (here, c.voided_at > window.as_at, c.outcome.in_(sorted(counted)))
    firsts.append(select(func.min(began)).where(*later).scalar_subquery())
    lasts.append(select(func.max(began)).where(*later).scalar_subquery())
    return firsts, lasts


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
    given = exists().where(_SUPPLIES.c.contact_id == _CONTACTS.c.id)
    return session.execute(
        select(func.count())
        .select_from(_CONTACTS)
        .where(window.within(_CONTACTS.c.started_at), _counted(window, counted), given)
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
