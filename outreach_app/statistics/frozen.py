"""Figures of months that were frozen: what every pack of such a month is a selection of.

Kept figures are read, not counted again, so that two packs of one month agree whatever was amended,
taken out or let go of in between. Source: report lines, part 1, rule 4, and part 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.closing import MonthClosing
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Line, Value


@dataclass(frozen=True, slots=True)
class Frozen:
    """The figures of a month as at the moment it was frozen, for inside and exact."""

    as_at: datetime
    lines: Mapping[str, Value]
    exact: Mapping[str, Value]

    def has(self, line: Line) -> bool:
        """Tell whether the line was there when the month was frozen."""
        return line.key in self.lines

    def value(self, line: Line, *, exact: bool) -> Value:
        """Return a figure, on request the one protection starts from."""
        found = self.exact if exact and line.key in self.exact else self.lines
        return found[line.key]


def of_month(session: Session, period: Period) -> Frozen | None:
    """Return the kept figures of a month; None for another period, or one not frozen yet."""
    if period.kind != "month":
        return None
    row = session.execute(
        select(MonthClosing.as_at, MonthClosing.figures, MonthClosing.exact).where(
            MonthClosing.first_day == period.first, MonthClosing.confirmed_at.is_not(None)
        )
    ).first()
    return Frozen(row.as_at, row.figures, row.exact) if row else None


def at_moment(session: Session, period: Period, as_at: datetime) -> Frozen | None:
    """Return the kept figures of a month if it was frozen as at this very moment."""
    found = of_month(session, period)
    return found if found is not None and found.as_at == as_at else None


def moments(session: Session) -> Mapping[date, datetime]:
    """Return as at when each frozen month stands, by its first day."""
    rows = session.execute(
        select(MonthClosing.first_day, MonthClosing.as_at).where(
            MonthClosing.confirmed_at.is_not(None)
        )
    ).all()
    return {row.first_day: row.as_at for row in rows}
