"""Who may read and write what follows an incident: its way to police and court, its additions."""

from typing import Final

from sqlalchemy import ColumnElement, or_

from models.incidents import Incident
from outreach_app.casework import access, own_work, police_yes
from outreach_app.casework.own_work import NotYours
from outreach_app.casework.roles import CASEWORK, LIAISON, insist
from outreach_app.errors import NoSuchRecord, Restricted
from outreach_app.work import Work

# Who follows an incident to police and court.
FOLLOWS: Final = (*CASEWORK, LIAISON)


class NoPoliceYes(Restricted):
    """Whoever works with police reads no incident without a yes to police that counts today."""

    key = "errors.no_police_yes"


def readable(work: Work, incident_id: str) -> Incident:
    """Return an incident that may be opened here. Raises NoSuchRecord, Restricted.

    Whoever works with police opens those of `police_yes`, without the person they are about.
    """
    found = work.session.get(Incident, incident_id)
    if found is None:
        raise NoSuchRecord
    if work.role == LIAISON:
        _insist_on_yes(work, incident_id)
        return found
    if found.person_id:
        access.insist(work, found.person_id)
    # A volunteer's are contacts and supplies: of incidents, only what they wrote down themselves.
    if work.role not in FOLLOWS and found.recorded_by != work.by:
        raise NotYours
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
    if work.role == LIAISON:
        _insist_on_yes(work, incident_id)


def told_here(work: Work) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which what was answered about an incident is shown at all.

    Who has no part in following incidents is told of none but those they wrote down themselves.
    """
    return () if work.role in FOLLOWS else (Incident.recorded_by == work.by,)


def named_beside(work: Work) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an incident is named beside what rests on it, as a warning."""
    if work.role in CASEWORK:
        return own_work.not_apart(work)
    shown = police_yes.incidents(work) if work.role == LIAISON else frozenset()
    return (or_(Incident.id.in_(shown), Incident.recorded_by == work.by),)


def _insist_on_yes(work: Work, incident_id: str) -> None:
    if not police_yes.said(work, incident_id):
        raise NoPoliceYes
