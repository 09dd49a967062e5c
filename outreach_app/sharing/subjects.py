"""Whom something is about, as far as the gate has to know: nothing here is ever shown."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from models.incidents import Incident, PathEvent
from models.people import Person
from outreach_app.casework import young_signs
from outreach_app.casework.seen import has_died, records_of, whole_id
from outreach_app.errors import NoSuchRecord
from outreach_app.work import Work

_OFFICIALS: Final = "OF"
_UNDECIDED: Final = "undecided"
_SUPPORT_WITHDRAWN: Final = "support_withdrawn"


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
    entry = work.lists["incident_type"].entries.get(row.type)
    return Subject(
        incident_id,
        whose,
        matches=key is None or key == whose,
        voided=row.voided_at is not None,
        restricted=whose is not None and _restricted(work, whose),
        died=has_died(work, whose),
        young=young_signs.is_young(work, whose, incident_id),
        no_police=_says_no_police(work, incident_id),
        officials=entry is not None and entry.maps.get("group") == _OFFICIALS,
    )


def _restricted(work: Work, person_id: str) -> bool:
    """Tell whether any of the joined records is restricted."""
    wanted = select(Person.id).where(
        Person.id.in_(records_of(person_id)), Person.restricted.is_(True)
    )
    return work.session.scalar(wanted.limit(1)) is not None


def _says_no_police(work: Work, incident_id: str) -> bool:
    """Tell whether the step taken last shuts police out (list ``police_path``).

    Rungs 0 and 1 are a wish that police are not told, but for *not decided yet*, which is no wish;
    support withdrawn "stops new sharing".
    """
    last = work.session.scalar(
        select(PathEvent.path)
        .where(PathEvent.incident_id == incident_id)
        .order_by(PathEvent.on_day.desc(), PathEvent.position.desc(), PathEvent.id.desc())
        .limit(1)
    )
    if last is None or last == _UNDECIDED:
        return False
    rung = work.lists["police_path"].map("rung").get(last)
    return last == _SUPPORT_WITHDRAWN or rung in (0, 1)
