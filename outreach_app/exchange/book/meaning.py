"""From a cell to the value the JSON form would hold. Source: the exchange format, part 8.

Every function returns that value, None for a cell that says nothing, or `BAD` after telling
`Findings` why. What the value may be is checked afterwards, as for every file.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from zoneinfo import ZoneInfo

from outreach_app.exchange.book.cells import Cell
from outreach_app.exchange.book.layout import SEPARATOR
from outreach_app.exchange.fields import Field
from outreach_app.exchange.problems import Findings
from outreach_app.exchange.reading import expected
from outreach_app.exchange.values import BAD

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE: Final = frozenset({"yes", "true"})
_FALSE: Final = frozenset({"no", "false"})
_TEXT_ONLY: Final = frozenset({"id", "ref", "staff", "area_name"})
_TEXT_FIELDS: Final = frozenset({"phone_said", "plate_said"})
_FEBRUARY: Final = 60  # the day the 1900 system has and the calendar has not
_LAST_SERIAL: Final = Decimal(80_000)  # in the year 2119
_MINUTES: Final = 1440
# No number of ours comes near; a Decimal counts exactly to 28 digits only.
_BEYOND: Final = Decimal(10) ** 28
_PENNIES: Final = Decimal("0.00000001")


def plain(text: str) -> str:
    """Return words without outer blanks, with the signs that XML cannot hold put back."""
    text = text.strip()
    return _ESCAPED.sub(lambda met: chr(int(met[1], 16)), text) if "_x" in text else text


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a date cell counts from, and the zone of its clock (None: not known)."""

    from_1904: bool
    zone: ZoneInfo | None


def day_of(serial: Decimal, calendar: Calendar) -> datetime | None:
    """Return the local moment, to the minute, that a date cell's number stands for."""
    if not 0 <= serial <= _LAST_SERIAL or (int(serial) == _FEBRUARY and not calendar.from_1904):
        return None
    if calendar.from_1904:
        first = datetime(1904, 1, 1)  # noqa: DTZ001 - what the clock on the wall showed
    else:
        first = datetime(1899, 12, 30 + (serial < _FEBRUARY))  # noqa: DTZ001
    return first + timedelta(minutes=round(serial * _MINUTES))


