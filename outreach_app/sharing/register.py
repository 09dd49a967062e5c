"""What has left: when, to whom, which fields, under which reference, and whether it went."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from models.incidents import Incident
from models.leaving import RecipientNotice, Release, ReleaseSubject
from models.people import Person
from models.sharing import Disclosure
from outreach_app.casework import access
from outreach_app.casework.roles import CASEWORK, LEAD, insist
from outreach_app.casework.seen import records_of
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class Gone:
    """One row of the register. Without `output` it was told or sent outside the gate.

    `told_at` is when the recipient was asked to stop using it, `answered_at` when they answered.
    """

    id: str
    at: datetime
    recipient: str
    named_recipient: str | None
    basis: str
    content: str
    scope: str | None
    incident: str | None
    incident_id: str | None
    person_id: str | None
    output: str | None
    number: int | None
    reference: str | None
    fields: tuple[str, ...]
    outcome: str
    by: str | None
    release_id: str | None
    told_at: datetime | None = None
    answered_at: datetime | None = None


def gone(
    work: Work,
    *,
    incident_id: str | None = None,
    person_id: str | None = None,
    scope: str | None = None,
) -> tuple[Gone, ...]:
    """Return what has left about an incident or a person and their joined records, newest first.

    Raises Restricted for who may not read the record.
    """
    about: list[ColumnElement[bool]] = []
    if incident_id is not None:
        whose = work.session.scalar(select(Incident.person_id).where(Incident.id == incident_id))
        if whose:
            access.insist(work, whose)
        about.append(Disclosure.incident_id == incident_id)
    if person_id is not None:
        access.insist(work, person_id)
        mine = records_of(person_id)
        theirs = select(Incident.id).where(Incident.person_id.in_(mine))
        about.append(or_(Disclosure.person_id.in_(mine), Disclosure.incident_id.in_(theirs)))
    insist(work, CASEWORK)
    wanted = [*about]
    if scope is not None:
        wanted.append(Disclosure.scope == scope)
    return _rows(work, *wanted)


def everything(work: Work) -> tuple[Gone, ...]:
    """Return the whole register, newest first. For the lead."""
    insist(work, (LEAD,))
    return _rows(work)


def whose(work: Work, rows: tuple[Gone, ...]) -> dict[str, str]:
    """Return the name of the person behind each row, for the lead's own screen."""
    insist(work, (LEAD,))
    found = work.session.execute(
        select(Disclosure.id, Person.alias)
        .outerjoin(Incident, Incident.id == Disclosure.incident_id)
        .join(Person, or_(Person.id == Disclosure.person_id, Person.id == Incident.person_id))
        .where(Disclosure.id.in_([row.id for row in rows]))
    )
    return {row.id: row.alias for row in found}


def _rows(work: Work, *where: ColumnElement[bool]) -> tuple[Gone, ...]:
    found = work.session.execute(
        select(
            Disclosure.id,
            Disclosure.at,
            Disclosure.recipient,
            Release.named_recipient,
            Disclosure.basis,
            Disclosure.content,
            Disclosure.scope,
            Incident.reference.label("incident"),
            Disclosure.incident_id,
            Disclosure.person_id,
            Release.output,
            Release.number,
            Release.reference,
            Release.fields,
            Release.outcome,
            Disclosure.recorded_by,
            Release.id.label("release_id"),
        )
        .outerjoin(ReleaseSubject, ReleaseSubject.disclosure_id == Disclosure.id)
        .outerjoin(Release, Release.id == ReleaseSubject.release_id)
        .outerjoin(Incident, Incident.id == Disclosure.incident_id)
        .where(*where)
        .order_by(Disclosure.at.desc(), Disclosure.id.desc())
    ).all()
    notices = _notices(work, [row.id for row in found])
    return tuple(_gone(row, notices.get(row.id)) for row in found)


_Told = tuple[datetime, datetime | None]


def _notices(work: Work, keys: list[str]) -> dict[str, _Told]:
    rows = work.session.execute(
        select(
            RecipientNotice.disclosure_id,
            RecipientNotice.recorded_at,
            RecipientNotice.answered_at,
        )
        .where(RecipientNotice.disclosure_id.in_(keys))
        .order_by(RecipientNotice.recorded_at)
    )
    return {key: (told, answered) for key, told, answered in rows}


def _gone(row: Any, told: _Told | None) -> Gone:
    values = row._asdict()
    values["fields"] = row.fields or ()
    values["outcome"] = row.outcome or "gone"
    values["by"] = values.pop("recorded_by")
    told_at, answered_at = told or (None, None)
    return Gone(**values, told_at=told_at, answered_at=answered_at)
