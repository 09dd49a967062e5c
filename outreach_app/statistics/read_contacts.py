"""Contacts, sessions and supplies as counts: the grouping is done in the file, not in Python."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from models.contacts import Contact, ContactSupply, OutreachSession
from outreach_app.statistics import rules
from outreach_app.statistics.rows import Met, Reached, Tally
from outreach_app.statistics.window import Window, table

_CONTACTS = table(Contact)
_SUPPLIES = table(ContactSupply)
_SESSIONS = table(OutreachSession)
# Keys of records as one JSON list: a statement that is given them stays the same however many.
_RECORDS: Final[ColumnElement[Any]] = bindparam("records", type_=String())


def tallies(session: Session, window: Window) -> tuple[Tally, ...]:
    """Return contacts of the period, counted or not, by outcome, setting and area."""
    found = session.execute(_tallies(), rules.values(window))
    return tuple(Tally(*row) for row in found.all())


@cache
def _tallies() -> Select[Any]:
    c = _CONTACTS.c
    return (
        select(c.outcome, c.setting, c.area, func.count())
        .where(rules.within(c.started_at), rules.exists(_CONTACTS))
        .group_by(c.outcome, c.setting, c.area)
    )


def reached(session: Session, window: Window, counted: frozenset[str]) -> Reached:
    """Return how many counted contacts there are in the period, and with whose records as at T."""
    contacts, named, records = session.execute(_reached(counted), rules.values(window)).one()
    return Reached(contacts, contacts - named, frozenset(json.loads(records)))


@cache
def _reached(counted: frozenset[str]) -> Select[Any]:
    # Everybody in one row: a month has more people than all its other answers have rows.
    who = rules.linked_person(_CONTACTS)
    records = func.json_group_array(who.distinct()).filter(who.is_not(None))
    return select(func.count(), func.count(who), records).where(_here(counted))


def by_record(session: Session, window: Window, counted: frozenset[str]) -> Mapping[str, int]:
    """Return the records as at T with counted contacts in the period, and how many each."""
    found = session.execute(_by_record(counted), rules.values(window)).scalar_one()
    records: dict[str, int] = json.loads(found)
    return records


@cache
def _by_record(counted: frozenset[str]) -> Select[Any]:
    who = rules.linked_person(_CONTACTS)
    each = (
        select(who.label("who"), func.count().label("often"))
        .where(_here(counted), who.is_not(None))
        .group_by(who)
        .subquery()
        .c
    )
    return select(func.json_group_object(each.who, each.often))


def met(session: Session, window: Window, counted: frozenset[str]) -> tuple[Met, ...]:
    """Return counted contacts of the period by setting, area and person record as at T."""
    found = session.execute(_met(counted), rules.values(window))
    return tuple(Met(*row) for row in found.all())


@cache
def _met(counted: frozenset[str]) -> Select[Any]:
    c, who = _CONTACTS.c, rules.linked_person(_CONTACTS)
    return (
        select(c.setting, c.area, who, func.count())
        .where(_here(counted))
        .group_by(c.setting, c.area, who)
    )


def met_before(
    session: Session, window: Window, counted: frozenset[str], records: Iterable[str]
) -> frozenset[str]:
    """Return, of some records, those with a counted contact before the period began.

    Asked of each record by itself, by the index made for it: to group all contacts there ever were
    would make a month's report slower with every year.
    """
    asked = frozenset(records)
    unmet = session.execute(_unmet_before(counted), _asking(window, asked)).scalars()
    return asked.difference(unmet.all())


@cache
def _unmet_before(counted: frozenset[str]) -> Select[Any]:
    # Most were met before, and so the few who were not are what the file is to answer with.
    record = func.json_each(_RECORDS).table_valued("value").c.value
    before = or_(
        *(
            select(_CONTACTS.c.id)
            .where(some, _CONTACTS.c.started_at < rules.START)
            .correlate(record.table)
            .exists()
            for some in _of_record(record, counted)
        )
    )
    return select(record).where(~before)


def last_met(
    session: Session, window: Window, counted: frozenset[str], records: Iterable[str]
) -> Mapping[str, datetime]:
    """Return the last counted contact up to the period's end of each of some records that has one.

    Moments are compared as the text they are kept as, whose order is theirs.
    """
    found: dict[str, datetime] = {}
    for record, *moments in session.execute(_last_met(counted), _asking(window, records)).all():
        if known := [each for each in moments if each is not None]:
            found[record] = datetime.fromisoformat(max(known))
    return found


@cache
def _last_met(counted: frozenset[str]) -> Select[Any]:
    record = func.json_each(_RECORDS).table_valued("value").c.value
    latest = func.max(type_coerce(_CONTACTS.c.started_at, String))
    return select(
        record,
        *(
            select(latest)
            .where(some, _CONTACTS.c.started_at < rules.END)
            .correlate(record.table)
            .scalar_subquery()
            for some in _of_record(record, counted)
        ),
    )


def _of_record(
    record: ColumnElement[Any], counted: frozenset[str]
) -> tuple[ColumnElement[bool], ...]:
    """Return, in parts, what tells the counted contacts of a record that exist as at T.

    What was never voided is found side by side in the index, by outcome and in order of time; what
    was voided after T is little.
    """
    c = _CONTACTS.c
    theirs = and_(
        c.person_id == record,
        rules.recorded(c.recorded_at),
        rules.linked_person(_CONTACTS).is_not(None),
    )
    return (
        *(and_(theirs, c.voided_at.is_(None), c.outcome == each) for each in sorted(counted)),
        and_(theirs, c.voided_at > rules.AS_AT, rules.one_of(c.outcome, counted)),
    )


def _asking(window: Window, records: Iterable[str]) -> dict[str, Any]:
    return {**rules.values(window), "records": json.dumps(sorted(records))}


def supplies(session: Session, window: Window, counted: frozenset[str]) -> Mapping[str, int]:
    """Return how many of each item were given at counted contacts of the period."""
    found = session.execute(_supplies(counted), rules.values(window)).all()
    return {item: int(quantity) for item, quantity in found}


@cache
def _supplies(counted: frozenset[str]) -> Select[Any]:
    return (
        select(_SUPPLIES.c.item, func.sum(_SUPPLIES.c.quantity))
        .join(_CONTACTS, _CONTACTS.c.id == _SUPPLIES.c.contact_id)
        .where(_here(counted))
        .group_by(_SUPPLIES.c.item)
    )


def with_supplies(session: Session, window: Window, counted: frozenset[str]) -> int:
    """Return how many counted contacts of the period were given any item."""
    return int(session.execute(_with_supplies(counted), rules.values(window)).scalar_one())


@cache
def _with_supplies(counted: frozenset[str]) -> Select[Any]:
    given = exists().where(_SUPPLIES.c.contact_id == _CONTACTS.c.id)
    return select(func.count()).select_from(_CONTACTS).where(_here(counted), given)


def needle_returns(session: Session, window: Window, counted: frozenset[str]) -> int:
    """Return the sharps brought back at counted contacts of the period."""
    return int(session.execute(_returns(counted), rules.values(window)).scalar_one() or 0)


@cache
def _returns(counted: frozenset[str]) -> Select[Any]:
    return select(func.sum(_CONTACTS.c.needle_returns)).where(_here(counted))


def sessions(session: Session, window: Window) -> Mapping[str, int]:
    """Return sessions that started in the period, by type."""
    found = session.execute(_sessions(), rules.values(window)).all()
    return {row[0]: row[1] for row in found}


@cache
def _sessions() -> Select[Any]:
    return (
        select(_SESSIONS.c.type, func.count())
        .where(rules.within(_SESSIONS.c.started_at), rules.exists(_SESSIONS))
        .group_by(_SESSIONS.c.type)
    )


def _here(counted: frozenset[str]) -> ColumnElement[bool]:
    """Tell that a contact of the period counts and exists as at T."""
    contacts: FromClause = _CONTACTS
    return and_(
        rules.within(contacts.c.started_at),
        rules.one_of(contacts.c.outcome, counted),
        rules.exists(contacts),
    )
