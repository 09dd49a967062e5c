"""When the invented project was out or open: van nights, drop-ins, rounds, and tonight."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from outreach_app.demo.world import STAFF, ZONE, Row, World, at, number

TONIGHT_FROM: Final = (20, 2)
_EVENING: Final = time(20, 15)
_PUT_DOWN: Final = 15  # minutes after the end at which a session is written up


def is_evening(world: World) -> bool:
    """Tell whether `until` lies in an evening, so that a van is out tonight."""
    return world.until.astimezone(ZONE).time() >= _EVENING


def sessions(world: World) -> list[Row]:
    """Invent every session, in order; the last has no end when `until` lies in an evening."""
    dice = world.dice("rota")
    rows: list[Row] = []
    day = world.first_day
    while day <= world.today:
        if not _closed(day):
            rows.extend(_of_day(world, dice, day))
        day += timedelta(days=1)
    if is_evening(world):
        rows = [row for row in rows if row["ended_at"] < at(world.today, *TONIGHT_FROM)]
        rows.append(_tonight(world))
    rows.sort(key=lambda row: row["started_at"])
    number(rows, "SES", 4)
    return rows


def _tonight(world: World) -> Row:
    started = at(world.today, *TONIGHT_FROM)
    return _row("van_night", started, None, None, list(STAFF[:2]), started)


def _closed(day: date) -> bool:
    return (day.month, day.day) in {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)}


def _of_day(world: World, dice: Random, day: date) -> Iterator[Row]:
    week, weekday = day.isocalendar().week, day.weekday()
    if weekday in (0, 2):
        yield from _held(world, dice, "drop_in_session", at(day, 12), 240, "market_end")
    # Tuesday and Thursday take turns, so that the team is out twice a week.
    if weekday == 5 or weekday == (1 if week % 2 else 3):
        length = 300 if weekday == 5 else 270
        start = at(day, 20, dice.choice((15, 20, 30)))
        yield from _held(world, dice, "van_night", start, length, None)
    if weekday == 4:
        yield from _held(world, dice, "netreach_session", at(day, 10), 150, "online")
    if weekday == 4 and (day.day - 1) // 7 in (1, 3):
        yield from _held(world, dice, "indoor_round", at(day, 18), 180, None)
    if weekday == 3 and day.day <= 7:
        yield from _held(world, dice, "clinic_session", at(day, 14), 120, "market_end")
    if weekday == 2 and day.day > 24:
        yield from _held(world, dice, "group_session", at(day, 16, 30), 90, "market_end")


def _held(
    world: World, dice: Random, kind: str, start: datetime, minutes: int, area: str | None
) -> Iterator[Row]:
    """Give a session that was over by `until`; one cut short by it must have lasted an hour."""
    team = dice.sample(STAFF, 2)
    end = min(
        start + timedelta(minutes=minutes + dice.randint(-10, 15)),
        world.until - timedelta(minutes=5),
    )
    if end >= start + timedelta(hours=1):
        yield _row(kind, start, end, area, team, world.soon(end, _PUT_DOWN))


def _row(
    kind: str,
    start: datetime,
    end: datetime | None,
    area: str | None,
    team: list[str],
    recorded: datetime,
) -> Row:
    return {
        "id": None,
        "type": kind,
        "started_at": start,
        "ended_at": end,
        "area": area,
        "workers": team,
        "recorded_at": recorded,
    }
