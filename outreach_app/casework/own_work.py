"""Whose records a role opens at all (vocabulary, list ``user_role``).

The lead and outreach workers open every record that is not restricted. A caseworker or ISVA opens
their own cases: not those of somebody whose open cases are all looked after by colleagues. A
volunteer opens whom they met, or who was met on a shift that is still open. Whoever keeps the
system or makes the reports opens nobody's, nor does whoever works with police: they read incidents
(`police_yes`), not people.
"""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Select, case, exists, func, not_, or_, select

from models.contacts import Contact, OutreachSession
from models.incidents import Incident
from models.people import Case, Person
from outreach_app.casework.roles import LIAISON, VOLUNTEER
from outreach_app.casework.seen import records_of
from outreach_app.errors import Restricted
from outreach_app.work import Work

CASEWORKER: Final = "caseworker"
# No case content, and no names: list ``user_role``.
NOBODYS: Final = ("admin", "reporter", LIAISON)


class NotYours(Restricted):
    """The record is outside what the role of the person at the keyboard opens."""

    key = "errors.not_yours"


def insist(work: Work, key: str) -> None:
    """Raise NotYours unless the person at the keyboard opens the record of this whole person."""
    if not _opens(work, key):
        raise NotYours


def closed(work: Work, keys: Collection[str]) -> frozenset[str]:
    """Return those of these records, joined ones too, that the person at the keyboard opens not."""
    if work.role in NOBODYS:
        return frozenset(keys)
    if work.role == VOLUNTEER:
        return frozenset(keys) - opened_by_volunteer(work)
    if work.role != CASEWORKER or not keys:
        return frozenset()
    return frozenset(
        work.session.scalars(_looked_after_by_colleagues(work).where(Person.id.in_(keys)))
    )


def not_apart(work: Work) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an incident stands in lists of the person at the keyboard.

    A caseworker finds in no list what those told whom colleagues look after, but what they wrote
    down themselves. Of the others what was said of a suspect or a vehicle still warns them
    (`matching`, Find), without reference, day and place: workflow 5, point 3.
    """
    if work.role != CASEWORKER:
        return ()
    theirs = _looked_after_by_colleagues(work).correlate(None)
    nobodys = Incident.person_id.is_(None)
    mine = Incident.recorded_by.is_not_distinct_from(work.by)
    return (or_(nobodys, mine, Incident.person_id.not_in(theirs)),)


def incidents_apart(work: Work) -> frozenset[str]:
    """Return the incidents that `not_apart` leaves out."""
    return frozenset(
        key
        for condition in not_apart(work)
        for key in work.session.scalars(select(Incident.id).where(not_(condition)))
    )


def _looked_after_by_colleagues(work: Work) -> Select[str]:
    """Select people, joined ones too, whose open cases are all looked after by somebody else."""
    whole = func.coalesce(Person.merged_into, Person.id)
    mine = case((or_(Case.owner.is_(None), Case.owner == work.by), 1), else_=0)
    shut = (
        select(whole)
        .join(Case, Case.person_id == Person.id)
        .where(Case.closed_on.is_(None))
        .group_by(whole)
        .having(func.max(mine) == 0)
    )
    return select(Person.id).where(whole.in_(shut.correlate(None)))


def _opens(work: Work, key: str) -> bool:
    if work.role in NOBODYS:
        return False
    if work.role == CASEWORKER:
        return not _theirs_alone(work, key)
    if work.role == VOLUNTEER:
        return _met(work, key)
    return True


def opened_by_volunteer(work: Work) -> frozenset[str]:
    """Return every record, joined ones too, of those a volunteer opens."""
    whole = func.coalesce(Person.merged_into, Person.id)
    met = select(whole).join(Contact, Contact.person_id == Person.id).where(_by_them(work))
    mine = select(Person.id).where(Person.created_by == work.by)
    return frozenset(
        work.session.scalars(select(Person.id).where(or_(whole.in_(met), whole.in_(mine))))
    )


def _theirs_alone(work: Work, key: str) -> bool:
    """Tell whether there are open cases and colleagues look after all of them."""
    owners = work.session.scalars(
        select(Case.owner).where(Case.person_id.in_(records_of(key)), Case.closed_on.is_(None))
    ).all()
    return bool(owners) and all(owner not in (None, work.by) for owner in owners)


def _met(work: Work, key: str) -> bool:
    """Tell whether a volunteer met them, wrote them down, or they were met on an open shift."""
    found = exists().where(Contact.person_id.in_(records_of(key)), _by_them(work))
    made = exists().where(Person.id == key, Person.created_by == work.by)
    return bool(work.session.scalar(select(or_(found, made))))


def _by_them(work: Work) -> ColumnElement[bool]:
    """Return the condition that a contact was theirs, of a shift of theirs, or of an open one."""
    mine = select(Contact.session_id).where(Contact.recorded_by == work.by)
    still_open = select(OutreachSession.id).where(OutreachSession.ended_at.is_(None))
    return or_(
        Contact.recorded_by == work.by,
        Contact.session_id.in_(mine),
        Contact.session_id.in_(still_open),
    )
