"""How coarse a date leaves: a part of a month, a month, never more than is known (format, 4.2)."""

from datetime import date, timedelta
from typing import Final

from outreach_app.reports.days import day_text, month
from outreach_app.words import say

# A month is cut into three; the third is told from the day before it.
_MIDDLE: Final = 11
_LATE: Final = 21
_TO_THE_MONTH: Final = ("exact", "day", "week", "month")
_TO_THE_WEEK: Final = ("exact", "day", "week")


def month_of(day: date | None, precision: str, today: date) -> str:
    """Return the month, or the year, "" where neither is known."""
    if day is None:
        return ""
    if precision in _TO_THE_MONTH:
        return _with_year(month(day), day, today)
    return str(day.year) if precision == "year" else ""


def part_of_month(day: date | None, precision: str, today: date) -> str:
    """Return ``early October``, or what is known if that is less."""
    if day is None or precision not in _TO_THE_WEEK:
        return month_of(day, precision, today)
    if precision == "week":
        # Any day of the week may be written: its Thursday says to which part it belongs.
        day += timedelta(days=3 - day.weekday())
    part = "early" if day.day < _MIDDLE else "middle" if day.day < _LATE else "late"
    return _with_year(say(f"sharing.when.{part}", month=month(day)), day, today)


def whole_day(day: date | None, precision: str, today: date) -> str:
    """Return the day where it is known, else what is known."""
    if day is None or precision not in ("exact", "day"):
        return month_of(day, precision, today)
    return day_text(day)


def _with_year(words: str, day: date, today: date) -> str:
    """Name the year only where it is not this year's month."""
    return words if day.year == today.year else f"{words} {day.year}"
