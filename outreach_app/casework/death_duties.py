"""What there is to decide when somebody has died, before it is written down (workflow 10).

Incidents still with police, warnings that rest on what they told, and what they wished if they went
missing. None of it ends by itself: the lead decides.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select

from models.incidents import Incident
from models.sharing import Alert, AlertIncident, Consent
from outreach_app.casework import access, holds, ladder, roles
from outreach_app.casework.ladder import EntryRow
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

# From this rung of ``police_path`` on police know who it was. What they were told without a name
# is no case of theirs, and to speak of a death there would say whose it was.
_BY_NAME: Final = 4
_PLAN: Final = "missing_plan"
_GIVEN: Final = "given"


@dataclass(frozen=True, slots=True)
class Plan:
    """That they said yes to a plan for when they are missing: the day, and whom to call."""

    answered_on: date
    whom: str | None


@dataclass(frozen=True, slots=True)
class Duties:
    """How many incidents are with police, how many warnings are out, the plan, a hold."""

    with_police: int = 0
    warnings: int = 0
    plan: Plan | None = None
    hold: holds.HoldRow | None = None


def of_person(work: Work, person_id: str) -> Duties:
    """Return what there is to decide; for casework. Raises Restricted."""
    roles.insist(work, roles.CASEWORK)
    access.insist(work, person_id)
    return read(work, whole_id(work, person_id))


def read(work: Work, key: str) -> Duties:
    """Return the same for a record that was opened already."""
    mine = select(Incident.id).where(
        Incident.person_id.in_(records_of(key)), Incident.voided_at.is_(None)
    )
    told = [ladder.entries(work, each) for each in work.session.scalars(mine).all()]
    warnings = work.session.scalar(
        select(func.count(func.distinct(Alert.id)))
        .join(AlertIncident, AlertIncident.alert_id == Alert.id)
        .where(
            AlertIncident.incident_id.in_(mine),
            Alert.voided_at.is_(None),
            Alert.withdrawn_at.is_(None),
        )
    )
    return Duties(
        sum(_in_hand(entries, work.lists) for entries in told),
        warnings or 0,
        _plan(work, key),
        holds.of_person(work, key),
    )


def _in_hand(entries: tuple[EntryRow, ...], lists: Vocabulary) -> bool:
    """Tell whether police, who know who it was, or a court still have it in hand."""
    stage = ladder.stage_of(entries, lists)
    if stage in ("charged", "court"):
        return True
    rungs = lists["police_path"].map("rung")
    named = any(
        each.kind == "outcome"
        or (each.kind == "path" and (rungs.get(each.code or "") or 0) >= _BY_NAME)
        for each in entries
    )
    return stage == "reported" and named


def _plan(work: Work, key: str) -> Plan | None:
    """Return the last answer they gave themselves; that it ended with the death is no answer."""
    row = work.session.execute(
        select(Consent.state, Consent.at, Consent.named_recipient)
        .where(
            Consent.person_id.in_(records_of(key)),
            Consent.scope == _PLAN,
            Consent.state != "ended_death",
        )
        .order_by(Consent.at.desc(), Consent.recorded_at.desc(), Consent.id.desc())
        .limit(1)
    ).first()
    if row is None or row.state != _GIVEN:
        return None
    return Plan(work.day_of(row.at), row.named_recipient)
