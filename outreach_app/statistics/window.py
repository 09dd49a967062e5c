"""The rules every figure shares: what exists as at T, what lies in the period, whose it is.

They stand here and nowhere else, so that no line can forget one of them. Source: report lines,
part 1, rules 2 to 7, and the exchange format, part 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause, and_, case, or_

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

    def recorded(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Tell in SQL that something was recorded by T; nothing recorded is nothing."""
        return column <= self.as_at

    def not_voided(self, rows: FromClause) -> ColumnElement[bool]:
        """Tell in SQL that a row was not voided by T."""
        return or_(rows.c.voided_at.is_(None), rows.c.voided_at > self.as_at)

    def exists(self, rows: FromClause) -> ColumnElement[bool]:
        """Tell in SQL that a row exists as at T: recorded by T and not voided by T."""
        return and_(self.recorded(rows.c.recorded_at), self.not_voided(rows))

    def within(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Tell in SQL that a moment lies on a local day of the period."""
        return and_(column >= self.start, column < self.end)

    def on_days(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Tell in SQL that a local day lies in the period."""
        return column.between(self.period.first, self.period.last)

    def linked_person(self, contacts: FromClause) -> ColumnElement[str | None]:
        """Return the person of a contact as at T; before it was linked it is anonymous."""
        linked = contacts.c.person_linked_at
        return case((or_(linked.is_(None), linked <= self.as_at), contacts.c.person_id))


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
