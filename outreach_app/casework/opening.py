"""Whether a page may be drawn at once, or a reason must be given first, whatever it is about."""

from dataclasses import dataclass

from sqlalchemy import select

from models.incidents import Incident
from outreach_app.casework import access
from outreach_app.casework.incident_access import readable
from outreach_app.casework.roles import LIAISON
from outreach_app.errors import NoSuchRecord
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class Opening:
    """Whose record a page shows, None for nobody named, and whether it asks why first."""

    person_id: str | None
    asks_why: bool


def of(work: Work, person_id: str | None = None, incident_id: str | None = None) -> Opening:
    """Return what stands before the page of a person, or of an incident told about one.

    Raises Restricted when the person at the keyboard may not open it at all.
    """
    if incident_id and work.role == LIAISON:
        # They read the incident and nobody's record: no reason could open more.
        readable(work, incident_id)
        return Opening(None, asks_why=False)
    if incident_id:
        person_id = _person_of(work, incident_id)
    if not person_id:
        return Opening(None, asks_why=False)
    return Opening(person_id, access.needs_reason(work, person_id))


def _person_of(work: Work, incident_id: str) -> str | None:
    row = work.session.execute(select(Incident.person_id).where(Incident.id == incident_id)).first()
    if row is None:
        raise NoSuchRecord
    key: str | None = row.person_id
    return key
