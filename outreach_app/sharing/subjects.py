"""Whom something is about, as far as the gate has to know: nothing here is ever shown."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, or_, select

from models.incidents import Incident, PathEvent
from models.people import Person
from models.protection import Safeguarding
from models.sharing import Consent
from outreach_app.casework import details, young
from outreach_app.casework.seen import has_died, records_of, whole_id
from outreach_app.errors import NoSuchRecord
from outreach_app.work import Work

_OFFICIALS: Final = "OF"
_UNDECIDED: Final = "undecided"
_SUPPORT_WITHDRAWN: Final = "support_withdrawn"
_NOT_TOLD: Final = ("not_known", "not_said")


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
            young=_is_young(work, key, None),
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
        young=_is_young(work, whose, incident_id),
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


def _is_young(work: Work, person_id: str | None, incident_id: str | None) -> bool:
    """Tell whether somebody is under 18 or thought to be, by any sign there is.

    A band, birthday or flag on any of the joined records; a concern that was raised; an answer that
    was taken as one of 16 or 17 or under. The last two no longer speak once an adult age is known.
    """
    if person_id is not None:
        if person_id in young.kept_inside(work):
            return True
        if _adult(work, person_id):
            return False
    return _concern_raised(work, person_id, incident_id) or _answered_as_young(
        work, person_id, incident_id
    )


def _adult(work: Work, person_id: str) -> bool:
    for record in work.session.scalars(select(Person).where(Person.id.in_(records_of(person_id)))):
        band = details.of_record(record, work.today).age_band
        work.session.expunge(record)
        if band not in _NOT_TOLD and not details.is_child_band(work.lists, band):
            return True
    return False


def _concern_raised(work: Work, person_id: str | None, incident_id: str | None) -> bool:
    about: list[ColumnElement[bool]] = []
    if person_id is not None:
        mine = records_of(person_id)
        about.append(Safeguarding.person_id.in_(mine))
        theirs = select(Incident.id).where(Incident.person_id.in_(mine))
        about.append(Safeguarding.incident_id.in_(theirs))
    if incident_id is not None:
        about.append(Safeguarding.incident_id == incident_id)
    kinds = work.session.scalars(
        select(Safeguarding.concerns).where(or_(*about), Safeguarding.voided_at.is_(None))
    )
    return any(young.CONCERN in each for each in kinds)


def _answered_as_young(work: Work, person_id: str | None, incident_id: str | None) -> bool:
    marked = sorted(work.lists["capacity"].where("under_18", value=True))
    about: list[ColumnElement[bool]] = []
    if person_id is not None:
        about.append(Consent.person_id.in_(records_of(person_id)))
    if incident_id is not None:
        about.append(Consent.incident_id == incident_id)
    wanted = select(Consent.id).where(or_(*about), Consent.capacity.in_(marked)).limit(1)
    return work.session.scalar(wanted) is not None
