"""Who may read and write what follows an incident: its way to police and court, its additions."""

from typing import Final

from sqlalchemy import ColumnElement, or_

from models.incidents import Incident
from outreach_app.casework import access
from outreach_app.casework.own_work import NotYours
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.errors import NoSuchRecord, Restricted
from outreach_app.work import Work

LIAISON: Final = "police_liaison"
# Who follows an incident to police and court.
FOLLOWS: Final = (*CASEWORK, LIAISON)


def readable(work: Work, incident_id: str) -> Incident:
    """Return an incident that may be opened here. Raises NoSuchRecord, Restricted.

    Conduct of police and other officials is hidden from whoever works with police (list
    ``relationship``, map ``restricted``).
    """
    found = work.session.get(Incident, incident_id)
    if found is None:
        raise NoSuchRecord
    if found.person_id:
        access.insist(work, found.person_id)
    # A volunteer's are contacts and supplies: of incidents, only what they wrote down themselves.
    if work.role not in FOLLOWS and found.recorded_by != work.by:
        raise NotYours
    if work.role == LIAISON and _hidden(work, found):
        raise Restricted
    return found


def writable(work: Work, incident_id: str) -> Incident:
    """Return an incident that may be added to: readable, and not taken out of the counts."""
    insist(work, FOLLOWS)
    found = readable(work, incident_id)
    if found.voided_at is not None:
        raise NoSuchRecord
    return found


def insist_may_answer(work: Work, incident_id: str) -> None:
    """Raise NoSuchRecord or Restricted unless answers about an incident may be written here.

    Whoever wrote it down may, whoever looks after the person; so may those who follow it.
    """
    found = work.session.get(Incident, incident_id)
    if found is None:
        raise NoSuchRecord
    if found.person_id:
        access.insist_may_tell(work, found.person_id)
    if found.recorded_by == work.by:
        return
    if work.role not in FOLLOWS:
        raise NotYours
    if work.role == LIAISON and _hidden(work, found):
        raise Restricted


def _hidden(work: Work, incident: Incident) -> bool:
    types = work.lists["incident_type"].where("restricted", value=True)
    known_as = work.lists["relationship"].where("restricted", value=True)
    told = {incident.type, *incident.also}
    return bool(told & types) or incident.relationship in known_as


def not_hidden(work: Work) -> ColumnElement[bool]:
    """Return the condition that an incident may stand in a list of whoever works with police."""
    types = sorted(work.lists["incident_type"].where("restricted", value=True))
    known_as = sorted(work.lists["relationship"].where("restricted", value=True))
    return Incident.type.not_in(types) & or_(
        Incident.relationship.is_(None), Incident.relationship.not_in(known_as)
    )
