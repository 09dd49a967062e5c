"""A period seen as at a moment, and which record stands for which then; `rules` say it in SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import FromClause

from models.base import Base
from outreach_app.statistics.periods import Period


def table(model: type[Base]) -> FromClause:
    """Return the table of a model: figures select columns, never objects."""
    return model.__table__


@dataclass(frozen=True, slots=True)
class Window:
    """A period seen as at a moment, in the project's zone. `start` and `end` are UTC, end open."""

    period: Period
    as_at: datetime
    zone: ZoneInfo
    start: datetime
    end: datetime

    @classmethod
    def of(cls, period: Period, as_at: datetime, zone: ZoneInfo) -> "Window":
        """Return the window of a period; a naive `as_at` raises ValueError."""
        if as_at.tzinfo is None:
            msg = "an as-at time without a zone"
            raise ValueError(msg)
        return cls(period, as_at.astimezone(UTC).replace(microsecond=0), zone, *period.bounds(zone))

    def other(self, period: Period) -> "Window":
        """Return the window of another period as at the same moment."""
        return Window.of(period, self.as_at, self.zone)

    def day_of(self, moment: datetime) -> date:
        """Return the local day of a moment."""
        return moment.astimezone(self.zone).date()

    @property
    def as_at_day(self) -> date:
        """Return the local day of T."""
        return self.day_of(self.as_at)


@dataclass(frozen=True, slots=True)
class Merges:
    """Which record is a duplicate of which, as at one moment."""

    into: Mapping[str, str]

    def whose(self, person: str) -> str:
        """Return the record a person is counted under; a chain of merges is followed to its end."""
        if person not in self.into:
            return person
        seen = {person}
        while (target := self.into.get(person)) is not None and target not in seen:
            seen.add(target)
            person = target
        return person
