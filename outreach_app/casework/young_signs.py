"""Every sign that somebody is under 18: what stands in their record, and what was said since.

Nobody waits for certainty about an age (workflow 11). Whatever asks whether something may leave
asks here; `kept_inside` is the part of it that a whole casebook can be asked at once.
"""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select

from models.incidents import Incident
from models.people import Person, PersonFlag
from models.protection import Safeguarding
from models.sharing import Consent
from outreach_app.casework import ages, details
from outreach_app.casework.people import UNDER_18
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.work import Work

CONCERN: Final = "under_18"
_NOT_TOLD: Final = ("not_known", "not_said")


def is_young(work: Work, person_id: str | None, incident_id: str | None) -> bool:
    """Tell whether somebody is under 18 or thought to be, by any sign there is.

    A band, birthday or flag on any of the joined records; a concern that was raised; an answer that
    was taken as one of 16 or 17 or under. The last two no longer speak once an adult age is known.
    """
    if person_id is not None:
        if person_id in kept_inside(work):
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
    return any(CONCERN in each for each in kinds)


def _answered_as_young(work: Work, person_id: str | None, incident_id: str | None) -> bool:
    marked = sorted(work.lists["capacity"].where("under_18", value=True))
    about: list[ColumnElement[bool]] = []
    if person_id is not None:
        about.append(Consent.person_id.in_(records_of(person_id)))
    if incident_id is not None:
        about.append(Consent.incident_id == incident_id)
    wanted = select(Consent.id).where(or_(*about), Consent.capacity.in_(marked)).limit(1)
    return work.session.scalar(wanted) is not None


def may_be_shown_outside(work: Work, person_id: str) -> bool:
    """Tell whether anything of a person may stand in warnings, matching or police figures."""
    return whole_id(work, person_id) not in kept_inside(work)


def kept_inside(work: Work, among: Collection[str] | None = None) -> frozenset[str]:
    """Return every record of people under 18 or thought to be, joined ones with them.

    Whoever makes something that leaves the project leaves these out: warnings, files for partners,
    what may be matched by others. By the birthday where it is known, else by band or flag. With
    `among` of these records alone, which are to be all the records of some people.
    """
    whole = func.coalesce(Person.merged_into, Person.id)
    bands = sorted(work.lists["age_band"].where("safeguarding", value=True))
    flagged = select(PersonFlag.person_id).where(
        PersonFlag.flag == UNDER_18, PersonFlag.ended_at.is_(None)
    )
    theirs = () if among is None else (Person.id.in_(tuple(among)),)
    rows = work.session.execute(
        select(whole, Person.age_band, Person.born_on, Person.born_precision).where(
            or_(Person.age_band.in_(bands), Person.born_on.is_not(None), Person.id.in_(flagged)),
            *theirs,
        )
    ).all()
    flagged_keys = frozenset(
        work.session.scalars(select(whole).where(Person.id.in_(flagged), *theirs))
    )
    young = {
        key
        for key, band, born_on, precision in rows
        if key in flagged_keys
        or (ages.band_on(born_on, precision or "year", work.today) if born_on else band) in bands
    }
    return frozenset(
        work.session.scalars(select(Person.id).where(whole.in_(sorted(young)), *theirs))
    )
