"""Ages from what is known of a birthday: all that is ever shown is the band (list ``age_band``)."""

from datetime import date
from typing import Final

PRECISIONS: Final = ("day", "month", "year")
_FIRST_YEAR: Final = 1900
# The first age that is no longer in the band.
_BANDS: Final = (
    (16, "u16"),
    (18, "16_17"),
    (25, "18_24"),
    (35, "25_34"),
    (45, "35_44"),
    (55, "45_54"),
    (65, "55_64"),
)
_LAST: Final = "65p"


def last_birthday(born_on: date, precision: str) -> date:
    """Return the latest day somebody can have been born on, by what is known."""
    if precision == "year":
        return born_on.replace(month=12, day=31)
    if precision == "month":
        month = born_on.month % 12 + 1
        first = date(born_on.year + (month == 1), month, 1)
        return date.fromordinal(first.toordinal() - 1)
    return born_on


def age_on(born_on: date, precision: str, day: date) -> int:
    """Return the age on a day; where only a month or year is known, the least it can be.

    A person who may still be under 18 is treated as under 18: nobody waits for certainty.
    """
    latest = last_birthday(born_on, precision)
    return day.year - latest.year - ((day.month, day.day) < (latest.month, latest.day))


def band_on(born_on: date, precision: str, day: date) -> str:
    """Return the age band on a day."""
    age = age_on(born_on, precision, day)
    return next((band for limit, band in _BANDS if age < limit), _LAST)


def possible(born_on: date, today: date) -> bool:
    """Tell whether somebody of today can have been born on a day."""
    return born_on.year >= _FIRST_YEAR and born_on <= today
