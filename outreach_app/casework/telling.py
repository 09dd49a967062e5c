"""What is told about harm: the draft, and what must be mended before it can be saved."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final

from outreach_app.casework import checks
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary

PARTS_OF_DAY: Final = ("not_known", "morning", "afternoon", "evening", "night")


@dataclass(frozen=True, slots=True)
class VehicleDraft:
    """A vehicle as remembered; any plate is taken as said, ``?`` for a character not seen."""

    plate_said: str | None = None
    make: str | None = None
    model: str | None = None
    colour: str | None = None
    type: str | None = None
    features: tuple[str, ...] = ()

    def is_empty(self) -> bool:
        """Tell whether nothing at all was said about it."""
        return not any(asdict(self).values())


@dataclass(frozen=True, slots=True)
class SuspectDraft:
    """Somebody described as responsible."""

    sex: str = "unknown"
    age: str | None = None
    height: str | None = None
    build: str | None = None
    hair: str | None = None
    accent: str | None = None
    features: tuple[str, ...] = ()
    mo: tuple[str, ...] = ()
    phone_said: str | None = None
    account_platform: str | None = None
    account_name: str | None = None

    def is_empty(self) -> bool:
        """Tell whether nothing at all was said about them."""
        return self == SuspectDraft()


@dataclass(frozen=True, slots=True)
class IncidentDraft:
    """An incident as it is told. `type`, `area` and a date or ``unknown`` are enough to save.

    `occurred_precision` is empty until somebody answers when it was; ``unknown`` is an answer.
    """

    told_at: datetime
    person_id: str | None = None
    type: str | None = None
    area: str | None = None
    occurred_precision: str | None = None
    occurred_on: date | None = None
    part_of_day: str | None = None
    own_words: str | None = None
    also: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    place_type: str = "unknown"
    place_exact: str | None = None
    vehicle: VehicleDraft | None = None
    suspects: tuple[SuspectDraft, ...] = ()
    contact_method: str | None = None
    relationship: str | None = None
    weapons: tuple[str, ...] = ()
    injuries: tuple[str, ...] = ()
    severity: str | None = None
    medical: tuple[str, ...] = ()
    hate_strands: tuple[str, ...] = ()
    hate_perceived_by: str = "nobody"
    path: str | None = None


def check(
    draft: IncidentDraft, lists: Vocabulary, now: datetime, told_on: date
) -> tuple[Problem, ...]:
    """Find what must be mended before this incident can be saved; instant, needs no file.

    `told_on` is the local day of the draft's `told_at`: nothing happened after it was told.
    """
    problems = [*_three_answers(draft, told_on), *checks.not_later("told_at", draft.told_at, now)]
    for name, field, value in (
        ("incident_type", "type", draft.type),
        ("area", "area", draft.area),
        ("date_precision", "occurred_precision", draft.occurred_precision),
        ("place_type", "place_type", draft.place_type),
        ("contact_method", "contact_method", draft.contact_method),
        ("relationship", "relationship", draft.relationship),
        ("injury_severity", "severity", draft.severity),
        ("hate_perceived_by", "hate_perceived_by", draft.hate_perceived_by),
        ("police_path", "path", draft.path),
    ):
        problems += checks.one_of(lists, name, field, value)
    for name, field, values in (
        ("incident_type", "also", draft.also),
        ("incident_factor", "factors", draft.factors),
        ("weapon", "weapons", draft.weapons),
        ("injury", "injuries", draft.injuries),
        ("medical_care", "medical", draft.medical),
        ("hate_strand", "hate_strands", draft.hate_strands),
    ):
        problems += checks.all_of(lists, name, field, values)
    problems += checks.text("own_words", draft.own_words, checks.NOTE_LIMIT)
    problems += checks.text("place_exact", draft.place_exact, 500)
    if bool(draft.hate_strands) != (draft.hate_perceived_by != "nobody"):
        problems.append(Problem("hate_perceived_by", "hate_pair"))
    problems += _described(draft, lists)
    return tuple(problems)


def _three_answers(draft: IncidentDraft, told_on: date) -> list[Problem]:
    problems = []
    if not draft.type:
        problems.append(Problem("type", "kind_needed"))
    if not draft.area:
        problems.append(Problem("area", "area_needed"))
    if not draft.occurred_precision or (
        draft.occurred_precision != "unknown" and draft.occurred_on is None
    ):
        problems.append(Problem("occurred_on", "when_needed"))
    elif draft.occurred_on and first_day(draft.occurred_on, draft.occurred_precision) > told_on:
        problems.append(Problem("occurred_on", "after_told"))
    elif draft.occurred_precision == "unknown" and draft.occurred_on:
        problems.append(Problem("occurred_on", "when_needed"))
    return problems


def first_day(day: date, precision: str) -> date:
    """Return the first day of the week, month or year that is all that is known of `day`."""
    if precision == "week":
        return day - timedelta(days=day.weekday())
    if precision == "month":
        return day.replace(day=1)
    if precision == "year":
        return day.replace(month=1, day=1)
    return day


def kept_day(draft: IncidentDraft, told_on: date) -> date | None:
    """Return the day to keep: any day of the week, month or year, but none after the telling."""
    day, precision = draft.occurred_on, draft.occurred_precision
    if day is None or precision is None or day <= told_on:
        return day
    return first_day(day, precision)


def _described(draft: IncidentDraft, lists: Vocabulary) -> list[Problem]:
    problems: list[Problem] = []
    if draft.vehicle:
        car = draft.vehicle
        problems += checks.one_of(lists, "vehicle_make", "vehicle.make", car.make)
        problems += checks.one_of(lists, "vehicle_colour", "vehicle.colour", car.colour)
        problems += checks.one_of(lists, "vehicle_type", "vehicle.type", car.type)
        problems += checks.text("vehicle.plate_said", car.plate_said, 20)
        problems += checks.text("vehicle.model", car.model, 60)
        for feature in car.features:
            problems += checks.text("vehicle.features", feature, 200)
            problems += checks.one_word("vehicle.features", feature)
    for place, who in enumerate(draft.suspects):
        for name, value in (
            ("sex", who.sex),
            ("age", who.age),
            ("height", who.height),
            ("build", who.build),
            ("hair", who.hair),
            ("accent", who.accent),
        ):
            problems += checks.one_of(lists, f"perp_{name}", f"suspects.{place}.{name}", value)
        problems += checks.all_of(lists, "perp_mo", f"suspects.{place}.mo", who.mo)
        problems += checks.text(f"suspects.{place}.phone_said", who.phone_said, 40)
        problems += checks.text(f"suspects.{place}.account_platform", who.account_platform, 60)
        problems += checks.text(f"suspects.{place}.account_name", who.account_name, 120)
        if bool(checks.clean(who.account_name)) != bool(checks.clean(who.account_platform)):
            missing = "account_name" if checks.clean(who.account_platform) else "account_platform"
            problems.append(Problem(f"suspects.{place}.{missing}", "account_pair"))
        for feature in who.features:
            kind = feature.partition(":")[0].strip()
            field = f"suspects.{place}.features"
            problems += checks.one_of(lists, "perp_feature", field, kind)
            problems += checks.text(field, feature, 200)
            problems += checks.one_word(field, feature)
    return problems
