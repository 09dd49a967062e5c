"""What stands in a sealed file, in words: the same lines before it goes and after it came."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from outreach_app.casework import need_words
from outreach_app.neighbours.contents import (
    MovedCase,
    MovedDetails,
    MovedIncident,
    MovedWay,
    Recall,
    SuspectFacts,
    SuspectSaid,
    VehicleSaid,
)
from outreach_app.reports.days import day_text, month
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say

# Which field of the gate's list each part of a moved case is.
FIELDS: Final = {
    "name": "identity",
    "details": "identity",
    "ways": "reach",
    "needs": "needs",
    "risk": "risk",
    "incident": "incidents",
    "told": "told",
}
_DETAILS: Final = ("gender", "trans", "age_band", "ethnicity", "nationality_region")
_DESCRIBED: Final = ("sex", "age", "height", "build", "hair", "accent")
# "45-54" could be read as a day.
_SPAN: Final = re.compile(r"(\d+)-(\d+)")
_LISTED: Final = (
    ("also", "incident_type"),
    ("factors", "incident_factor"),
    ("weapons", "weapon"),
    ("injuries", "injury"),
    ("medical", "medical_care"),
    ("hate_strands", "hate_strand"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what stands in a file: its name, its title and its lines."""

    name: str
    title: str
    lines: tuple[str, ...]


def of_case(case: MovedCase, lists: Vocabulary) -> tuple[Section, ...]:
    """Return everything that a moved case says, part by part."""
    found = [_section("name", (case.alias, *case.names))]
    if case.details is not None:
        found.append(_section("details", tuple(_details(case.details, lists))))
    if case.ways is not None:
        flags = tuple(_word("person.flag", flag, lists, "risk_flag") for flag in case.flags or ())
        found.append(_section("ways", (*(_way(way) for way in case.ways), *flags)))
    if case.needs is not None:
        needs = tuple(
            say(
                "neighbours.shown.need",
                need=need_words.name(lists, each.category),
                since=day_words(each.identified_on),
            )
            for each in case.needs
        )
        found.append(_section("needs", needs))
    if case.risk is not None:
        found.append(_section("risk", (lists["risk_level"].label(case.risk),)))
    for number, incident in enumerate(case.incidents, 1):
        found.append(_incident(incident, number, lists))
    if case.told is not None:
        told = tuple(
            say(
                "neighbours.shown.told",
                scope=lists["consent_scope"].label(each.scope),
                state=lists["consent_state"].label(each.state),
                day=day_words(each.on_day),
            )
            for each in case.told
        )
        found.append(_section("told", told))
    return tuple(found)


def of_facts(reports: tuple[SuspectFacts, ...], lists: Vocabulary) -> tuple[Section, ...]:
    """Return what suspect facts say, report by report."""
    return tuple(_facts(each, number, lists) for number, each in enumerate(reports, 1))


def of_recall(recall: Recall) -> tuple[Section, ...]:
    """Return how many reports are taken back; that is all a recall says."""
    title = say("neighbours.shown.title.recall")
    return (Section("recall", title, (say("neighbours.shown.recall", count=len(recall.links)),)),)


def text_of(sections: tuple[Section, ...]) -> str:
    """Return every word of the sections as one text."""
    return "\n".join(line for each in sections for line in (each.title, *each.lines, ""))


def digest(sections: tuple[Section, ...]) -> str:
    """Return what tells whether the same words were shown."""
    return sha256(text_of(sections).encode()).hexdigest()


def _section(name: str, lines: tuple[str, ...]) -> Section:
    title = say(f"neighbours.shown.title.{name}")
    return Section(name, title, lines or (say("neighbours.shown.nothing"),))


def _details(told: MovedDetails, lists: Vocabulary) -> Iterator[str]:
    for name in _DETAILS:
        code = getattr(told, name)
        yield _pair(name, _SPAN.sub(r"\1 to \2", lists[name].label(code)))
    if told.work_settings:
        words = ", ".join(lists["work_setting"].label(each) for each in told.work_settings)
        yield _pair("work_settings", words)
    yield _pair("area", told.area)


