"""What people of the invented project told about harm: from contacts, and from years before."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import timedelta
from random import Random
from typing import Final

from outreach_app.demo import suspects, telling
from outreach_app.demo.amendments import counted
from outreach_app.demo.cast import Member
from outreach_app.demo.rota import is_evening
from outreach_app.demo.world import Month, Row, World, at, day_of, number, weighted, written

# Keys that help to invent the rest and do not belong into the file.
HELPERS: Final = ("group", "life", "repeat", "ground", "script", "plan")

_LIFE_OF: Final = {
    "street_van": "street", "street_foot": "street", "drop_in": "street", "netreach": "online",
    "indoor_visit": "indoor",
}  # fmt: skip


def incidents(world: World, members: list[Member], contacts: list[Row]) -> list[Row]:
    """Invent the incidents with their ids, described people and vehicles; no steps yet."""
    dice = world.dice("harm")
    by_id = {member.id: member for member in members}
    rows = _from_before(world, dice, members)
    used: set[str] = set()
    for month in world.calendar():
        rows.extend(_of_month(world, dice, month, contacts, by_id, used))
    rows.extend(_young(world, dice, contacts, by_id, used))
    if is_evening(world):
        rows.extend(_tonight(world, dice, contacts, by_id, used))
    rows.sort(key=lambda row: (row["disclosed_at"], row["recorded_at"]))
    suspects.describe(world, rows)
    rows.extend(_told_twice(world, rows))
    rows.sort(key=lambda row: (row["disclosed_at"], row["recorded_at"]))
    number(rows, "INR", 3)
    return rows


def _of_month(
    world: World,
    dice: Random,
    month: Month,
    contacts: list[Row],
    by_id: Mapping[str, Member],
    used: set[str],
) -> list[Row]:
    grown = month.number / max(world.months, 1)
    wanted = max(0, round((10.8 + 3.2 * grown + dice.uniform(-0.8, 2.2)) * month.part))
    fit = [
        row
        for row in contacts
        if month.first <= day_of(row["started_at"]) <= month.last
        and _could_tell(world, row, by_id)
        and row["id"] not in used
    ]
    told = dice.sample(fit, min(len(fit), wanted))
    return [_told(world, dice, row, by_id, used) for row in told]


def _could_tell(world: World, row: Row, by_id: Mapping[str, Member]) -> bool:
    member = by_id.get(row["person_id"])
    open_session = row["session_id"] and world.until - row["started_at"] < timedelta(hours=8)
    return (
        counted(row)
        and row["late_reason"] is None
        and row["person_linked_at"] is None
        and not (member and (member.young or member.twin))
        and not open_session
        and row["started_at"] + timedelta(minutes=90) < world.until
    )


def _told(
    world: World, dice: Random, contact: Row, by_id: Mapping[str, Member], used: set[str]
) -> Row:
    used.add(contact["id"])
    member = by_id.get(contact["person_id"])
    life = member.style if member else _LIFE_OF.get(contact["setting"], "street")
    life = "online" if life == "young" else life
    contact["outcome"] = "engaged"
    contact["minutes"] = max(contact["minutes"], dice.choice((30, 40, 45, 60)))
    known = written("harm")["kind"].items()
    kinds = {code: kind["weight"] for code, kind in known if life in kind["life"]}
    row = telling.incident(dice, weighted(dice, kinds), life)
    told_at = world.soon(contact["started_at"], dice.randint(2, 18))
    row |= {
        "person_id": contact["person_id"],
        "disclosed_at": told_at,
        "recorded_at": world.soon(told_at, dice.randint(8, 40)),
        "area": _area(dice, contact, member, row["place_type"]),
    }
    telling.when(dice, row, day_of(told_at))
    telling.strands(dice, row, member)
    openings = written("harm")["told"]
    opening = openings.get(contact["setting"], openings["other"])
    row["private_note"] = f"{opening} {row['private_note']}"
    return row


def _area(dice: Random, contact: Row, member: Member | None, place: str) -> str:
    if place in ("online", "phone"):
        return "online"
    area = member.area if member and dice.random() < 0.8 else contact["area"]
    if area in ("online", "unknown"):
        area = dice.choice(("hillcrest", "northgate", "market_end", "unknown"))
    return "outside" if dice.random() < 0.03 else str(area)


def _tonight(
    world: World,
    dice: Random,
    contacts: list[Row],
    by_id: Mapping[str, Member],
    used: set[str],
) -> list[Row]:
    """Let one person of tonight's van tell something, written down by now."""
    latest = world.until - timedelta(minutes=70)
    start = at(world.today, 20)
    fit = [
        row
        for row in contacts
        if row["session_id"] and row["person_id"] and counted(row)
        and start <= row["started_at"] <= latest
    ]  # fmt: skip
    if not fit:
        return []
    row = _told(world, dice, fit[-1], by_id, used)
    # The day before, and of a kind for which time matters: the first page shows what is left.
    keep = ("person_id", "disclosed_at", "recorded_at", "area")
    row |= telling.incident(dice, "condom_removal", "street") | {key: row[key] for key in keep}
    row |= {"occurred_on": world.today - timedelta(days=1), "occurred_precision": "day"}
    row |= {"private_note": written("harm")["tonight"], "script": "tonight"}
    return [row]


