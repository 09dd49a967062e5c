"""A spreadsheet of any make, read as rows of plain values: workbook or text with separators.

Nothing is calculated: of a formula the value that was saved with it is read.
"""

import codecs
import csv
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Final, Literal

from outreach_app.errors import Refused
from outreach_app.exchange import reading
from outreach_app.exchange.book import archive
from outreach_app.exchange.book.archive import Archive
from outreach_app.exchange.book.cells import Cell, Seen, column_number, lines
from outreach_app.exchange.book.meaning import Calendar, day_of, number_of, plain
from outreach_app.exchange.moving_in.dates import Stamp


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell of which nothing can be read: an error, or a formula saved without its value."""

    shown: str
    why: Literal["error", "no_value"]


Value = str | Decimal | bool | Stamp | Fault
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
_SEPARATORS: Final = (",", ";", "\t", "|")
_SAMPLE: Final = 30
_ENCODINGS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMED_SEPARATOR: Final = re.compile(r'"?sep=([,;\t|:^~])"?(?:\r\n|\r|\n)', re.IGNORECASE)
_ERRORS: Final = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}")
_PAGE: Final = re.compile(rb"\s*<(!doctype|html|table|\?xml|meta|head)", re.IGNORECASE)
_MERGED: Final = re.compile(r"([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)")
_END: Final = "\ue000"  # a sign of no script: where a text is read whole, it stands alone at last
_MINUTES: Final = 1440


class TooManyRows(Refused):
    """More rows than the assistant takes at once."""

    key = "moving_in.too_many_rows"


class NotReadable(Refused):
    """Bytes that are no text of any kind a spreadsheet program writes."""

    key = "moving_in.not_readable"


class OpenQuote(Refused):
    """A quotation mark that is never closed: the rest of the file would stand in one cell."""

    key = "moving_in.open_quote"


class NothingThere(Refused):
    """The file holds no row."""

    key = "moving_in.nothing_there"


@dataclass(frozen=True, slots=True)
class Line:
    """One row with something in it; `number` is the one people see in their program."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet; `width` is how many columns it has at most.

    `cut`: something stands in columns beyond the last that is read. `joined`: cells were merged
    over several rows, and what stands in the first of them is read in each.
    """

    name: str
    lines: tuple[Line, ...]
    width: int
    hidden: bool = False
    cut: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A file that was read; of a text also how it was understood."""

    tables: tuple[Table, ...]
    encoding: str = ""
    separator: str = ""


def read(path: Path) -> Spreadsheet:
    """Read a file.

    What is named as a workbook and is a text all the same is read as a text: programs that hand
    rows out do that. Raises: `ExchangeRefused`, `TooManyRows`, `NothingThere`, `NotReadable`,
    `OpenQuote`, `NoSuchFile`.
    """
    data = reading.load(path)
    named = path.suffix.lower() in archive.ENDINGS
    book = archive.looks_like(data) or _PAGE.match(data) or (named and not _is_text(data))
    made = _book(data) if book else _text(data)
    if not any(table.lines for table in made.tables):
        raise NothingThere
    return made


def _is_text(data: bytes) -> bool:
    """Tell whether bytes are rows of words: no signs that steer a machine, and no lack of rows."""
    try:
        text = data.decode(encoding_of(data))
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not any(sign < "\t" for sign in set(text))


def _book(data: bytes) -> Spreadsheet:
    opened = Archive(data)
    calendar = Calendar(opened.from_1904, None)
    tables = []
    for leaf in opened.leaves:
        if not leaf.cells:
            continue
        seen = Seen()
        some: list[Line] = []
        cut = False
        for line in lines(opened, leaf, seen, saved=True):
            if len(some) >= MOST_ROWS:
                raise TooManyRows(limit=f"{MOST_ROWS:,}")
            values = _dense(line.cells, calendar)
            cut = cut or (bool(line.cells) and line.cells[-1].column > MOST_COLUMNS)
            if any(value != "" for value in values):
                some.append(Line(line.number, values))
        hidden = leaf.hidden or seen.hidden
        joined = _join(some, seen.merged)
        tables.append(Table(leaf.name, tuple(some), _width(some), hidden, cut, joined))
    return Spreadsheet(tuple(tables))


def _join(some: list[Line], merged: Sequence[str]) -> bool:
    """Read what stands in cells merged over several rows in each of the rows.

    Only downwards: a title over many columns is one title. Tells whether there were any.
    """
    numbers = [line.number for line in some]
    joined = False
    for place in merged:
        met = _MERGED.fullmatch(place)
        if met is None or met[2] == met[3]:
            continue
        column, top, last = column_number(met[1]) - 1, int(met[2]), int(met[3])
        first = bisect_left(numbers, top)
        if first == len(some) or numbers[first] != top or column >= len(some[first].values):
            continue
        value = some[first].values[column]
        for at in range(first + 1, len(some)):
            if numbers[at] > last:
                break
            values = [*some[at].values, *[""] * (column + 1 - len(some[at].values))]
            values[column] = value
            some[at] = replace(some[at], values=tuple(values))
            joined = True
    return joined


