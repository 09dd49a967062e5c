"""Who reads what is kept under protection: the lead, and whoever entered it; nobody else.

Safeguarding concerns and concerns about police are no part of a person's story or of any search.
Neither ever stands in anything that goes to police (report lines, part 4).
"""

from typing import Final

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import InstrumentedAttribute

from models.incidents import Incident
from models.project import Staff
from outreach_app.casework import access
from outreach_app.casework.roles import LEAD, SHIFT, insist
from outreach_app.errors import NoSuchRecord, Restricted
from outreach_app.work import Work

# Whoever is on a shift may raise or note something, also a volunteer.
MAY_RAISE: Final = SHIFT


def readable(work: Work, recorded_by: InstrumentedAttribute[str | None]) -> ColumnElement[bool]:
    """Return the condition that the person at the keyboard may read a row."""
    insist(work, MAY_RAISE)
    return true() if work.role == LEAD else recorded_by == work.by


def insist_on_reading(work: Work, recorded_by: str | None) -> None:
    """Raise Restricted unless the person at the keyboard may read a row."""
    insist(work, MAY_RAISE)
    if work.role != LEAD and recorded_by != work.by:
        raise Restricted


def insist_on_subject(work: Work, person_id: str | None, incident_id: str | None) -> None:
    """Raise NoSuchRecord or Restricted when what a concern is about may not be named here."""
    if person_id is not None:
        access.insist_may_tell(work, person_id)
    if incident_id is not None:
        found = work.session.get(Incident, incident_id)
        if found is None:
            raise NoSuchRecord
        if found.person_id is not None:
            access.insist_may_tell(work, found.person_id)


def leads(work: Work) -> tuple[str, ...]:
    """Return the staff codes of the leads who can sign in."""
    return tuple(
        work.session.scalars(
            select(Staff.code)
            .where(Staff.role == LEAD, Staff.active.is_(True), Staff.slot_id.is_not(None))
            .order_by(Staff.code)
        )
    )
