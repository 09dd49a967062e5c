"""What happened, as lines to be read: the account, what others told, what was changed since."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from outreach_app.casework.amending import AmendmentRow, Opened
from outreach_app.casework.incidents import Account, SuspectDraft, VehicleDraft
from outreach_app.casework.witnesses import WitnessRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui import saying, when

_SAID = "incident.one."
# Lists behind the fields whose former values are codes.
_LISTS = {
    "type": "incident_type",
    "area": "area",
    "also": "incident_type",
    "factors": "incident_factor",
    "place_type": "place_type",
    "contact_method": "contact_method",
    "relationship": "relationship",
    "weapons": "weapon",
    "injuries": "injury",
    "severity": "injury_severity",
    "medical": "medical_care",
    "hate_strands": "hate_strand",
    "hate_perceived_by": "hate_perceived_by",
    "occurred_precision": "date_precision",
}


def lines(
    opened: Opened, lists: Vocabulary, zone: tzinfo, names: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    """Return pairs of title and words, in the order in which they are read."""
    yield from told(opened.account, lists)
    for each in opened.witnesses:
        yield _witness_title(each, zone), each.words or say("amending.witness.hidden")
    for change in opened.history:
        yield from _change(change, lists, zone, names)


def _witness_title(row: WitnessRow, zone: tzinfo) -> str:
    role = say(f"amending.witness.roles.{row.role}")
    day = when.full(row.told_at, zone)
    if row.alias:
        return say(
            "amending.witness.named", role=role, name=saying.name(row.alias, row.code), day=day
        )
    return say("amending.witness.line", role=role, day=day)


def _change(
    row: AmendmentRow, lists: Vocabulary, zone: tzinfo, names: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    why = f"amending.reason.{row.reason}"
    title = say(
        "amending.history_line",
        day=when.full(row.at, zone),
        who=names.get(row.by or "", row.by or ""),
        why=say(why) if known(why) else row.reason,
    )
    parts = [
        f"{say(f'amending.field.{name}')}: {_former(name, value, lists)}"
        for name, value in row.before.items()
        if known(f"amending.field.{name}")
    ]
    yield title, say("amending.before", what="; ".join(parts))


def _former(name: str, value: Any, lists: Vocabulary) -> str:
    if value in (None, "", [], {}):
        return say("amending.nothing")
    if name == "vehicle":
        return _vehicle(VehicleDraft(**{**value, "features": tuple(value["features"])}), lists)
    if name == "suspects":
        return "; ".join(_suspect(_former_suspect(each), lists) for each in value)
    if isinstance(value, list):
        return ", ".join(_label(name, each, lists) for each in value)
    return _label(name, str(value), lists)


def _former_suspect(value: Mapping[str, Any]) -> SuspectDraft:
    several = {name: tuple(value[name]) for name in ("features", "mo")}
    return SuspectDraft(**{**value, **several})


def _label(name: str, code: str, lists: Vocabulary) -> str:
    return lists[_LISTS[name]].label(code) if name in _LISTS else code


def told(account: Account, lists: Vocabulary) -> Iterable[tuple[str, str]]:
    """Return the account itself."""
    if account.own_words:
        yield say(f"{_SAID}own_words"), account.own_words
    if account.place_exact:
        yield say(f"{_SAID}exact"), account.place_exact
    if account.vehicle is not None:
        yield say(f"{_SAID}vehicle"), _vehicle(account.vehicle, lists)
    for suspect in account.suspects:
        yield say(f"{_SAID}person"), _suspect(suspect, lists)
    for part, name in (
        ("also", "incident_type"),
        ("weapons", "weapon"),
        ("injuries", "injury"),
        ("medical", "medical_care"),
        ("factors", "incident_factor"),
        ("hate_strands", "hate_strand"),
    ):
        codes: Sequence[str] = getattr(account, part)
        if codes:
            title = say(f"{_SAID}{'motive' if part == 'hate_strands' else part}")
            yield title, ", ".join(lists[name].label(code) for code in codes)
    for part, name in (
        ("severity", "injury_severity"),
        ("relationship", "relationship"),
        ("contact_method", "contact_method"),
    ):
        code = getattr(account, part)
        if code:
            yield say(f"{_SAID}{part}"), lists[name].label(code)


def _vehicle(car: VehicleDraft, lists: Vocabulary) -> str:
    parts = (
        car.plate_said,
        lists["vehicle_colour"].label(car.colour) if car.colour else None,
        lists["vehicle_make"].label(car.make) if car.make else None,
        car.model,
        lists["vehicle_type"].label(car.type) if car.type else None,
        *car.features,
    )
    return ", ".join(part for part in parts if part)


def _suspect(who: SuspectDraft, lists: Vocabulary) -> str:
    parts = [
        lists[f"perp_{part}"].label(code)
        for part in ("sex", "age", "height", "build", "hair", "accent")
        if (code := getattr(who, part)) and code != "unknown"
    ]
    parts += [_mark(feature, lists) for feature in who.features]
    parts += [lists["perp_mo"].label(code) for code in who.mo]
    account = " ".join(part for part in (who.account_platform, who.account_name) if part)
    parts += [part for part in (who.phone_said, account) if part]
    return ", ".join(parts)


def _mark(feature: str, lists: Vocabulary) -> str:
    kind, colon, words = feature.partition(":")
    return f"{lists['perp_feature'].label(kind.strip())}{colon}{words}"
