"""Whom something is about, as far as the gate has to know: nothing here is ever shown."""

from dataclasses import dataclass

from sqlalchemy import select

from models.incidents import Incident
from models.people import Person
from outreach_app.casework import police_shut_out, young_signs
from outreach_app.casework.seen import has_died, records_of, whole_id
from outreach_app.errors import NoSuchRecord
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class Subject:
    """An incident, a person, or both, with what bears on letting anything about them leave.

    `no_police` stands on the incident's bar; `officials` marks the conduct of police or officials.
    """

    incident_id: str | None
    person_id: str | None
    matches: bool
    voided: bool = False
    restricted: bool = False
    died: bool = False
    young: bool = False
    no_police: bool = False
    officials: bool = False


def find(work: Work, incident_id: str | None, person_id: str | None) -> Subject:
    """Look a subject up; raises NoSuchRecord.

    The person is the incident's where none is named. `matches` is False where both are named and do
    not belong together.
    """
    key = whole_id(work, person_id) if person_id else None
    if incident_id is None:
        if key is None:
            raise NoSuchRecord
        return Subject(
            None,
            key,
            matches=True,
            restricted=_restricted(work, key),
            died=has_died(work, key),
            young=young_signs.is_young(work, key, None),
        )
    row = work.session.execute(
        select(Incident.person_id, Incident.voided_at, Incident.type).where(
            Incident.id == incident_id
        )
    ).first()
    if row is None:
        raise NoSuchRecord
    whose = whole_id(work, row.person_id) if row.person_id else None
    return Subject(
        incident_id,
        whose,
        matches=key is None or key == whose,
        voided=row.voided_at is not None,
        restricted=whose is not None and _restricted(work, whose),
        died=has_died(work, whose),
        young=young_signs.is_young(work, whose, incident_id),
        no_police=police_shut_out.says_so(work, incident_id),
        officials=police_shut_out.about_officials(work, row.type),
    )


def _restricted(work: Work, person_id: str) -> bool:
    """Tell whether any of the joined records is restricted."""
    wanted = select(Person.id).where(
        Person.id.in_(records_of(person_id)), Person.restricted.is_(True)
    )
    return work.session.scalar(wanted.limit(1)) is not None
