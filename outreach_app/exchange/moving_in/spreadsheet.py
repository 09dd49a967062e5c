"""A spreadsheet of any make, read as rows of plain values: workbook or text with separators.

Nothing is calculated: of a formula the value that was saved with it is read.
"""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Final

from outreach_app.errors import Refused
from outreach_app.exchange import reading
from outreach_app.exchange.book import archive
from outreach_app.exchange.book.archive import Archive
from outreach_app.exchange.book.cells import Cell, Seen, lines
from outreach_app.exchange.book.meaning import Calendar, day_of, number_of, plain
from outreach_app.exchange.moving_in.dates import Stamp

Value = str | Decimal | bool | Stamp
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
_SEPARATORS: Final = (",", ";", "\t", "|")
_SAMPLE: Final = 30
_ENCODINGS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class TooManyRows(Refused):
    """More rows than the assistant takes at once."""

    key = "moving_in.too_many_rows"


class NotReadable(Refused):
    """Bytes that are no text of any kind a spreadsheet program writes."""

    key = "moving_in.not_readable"


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
    """One sheet; `width` is how many columns it has at most."""

    name: str
    lines: tuple[Line, ...]
    width: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A file that was read; of a text also how it was understood."""

    tables: tuple[Table, ...]
    encoding: str = ""
    separator: str = ""


def read(path: Path) -> Spreadsheet:
    """Read a file.

    Raises: `ExchangeRefused`, `TooManyRows`, `NothingThere`, `NotReadable`, `NoSuchFile`.
    """
    data = reading.load(path)
    book = archive.looks_like(data) or path.suffix.lower() in archive.ENDINGS
    made = _book(data) if book else _text(data)
    if not any(table.lines for table in made.tables):
        raise NothingThere
    return made


def _book(data: bytes) -> Spreadsheet:
    opened = Archive(data)
    calendar = Calendar(opened.from_1904, None)
    tables = []
    for leaf in opened.leaves:
        if not leaf.cells:
            continue
        seen = Seen()
        some: list[Line] = []
        for line in lines(opened, leaf, seen, saved=True):
            if len(some) >= MOST_ROWS:
                raise TooManyRows(limit=f"{MOST_ROWS:,}")
            values = _dense(line.cells, calendar)
            if any(value != "" for value in values):
                some.append(Line(line.number, values))
        hidden = leaf.hidden or seen.hidden
        tables.append(Table(leaf.name, tuple(some), _width(some), hidden))
    return Spreadsheet(tuple(tables))


def _dense(cells: Sequence[Cell], calendar: Calendar) -> tuple[Value, ...]:
    values: list[Value] = []
    for cell in cells:
        if cell.column > MOST_COLUMNS:
            break
        values.extend([""] * (cell.column - 1 - len(values)))
        values.append(_value(cell, calendar))
    return tuple(values)


def _value(cell: Cell, calendar: Calendar) -> Value:
    if cell.kind == "text":
        return plain(cell.text)
    if cell.kind == "flag":
        return cell.text.strip() == "1"
    if cell.kind in {"day", "moment", "clock"}:
        number = number_of(cell.text)
        local = None if number is None else day_of(number, calendar)
        if local is not None:
            return Stamp(local, day=cell.kind != "clock", clock=cell.kind != "day")
    if cell.kind == "iso":
        try:
            local = datetime.fromisoformat(cell.text.strip()).replace(tzinfo=None)
        except ValueError:
            return plain(cell.text)
        return Stamp(local, day=True, clock="T" in cell.text)
    number = number_of(cell.text)
    return plain(cell.text) if number is None or cell.kind == "error" else number


def _text(data: bytes) -> Spreadsheet:
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
        separator = separator_of(text)
        some = tuple(_lines(text, separator))
    except (UnicodeDecodeError, csv.Error):
        raise NotReadable from None
    return Spreadsheet((Table("", some, _width(some)),), encoding, separator)


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


def _rows(text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    source = csv.reader(StringIO(text, newline=""), delimiter=separator)
    for number, row in enumerate(source, 1):
        yield number, tuple(_unguarded(value.strip()) for value in row[:MOST_COLUMNS])


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
