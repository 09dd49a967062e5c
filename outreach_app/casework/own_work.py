"""Whose records a role opens at all (vocabulary, list ``user_role``).

The lead and outreach workers open every record that is not restricted. A caseworker or ISVA opens
their own cases: not those of somebody whose open cases are all looked after by colleagues. A
volunteer opens whom they met, or who was met on a shift that is still open. Whoever keeps the
system or makes the reports opens nobody's.
"""

from typing import Final

from sqlalchemy import exists, or_, select

from models.contacts import Contact, OutreachSession
from models.people import Case, Person
from outreach_app.casework.seen import records_of
from outreach_app.errors import Restricted
from outreach_app.work import Work

CASEWORKER: Final = "caseworker"
VOLUNTEER: Final = "volunteer"
# No case content, and no names: list ``user_role``.
NOBODYS: Final = ("admin", "reporter")


class NotYours(Restricted):
    """The record is outside what the role of the person at the keyboard opens."""

    key = "errors.not_yours"


def insist(work: Work, key: str) -> None:
    """Raise NotYours unless the person at the keyboard opens the record of this whole person."""
    if not _opens(work, key):
        raise NotYours


def _opens(work: Work, key: str) -> bool:
    if work.role in NOBODYS:
        return False
    if work.role == CASEWORKER:
        return not _theirs_alone(work, key)
    if work.role == VOLUNTEER:
        return _met(work, key)
    return True


def _theirs_alone(work: Work, key: str) -> bool:
    """Tell whether there are open cases and colleagues look after all of them."""
    owners = work.session.scalars(
        select(Case.owner).where(Case.person_id.in_(records_of(key)), Case.closed_on.is_(None))
    ).all()
    return bool(owners) and all(owner not in (None, work.by) for owner in owners)


def _met(work: Work, key: str) -> bool:
    """Tell whether a volunteer met them, wrote them down, or they were met on an open shift."""
    mine = select(Contact.session_id).where(Contact.recorded_by == work.by)
    still_open = select(OutreachSession.id).where(OutreachSession.ended_at.is_(None))
    found = exists().where(
        Contact.person_id.in_(records_of(key)),
        or_(
            Contact.recorded_by == work.by,
            Contact.session_id.in_(mine),
            Contact.session_id.in_(still_open),
        ),
    )
    made = exists().where(Person.id == key, Person.created_by == work.by)
    return bool(work.session.scalar(select(or_(found, made))))
