"""Who is who after merges, and when somebody was last seen: used by every list of people."""

from typing import Any

from sqlalchemy import ScalarSelect, Select, Subquery, func, or_, select
from sqlalchemy.orm import aliased

from models.contacts import Contact
from models.people import Person
from outreach_app.errors import NoSuchRecord
from outreach_app.work import Work


def records_of(person_id: str) -> Select[Any]:
    """Select the keys of a person and of the duplicates that were merged into them."""
    return select(Person.id).where(or_(Person.id == person_id, Person.merged_into == person_id))


def whole_id(work: Work, person_id: str) -> str:
    """Return the key of the record that stands for this person after merges."""
    whole = work.session.scalar(
        select(func.coalesce(Person.merged_into, Person.id)).where(Person.id == person_id)
    )
    if whole is None:
        raise NoSuchRecord
    return str(whole)


def has_died(work: Work, person_id: str | None) -> bool:
    """Tell whether a person, by any of their records, is known to have died."""
    if person_id is None:
        return False
    mine = select(func.coalesce(Person.merged_into, Person.id)).where(Person.id == person_id)
    wanted = select(Person.deceased_on).where(
        Person.id.in_(mine) | Person.merged_into.in_(mine), Person.deceased_on.is_not(None)
    )
    return work.session.scalar(wanted.limit(1)) is not None


def merges(work: Work) -> dict[str, str]:
    """Return which record stands for each duplicate."""
    rows = work.session.execute(
        select(Person.id, Person.merged_into).where(Person.merged_into.is_not(None))
    )
    return {duplicate: target for duplicate, target in rows if target}


def counted_outcomes(work: Work) -> tuple[str, ...]:
    """Return the contact outcomes that make a person seen (list ``contact_outcome``)."""
    return tuple(sorted(work.lists["contact_outcome"].where("counts", True)))


def seen_at(work: Work) -> ScalarSelect[Any]:
    """Return when the `Person` of the query around it was last seen, by any of their records.

    For a few people at a time: each is looked up in the index of contacts. Joining `last_seen` to
    them would compare each with everybody.
    """
    record = aliased(Person)
    return (
        select(func.max(Contact.started_at))
        .join(record, record.id == Contact.person_id)
        .where(
            or_(record.id == Person.id, record.merged_into == Person.id),
            Contact.voided_at.is_(None),
            Contact.outcome.in_(counted_outcomes(work)),
        )
        .correlate(Person)
        .scalar_subquery()
    )


def last_seen(work: Work) -> Subquery:
    """Return person_id (after merges), seen_at, contacts: a row for each person met.

    To be read by itself for everybody; it has no index to be joined by.
    """
    # Each record first, in the order of the index, then the few that were merged: in one step a
    # hundred thousand contacts would be looked up and sorted one by one.
    met = (
        select(
            Contact.person_id,
            func.max(Contact.started_at).label("seen_at"),
            func.count().label("contacts"),
        )
        .where(
            Contact.person_id.is_not(None),
            Contact.voided_at.is_(None),
            Contact.outcome.in_(counted_outcomes(work)),
        )
        .group_by(Contact.person_id)
        .subquery("met")
    )
    whole = func.coalesce(Person.merged_into, Person.id).label("person_id")
    return (
        select(
            whole,
            func.max(met.c.seen_at).label("seen_at"),
            func.sum(met.c.contacts).label("contacts"),
        )
        .join(met, met.c.person_id == Person.id)
        .group_by(whole)
        .subquery("last_seen")
    )