def _dense(cells: Sequence[Cell], calendar: Calendar) -> tuple[Value, ...]:
    values: list[Value] = []
    for cell in cells:
        if cell.column > MOST_COLUMNS:
            break
        values.extend([""] * (cell.column - 1 - len(values)))
        values.append(_value(cell, calendar))
    return tuple(values)


def _value(cell: Cell, calendar: Calendar) -> Value:  # noqa: PLR0911 - one line a kind
    if cell.kind == "text":
        return _said(plain(cell.text))
    if cell.kind == "formula":
        return Fault("=", "no_value")
    if cell.kind == "flag":
        return cell.text.strip() == "1"
    if cell.kind in {"day", "month", "moment", "clock"}:
        number = number_of(cell.text)
        if cell.kind == "clock" and number is not None and not 0 <= number < 1:
            return _hours(number)
        local = None if number is None else day_of(number, calendar)
        if local is not None:
            return _stamp(local, cell.kind)
    if cell.kind == "iso":
        try:
            local = datetime.fromisoformat(cell.text.strip()).replace(tzinfo=None)
        except ValueError:
            return plain(cell.text)
        return Stamp(local, day=True, clock="T" in cell.text)
    number = number_of(cell.text)
    return _said(plain(cell.text)) if number is None or cell.kind == "error" else number


def _stamp(local: datetime, kind: str) -> Stamp:
    """Return what a date cell says; shown as a month, its first day was never written."""
    clock = kind in {"moment", "clock"}
    return Stamp(local, day=kind != "clock", clock=clock, month=kind == "month" and local.day == 1)


def _hours(number: Decimal) -> str:
    """Write more hours than a day has as they were shown: they are no time of day."""
    minutes = round(number * _MINUTES)
    return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"


def _said(text: str) -> str | Fault:
    return Fault(text, "error") if _ERRORS.fullmatch(text) else text


def _text(data: bytes) -> Spreadsheet:
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
        named = _NAMED_SEPARATOR.match(text)  # a row for the program, which does not show it
        text = text[named.end() :] if named else text
        separator = named[1] if named else separator_of(text)
        some = tuple(_lines(text, separator))
    except (UnicodeDecodeError, csv.Error):
        raise NotReadable from None
    cut = _width(some) > MOST_COLUMNS
    some = tuple(replace(each, values=each.values[:MOST_COLUMNS]) for each in some) if cut else some
    return Spreadsheet((Table("", some, _width(some), cut=cut),), encoding, separator)


def _width(lines: Sequence[Line]) -> int:
    return max((len(line.values) for line in lines), default=0)


def _lines(text: str, separator: str) -> Iterator[Line]:
    met = 0
    for number, values in _rows(text, separator):
        if any(values):
            met += 1
            if met > MOST_ROWS:
                raise TooManyRows(limit=f"{MOST_ROWS:,}")
            yield Line(number, values)


def _rows(text: str, separator: str) -> Iterator[tuple[int, tuple[Value, ...]]]:
    break_ = "" if text.endswith(("\n", "\r")) else "\n"
    source = chain(StringIO(text + break_, newline=""), (_END,))
    for number, row in enumerate(csv.reader(source, delimiter=separator), 1):
        if row and row[-1].endswith(_END):
            if row != [_END]:
                raise OpenQuote(number=f"{number:,}")
            return
        values = [_unguarded(value.strip()) for value in row]
        while values and not values[-1]:
            del values[-1]
        yield number, tuple(_said(value) for value in values)


def _unguarded(value: str) -> str:
    """Take away the mark before a sign that a spreadsheet program would calculate with."""
    return value[1:] if value[:1] == "'" and value[1:2] in {"=", "+", "-", "@"} else value


def encoding_of(data: bytes) -> str:
    """Guess how a text was written: by its mark, by its noughts, as UTF-8, else as Windows does."""
    for mark, name in _ENCODINGS:
        if data.startswith(mark):
            return name
    head = data[:4096]
    if head.count(0) > len(head) // 5:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def separator_of(text: str) -> str:
    """Guess what stands between the values: what divides the first rows most evenly."""
    sample = "\n".join(text.splitlines()[:_SAMPLE])

    def evenness(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(StringIO(sample), delimiter=separator) if row]
        common = max(widths.count(width) * (width > 1) for width in widths) if widths else 0
        return common, max(widths, default=0)

    return max(_SEPARATORS, key=evenness)
