"""Which yes a service needs before it is told anything, and whether it was in force.

One question never answers another: a service belongs to exactly one scope (list ``consent_scope``).
Where the list has none for a service, somebody has to have said yes to this very referral.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select

from models.incidents import Incident
from models.people import Person
from models.sharing import Consent
from outreach_app.casework import access, consents
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


def moment_of(work: Work, day: date) -> datetime:
    """Return the moment something of a local day counts for: its end, or now when it is today."""
    after = datetime.combine(day + timedelta(days=1), time(), work.zone).astimezone(UTC)
    return min(after - timedelta(seconds=1), work.now)


@dataclass(frozen=True, slots=True)
class Stance:
    """Whether a service may be told about somebody today, and if not, how the question stands.

    `scope` is None for a service no standing question is for: somebody says yes to the very
    referral then. `state` is one of `consents.Standing`, ``unable`` for a yes of somebody who could
    not decide then, ``no_incident`` where the question is about an incident and there is none.
    `incident_id` is the incident to ask about, None for a question about the person.
    """

    scope: str | None
    state: str = "given"
    allows: bool = True
    incident_id: str | None = None


def stance(work: Work, person_id: str, agency_type: str) -> Stance:
    """Return whether this kind of service may be told about a person today."""
    access.insist(work, person_id)
    scope = SCOPE_OF.get(agency_type)
    if scope is None:
        return Stance(None)
    key = whole_id(work, person_id)
    found = next((each for each in consents.standing(work, key) if each.scope == scope), None)
    if found is None:
        return Stance(scope, "no_incident", allows=False)
    state = found.state if found.able or not found.is_yes else "unable"
    return Stance(scope, state, found.allows, incident_for(work, key, scope, None))


def in_force(
    work: Work, person_id: str, scope: str, moment: datetime, incident_id: str | None = None
) -> bool:
    """Tell whether a yes held at a moment (exchange format, 4.7): the latest answer decides.

    A yes of somebody who could not decide then holds for nothing, nor does any once their death is
    known. Scopes of level ``incident`` ask about one incident: the one named, else the person's
    latest.
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
    latest = work.session.execute(
        select(Consent.state, Consent.expires_on, Consent.capacity)
        .where(*about, Consent.scope == scope, Consent.at <= moment)
        .order_by(*(each.desc() for each in consents.DECIDES))
        .limit(1)
    ).first()
    if latest is None or latest.state != "given":
        return False
    valid = work.lists["capacity"].map("valid")
    able = latest.capacity is None or bool(valid.get(latest.capacity))
    day = work.day_of(moment)
    return able and (latest.expires_on is None or latest.expires_on >= day)


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
