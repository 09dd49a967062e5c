"""Which yes a service needs before it is told anything, and whether it was in force.

One question never answers another: a service belongs to exactly one scope (list ``consent_scope``).
Where the list has none for a service, somebody has to have said yes to this very referral.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from models.incidents import Incident
from models.people import Person
from models.project import Agency
from models.sharing import Consent
from outreach_app.casework import named_yes, yes_in_force
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.work import Work

SCOPE_OF: Final[Mapping[str, str]] = {
    "sarc": "isva_sarc",
    "isva": "isva_sarc",
    "rape_crisis": "isva_sarc",
    "idva": "idva_marac",
    "marac": "idva_marac",
    "refuge": "idva_marac",
    "gp": "health",
    "gum": "health",
    "hospital": "health",
    "mental_health": "health",
    "midwife": "health",
    "drug_service": "drug_service",
    "housing_la": "housing",
    "housing_assoc": "housing",
    "rough_sleeper": "housing",
    "social_adult": "social_care",
    "social_child": "social_care",
    "mash": "social_care",
    "law_centre": "legal",
    "immigration_adv": "legal",
    "police_swlo": "police_full",
    "police_other": "police_full",
    "num": "num_report",
    "partner_project": "transfer",
}

# Who may be told without a yes when a life or a child is at risk, and as what it is registered.
WITHOUT_YES: Final[Mapping[str, str]] = {
    "mash": "social_care",
    "social_child": "social_care",
    "social_adult": "social_care",
    "first_responder": "social_care",
    "hospital": "health",
    "police_swlo": "police",
    "police_other": "police",
}
BASES: Final = ("safeguard_child", "safeguard_adult", "vital")
# Of them those a child is told about on (workflow 11, point 4).
FOR_CHILD: Final = ("safeguard_child", "vital")


def moment_of(work: Work, day: date) -> datetime:
    """Return the moment something of a local day counts for: its end, or now when it is today."""
    after = datetime.combine(day + timedelta(days=1), time(), work.zone).astimezone(UTC)
    return min(after - timedelta(seconds=1), work.now)


def in_force(
    work: Work,
    person_id: str,
    scope: str,
    moment: datetime,
    incident_id: str | None = None,
    names: Collection[str] | None = None,
) -> bool:
    """Tell whether a yes held at a moment (exchange format, 4.7): the latest answer decides.

    A yes of somebody who could not decide then holds for nothing, nor does any once their death is
    known. Scopes of level ``incident`` ask about one incident: the one named, else the person's
    latest. With `names`, those of a service, a yes that names others does not hold for it.
    """
    if _death_known(work, person_id, moment):
        return False
    about: list[ColumnElement[bool]] = [
        Consent.person_id.in_(records_of(whole_id(work, person_id)))
    ]
    if work.lists["consent_scope"][scope].maps["level"] == "incident":
        incident = incident_id or _latest_incident(work, person_id)
        if incident is None:
            return False
        about.append(Consent.incident_id == incident)
    else:
        about.append(Consent.incident_id.is_(None))
    rows = work.session.execute(
        select(Consent.state, Consent.expires_on, Consent.capacity, Consent.named_recipient)
        .where(*about, Consent.scope == scope, Consent.at <= moment)
        .order_by(*yes_in_force.DECIDES)
    ).all()
    valid = work.lists["capacity"].map("valid")
    day = work.day_of(moment)

    def holds(row: Any) -> bool:
        able = row.capacity is None or bool(valid.get(row.capacity))
        in_time = row.expires_on is None or row.expires_on >= day
        return able and in_time and row.state == named_yes.GIVEN

    if not rows or not holds(rows[-1]):
        return False
    return names is None or named_yes.meant_for(rows, names, holds)


def names_of(work: Work, agency_type: str, agency_id: str | None) -> frozenset[str]:
    """Return the names a service may have in a yes: its own, and what its kind is called."""
    label = work.lists["agency_type"].label(agency_type)
    name = work.session.scalar(select(Agency.name).where(Agency.id == agency_id))
    return frozenset((label, name) if name else (label,))


def _death_known(work: Work, person_id: str, moment: datetime) -> bool:
    """Tell whether the project knew by a moment that somebody had died."""
    wanted = select(Person.id).where(
        Person.id.in_(records_of(whole_id(work, person_id))),
        Person.deceased_recorded_at <= moment,
    )
    return work.session.scalar(wanted.limit(1)) is not None


def incident_for(work: Work, person_id: str, scope: str, named: str | None) -> str | None:
    """Return the incident a yes of this scope is about, None for scopes about the person."""
    if work.lists["consent_scope"][scope].maps["level"] != "incident":
        return None
    return named or _latest_incident(work, person_id)


def _latest_incident(work: Work, person_id: str) -> str | None:
    whole = whole_id(work, person_id)
    return work.session.scalar(
        select(Incident.id)
        .where(Incident.person_id.in_(records_of(whole)), Incident.voided_at.is_(None))
        .order_by(Incident.disclosed_at.desc(), Incident.id.desc())
        .limit(1)
    )
