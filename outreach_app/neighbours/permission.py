"""Whether something about a person may go to one named project now: the gate decides.

What is added here is what only this room knows: that a card was checked on the telephone, that a
record is not on its way already, and that a yes to a move names the project (workflow 9).
"""

from sqlalchemy import and_, select

from models.incidents import Incident
from models.neighbours import Neighbour, SealedSent
from models.sharing import Consent
from outreach_app.casework import yes_in_force
from outreach_app.casework.seen import records_of
from outreach_app.sharing.asking import Denied, Request
from outreach_app.sharing.deciding import decide
from outreach_app.work import Work


def to_move(person_id: str, project: str) -> Request:
    """Return what the gate is asked about a move to a project."""
    return Request("transfer", person_id=person_id, named_recipient=project)


def to_tell(incident_id: str, project: str) -> Request:
    """Return what the gate is asked about the suspect facts of an incident."""
    return Request("neighbour_facts", incident_id=incident_id, named_recipient=project)


def against_moving(work: Work, person_id: str, neighbour: Neighbour) -> tuple[str, ...]:
    """Return why a record may not be moved to a project now, as codes; words: `reason`.

    Codes are those of ``neighbours.against`` and of ``sharing.denied``.
    """
    found = [] if _is_checked(neighbour) else ["not_checked"]
    decision = decide(work, to_move(person_id, neighbour.name))
    if isinstance(decision, Denied):
        found += decision.reasons
    elif not _names_somebody(work, person_id):
        found.append("nobody_named")
    if on_its_way(work, person_id) is not None:
        found.append("on_its_way")
    return tuple(found)


def against_telling(work: Work, incident: Incident, neighbour: Neighbour) -> tuple[str, ...]:
    """Return why the suspect facts of an incident may not go to a project."""
    found = [] if _is_checked(neighbour) else ["not_checked"]
    decision = decide(work, to_tell(incident.id, neighbour.name))
    if isinstance(decision, Denied):
        found += decision.reasons
    if is_a_colleague(incident):
        found.append("colleague")
    return tuple(found)


def is_a_colleague(incident: Incident) -> bool:
    """Tell whether somebody of a project is said to be responsible: that goes to the lead alone.

    Whoever reads the file over there may be that very person.
    """
    return incident.type == "staff_misconduct" or incident.relationship == "project_staff"


def on_its_way(work: Work, person_id: str) -> SealedSent | None:
    """Return the sealed file of a person that still waits for its receipt."""
    return work.session.scalars(
        select(SealedSent).where(
            SealedSent.person_id.in_(records_of(person_id)),
            SealedSent.kind == "case",
            SealedSent.answered_at.is_(None),
            SealedSent.cancelled_at.is_(None),
        )
    ).first()


def _is_checked(neighbour: Neighbour) -> bool:
    return neighbour.checked_at is not None and neighbour.ended_at is None


def _names_somebody(work: Work, person_id: str) -> bool:
    rows = work.session.scalars(
        select(Consent.named_recipient)
        .where(
            and_(Consent.person_id.in_(records_of(person_id)), Consent.incident_id.is_(None)),
            Consent.scope == "transfer",
        )
        .order_by(*yes_in_force.DECIDES)
    ).all()
    return bool(rows and rows[-1])