def number_of(text: str) -> Decimal | None:
    """Return a number as the file has it, None for what is none."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < _BEYOND else None


def local_moment(local: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the moment a local time names; None where it names two or none."""
    both = {local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    if len(both) != 1:
        return None
    moment = both.pop()
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local else None


class Meaning:
    """Reads cells for one workbook."""

    def __init__(self, calendar: Calendar, out: Findings) -> None:
        self._calendar = calendar
        self._out = out

    def reader(self, field: Field) -> Callable[[Cell, str], Any]:
        """Return what reads the cells of one column."""
        kinds: dict[str, Callable[[Cell, str], Any]] = {
            "whole": self._whole,
            "money": self._money,
            "flag": self._flag,
            "date": self._date,
            "time": self._time,
            "month": self._month,
        }
        one = kinds.get(field.kind)
        if one is None:
            text_only = field.kind in _TEXT_ONLY or field.name in _TEXT_FIELDS
            one = self._strict if text_only or field.name == "name" else self._text
            if field.many:
                return self._list(one)
        return self._guarded(one)

    def _guarded(self, one: Callable[[Cell, str], Any]) -> Callable[[Cell, str], Any]:
        def read(cell: Cell, column: str) -> Any:
            if cell.kind in {"formula", "error"}:
                self._out.add("E-FORMULA", column, cell.kind)
                return BAD
            return one(cell, column)

        return read

    def _list(self, one: Callable[[Cell, str], Any]) -> Callable[[Cell, str], Any]:
        def read(cell: Cell, column: str) -> Any:
            whole = one(cell, column) if cell.kind != "text" else cell.text
            if whole is BAD:
                return BAD
            parts = (part.strip() for part in str(whole).split(SEPARATOR))
            return [plain(part) for part in parts if part]

        return self._guarded(read)

    def _wrong(self, column: str, what: str) -> Any:
        self._out.add("E-TYPE", column, "type", expected=expected(what))
        return BAD

    def _strict(self, cell: Cell, column: str) -> Any:
        """Read a text that a number cell would have changed: 07700 would be 7700."""
        return plain(cell.text) if cell.kind == "text" else self._wrong(column, "text_cell")

    def _text(self, cell: Cell, column: str) -> Any:
        if cell.kind == "text":
            return plain(cell.text)
        number = number_of(cell.text) if cell.kind == "number" else None
        return self._wrong(column, "text_cell") if number is None else _digits(number)

    def _whole(self, cell: Cell, column: str) -> Any:
        number = self._number(cell)
        if number is None or number != number.to_integral_value():
            return self._wrong(column, "whole")
        return int(number) if abs(number) < 10**18 else number.quantize(Decimal(1))

    def _money(self, cell: Cell, column: str) -> Any:
        number = self._number(cell)
        if number is None:
            return self._wrong(column, "money")
        # A cell holds halves, quarters and so on: 12.10 may stand there as 12.099999999999999645.
        return number.quantize(_PENNIES).normalize() if abs(number) < 10**15 else number

    def _number(self, cell: Cell) -> Decimal | None:
        if cell.kind not in {"number", "text"}:
            return None
        text = plain(cell.text)
        return number_of(text) if cell.kind == "number" or _is_number(text) else None

    def _flag(self, cell: Cell, column: str) -> Any:
        text = plain(cell.text).lower()
        if cell.kind == "flag" and text in {"0", "1"}:
            return text == "1"
        if cell.kind == "text" and text in _TRUE | _FALSE:
            return text in _TRUE
        return self._wrong(column, "flag_cell")

    def _date(self, cell: Cell, column: str) -> Any:
        if cell.kind == "text":
            return plain(cell.text)
        local = self._local(cell)
        if local is None or (local.hour, local.minute) != (0, 0):
            self._out.add("E-DATE", column, "date")
            return BAD
        return local.date().isoformat()

    def _month(self, cell: Cell, column: str) -> Any:
        """Read a month; the first day of one is what becomes of 2025-10 typed into a sheet."""
        if cell.kind == "text":
            return plain(cell.text)
        local = self._local(cell)
        if local is None or local.day != 1 or (local.hour, local.minute) != (0, 0):
            self._out.add("E-DATE", column, "date_month")
            return BAD
        return local.date().isoformat()[:7]

    def _time(self, cell: Cell, column: str) -> Any:
        if cell.kind == "text":
            return plain(cell.text)
        local = self._local(cell) if cell.kind in {"moment", "iso"} else None
        if local is None or (cell.kind == "iso" and "T" not in cell.text):
            self._out.add("E-DATE", column, "date_time")
            return BAD
        if self._calendar.zone is None:
            return BAD  # the project's own row says that its zone is not known
        moment = local_moment(local, self._calendar.zone)
        if moment is None:
            self._out.add("E-ZONE", column, "zone_local")
            return BAD
        return moment.strftime("%Y-%m-%dT%H:%MZ")

    def _local(self, cell: Cell) -> datetime | None:
        if cell.kind == "iso":
            try:
                local = datetime.fromisoformat(cell.text.strip()).replace(tzinfo=None)
            except ValueError:
                return None
            return local.replace(second=0, microsecond=0)
        if cell.kind not in {"day", "month", "moment"}:
            return None
        number = number_of(cell.text)
        return day_of(number, self._calendar) if number is not None else None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,10})?", text) is not None


def _digits(number: Decimal) -> str:
    """Write a number that stands where words are expected: 206, not 206.0."""
    if number == number.to_integral_value() and abs(number) < 10**18:
        return str(int(number))
    return format(number.normalize(), "f") if abs(number) < 10**18 else str(number)