def _young(
    world: World,
    dice: Random,
    contacts: list[Row],
    by_id: Mapping[str, Member],
    used: set[str],
) -> list[Row]:
    """Let the young person tell about messages from an adult, some weeks after coming first."""
    fit = [
        row
        for row in contacts
        if row["person_id"] in by_id
        and by_id[row["person_id"]].young
        and counted(row)
        and row["late_reason"] is None
    ]
    if len(fit) < 2:
        return []
    told = _told(world, dice, fit[1], by_id, used)
    told |= telling.incident(dice, "harassing_messages", "online") | {
        key: told[key] for key in ("person_id", "disclosed_at", "recorded_at")
    }
    told |= {"area": "online", "relationship": "unknown", "script": "young", "repeat": True}
    told["private_note"] = written("harm")["young"]
    telling.when(dice, told, day_of(told["disclosed_at"]))
    return [told]


# Told before this casebook began: kind, days before `until`, and what courts made of it.
_EARLIER: Final = (
    ("rape", 0, "hung_then_convicted", 900),
    ("robbery", 1, "acquitted", 860),
    ("assault_injury", 2, "cancelled", 820),
    ("sexual_assault", 3, "pleaded", 790),
    ("stalking", 4, "lesser", 720),
    ("threats_weapon", 5, "moved_and_moved", 690),
    ("robbery", 6, "no_suspect", 650),
)


def _from_before(world: World, dice: Random, members: list[Member]) -> list[Row]:
    earliest = world.today - timedelta(days=max(days for *_, days in _EARLIER) + 20)
    deep = [m for m in members if m.old and m.gone is None and m.joins < earliest]
    rows = []
    for (code, place, script, days), member in zip(_EARLIER, deep, strict=False):
        told_on = world.today - timedelta(days=days)
        row = telling.incident(dice, code, "street")
        row |= {
            "person_id": member.id,
            "disclosed_at": at(told_on, 13, 10 + place),
            "recorded_at": at(told_on, 13, 40 + place),
            "area": member.area if member.area != "online" else "hillcrest",
            "occurred_on": told_on - timedelta(days=1 + place % 3),
            "occurred_precision": "day",
            "script": script,
        }
        rows.append(row)
    return [row for row in rows if day_of(row["disclosed_at"]) < world.first_day]


def _told_twice(world: World, rows: list[Row]) -> list[Row]:
    """Write one incident down a second time and void it the next day."""
    fit = [row for row in rows if row["person_id"] and not row["script"] and row["group"] == "VI"]
    latest = world.until - timedelta(days=20)
    fit = [row for row in fit if row["disclosed_at"] < latest]
    if not fit:
        return []
    first = fit[len(fit) * 2 // 3]
    second = deepcopy(first)
    second["recorded_at"] = first["recorded_at"] + timedelta(minutes=95)
    second["voided_at"] = second["recorded_at"] + timedelta(hours=20)
    second["void_reason"] = "duplicate"
    return [second]
