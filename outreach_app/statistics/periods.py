"""Periods: pairs of local days, their bounds in UTC, and the day their first figures are due.

Source of the rules: report lines, part 1, rules 1 and 4.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from outreach_app.words import say

Kind = Literal["month", "quarter", "year", "span"]

_FIRST_RELEASE_DAY: Final = 7
_MONTHS: Final = 12
_QUARTER: Final = 3
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100

_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_QUARTER_NAME: Final = re.compile(r"(\d{4})-[Qq]([1-4])")
_YEAR: Final = re.compile(r"(\d{4})")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Local days from `first` to `last`, both included. Days need a zone to become moments."""

    first: date
    last: date
    kind: Kind

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(say("periods.ends_first", first=self.first, last=self.last))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def name(self) -> str:
        """Return the name the command line uses, such as ``2025-10`` or ``2025-Q4``."""
        match self.kind:
            case "month":
                return f"{self.first:%Y-%m}"
            case "quarter":
                return f"{self.first.year}-Q{(self.first.month - 1) // _QUARTER + 1}"
            case "year" if self.first.month == 1:
                return f"{self.first.year}"
            case _:
                return f"{self.first}_{self.last}"

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the first moment of the period and the first moment after it, in UTC."""
        return day_start(self.first, zone), day_start(self.last + timedelta(days=1), zone)

    def cut_off(self, zone: ZoneInfo) -> datetime:
        """Return the usual as-at: the last second of the 7th day of the month after, in UTC."""
        year, month = _step(self.last.year, self.last.month, 1)
        after = date(year, month, _FIRST_RELEASE_DAY + 1)
        return day_start(after, zone) - timedelta(seconds=1)

    def months(self) -> tuple["Period", ...]:
        """Return the calendar months that lie wholly within the period."""
        found = []
        year, month = self.first.year, self.first.month
        while (one := _month(year, month)).last <= self.last:
            if one.first >= self.first:
                found.append(one)
            year, month = _step(year, month, 1)
        return tuple(found)


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment of a local day, in UTC, also where midnight is skipped or doubled.

    Where a clock goes back over midnight, a day comes in two parts; it begins with the longer one
    (in Newfoundland of 2009 one minute of 1 November came before the last hour of October).
    """
    first = datetime.combine(day, time(), zone).astimezone(UTC)
    second = datetime.combine(day, time(fold=1), zone).astimezone(UTC)
    between = (first + (second - first) / 2).astimezone(zone).date()
    return second if first < second and between < day else first


def month(name: str) -> Period:
    """Return the month named ``2026-01``; raises ValueError for anything else."""
    year, number = _read(_MONTH, name, "month")
    if not 1 <= number <= _MONTHS:
        raise ValueError(say("periods.no_such_month", number=number, name=name))
    return _month(year, number)


def quarter(name: str) -> Period:
    """Return the quarter named ``2026-Q1``; raises ValueError for anything else."""
    year, number = _read(_QUARTER_NAME, name, "quarter")
    last = _month(year, number * _QUARTER)
    return Period(_month(year, number * _QUARTER - 2).first, last.last, "quarter")


def year(name: str) -> Period:
    """Return the year named ``2026``; raises ValueError for anything else."""
    (number,) = _read(_YEAR, name, "year")
    return Period(date(number, 1, 1), date(number, _MONTHS, 31), "year")


def span(first: str, last: str) -> Period:
    """Return the days from `first` to `last`, both included, written ``2026-01-05``.

    Twelve whole months from another month than January are a year too, that of a grant.
    """
    days = []
    for text in (first, last):
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            raise ValueError(say("periods.not_a_day", name=text)) from None
        _check_year(days[-1].year, text)
    return _named(Period(days[0], days[1], "span"))


def _named(period: Period) -> Period:
    """Return twelve whole months as the year they are; from January on they have a shorter name."""
    first, last = period.first, period.last
    months = (last.year - first.year) * _MONTHS + last.month - first.month + 1
    whole = first.day == 1 and last == _month(last.year, last.month).last
    grant = whole and months == _MONTHS and first.month > 1
    return replace(period, kind="year") if grant else period


def grant_year(number: int, start: int) -> Period:
    """Return the twelve months from the first day of month `start` of a year, as a year.

    From January on it is the calendar year. Raises ValueError where there is no such month.
    """
    if not 1 <= start <= _MONTHS:
        raise ValueError(say("periods.no_grant_month", number=start))
    last = _month(*_step(number, start, _MONTHS - 1)).last
    return Period(date(number, start, 1), last, "year")


def grant_years(today: date, start: int, count: int) -> tuple[Period, ...]:
    """Return `count` grant years, the running one first."""
    running = today.year - (today.month < start)
    return tuple(grant_year(running - back, start) for back in range(count))


def month_of(day: date) -> Period:
    """Return the calendar month a day lies in."""
    return _month(day.year, day.month)


def months_up_to(day: date, count: int) -> tuple[Period, ...]:
    """Return `count` calendar months, oldest first, the last one being the month of `day`."""
    return tuple(_month(*_step(day.year, day.month, -back)) for back in range(count - 1, -1, -1))


def _month(year: int, number: int) -> Period:
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def _step(year: int, month: int, by: int) -> tuple[int, int]:
    years, index = divmod(year * _MONTHS + month - 1 + by, _MONTHS)
    return years, index + 1


def _read(pattern: re.Pattern[str], name: str, kind: str) -> tuple[int, ...]:
    found = pattern.fullmatch(name.strip())
    if not found or not name.isascii():
        raise ValueError(say(f"periods.not_a_{kind}", name=name))
    numbers = tuple(int(each) for each in found.groups())
    _check_year(numbers[0], name)
    return numbers


def _check_year(number: int, name: str) -> None:
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        raise ValueError(say("periods.far_year", name=name, first=_FIRST_YEAR, last=_LAST_YEAR))
