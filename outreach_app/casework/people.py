"""People: added with an alias and nothing else, found while a name is typed."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Row, exists, func, insert, or_, select
from sqlalchemy.orm import aliased

from models.contacts import Contact
from models.people import Alias, Case, ContactRoute, Person, PersonFlag
from models.support import Need, NeedEvent
from models.types import new_key
from outreach_app.casework import access, anonymised, checks, codes, details, own_work
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.details import change_details, check
from outreach_app.casework.person_rows import (
    CaseRow,
    PersonCard,
    PersonDraft,
    PersonHit,
    PersonLine,
    RouteRow,
)
from outreach_app.casework.roles import LEAD, SHIFT, VOLUNTEER, insist
from outreach_app.casework.seen import last_seen, records_of, seen_at, whole_id
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

NOT_SEEN_DAYS: Final = 60
# The flag of somebody thought to be under 18, and the reason a duplicate's case is closed with.
UNDER_18: Final = "under_18_concern"
DUPLICATE: Final = "duplicate"


__all__ = [
    "NOT_SEEN_DAYS",
    "CaseRow",
    "PersonCard",
    "PersonDraft",
    "PersonHit",
    "PersonLine",
    "RouteRow",
    "add",
    "card",
    "change_details",
    "check",
    "create",
    "everyone",
    "find",
    "whole_id",
]


def create(work: Work, draft: PersonDraft) -> PersonHit:
    """Write a new person inside a transaction that is already under way."""
    checks.insist([*check(draft, work.lists), *details.check_today(draft, work.today)])
    kept = details.settled(draft, work.lists, work.today)
    hit = PersonHit(new_key(), kept.alias, codes.new_person_code(work.session, kept.alias), None)
    work.session.execute(
        insert(Person).values(
            **details.columns(kept),
            id=hit.id,
            code=hit.code,
            created_at=work.now,
            created_by=work.by,
        )
    )
    audit.note(work, "person_added", hit.id)
    return hit


def add(work: Work, draft: PersonDraft) -> Done[PersonHit]:
    """Add a person. Raises NotAllowed for whoever meets nobody."""
    insist(work, SHIFT)
    hit = create(work, draft)
    return Done(hit, changed("people", person_id=hit.id))


def _care(work: Work, person_ids: tuple[str, ...] | None = None) -> dict[str, tuple[str, ...]]:
    """Return the care flags in force by person, those of joined records with them."""
    whole = func.coalesce(Person.merged_into, Person.id)
    wanted = (
        select(whole, PersonFlag.flag)
        .join(Person, Person.id == PersonFlag.person_id)
        .where(PersonFlag.ended_at.is_(None))
    )
    if person_ids is not None:
        wanted = wanted.where(whole.in_(person_ids))
    rows = work.session.execute(wanted.order_by(PersonFlag.noted_at, PersonFlag.id))
    found: dict[str, tuple[str, ...]] = {}
    for person_id, flag in rows:
        found[person_id] = tuple(dict.fromkeys((*found.get(person_id, ()), flag)))
    return found


def _day(work: Work, seen_at: datetime | None, before: date | None) -> date | None:
    return work.day_of(seen_at) if seen_at else before


def _like(typed: str) -> str:
    escaped = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def find(work: Work, typed: str, limit: int = 8) -> tuple[PersonHit, ...]:
    """Find living or known people by any part of a name, other name or code; best first.

    Names that begin with what was typed come before names that hold it further on, and people seen
    lately before others. Restricted records are found by name only through the lead.
    """
    wanted = typed.strip()
    if not wanted or work.role in own_work.NOBODYS:
        return ()
    seen = seen_at(work).label("seen_at")
    pattern = _like(wanted)
    begins = Person.alias.ilike(pattern[1:], escape="\\")
    joined = aliased(Person)
    whose = func.coalesce(joined.merged_into, joined.id)
    # Whole sets, each read once: asked for every person by itself they grow with their square.
    other = Person.id.in_(
        select(whose)
        .join(Alias, Alias.person_id == joined.id)
        .where(Alias.alias.ilike(pattern, escape="\\"), Alias.ended_at.is_(None))
    )
    twin = Person.id.in_(
        select(joined.merged_into).where(
            joined.merged_into.is_not(None), joined.alias.ilike(pattern, escape="\\")
        )
    )
    found = work.session.execute(
        select(
            Person.id,
            Person.alias,
            Person.code,
            seen,
            Person.last_contact_before,
            Person.deceased_on,
        )
        .where(
            Person.merged_into.is_(None),
            still_here(),
            or_(
                Person.alias.ilike(pattern, escape="\\"),
                Person.code.ilike(pattern[1:], escape="\\"),
                func.lower(Person.own_code) == wanted.lower(),
                other,
                twin,
            ),
            *_hidden(work),
        )
        .order_by(begins.desc(), seen.desc().nulls_last(), Person.alias, Person.id)
        .limit(limit)
    ).all()
    care = _care(work, tuple(row.id for row in found))
    return tuple(
        PersonHit(
            row.id,
            row.alias,
            row.code,
            _day(work, row.seen_at, row.last_contact_before),
            care.get(row.id, ()),
            row.deceased_on is not None,
        )
        for row in found
    )


def _hidden(work: Work) -> tuple[ColumnElement[bool], ...]:
    """Leave restricted records out of searches by anyone but the lead.

    A volunteer finds nobody but whose record they open.
    """
    if work.role == LEAD:
        return ()
    open_to = Person.restricted.is_(False)
    if work.role != VOLUNTEER:
        return (open_to,)
    return open_to, Person.id.in_(own_work.opened_by_volunteer(work))


def _open_needs(work: Work) -> dict[str, tuple[str, ...]]:
    closing = tuple(sorted(work.lists["need_status"].where("closes", True)))
    closed = exists().where(NeedEvent.need_id == Need.id, NeedEvent.status.in_(closing))
    whole = func.coalesce(Person.merged_into, Person.id)
    rows = work.session.execute(
        select(whole, Need.category)
        .join(Person, Person.id == Need.person_id)
        .where(Need.voided_at.is_(None), ~closed)
        .order_by(Need.identified_on, Need.id)
    )
    found: dict[str, tuple[str, ...]] = {}
    for person_id, category in rows:
        found[person_id] = (*found.get(person_id, ()), category)
    return found


def everyone(work: Work) -> tuple[PersonLine, ...]:
    """Return everybody, by name; restricted records show nothing but that they are there.

    Nobody to who opens nobody's record, to a volunteer those whose record they open (workflow 1:
    no list of people beyond their shifts).
    """
    if work.role in own_work.NOBODYS:
        return ()
    theirs = own_work.opened_by_volunteer(work) if work.role == VOLUNTEER else None
    seen = last_seen(work)
    # Read by itself: joined to everybody it would be looked through once for each of them.
    seen_on = {
        row.person_id: row.seen_at
        for row in work.session.execute(select(seen.c.person_id, seen.c.seen_at))
    }
    # One set for everybody: asked for each person by itself, this grows with their square.
    record = aliased(Person)
    open_case = Person.id.in_(
        select(func.coalesce(record.merged_into, record.id))
        .join(Case, Case.person_id == record.id)
        .where(Case.closed_on.is_(None))
    )
    found = work.session.execute(
        select(
            Person.id,
            Person.alias,
            Person.code,
            Person.last_contact_before,
            Person.area,
            open_case.label("open_case"),
            Person.restricted,
        )
        .where(Person.merged_into.is_(None), still_here())
        .order_by(func.lower(Person.alias), Person.id)
    ).all()
    needs = _open_needs(work)
    care = _care(work)
    return tuple(
        _line(work, row, seen_on.get(row.id), needs, care)
        for row in found
        if theirs is None or row.id in theirs
    )


def _line(
    work: Work,
    row: Row[str, str, str, date | None, str, bool, bool],
    seen_at: datetime | None,
    needs: dict[str, tuple[str, ...]],
    care: dict[str, tuple[str, ...]],
) -> PersonLine:
    if row.restricted and work.role != "lead":
        return PersonLine(row.id, "", "", None, "unknown", False, (), True, ())
    return PersonLine(
        row.id,
        row.alias,
        row.code,
        _day(work, seen_at, row.last_contact_before),
        row.area,
        row.open_case,
        needs.get(row.id, ()),
        row.restricted,
        care.get(row.id, ()),
    )


def card(work: Work, person_id: str) -> PersonCard:
    """Return the head of a person's page; raises Restricted for who may not read it, Anonymised."""
    key = whole_id(work, person_id)
    anonymised.insist(work, key)
    access.insist(work, key)
    person = work.session.execute(select(Person).where(Person.id == key)).scalar_one()
    kept = details.of_record(person, work.today)
    flags = _care(work, (key,)).get(key, ())
    result = PersonCard(
        id=person.id,
        alias=person.alias,
        code=person.code,
        other_names=_other_names(work, key),
        own_code_set=person.own_code is not None,
        known_since=_known_since(work, person),
        deceased_on=person.deceased_on,
        restricted=person.restricted,
        details=kept,
        cases=_cases(work, key),
        flags=flags,
        routes=_routes(work, key),
        young=details.is_child_band(work.lists, kept.age_band) or UNDER_18 in flags,
    )
    work.session.expunge(person)
    return result


