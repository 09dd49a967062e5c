"""Awkward moments and days, drawn by a seed: midnights, month ends, clock changes, any offset."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from outreach_app.vocabulary import shipped

ZONES = (
    *("Europe/London", "Pacific/Auckland", "America/New_York", "Asia/Kolkata"),
    *("Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Pacific/Kiritimati"),
)
# Clock changes, leap days, year ends; a day that a zone left out, and both ends of the years.
HUBS = (
    *("2025-10-26", "2025-03-30", "2024-02-29", "2025-12-31", "2025-11-02", "2023-12-31"),
    *("2011-12-30", "2000-02-29", "1999-12-31", "2099-12-31", "1905-01-01", "1971-10-31"),
)
OFFSETS = (0, 60, -60, 330, 345, 765, 840, -720, -210, 1439, -1439, 1)
HOURS = (0, 0, 1, 1, 2, 3, 12, 22, 23, 23)
MINUTES = (0, 0, 1, 29, 30, 59, 59)
DELAYS = (
    *(timedelta(), timedelta(), timedelta(minutes=1), timedelta(minutes=20), timedelta(hours=10)),
    *(timedelta(days=days) for days in (1, 3, 4, 10, 35)),
)


class Draws:
    """Draws for one invented project: its zone, the day most things happen around, and now."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.zone_name = ZONES[seed % len(ZONES)]
        self.zone = ZoneInfo(self.zone_name)
        self.hub = date.fromisoformat(HUBS[seed % len(HUBS)])
        noon = datetime(self.hub.year, self.hub.month, self.hub.day, 12, tzinfo=UTC)
        self.now = noon + timedelta(days=self.random.choice((70, 300)))
        self.used: list[datetime] = []

    def one(self, name: str, *oftener: str) -> str:
        """Return a code of a list; the codes named are drawn as often as all others."""
        if oftener and self.chance(0.5):
            return self.random.choice(oftener)
        return self.random.choice(list(shipped()[name].codes()))

    def some(self, name: str, most: int = 3) -> list[str]:
        return self.random.sample(list(shipped()[name].codes()), self.random.randint(1, most))

    def pick(self, rows: Sequence[str]) -> str:
        return self.random.choice(rows)

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def local(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def moment(self) -> datetime:
        """Return a moment up to now, sometimes one that was drawn before."""
        if self.used and self.chance(0.15):
            return self.random.choice(self.used)
        on = self.hub + timedelta(days=round(self.random.gauss(-10, 40)))
        if self.chance(0.3):
            on = self.hub + timedelta(days=self.random.choice((-1, 0, 1)))
        elif self.chance(0.3):
            on = on.replace(day=1) + timedelta(days=self.random.choice((-1, 0, 31)))
        clock = datetime(
            on.year,
            on.month,
            on.day,
            self.random.choice(HOURS),
            self.random.choice(MINUTES),
            self.random.choice((0, 0, 0, 59)),
            tzinfo=self.zone,
            fold=self.random.choice((0, 1)),
        )
        return self._kept(clock.astimezone(UTC))

    def later(self, moment: datetime) -> datetime:
        """Return when something of a moment was entered, as early as at once."""
        return self._kept(moment + self.random.choice(DELAYS))

    def day(self, least: date | None = None) -> date:
        found = self.local(self.moment())
        return max(found, least) if least else found

    def entered(self, on: date) -> datetime:
        """Return when something of a day was entered, not before its first moment."""
        start = datetime(on.year, on.month, on.day, tzinfo=self.zone).astimezone(UTC)
        while self.local(start) < on:
            start += timedelta(minutes=30)
        return self.later(start)

    def _kept(self, moment: datetime) -> datetime:
        found = min(moment, self.now)
        self.used.append(found)
        return found

    def text(self, moment: datetime) -> str:
        """Write a moment with any offset, as the format allows."""
        minutes = self.random.choice(OFFSETS)
        if self.chance(0.4):
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        return moment.astimezone(timezone(timedelta(minutes=minutes))).isoformat()