def _way(way: MovedWay) -> str:
    safe = say(f"neighbours.shown.safe.{way.safe}")
    kind = _word("person.route", way.route)
    parts = [f"{kind}: {way.value}" if way.value else kind, safe, way.rule or ""]
    return ", ".join(part for part in parts if part)


def _incident(told: MovedIncident, number: int, lists: Vocabulary) -> Section:
    lines = [
        lists["incident_type"].label(told.type),
        _pair("when", _when(told)),
        _pair("told_on", day_words(told.told_on)),
        _pair("area", told.area),
        _pair("place_type", lists["place_type"].label(told.place_type)),
    ]
    lines += [
        _pair(name, lists[name].label(code))
        for name in ("contact_method", "relationship")
        if (code := getattr(told, name))
    ]
    if told.severity:
        lines.append(_pair("severity", lists["injury_severity"].label(told.severity)))
    for field, name in _LISTED:
        if codes := getattr(told, field):
            lines.append(_pair(field, ", ".join(lists[name].label(each) for each in codes)))
    lines += _described(told.vehicle, told.suspects, lists)
    title = say("neighbours.shown.title.incident", number=number)
    return Section("incident", title, tuple(lines))


def _facts(told: SuspectFacts, number: int, lists: Vocabulary) -> Section:
    lines = [lists["incident_type"].label(told.type), _pair("month", month_words(told.month))]
    suspects = () if told.suspect is None else (told.suspect,)
    lines += _described(told.vehicle, suspects, lists)
    title = say("neighbours.shown.title.facts", number=number)
    return Section("facts", title, tuple(lines))


def _described(
    vehicle: VehicleSaid | None, suspects: tuple[SuspectSaid, ...], lists: Vocabulary
) -> Iterator[str]:
    if vehicle is not None:
        yield _pair("vehicle", _vehicle(vehicle, lists))
    for each in suspects:
        yield _pair("suspect", _suspect(each, lists))


def _vehicle(car: VehicleSaid, lists: Vocabulary) -> str:
    parts = [
        lists["vehicle_colour"].label(car.colour) if car.colour else "",
        lists["vehicle_make"].label(car.make) if car.make else "",
        car.model or "",
        lists["vehicle_type"].label(car.type) if car.type else "",
        say("neighbours.shown.plate", plate=car.plate_said) if car.plate_said else "",
        *car.features,
    ]
    return ", ".join(part for part in parts if part)


def _suspect(who: SuspectSaid, lists: Vocabulary) -> str:
    parts = [
        _SPAN.sub(r"\1 to \2", lists[f"perp_{name}"].label(getattr(who, name)))
        for name in _DESCRIBED
        if getattr(who, name) and getattr(who, name) != "unknown"
    ]
    parts += [_feature(each, lists) for each in who.features]
    parts += [lists["perp_mo"].label(each) for each in who.mo]
    parts.append(say("neighbours.shown.phone", phone=who.phone_said) if who.phone_said else "")
    if who.account_name:
        parts.append(f"{who.account_platform}: {who.account_name}")
    return ", ".join(part for part in parts if part)


def _feature(said: str, lists: Vocabulary) -> str:
    kind, _, words = said.partition(":")
    label = lists["perp_feature"].label(kind.strip())
    return f"{label}: {words.strip()}" if words.strip() else label


def _when(told: MovedIncident) -> str:
    day = told.occurred_on
    if day is None:
        return say("neighbours.shown.not_known")
    part = {"month": f"{month(day)} {day.year}", "year": str(day.year)}.get(told.occurred_precision)
    words = part or day_words(day)
    return say("neighbours.shown.week", day=words) if told.occurred_precision == "week" else words


def month_words(text: str) -> str:
    """Return a month such as ``2025-10`` in words."""
    first = date.fromisoformat(f"{text}-01")
    return f"{month(first)} {first.year}"


def _pair(name: str, words: str) -> str:
    return say("neighbours.shown.pair", name=say(f"neighbours.shown.field.{name}"), words=words)


def _word(table: str, code: str, lists: Vocabulary | None = None, name: str = "") -> str:
    if known(f"{table}.{code}"):
        return say(f"{table}.{code}")
    return lists[name].label(code) if lists else code


def day_words(day: date) -> str:
    """Return a day as it is written in full."""
    return day_text(day)
