"""The cases of the invented project: opened on a day somebody was met, closed for a reason."""

from datetime import date, timedelta
from random import Random
from typing import Final

from outreach_app.demo.cast import Member
from outreach_app.demo.world import Row, World, number

_RISK: Final = ("standard", "standard", "standard", "medium", "medium", "high")
_AFTER_LOSS: Final = 100  # days without contact before a case is closed as lost


def cases(world: World, members: list[Member], met: dict[str, list[date]]) -> list[Row]:
    """Open cases for about two thirds of the people; `met` holds the days each was met."""
    dice = world.dice("cases")
    rows: list[Row] = []
    for member in members:
        days = met.get(member.id, [])
        if len(days) < 2 or not _wants(dice, member):
            continue
        rows.extend(_of_one(world, dice, member, days))
    rows.sort(key=lambda row: (row["opened_on"], row["person_id"]))
    number(rows, "CAS", 3)
    return rows


def _wants(dice: Random, member: Member) -> bool:
    sure = member.young or member.twin or member.why is not None
    return sure or dice.random() < (0.62 if member.old else 0.55)


def _of_one(world: World, dice: Random, member: Member, days: list[date]) -> list[Row]:
    opened = days[1] if not member.old or member.twin else dice.choice(days[1:])
    if member.old and (member.why or dice.random() < 0.55):
        known = (world.first_day - member.joins).days
        opened = member.joins + timedelta(days=dice.randint(0, known))
    row: Row = {
        "id": None,
        "person_id": member.id,
        "opened_on": opened,
        "opened_recorded_at": world.noted(opened, dice),
        "closed_on": None,
        "closed_recorded_at": None,
        "close_reason": None,
        "risk_level": "high" if member.young else dice.choice(_RISK),
    }
    closing = _closing(dice, member, [day for day in days if day > opened])
    if closing:
        _close(world, dice, row, *closing)
    return [row, *_again(world, dice, row, days)]


def _closing(dice: Random, member: Member, days: list[date]) -> tuple[date, str] | None:
    if member.twin:
        merged: date = member.row["merged_at"].date()
        return merged, "duplicate"
    if member.why == "died":
        told: date = member.row["deceased_recorded_at"].date()
        return told, "died"
    if member.why and member.gone:
        wait = _AFTER_LOSS + dice.randint(0, 14) if member.why == "lost_contact" else 4
        return member.gone + timedelta(days=wait), member.why
    late = [day for day in days if (day - days[0]).days > 70]
    if late and dice.random() < 0.5:
        return dice.choice(late), dice.choice(("needs_met", "needs_met", "left_service_choice"))
    return None


def _close(world: World, dice: Random, row: Row, day: date, reason: str) -> None:
    if row["opened_on"] <= day <= world.today:
        row |= {
            "closed_on": day,
            "closed_recorded_at": world.noted(day, dice, row["opened_recorded_at"]),
            "close_reason": reason,
        }


def _again(world: World, dice: Random, first: Row, days: list[date]) -> list[Row]:
    """Open a second case for some who come back with something new."""
    if first["close_reason"] != "needs_met" or dice.random() > 0.4:
        return []
    later = [day for day in days if (day - first["closed_on"]).days > 40]
    if not later:
        return []
    row = {
        **first,
        "opened_on": later[0],
        "opened_recorded_at": world.noted(later[0], dice),
        "closed_on": None,
        "closed_recorded_at": None,
        "close_reason": None,
    }
    return [row]
