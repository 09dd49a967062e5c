"""What people of the invented project asked help with, and how far it came."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Final

from outreach_app.demo.amendments import counted
from outreach_app.demo.cast import Member
from outreach_app.demo.world import Month, Row, World, day_of, number, weighted, written

_ENDS: Final = {
    "met": 50, "partly_met": 12, "not_met": 10, "no_longer_wanted": 8, "lost_contact": 6, "": 4,
}  # fmt: skip
_YOUNG: Final = {"mental_health": 1.0, "ete": 1.0, "homeless_tonight": 1.0}
_CLOSED: Final = frozenset({"met", "partly_met", "not_met", "no_longer_wanted", "lost_contact"})


def needs(
    world: World, members: Mapping[str, Member], contacts: list[Row], cases: list[Row]
) -> list[Row]:
    """Invent the needs, each told at a contact, with their histories up to now."""
    dice = world.dice("needs")
    with_case = {row["person_id"] for row in cases}
    fit = [
        row
        for row in contacts
        if counted(row)
        and row["person_id"]
        and row["person_linked_at"] is None
        and row["outcome"] == "engaged"
        and not members[row["person_id"]].twin
    ]
    rows: list[Row] = []
    for month in world.calendar():
        for contact in _picked(dice, month, fit, with_case):
            member = members[contact["person_id"]]
            rows.append(_need(world, dice, member, contact, _category(dice, member)))
    rows.extend(_exiting(world, dice, members, fit))
    rows = _each_once(rows)
    rows.sort(key=lambda row: (row["identified_on"], row["recorded_at"], row["category"]))
    number(rows, "NED", 3)
    return rows


def is_open(need: Row) -> bool:
    """Tell whether a need is still open at the end of the story."""
    return not any(event["status"] in _CLOSED for event in need["status_events"])


def _picked(dice: Random, month: Month, fit: list[Row], with_case: set[str]) -> list[Row]:
    here = [row for row in fit if month.first <= day_of(row["started_at"]) <= month.last]
    if not here:
        return []
    wanted = round((15.5 + 0.2 * month.number + dice.uniform(-2, 2)) * month.part)
    weights = [4.0 if row["person_id"] in with_case else 1.0 for row in here]
    return dice.choices(here, weights, k=wanted)


def _category(dice: Random, member: Member) -> str:
    if member.young:
        return weighted(dice, _YOUNG)
    table: dict[str, float] = {
        code: each["weight"] for code, each in written("needs")["need"].items()
    }
    if not member.needles:
        table["drugs"] /= 3
    if member.row["nationality_region"] in ("uk", "not_asked"):
        table.pop("immigration")
        table.pop("language")
    return weighted(dice, table)


def _need(world: World, dice: Random, member: Member, contact: Row, category: str) -> Row:
    day = day_of(contact["started_at"])
    row: Row = {
        "id": None,
        "person_id": contact["person_id"],
        "category": category,
        "identified_on": day,
        "recorded_at": contact["recorded_at"],
        "status_events": [],
    }
    for status, moved_on in _course(dice, member, day):
        if moved_on <= world.today:
            recorded = world.noted(moved_on, dice, row["recorded_at"])
            row["status_events"].append({"on": moved_on, "status": status, "recorded_at": recorded})
    return row


def _course(dice: Random, member: Member, day: date) -> list[tuple[str, date]]:
    """Return the steps of a need; they stop with the person, whatever was planned."""
    steps: list[tuple[str, date]] = []
    if dice.random() < 0.6:
        steps.append(("planned", day + timedelta(days=dice.randint(0, 8))))
    if dice.random() < 0.75:
        steps.append(("in_progress", day + timedelta(days=dice.randint(8, 20))))
    if dice.random() < 0.3:
        steps.append(("waiting", day + timedelta(days=dice.randint(20, 35))))
    end = weighted(dice, _ENDS)
    if end:
        steps.append((end, day + timedelta(days=dice.randint(12, 64))))
    if member.gone is None:
        return steps
    left = [step for step in steps if step[1] < member.gone]
    if not any(status in _CLOSED for status, _ in left):
        ending = {"died": "not_met", "lost_contact": "lost_contact"}
        wait = {"died": 3, "lost_contact": 66}
        after = member.gone + timedelta(days=wait.get(member.why or "", 4))
        left.append((ending.get(member.why or "", "no_longer_wanted"), max(after, day)))
    return left


def _exiting(
    world: World, dice: Random, members: Mapping[str, Member], fit: list[Row]
) -> list[Row]:
    """Write down the wish to leave for those who said so, and only for them."""
    rows = []
    for member in members.values():
        said = [e for e in member.row["work_status_events"] if e["status"] in ("leaving", "left")]
        if not said:
            continue
        before = [
            row
            for row in fit
            if row["person_id"] == member.id and day_of(row["started_at"]) <= said[0]["on"]
        ]
        if before:
            row = _need(world, dice, member, before[-1], "exiting")
            left = [e["on"] for e in said if e["status"] == "left"]
            row["status_events"] = [
                {"on": day, "status": "met", "recorded_at": world.noted(day, dice)} for day in left
            ]
            rows.append(row)
    return rows


def _each_once(rows: list[Row]) -> list[Row]:
    """Keep the first of the same need of one person until it is closed."""
    kept: list[Row] = []
    busy: dict[tuple[str, str], date | None] = {}
    for row in sorted(rows, key=lambda row: (row["identified_on"], row["recorded_at"])):
        key = (row["person_id"], row["category"])
        if key in busy:
            ended = busy[key]
            if ended is None or row["identified_on"] <= ended:
                continue
        ends = [e["on"] for e in row["status_events"] if e["status"] in _CLOSED]
        busy[key] = ends[0] if ends else None
        kept.append(row)
    return kept
