"""What stands in the form when an incident is completed, and what of it was really changed.

What nobody touched stays exactly as it was kept: codes that were retired since, marks said in more
words than a chip has, the order of lists, a moment known to the hour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft

_ONE: Final = ("type", "area", "place_type", "contact_method", "relationship", "severity")
_MANY: Final = ("also", "factors", "weapons", "injuries", "medical")
_TEXTS: Final = ("own_words", "place_exact")
_VEHICLE_FACTOR: Final = "vehicle_used"


def values_of(draft: IncidentDraft) -> dict[str, Any]:
    """Return an incident as the fields of the form show it."""
    made: dict[str, Any] = {name: getattr(draft, name) or "" for name in (*_ONE, *_TEXTS)}
    made |= {name: list(getattr(draft, name)) for name in _MANY}
    made["occurred_on"] = _moment(draft)
    made["motive"] = {"answer": draft.hate_perceived_by, "strands": list(draft.hate_strands)}
    made["vehicle"] = _vehicle(draft.vehicle)
    made["suspects"] = [_suspect(who) for who in draft.suspects]
    return made


def merged(
    before: IncidentDraft, filled: Mapping[str, Any], now: Mapping[str, Any], read: IncidentDraft
) -> IncidentDraft:
    """Return what is to be kept: `read` where the form was changed, `before` where it was not.

    `filled` are the values of the form when it was filled in, `now` as they stand.
    """

    def touched(field: str) -> bool:
        return bool(filled.get(field) != now.get(field))

    changes: dict[str, Any] = {
        name: getattr(read, name) for name in (*_ONE, *_TEXTS) if touched(name)
    }
    for name in _MANY:
        changes[name] = _several(getattr(before, name), filled[name], now[name])
    if touched("occurred_on"):
        for name in ("occurred_on", "occurred_precision", "part_of_day"):
            changes[name] = getattr(read, name)
    if touched("motive"):
        changes["hate_strands"] = read.hate_strands
        changes["hate_perceived_by"] = read.hate_perceived_by
    if touched("vehicle"):
        said = [(each["vehicle"] or {}).get("features") for each in (filled, now)]
        same = said[0] == said[1]
        changes["vehicle"] = _kept_features(before.vehicle, read.vehicle) if same else read.vehicle
        if read.vehicle is not None and _VEHICLE_FACTOR not in changes["factors"]:
            changes["factors"] = (*changes["factors"], _VEHICLE_FACTOR)
    if touched("suspects"):
        changes["suspects"] = _suspects(before, filled["suspects"], now["suspects"], read)
    return replace(before, **changes)


def _several(before: Sequence[str], filled: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """Take out what was taken out and add what was added; the rest stays in its order."""
    gone = set(filled) - set(now)
    kept = [code for code in before if code not in gone]
    return (*kept, *(code for code in now if code not in kept))


def _suspects(
    before: IncidentDraft,
    filled: Sequence[Mapping[str, Any]],
    now: Sequence[Mapping[str, Any]],
    read: IncidentDraft,
) -> tuple[SuspectDraft, ...]:
    """Return each description; those nobody touched are found again wherever they stand now."""
    untouched = {
        tuple(sorted((key, str(value)) for key, value in said.items())): who
        for said, who in zip(filled, before.suspects, strict=False)
    }
    told = iter(read.suspects)
    made = []
    for said in now:
        same = untouched.get(tuple(sorted((key, str(value)) for key, value in said.items())))
        empty = not any(said.values())
        fresh = None if empty else next(told, None)
        if same is not None:
            made.append(same)
        elif fresh is not None:
            made.append(fresh if "marks" in said else _with_details(fresh, before))
    return tuple(made)


def _with_details(who: SuspectDraft, before: IncidentDraft) -> SuspectDraft:
    """Keep what was said of a mark beside its code: "tattoo: left arm"."""
    known = {
        feature.partition(":")[0].strip(): feature
        for each in before.suspects
        for feature in each.features
    }
    return replace(who, features=tuple(known.get(code, code) for code in who.features))


def _kept_features(before: VehicleDraft | None, read: VehicleDraft | None) -> VehicleDraft | None:
    if before is None or read is None:
        return read
    return replace(read, features=before.features)


def _moment(draft: IncidentDraft) -> dict[str, str]:
    day, precision = draft.occurred_on, draft.occurred_precision or "unknown"
    shown = "day" if precision == "exact" else precision
    typed = {"day": "", "month": "", "year": ""}
    if day is not None:
        typed = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
        if shown in ("month", "year"):
            typed["day"] = ""
        if shown == "year":
            typed["month"] = ""
    return {"precision": shown, **typed, "part": draft.part_of_day or ""}


def _vehicle(car: VehicleDraft | None) -> dict[str, str]:
    if car is None:
        return {}
    held = {name: value or "" for name, value in asdict(car).items() if name != "features"}
    return {"answer": "", **held, "features": "; ".join(car.features)}


def _suspect(who: SuspectDraft) -> dict[str, Any]:
    held = asdict(who)
    kinds = [feature.partition(":") for feature in who.features]
    chips = {"mo": list(who.mo), "features": [kind.strip() for kind, _, _ in kinds]}
    marks: dict[str, str] = {}
    for kind, _, words in kinds:
        if words.strip():
            before = marks.get(kind.strip())
            marks[kind.strip()] = f"{before}, {words.strip()}" if before else words.strip()
    lines = {name: value or "" for name, value in held.items() if name not in chips}
    return {**lines, **chips, "marks": marks, "sex": "" if who.sex == "unknown" else who.sex}
