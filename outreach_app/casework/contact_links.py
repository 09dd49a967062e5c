"""Naming later who it was: an unnamed contact is tied to somebody known from this moment on.

Figures as at an earlier moment still count it as unnamed (exchange format, 4.5). No contact ever
makes a person. On the day it was named a contact may be made unnamed again, as if nobody had been
named: a slip of the finger is no history. The trail keeps both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from models.contacts import Contact
from models.people import Person
from outreach_app.casework import access, checks, contacts, sessions
from outreach_app.casework.contacts import ContactRow
from outreach_app.casework.roles import CASEWORK, LEAD, SHIFT, insist
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

_SHOWN: Final = 300
_whole = aliased(Person)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Contacts with nobody named that were entered together; `id` is the one named next.

    What was given stands with the first of them. Of several, another is named before it, so that
    what was given stays with those who are not named. `note` is empty for who reads no notes.
    """

    id: str
    at: datetime
    people: int
    setting: str
    outcome: str
    area: str
    supplies: Mapping[str, int]
    returns: int
    note: str
    recorded_by: str | None
    session_id: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A contact that was named today, and may be made unnamed again today."""

    id: str
    at: datetime
    person_id: str
    alias: str
    code: str


@dataclass(frozen=True, slots=True)
class NamingView:
    """What the page of contacts not named shows."""

    unnamed: tuple[Unnamed, ...]
    named: tuple[Named, ...]
    lists: Vocabulary


def look(work: Work, session_id: str | None = None, contact_id: str | None = None) -> NamingView:
    """Return the newest contacts not named, and those named today.

    Of one shift alone with `session_id`, of one line alone with `contact_id`. A volunteer finds
    those of the open shift and those they entered.
    """
    insist(work, SHIFT)
    return NamingView(_unnamed(work, session_id, contact_id), _named_today(work), work.lists)


def name_person(work: Work, contact_id: str, person_id: str) -> Done[str]:
    """Say who an unnamed contact was with. Raises NoSuchRecord, Restricted, CheckFailed.

    One of several entered together stands on its own from now on.
    """
    insist(work, SHIFT)
    contact = work.session.get(Contact, contact_id)
    if contact is None or contact.voided_at is not None:
        raise NoSuchRecord
    if contact.person_id is not None:
        checks.insist([Problem("contact_id", "named_already")])
    access.insist_may_tell(work, person_id)
    key = whole_id(work, person_id)
    if _died_before(work, key, work.day_of(contact.started_at)):
        checks.insist([Problem("person_id", "died_before_contact")])
    work.session.execute(
        update(Contact)
        .where(Contact.id == contact_id)
        .values(person_id=key, person_linked_at=work.now, entered_with=None)
    )
    _go_on_without(work, contact_id)
    audit.note(work, "contact_named", contact_id)
    return Done(contact_id, changed("contacts", "people", person_id=key))


def take_back(work: Work, contact_id: str) -> Done[str]:
    """Make a contact unnamed again, on the day it was named. Raises NoSuchRecord, CheckFailed."""
    insist(work, SHIFT)
    contact = work.session.get(Contact, contact_id)
    if contact is None or contact.voided_at is not None or contact.person_id is None:
        raise NoSuchRecord
    access.insist_may_tell(work, contact.person_id)
    linked = contact.person_linked_at
    if linked is None or work.day_of(linked) != work.today:
        checks.insist([Problem("contact_id", "named_before_today")])
    key = contact.person_id
    work.session.execute(
        update(Contact)
        .where(Contact.id == contact_id)
        .values(person_id=None, person_linked_at=None)
    )
    audit.note(work, "contact_unnamed", contact_id)
    return Done(contact_id, changed("contacts", "people", person_id=key))


def _died_before(work: Work, person_id: str, day: date) -> bool:
    """Tell whether somebody had died before a day, as far as the very day of it is known."""
    died = work.session.execute(
        select(Person.deceased_on, Person.deceased_precision).where(
            Person.id.in_(records_of(person_id)), Person.deceased_on.is_not(None)
        )
    ).first()
    exact = died is not None and died.deceased_precision in (None, "day")
    return exact and died is not None and died.deceased_on < day


def _go_on_without(work: Work, contact_id: str) -> None:
    """Let those entered with a contact stand with the first of them instead."""
    others = work.session.scalars(
        select(Contact.id).where(Contact.entered_with == contact_id).order_by(Contact.id)
    ).all()
    if others:
        work.session.execute(
            update(Contact).where(Contact.id == others[0]).values(entered_with=None)
        )
        work.session.execute(
            update(Contact).where(Contact.id.in_(others[1:])).values(entered_with=others[0])
        )


def _unnamed(work: Work, session_id: str | None, contact_id: str | None) -> tuple[Unnamed, ...]:
    query = (
        select(Contact)
        .where(Contact.person_id.is_(None), Contact.voided_at.is_(None))
        .order_by(Contact.started_at.desc(), Contact.id.desc())
        .limit(_SHOWN)
    )
    if contact_id is not None:
        first = work.session.scalar(select(Contact.entered_with).where(Contact.id == contact_id))
        one = first or contact_id
        query = query.where((Contact.id == one) | (Contact.entered_with == one))
    elif session_id is not None:
        query = query.where(Contact.session_id == session_id)
    if work.role not in CASEWORK:
        shift = sessions.open_now(work)
        mine = Contact.recorded_by == work.by
        query = query.where(mine | (Contact.session_id == shift.id) if shift else mine)
    together: dict[str, list[ContactRow]] = {}
    kept = _kept(work, query)
    for row in contacts.these(work, query):
        first_id = kept[row.id][0]
        together.setdefault(first_id or row.id, []).append(row)
    return tuple(_row(work, rows, kept) for rows in together.values())


def _kept(work: Work, query: object) -> dict[str, tuple[str | None, str | None]]:
    """Return with what a contact was entered, and on which shift."""
    columns = (Contact.id, Contact.entered_with, Contact.session_id)
    rows = work.session.execute(query.with_only_columns(*columns))  # type: ignore[attr-defined]  # a Select
    return {row.id: (row.entered_with, row.session_id) for row in rows}


def _row(
    work: Work, rows: list[ContactRow], kept: Mapping[str, tuple[str | None, str | None]]
) -> Unnamed:
    first = next((row for row in rows if kept[row.id][0] is None), rows[-1])
    others = sorted(row.id for row in rows if row is not first)
    return Unnamed(
        id=others[-1] if others else first.id,
        at=first.started_at,
        people=len(rows),
        setting=first.setting,
        outcome=first.outcome,
        area=first.area,
        supplies=first.supplies,
        returns=first.needle_returns,
        note=(first.note or "") if work.role in CASEWORK else "",
        recorded_by=first.recorded_by,
        session_id=kept[first.id][1],
    )


def _named_today(work: Work) -> tuple[Named, ...]:
    midnight = datetime.combine(work.today, time(), work.zone)
    query = (
        select(
            Contact.id,
            Contact.started_at,
            Contact.recorded_by,
            Person.id.label("record"),
            Person.alias,
            Person.code,
            Person.restricted,
            _whole.id.label("whole"),
            _whole.alias.label("whole_alias"),
            _whole.code.label("whole_code"),
            _whole.restricted.label("whole_restricted"),
        )
        .join(Person, Person.id == Contact.person_id)
        .outerjoin(_whole, _whole.id == Person.merged_into)
        .where(Contact.person_linked_at >= midnight, Contact.voided_at.is_(None))
        .order_by(Contact.person_linked_at.desc(), Contact.id.desc())
        .limit(_SHOWN)
    )
    found = []
    for row in work.session.execute(query):
        if work.role != LEAD and (row.restricted or row.whole_restricted):
            continue
        if work.role not in CASEWORK and row.recorded_by != work.by:
            continue
        key, alias, code = row.whole or row.record, row.whole_alias or row.alias, row.whole_code
        found.append(Named(row.id, row.started_at, key, alias, code or row.code))
    return tuple(found)
