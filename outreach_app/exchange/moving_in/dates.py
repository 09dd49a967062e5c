"""Days and times as people write them, read the way they meant them, or not at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

Order = Literal["dmy", "mdy"]
Precision = Literal["day", "month", "year"]
ORDERS: Final[tuple[Order, ...]] = ("dmy", "mdy")

_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_NUMBERS: Final = re.compile(r"(\d{1,4})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{1,4})")
_NAMED: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s.\-/]+([a-z]{3,9})\.?,?[\s.\-/]+(\d{2,4})")
_MONTH_FIRST: Final = re.compile(
    r"([a-z]{3,9})\.?[\s.\-/]+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{4})(?!\d)"
)
_EIGHT: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_NO_YEAR: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[\s./\-]*[a-z]{3,9}\.?|\d{1,2}[./\-]\d{1,2}")
_SHORT_MONTH: Final = re.compile(r"([a-z]{3,9})\.?[\s.\-/]+\d{1,2}")
_MONTH_ONLY: Final = re.compile(r"([a-z]{3,9})\.?[\s.\-/]+(\d{4})")
_MONTH_NUMBERS: Final = re.compile(r"(\d{1,2})[/.\-](\d{4})|(\d{4})-(\d{1,2})")
_WEEKDAY: Final = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+")
_CLOCK: Final = re.compile(
    r"(?:^|[\sT])(\d{1,2})(?:[:.h]?(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?\s*$"
)
_UNKNOWN: Final = frozenset(
    {"", "?", "??", "-", "--", "n/a", "na", "n/k", "nk", "not known", "unknown", "none", "tbc"}
)
_PIVOT: Final = 70  # two-digit years from here on belong to the century before
_FIRST: Final = 1900


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a date cell held: local, with or without a day, with or without a time of day.

    `month`: no more than the month was written.
    """

    at: datetime
    day: bool
    clock: bool
    month: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is known, and the time of day where one stood beside it."""

    day: date
    precision: Precision = "day"
    minutes: int | None = None


def unknown(value: object) -> bool:
    """Tell whether somebody wrote that it is not known."""
    return isinstance(value, str) and value.strip().casefold() in _UNKNOWN


def _bared(value: str) -> str:
    return _WEEKDAY.sub("", value.strip().casefold())


def ambiguous(value: object) -> bool:
    """Tell whether a text names two different days: 03/04/2025, but not 13/04/2025."""
    met = _NUMBERS.match(_bared(value)) if isinstance(value, str) else None
    if met is None or len(met[1]) == 4:
        return False
    first, second = int(met[1]), int(met[2])
    return first != second and 1 <= first <= 12 and 1 <= second <= 12


def only(value: object) -> Order | None:
    """Return the only order in which a text names a day: month first for 12/31/2025."""
    if not isinstance(value, str) or ambiguous(value):
        return None
    met = _NUMBERS.match(_bared(value))
    if met is None or len(met[1]) == 4 or met[1] == met[2]:
        return None
    ways = [way for way in ORDERS if _whole(met, way)]
    return ways[0] if len(ways) == 1 else None


def why_not(value: object) -> str:
    """Return the key of the reason why a value names no day."""
    text = value.strip().casefold() if isinstance(value, str) else ""
    if (met := _SHORT_MONTH.fullmatch(text)) and _month(met[1]):
        return "day_or_month"
    return "no_year" if _NO_YEAR.fullmatch(text) else "no_day"


def day_of(value: object, order: Order) -> Day | None:
    """Return the day a value names; None for what names none."""
    if isinstance(value, Stamp):
        minutes = value.at.hour * 60 + value.at.minute if value.clock else None
        precision: Precision = "month" if value.month else "day"
        return Day(value.at.date(), precision, minutes) if value.day else None
    if isinstance(value, Decimal):
        return _bare(format(value, "f")) if value == value.to_integral_value() else None
    return _written(value, order) if isinstance(value, str) else None


def _written(value: str, order: Order) -> Day | None:
    text = _bared(value)
    met = _NUMBERS.match(text) or _NAMED.match(text) or _MONTH_FIRST.match(text)
    if met is None:
        return _part(text)
    rest = text[met.end() :].strip(" ,t")
    minutes = minutes_of(rest) if rest else None
    if rest and minutes is None:
        return None
    found = _whole(met, order)
    return Day(found, "day", minutes) if found else None


def _whole(met: re.Match[str], order: Order) -> date | None:
    if not met[1].isdigit():
        month = _month(met[1])
        return _made(int(met[3]), month, int(met[2])) if month else None
    if not met[2].isdigit():
        month = _month(met[2])
        return _made(_full(met[3]), month, int(met[1])) if month else None
    if len(met[1]) == 4:
        return _made(int(met[1]), int(met[2]), int(met[3]))
    if len(met[1]) > 2 or len(met[3]) == 3 or len(met[3]) == 1:
        return None
    first, second = int(met[1]), int(met[2])
    day, month = (first, second) if order == "dmy" else (second, first)
    return _made(_full(met[3]), month, day)


def _part(text: str) -> Day | None:
    if met := _MONTH_ONLY.fullmatch(text):
        month = _month(met[1])
        found = _made(int(met[2]), month, 1) if month else None
        return Day(found, "month") if found else None
    if met := _MONTH_NUMBERS.fullmatch(text):
        there, here = (met[2], met[1]) if met[2] else (met[3], met[4])
        found = _made(int(there), int(here), 1)
        return Day(found, "month") if found else None
    return _bare(text)


def _bare(text: str) -> Day | None:
    """Read digits without anything between them: a year, or year, month and day."""
    if met := _EIGHT.fullmatch(text):
        found = _made(int(met[1]), int(met[2]), int(met[3]))
        return Day(found) if found else None
    if not (text.isdecimal() and len(text) == 4):
        return None
    found = _made(int(text), 1, 1)
    return Day(found, "year") if found else None


def _full(year: str) -> int:
    """Return 2025 for 25 and 1985 for 85."""
    return int(year) if len(year) == 4 else int(year) + (2000 if int(year) < _PIVOT else 1900)


def _month(word: str) -> int:
    known = next((n for n, name in enumerate(_MONTHS, 1) if word.startswith(name)), 0)
    return known if len(word) >= 3 else 0


def _made(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _FIRST <= year <= 2100 else None


def minutes_of(value: object) -> int | None:
    """Return the minutes since midnight a time of day names; None for what names none."""
    if isinstance(value, Stamp):
        return value.at.hour * 60 + value.at.minute if value.clock else None
    if isinstance(value, Decimal):
        if value != value.to_integral_value() or not 0 <= value < 2400:
            return None
        return _clock(*divmod(int(value), 100), "") if value >= 100 else _clock(int(value), 0, "")
    met = _CLOCK.fullmatch(value.strip().casefold()) if isinstance(value, str) else None
    return _clock(int(met[1]), int(met[2] or 0), met[3] or "") if met else None


def _clock(hour: int, minute: int, half: str) -> int | None:
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


class Clocks:
    """Says which columns of days hold times too: in the others a midnight was never written."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._found: dict[str, bool] = {}

    def stand(self, name: str, cells: Iterable[object]) -> bool:
        """Tell whether times stand in the column of this name; its cells are read once."""
        if name not in self._found:
            days = (day_of(cell, self._order) for cell in cells)
            self._found[name] = any(day is not None and bool(day.minutes) for day in days)
        return self._found[name]
