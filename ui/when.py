"""Days and times in words, in the project's own zone: "Sat 20 December 2025, 23:41".

Names come from `resources/words/when.toml`, because Qt sets the C locale that `strftime` follows.
"""

from datetime import date, datetime, tzinfo
from typing import Final

from outreach_app.casework import wall_clock
from outreach_app.words import lookup, say

# Further away than this, a day is said with its year.
_HALF_A_YEAR: Final = 183
# Up to here a day of the week helps; beyond it the month is enough.
_LATELY: Final = 31


def _month(day: date, *, short: bool = False) -> str:
    return str(lookup("when.months_short" if short else "when.months")[day.month - 1])


def weekday(day: date) -> str:
    """Say the day of the week: "Sat"."""
    return str(lookup("when.days_short")[day.weekday()])


def local_day(moment: datetime, zone: tzinfo) -> date:
    """Return the project's day of a moment."""
    return moment.astimezone(zone).date()


def clock_time(moment: datetime, zone: tzinfo) -> str:
    """Say the time of day: "23:41"; in an hour that came twice, which: "01:10 (second)"."""
    time = moment.astimezone(zone).strftime("%H:%M")
    which = wall_clock.which_of_two(moment, zone)
    return say(f"when.twice.{which}", time=time) if which else time


def full_day(day: date) -> str:
    """Say a day completely: "Sat 20 December 2025"."""
    return f"{weekday(day)} {day.day} {_month(day)} {day.year}"


def full(moment: datetime, zone: tzinfo) -> str:
    """Say a moment completely: "Sat 20 December 2025, 23:41"."""
    return f"{full_day(local_day(moment, zone))}, {clock_time(moment, zone)}"


def plain_day(day: date, today: date) -> str:
    """Say a day as people do: "8 January", with its year when it is over half a year away."""
    words = f"{day.day} {_month(day)}"
    return words if abs((day - today).days) <= _HALF_A_YEAR else f"{words} {day.year}"


def near_day(day: date, today: date) -> str:
    """Say a day in a list: "Today", "Sat 13 Dec", and "4 October" when it is a month away."""
    away = (day - today).days
    if away in (-1, 0, 1):
        return say(("when.yesterday", "when.today", "when.tomorrow")[away + 1])
    if abs(away) <= _LATELY:
        return f"{weekday(day)} {day.day} {_month(day, short=True)}"
    return plain_day(day, today)


def near(moment: datetime, zone: tzinfo, today: date) -> str:
    """Say a moment in a list: "Today 23:20", "Thu 18 Dec 15:12"."""
    return f"{near_day(local_day(moment, zone), today)} {clock_time(moment, zone)}"


def month(day: date) -> str:
    """Say a month: "December 2025"."""
    return f"{_month(day)} {day.year}"


def in_month(day: date, moment: datetime | None, zone: tzinfo) -> str:
    """Say a day under its month's heading: "Wed 17, 21:40", or "Wed 17" without a time."""
    words = f"{weekday(day)} {day.day}"
    return f"{words}, {clock_time(moment, zone)}" if moment is not None else words


def long_day(day: date) -> str:
    """Say a day for the head of a page: "Saturday 20 December 2025"."""
    return f"{lookup('when.days')[day.weekday()]} {day.day} {_month(day)} {day.year}"


def lately(day: date, today: date) -> str:
    """Say a day in a sentence: "Wed 17 December", with its year when that is long ago."""
    return f"{weekday(day)} {plain_day(day, today)}"
