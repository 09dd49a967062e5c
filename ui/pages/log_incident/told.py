"""What stands in the form, as the draft that is checked and saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from outreach_app.casework import incidents
from outreach_app.casework.incidents import IncidentDraft
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from ui.pages.log_incident import described, moment, motive, vehicle

# What the form needs of an incident whose vehicle is told or not known (list incident_factor).
_VEHICLE_FACTOR = "vehicle_used"


@dataclass(frozen=True, slots=True)
class Told:
    """The draft as it stands, and what only the form can know about it."""

    draft: IncidentDraft
    no_such_day: bool
    motive_asked: bool


def read(values: dict[str, Any], told_at: datetime, person_id: str | None) -> Told:
    """Make the draft from the values of the form's fields."""
    precision, day, no_such_day = moment.read(values["occurred_on"])
    perceived_by, strands = motive.read(values["motive"])
    car = vehicle.read(values["vehicle"])
    factors = list(values["factors"])
    if car is not None and _VEHICLE_FACTOR not in factors:
        factors.append(_VEHICLE_FACTOR)
    draft = IncidentDraft(
        told_at=told_at,
        person_id=person_id,
        type=values["type"] or None,
        area=values["area"] or None,
        occurred_precision=precision,
        occurred_on=day,
        part_of_day=values["occurred_on"]["part"] or None,
        own_words=values["own_words"].strip() or None,
        also=tuple(values["also"]),
        factors=tuple(factors),
        place_type=values["place_type"] or "unknown",
        place_exact=values["place_exact"].strip() or None,
        vehicle=car,
        suspects=described.read(values["suspects"]),
        contact_method=values["contact_method"] or None,
        relationship=values["relationship"] or None,
        weapons=tuple(values["weapons"]),
        injuries=tuple(values["injuries"]),
        severity=values["severity"] or None,
        medical=tuple(values["medical"]),
        hate_strands=strands,
        hate_perceived_by=perceived_by,
        path=values["path"] or None,
    )
    return Told(draft, no_such_day, bool(perceived_by != "nobody"))


def check(told: Told, lists: Vocabulary, now: datetime, told_on: date) -> Sequence[Problem]:
    """Find what must be mended, in the order of the form."""
    found = []
    for problem in incidents.check(told.draft, lists, now, told_on):
        if problem.code == "hate_pair" and told.motive_asked:
            found.append(Problem("motive", "hate_about"))
        elif problem.code == "when_needed" and told.no_such_day:
            found.append(Problem("occurred_on", "bad_day"))
        else:
            found.append(problem)
    return found


def answered(draft: IncidentDraft) -> int:
    """Count how many of the three answers are there."""
    when = draft.occurred_precision == "unknown" or draft.occurred_on is not None
    return sum((bool(draft.type), bool(draft.area), when))
