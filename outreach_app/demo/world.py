"""The ground the invented project stands on: its stretch of time, its dice, its written words.

Everything is drawn from dice seeded with a word, so that one subject can change without shaking
the others, and the same `until` and seed give the same casebook to the byte.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from outreach_app import paths

T = TypeVar("T")
Row = dict[str, Any]

ZONE_NAME: Final = "Europe/London"
ZONE: Final = ZoneInfo(ZONE_NAME)
# The first is the account a sample is opened with; the others have none.
STAFF: Final = ("SAMPLE", "MO", "IN", "TO", "RU")


@cache
def written(name: str) -> Mapping[str, Any]:
    """Return the words of one file of `resources/demo`."""
    return tomllib.loads(paths.resource(f"demo/{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the story, cut off at the last day; `part` of it has gone by."""

    number: int
    first: date
    last: date
    part: float


@dataclass(frozen=True, slots=True)
class World:
    """The story runs from `first_day` to the moment `until`; nothing in it lies later."""

    until: datetime
    months: int
    seed: int

    def dice(self, subject: str) -> Random:
        """Return fresh dice for a subject; the same every time."""
        return Random(f"{self.seed}/{subject}")  # noqa: S311 - an invention, not a secret

    @property
    def today(self) -> date:
        """The local day of `until`."""
        return day_of(self.until)

    @property
    def first_day(self) -> date:
        """The first of the month in which the story begins."""
        return _month_start(self.today, -self.months)

    @property
    def span(self) -> int:
        """Days from the first to the last."""
        return (self.today - self.first_day).days

    def days_back(self, part: float) -> date:
        """Return the day that lies a part of the whole span back from today."""
        return self.today - timedelta(days=round(self.span * part))

    def calendar(self) -> tuple[Month, ...]:
        """Return the months, the last one cut off today."""
        found = []
        for number in range(self.months + 1):
            first = _month_start(self.today, number - self.months)
            end = _month_start(first, 1) - timedelta(days=1)
            last = min(end, self.today)
            part = ((last - first).days + 1) / ((end - first).days + 1)
            found.append(Month(number, first, last, part))
        return tuple(found)

    def soon(self, moment: datetime, minutes: float) -> datetime:
        """Return a little after `moment`, but not after `until`."""
        return min(moment + timedelta(minutes=round(minutes)), self.until)

    def noted(self, day: date, dice: Random, after: datetime | None = None) -> datetime:
        """Return the moment at which a step of `day` was written down: that afternoon."""
        moment = min(at(day, dice.randint(14, 17), dice.randrange(60)), self.until)
        return moment if after is None else max(moment, after)


def day_of(moment: datetime) -> date:
    """Return the local day of a moment."""
    return moment.astimezone(ZONE).date()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the moment at which the clock on the wall shows this, in UTC."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


def _month_start(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


def working_day(day: date) -> date:
    """Return `day`, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def weighted(dice: Random, table: Mapping[T, float]) -> T:
    """Draw one key by its weight."""
    return dice.choices(tuple(table), tuple(table.values()))[0]


def some(dice: Random, things: Sequence[T], most: int) -> list[T]:
    """Draw up to `most` different things, at least one, in the order they stand."""
    picked = dice.sample(range(len(things)), min(len(things), dice.randint(1, most)))
    return [things[place] for place in sorted(picked)]


def number(rows: Sequence[Row], prefix: str, width: int) -> None:
    """Give rows their ids, in the order they stand."""
    for place, row in enumerate(rows, start=1):
        row["id"] = f"{prefix}-{place:0{width}d}"


def plain(value: Any) -> Any:
    """Turn moments and days into the text of the exchange format, everything else as it is."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
