"""Who is who after merges, and when somebody was last seen: used by every list of people."""

from typing import Any

from sqlalchemy import Select, Subquery, func, or_, select

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


def last_seen(work: Work) -> Subquery:
    """Return person_id (after merges), seen_at, contacts: a row for each person met."""
    whole = func.coalesce(Person.merged_into, Person.id).label("person_id")
    return (
        select(whole, func.max(Contact.started_at).label("seen_at"), func.count().label("contacts"))
        .join(Contact, Contact.person_id == Person.id)
        .where(Contact.voided_at.is_(None), Contact.outcome.in_(counted_outcomes(work)))
        .group_by(whole)
        .subquery("last_seen")
    )