def _known_since(work: Work, person: Person) -> date:
    """Return the first day on which anything is known of somebody, joined records included."""
    whole = records_of(person.id)
    first = work.session.scalar(
        select(func.min(Contact.started_at)).where(
            Contact.person_id.in_(whole), Contact.voided_at.is_(None)
        )
    )
    days = (
        work.session.scalar(select(func.min(Case.opened_on)).where(Case.person_id.in_(whole))),
        person.first_contact_before,
        work.day_of(first) if first else None,
    )
    return min((day for day in days if day), default=work.day_of(person.created_at))


def _other_names(work: Work, key: str) -> tuple[str, ...]:
    joined = work.session.scalars(select(Person.alias).where(Person.merged_into == key))
    added = work.session.scalars(
        select(Alias.alias)
        .where(Alias.person_id.in_(records_of(key)), Alias.ended_at.is_(None))
        .order_by(Alias.added_at, Alias.id)
    )
    return tuple(dict.fromkeys([*added, *joined]))


def _cases(work: Work, key: str) -> tuple[CaseRow, ...]:
    """Return the cases of a person, newest first; a duplicate's, closed when joined, is none."""
    rows = work.session.execute(
        select(
            Case.id,
            Case.opened_on,
            Case.closed_on,
            Case.close_reason,
            Case.risk_level,
            Case.owner,
        )
        .where(
            Case.person_id.in_(records_of(key)),
            or_(Case.close_reason.is_(None), Case.close_reason != DUPLICATE),
        )
        .order_by(Case.opened_on.desc(), Case.id.desc())
    )
    return tuple(CaseRow(*row) for row in rows)


def _routes(work: Work, key: str) -> tuple[RouteRow, ...]:
    rows = work.session.execute(
        select(ContactRoute.route, ContactRoute.value, ContactRoute.safe, ContactRoute.rule)
        .where(ContactRoute.person_id.in_(records_of(key)), ContactRoute.ended_at.is_(None))
        .order_by(ContactRoute.noted_at, ContactRoute.id)
    )
    return tuple(RouteRow(*row) for row in rows)
