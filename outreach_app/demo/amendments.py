"""What happens to contacts afterwards: written late, entered twice, or named later."""

from datetime import timedelta
from random import Random
from typing import Final

from outreach_app.demo.cast import Member
from outreach_app.demo.world import Row, World, day_of, number

_LATE: Final = 0.022
_LINKED: Final = 5
_TWICE: Final = 6
_WRONG: Final = 3


def settle(world: World, members: list[Member], rows: list[Row]) -> list[Row]:
    """Amend the contacts, put them in order and give them ids."""
    dice = world.dice("amendments")
    rows = [row for row in rows if row["started_at"] <= world.until]
    rows.sort(key=lambda row: (row["started_at"], row["setting"], row["person_id"] or ""))
    seen_first = _first_of_each(rows)
    for row in rows:
        if id(row) not in seen_first and dice.random() < _LATE:
            _write_late(world, dice, row)
    _name_later(world, dice, members, rows)
    _void_some(world, dice, rows, seen_first)
    rows.extend(_entered_twice(world, dice, rows))
    rows.sort(key=lambda row: (row["started_at"], row["recorded_at"], row["setting"]))
    number(rows, "CON", 5)
    return rows


def counted(row: Row) -> bool:
    """Tell whether this is a contact in the figures, as far as is known at the end."""
    return row["outcome"] in ("engaged", "brief") and row["voided_at"] is None


def _first_of_each(rows: list[Row]) -> set[int]:
    """Return the first contact of every person, which stays as it is."""
    first: dict[str, int] = {}
    for row in rows:
        if row["person_id"] and counted(row):
            first.setdefault(row["person_id"], id(row))
    return set(first.values())


def _write_late(world: World, dice: Random, row: Row) -> None:
    recorded = row["started_at"] + timedelta(days=dice.randint(4, 12), minutes=dice.randrange(300))
    if recorded < world.until:
        row["recorded_at"] = recorded
        row["late_reason"] = dice.choice(("paper", "paper", "off_shift", "device"))


def _name_later(world: World, dice: Random, members: list[Member], rows: list[Row]) -> None:
    """Let a few people who were not named give a name some time after."""
    unnamed = [r for r in rows if r["person_id"] is None and r["setting"] == "street_van"]
    fit = [m for m in members if m.style == "street" and m.old and not m.twin]
    for row in dice.sample(unnamed, min(_LINKED, len(unnamed))):
        linked = row["started_at"] + timedelta(
            days=dice.randint(3, 35), minutes=dice.randrange(400)
        )
        member = dice.choice(fit)
        if linked < world.until and member.about(day_of(linked)):
            row["person_id"] = member.id
            row["person_linked_at"] = max(linked, row["recorded_at"])


def _void_some(world: World, dice: Random, rows: list[Row], keep: set[int]) -> None:
    fit = [r for r in rows if r["person_id"] and counted(r) and id(r) not in keep]
    for row in dice.sample(fit, min(_WRONG, len(fit))):
        _void(world, dice, row, "wrong_person")


def _void(world: World, dice: Random, row: Row, reason: str) -> None:
    row["voided_at"] = world.soon(row["recorded_at"], dice.randint(40, 60 * 24 * 18))
    row["void_reason"] = reason


def _entered_twice(world: World, dice: Random, rows: list[Row]) -> list[Row]:
    fit = [r for r in rows if r["session_id"] and counted(r) and r["late_reason"] is None]
    doubles = []
    for row in dice.sample(fit[: int(len(fit) * 0.97)], min(_TWICE, len(fit))):
        double = {**row, "supplies": dict(row["supplies"])}
        double["recorded_at"] = world.soon(row["recorded_at"], dice.randint(5, 60))
        _void(world, dice, double, "duplicate")
        doubles.append(double)
    return doubles
