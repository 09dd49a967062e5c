"""Contacts: with somebody known, somebody new, or nobody named; and what was given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Table, insert, select, update

from models.contacts import Contact, ContactSupply, OutreachSession
from models.people import Person
from models.types import new_key
from outreach_app.casework import access, checks, naloxone, people, shift_stock
from outreach_app.casework.own_work import NotYours
from outreach_app.casework.roles import LEAD, SHIFT, insist
from outreach_app.casework.seen import records_of
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

KNOWN: Final = "known"
NEW: Final = "new"
NOT_NAMED: Final = "not_named"
# Who takes a contact of a colleague out of the counts after its shift.
_VOIDS: Final = (LEAD, "caseworker")
# Of the table, not of the class, which costs as long again: somebody waits for every save.
_ADD: Final = insert(cast("Table", Contact.__table__))


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact as it was typed.

    `who` is ``known`` (with `person_id`), ``new`` (with `new_alias`) or ``not_named``; `people`
    counts several unnamed people met at once, each of them one contact. `supplies` maps item codes
    to quantities, with zeros allowed and left out. `naloxone_used` are kits in place of used ones,
    `overdoses` those somebody told of.
    """

    started_at: datetime
    who: str = NOT_NAMED
    person_id: str | None = None
    new_alias: str = ""
    people: int = 1
    setting: str = "street_van"
    outcome: str = "engaged"
    area: str = "unknown"
    session_id: str | None = None
    initiator: str | None = None
    minutes: int = 0
    supplies: Mapping[str, int] = field(default_factory=dict)
    needle_returns: int = 0
    naloxone_used: int = 0
    overdoses: int = 0
    late_reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as it was saved; `person_id` and `alias` are empty when nobody was named.

    `with_it` names the contacts saved by the same command: the others of several unnamed people.
    """

    id: str
    person_id: str | None
    alias: str | None
    started_at: datetime
    setting: str
    outcome: str
    area: str
    supplies: Mapping[str, int]
    needle_returns: int
    note: str | None
    recorded_by: str | None
    counted: bool
    with_it: tuple[str, ...] = ()


def check(draft: ContactDraft, lists: Vocabulary, now: datetime) -> tuple[Problem, ...]:
    """Find what must be mended before this contact can be saved; instant, needs no file."""
    problems = [
        *_who(draft),
        *checks.not_later("started_at", draft.started_at, now),
        *checks.one_of(lists, "contact_setting", "setting", draft.setting),
        *checks.one_of(lists, "contact_outcome", "outcome", draft.outcome),
        *checks.one_of(lists, "contact_initiator", "initiator", draft.initiator),
        *checks.one_of(lists, "area", "area", draft.area),
        *checks.one_of(lists, "late_reason", "late_reason", draft.late_reason),
        *checks.all_of(lists, "supply_item", "supplies", draft.supplies),
        *checks.whole("minutes", draft.minutes, 1440),
        *checks.whole("needle_returns", draft.needle_returns, 100_000),
        *naloxone.check(draft.naloxone_used, draft.overdoses),
        *checks.text("note", draft.note, checks.NOTE_LIMIT),
    ]
    for item, quantity in draft.supplies.items():
        problems += checks.whole(f"supplies.{item}", quantity, 100_000)
    if checks.late(draft.started_at, now) and not draft.late_reason:
        problems.append(Problem("late_reason", "late_reason"))
    outcome = lists["contact_outcome"].entries.get(draft.outcome)
    if outcome and not outcome.maps.get("counts") and (_given(draft) or _said(draft)):
        problems.append(Problem("supplies", "supplies_not_counted"))
    return tuple(problems)


def _who(draft: ContactDraft) -> list[Problem]:
    if draft.who == KNOWN:
        return [] if draft.person_id else [Problem("person_id", "no_person")]
    if draft.who == NEW:
        if not draft.new_alias.strip():
            return [Problem("new_alias", "alias_needed")]
        return checks.text("new_alias", draft.new_alias, checks.ALIAS_LIMIT)
    return checks.whole("people", draft.people, 200, 1)


def _given(draft: ContactDraft) -> dict[str, int]:
    return {item: number for item, number in draft.supplies.items() if number}


def _said(draft: ContactDraft) -> bool:
    return bool(draft.naloxone_used or draft.overdoses)


def log(work: Work, draft: ContactDraft) -> Done[ContactRow]:
    """Save a contact; several unnamed people are several contacts, supplies go with the first."""
    insist(work, SHIFT)
    checks.insist(check(draft, work.lists, work.now))
    person_id, alias = _person(work, draft)
    if draft.session_id and work.session.get(OutreachSession, draft.session_id) is None:
        checks.insist([Problem("session_id", "session_gone")])
    first = _write(work, draft, person_id, alias)
    naloxone.write(work, first.id, draft.naloxone_used, draft.overdoses)
    others = draft.people - 1 if draft.who == NOT_NAMED else 0
    more = tuple(_write(work, draft, None, None, with_=first.id).id for _ in range(others))
    audit.note(work, "contact_logged", first.id, people=draft.people)
    touched = ("contacts", "people") if draft.who == NEW else ("contacts",)
    if shift_stock.settle(work, draft.session_id):
        touched = (*touched, "stock")
    return Done(replace(first, with_it=more), changed(*touched, person_id=person_id))


def _person(work: Work, draft: ContactDraft) -> tuple[str | None, str | None]:
    if draft.who == NEW:
        hit = people.create(work, people.PersonDraft(alias=draft.new_alias, area=draft.area))
        return hit.id, hit.alias
    if draft.who == KNOWN and draft.person_id:
        key = people.whole_id(work, draft.person_id)
        if not _on_this_shift(work, key, draft.session_id):
            access.insist_may_tell(work, key)
        row = work.session.execute(
            select(Person.alias, Person.restricted).where(Person.id == key)
        ).one()
        return key, None if row.restricted and work.role != LEAD else row.alias
    return None, None


def _on_this_shift(work: Work, person_id: str, session_id: str | None) -> bool:
    """Tell whether a shift has a contact of theirs: its table is put right, name unread."""
    met = select(Contact.id).where(
        Contact.person_id.in_(records_of(person_id)), Contact.session_id == session_id
    )
    return session_id is not None and work.session.scalar(met.limit(1)) is not None


def _write(
    work: Work,
    draft: ContactDraft,
    person_id: str | None,
    alias: str | None,
    with_: str | None = None,
) -> ContactRow:
    """Write one contact; one entered `with_` another was given nothing of its own."""
    given = {} if with_ else _given(draft)
    row = ContactRow(
        id=new_key(),
        person_id=person_id,
        alias=alias,
        started_at=draft.started_at,
        setting=draft.setting,
        outcome=draft.outcome,
        area=draft.area,
        supplies=given,
        needle_returns=0 if with_ else draft.needle_returns,
        note=None if with_ else checks.clean(draft.note),
        recorded_by=work.by,
        counted=bool(work.lists["contact_outcome"][draft.outcome].maps.get("counts")),
    )
    values = {
        "id": row.id,
        "person_id": person_id,
        "started_at": draft.started_at,
        "setting": draft.setting,
        "outcome": draft.outcome,
        "initiator": draft.initiator,
        "session_id": draft.session_id,
        "area": draft.area,
        "minutes": draft.minutes,
        "needle_returns": row.needle_returns,
        "late_reason": draft.late_reason,
        "note": row.note,
        "entered_with": with_,
        "recorded_at": work.now,
        "recorded_by": work.by,
    }
    work.session.execute(_ADD, values)
    if given:
        work.session.execute(
            insert(ContactSupply),
            [{"contact_id": row.id, "item": i, "quantity": q} for i, q in given.items()],
        )
    return row


def void(work: Work, contact_id: str, reason: str) -> Done[str]:
    """Take a contact out of every count from now on; the row stays, with the reason.

    For whoever wrote it down, for everybody on its shift until that has ended (workflow 1: the
    summary is put right before it closes), and for those who look after the record.
    """
    insist(work, SHIFT)
    _insist_on_voiding(work, contact_id)
    checks.insist(checks.one_of(work.lists, "void_reason", "void_reason", reason))
    done = work.session.execute(
        update(Contact)
        .where(Contact.id == contact_id, Contact.voided_at.is_(None))
        .values(voided_at=work.now, void_reason=reason)
        .returning(Contact.person_id, Contact.session_id)
    ).all()
    if not done:
        raise NoSuchRecord
    audit.note(work, "contact_voided", contact_id, reason=reason)
    stock = ("stock",) if shift_stock.settle(work, done[0].session_id) else ()
    return Done(contact_id, changed("contacts", *stock, person_id=done[0].person_id))


def _insist_on_voiding(work: Work, contact_id: str) -> None:
    contact = work.session.execute(
        select(Contact.person_id, Contact.recorded_by, OutreachSession.ended_at, OutreachSession.id)
        .outerjoin(OutreachSession, OutreachSession.id == Contact.session_id)
        .where(Contact.id == contact_id)
    ).first()
    if contact is None:
        raise NoSuchRecord
    on_open_shift = contact.id is not None and contact.ended_at is None
    if contact.recorded_by == work.by or on_open_shift:
        return
    if work.role not in _VOIDS:
        raise NotYours
    if contact.person_id is not None:
        access.insist(work, contact.person_id)


def of_person(work: Work, person_id: str, limit: int = 200) -> tuple[ContactRow, ...]:
    """Return a person's contacts, their joined records' too, newest first."""
    return _rows(
        work,
        select(Contact)
        .where(Contact.person_id.in_(records_of(person_id)), Contact.voided_at.is_(None))
        .order_by(Contact.started_at.desc(), Contact.id.desc())
        .limit(limit),
    )


def of_session(work: Work, session_id: str) -> tuple[ContactRow, ...]:
    """Return the contacts of one session, in the order of their moments."""
    return _rows(
        work,
        select(Contact)
        .where(Contact.session_id == session_id, Contact.voided_at.is_(None))
        .order_by(Contact.started_at, Contact.id),
    )


def latest(work: Work, limit: int = 20) -> tuple[ContactRow, ...]:
    """Return the contacts entered last by the person at the keyboard, newest first."""
    return _rows(
        work,
        select(Contact)
        .where(Contact.recorded_by == work.by, Contact.voided_at.is_(None))
        .order_by(Contact.recorded_at.desc(), Contact.id.desc())
        .limit(limit),
    )


def these(work: Work, query: object) -> tuple[ContactRow, ...]:
    """Return the contacts of a Select over `Contact`, in its order; for rooms beside this one."""
    return _rows(work, query)


def _rows(work: Work, query: object) -> tuple[ContactRow, ...]:
    base = query.with_only_columns(  # type: ignore[attr-defined]  # any Select over contacts
        Contact.id,
        Contact.person_id,
        Person.alias,
        Contact.started_at,
        Contact.setting,
        Contact.outcome,
        Contact.area,
        Contact.needle_returns,
        Contact.note,
        Contact.recorded_by,
    ).outerjoin(Person, Person.id == Contact.person_id)
    found = work.session.execute(base).all()
    supplies = _supplies(work, [row.id for row in found])
    counts = work.lists["contact_outcome"].where("counts", True)
    return tuple(
        ContactRow(
            id=row.id,
            person_id=row.person_id,
            alias=row.alias,
            started_at=row.started_at,
            setting=row.setting,
            outcome=row.outcome,
            area=row.area,
            supplies=supplies.get(row.id, {}),
            needle_returns=row.needle_returns,
            note=row.note,
            recorded_by=row.recorded_by,
            counted=row.outcome in counts,
        )
        for row in found
    )


def _supplies(work: Work, contact_ids: Iterable[str]) -> dict[str, dict[str, int]]:
    rows = work.session.execute(
        select(ContactSupply.contact_id, ContactSupply.item, ContactSupply.quantity).where(
            ContactSupply.contact_id.in_(tuple(contact_ids))
        )
    )
    found: dict[str, dict[str, int]] = {}
    for contact_id, item, quantity in rows:
        found.setdefault(contact_id, {})[item] = quantity
    return found


def same_again(work: Work, person_id: str) -> Mapping[str, int]:
    """Return what this person was given last time, for *Same as last time*."""
    last = next((row for row in of_person(work, person_id, 10) if row.counted), None)
    if last is None:
        return {}
    returned = {"needle_returns": last.needle_returns} if last.needle_returns else {}
    return {**last.supplies, **returned}
