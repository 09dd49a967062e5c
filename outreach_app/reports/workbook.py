"""A report as a workbook: one sheet a block in the order of the page, then words, then all figures.

Figures are real numbers, shares have a column for either count, and each figure in the last sheet
is a named cell. Nothing is hidden, commented, linked or computed by a formula.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from outreach_app.reports import tidy
from outreach_app.reports.document import (
    HIDDEN,
    BarChart,
    Cover,
    Definitions,
    Document,
    Headlines,
    Hidden,
    LineChart,
    MethodLine,
    Notice,
    Paragraphs,
    Partly,
    Plain,
    Revised,
    Table,
    Tile,
    Value,
    printed,
)
from outreach_app.reports.workbook_file import to_bytes
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.rates import LEAST_BASE, Rate
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say

Cell: TypeAlias = int | float | str | None

_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\']+")
_LONGEST_TITLE: Final = 31
_WIDEST: Final = 60
_A4: Final = 9
_BOLD: Final = Font(bold=True)
_TITLE: Final = Font(bold=True, size=14)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet before it is written: what stands above, the head, the rows, what stands below."""

    title: str
    above: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    below: tuple[str, ...] = ()


def write(document: Document, figures: Figures, lists: Vocabulary) -> bytes:
    """Return the report as a workbook, the same bytes for the same figures."""
    book = Workbook()
    book.remove(book.active)
    for sheet in _sheets(document):
        _write(book, sheet)
    _write_all(book, document, figures, lists)
    return to_bytes(book, document.running_title)


def _sheets(document: Document) -> Iterator[_Sheet]:
    yield _about(document)
    value = say("report.files.columns.value")
    for block in document.plain_blocks():
        match block:
            case Headlines():
                yield _headlines(block)
            case Table():
                columns = tuple(column.title for column in block.columns)
                yield _table(block.heading.name, block.heading.note, columns, block)
            case BarChart():
                rows = tuple((bar.label, bar.value) for bar in block.bars)
                yield _spread(block, ("", value), rows, block.notes)
            case LineChart():
                names = ("", *(one.name for one in block.series))
                points = zip(block.labels, *(one.values for one in block.series), strict=True)
                yield _spread(block, names, tuple(points), block.notes)
            case Definitions():
                head = (say("report.files.word"), say("report.files.definition"))
                words = tuple((each.term, each.sentence) for each in block.entries)
                yield _Sheet(block.heading.name, (), head, words)
            case _:
                pass


def _about(document: Document) -> _Sheet:
    """Return the first sheet: what the report says of itself, and all that is only words."""
    rows: list[tuple[Cell, ...]] = []
    below: list[str] = []
    for block in document.plain_blocks():
        rows += _pairs(block)
        below += _sentences(block)
    below.append(say("report.files.names"))
    above = (document.project, document.title, document.period_text, document.mark)
    return _Sheet(say("report.files.report"), above, (), tuple(rows), tuple(below))


def _pairs(block: Plain) -> Iterator[tuple[Cell, ...]]:
    if isinstance(block, Cover):
        for pair in block.pairs:
            yield pair.name, pair.value


def _sentences(block: Plain) -> Iterator[str]:
    match block:
        case Notice():
            yield " ".join(filter(None, (block.lead, block.text)))
        case Paragraphs():
            yield from (*((block.heading.name,) if block.heading else ()), *block.texts)
        case MethodLine():
            yield block.text
        case _:
            yield from ()


def _headlines(block: Headlines) -> _Sheet:
    periods = tuple(dict.fromkeys(each.period for tile in block.tiles for each in tile.before))
    rows = tuple(
        (tile.unit, tile.value, *(_before(tile, period) for period in periods), tile.line)
        for tile in block.tiles
    )
    note = (block.heading.note,) if block.heading.note else ()
    wide = _Wide(("", say("report.files.columns.value"), *periods, ""), rows)
    return _Sheet(block.heading.name, note, wide.head(), wide.rows())


def _before(tile: Tile, period: str) -> Value:
    return next((each.value for each in tile.before if each.period == period), "")


def _table(title: str, note: str, columns: tuple[str, ...], block: Table) -> _Sheet:
    wide = _Wide(columns, tuple(block.all_rows()))
    return _Sheet(title, (note,) if note else (), wide.head(), wide.rows(), block.notes)


def _spread(
    block: BarChart | LineChart,
    columns: tuple[str, ...],
    rows: tuple[tuple[Value | None, ...], ...],
    notes: tuple[str, ...],
) -> _Sheet:
    wide = _Wide(columns, rows)
    note = (block.heading.note,) if block.heading.note else ()
    return _Sheet(block.heading.name, note, wide.head(), wide.rows(), notes)


class _Wide:
    """A table whose shares and marks of change stand in columns of their own."""

    def __init__(self, titles: tuple[str, ...], rows: tuple[tuple[Value | None, ...], ...]) -> None:
        self._titles, self._rows = titles, rows
        self._shares, self._changed = set[int](), set[int]()
        for row in rows:
            for index, value in enumerate(row):
                if isinstance(value, Revised):
                    self._changed.add(index)
                if isinstance(_inner(value), Rate | Partly):
                    self._shares.add(index)

    def head(self) -> tuple[str, ...]:
        """Return the titles of all columns."""
        return tuple(self._spread_out(self._titles, self._heads))

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the rows under these titles."""
        return tuple(tuple(self._spread_out(row, self._cells)) for row in self._rows)

    def _spread_out(self, row: Sequence[Any], make: Any) -> Iterator[Any]:
        for index, each in enumerate(row):
            yield from make(index, each)

    def _heads(self, index: int, title: str) -> Iterator[str]:
        yield title
        if index in self._shares:
            yield say("report.files.of")
            yield say("report.files.share")
        if index in self._changed:
            yield say("report.files.changed")

    def _cells(self, index: int, value: Value | None) -> Iterator[Cell]:
        inner = _inner(value)
        if isinstance(inner, Rate | Partly):
            yield _plain(inner.part)
        elif inner is None:
            yield say("report.read.no_figure")
        else:
            yield _plain(inner)
        if index in self._shares:
            yield _plain(inner.whole) if isinstance(inner, Rate | Partly) else None
            yield _percent(inner) if isinstance(inner, Rate) else None
        if index in self._changed:
            yield say("report.files.changed_yes") if isinstance(value, Revised) else None


def _percent(rate: Rate) -> int | None:
    """Return whole percent, none where paper shows none."""
    shown = rate.told and rate.whole >= LEAST_BASE
    return round(100 * rate.part / rate.whole) if shown else None


def _plain(value: float | str | Hidden) -> float | str:
    """Return a number as it is, the mark for what is withheld."""
    return printed(value) if isinstance(value, Hidden) else value


def _inner(value: Value | None) -> int | float | str | Rate | Partly | Hidden | None:
    return value.value if isinstance(value, Revised) else value


def _write_all(book: Workbook, document: Document, figures: Figures, lists: Vocabulary) -> None:
    """Write the list of all figures, each value under a name of its own."""
    rows = tidy.rows(figures, lists, document.labels)
    head = tuple(say(f"report.files.columns.{name}") for name in tidy.COLUMNS)
    title = say("report.files.all")
    listed = tuple(
        tidy.fields(figures, row, printed(HIDDEN), method=document.method) for row in rows
    )
    first = _write(book, _Sheet(title, (), head, listed))
    sheet = quote_sheetname(book.worksheets[-1].title)
    column = get_column_letter(tidy.COLUMNS.index("value") + 1)
    for number, row in enumerate(rows, start=first):
        name = _free(row.name, book.defined_names)
        book.defined_names[name] = DefinedName(name, attr_text=f"{sheet}!${column}${number}")


def _free(name: str, taken: Iterable[str]) -> str:
    """Return the name, or with a number behind it where two paths come to the same letters."""
    held = {each.casefold() for each in taken}
    found, number = name, 2
    while found.casefold() in held:
        found, number = f"{name}_{number}", number + 1
    return found


def _write(book: Workbook, sheet: _Sheet) -> int:
    """Write one sheet and return the number of its first row of figures."""
    made = book.create_sheet(_sheet_title(book, sheet.title))
    at = _Place(made)
    at.put((sheet.title,), _TITLE)
    for text in sheet.above:
        at.put((text,))
    at.skip()
    if sheet.head:
        at.put(sheet.head, _BOLD)
        made.freeze_panes = made.cell(at.row, 1)
    first = at.row
    for row in sheet.rows:
        at.put(row)
    at.fit()
    at.skip()
    for text in sheet.below:
        at.put((text,))
    made.page_setup.paperSize = _A4
    made.page_setup.orientation = "portrait" if len(sheet.head) < len(tidy.COLUMNS) else "landscape"
    made.page_setup.fitToHeight = 0
    made.sheet_properties.pageSetUpPr.fitToPage = True
    return first


def _sheet_title(book: Workbook, title: str) -> str:
    """Return a title a sheet may have: no longer than 31 letters, and no other one's."""
    plain = " ".join(_NOT_IN_TITLES.sub(" ", tidy.harmless(title)).split()) or "-"
    held = {each.casefold() for each in book.sheetnames}
    found, number = plain[:_LONGEST_TITLE].strip(), 2
    while found.casefold() in held:
        end = f" {number}"
        found, number = plain[: _LONGEST_TITLE - len(end)].strip() + end, number + 1
    return found


class _Place:
    """Where the next row of a sheet is written."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.row = 1

    def put(self, cells: Sequence[Cell], font: Font | None = None) -> None:
        """Write one row; words are words, whatever they begin with."""
        for column, value in enumerate(cells, start=1):
            if value is None or value == "":
                continue
            cell = self._sheet.cell(self.row, column)
            cell.value = tidy.harmless(value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
                if value == printed(HIDDEN):
                    cell.alignment = Alignment(horizontal="right")
            if font is not None:
                cell.font = font
        self.row += 1

    def skip(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def fit(self) -> None:
        """Make the columns as wide as what was written below the title, within reason."""
        widths: dict[int, int] = {}
        for row in self._sheet.iter_rows(min_row=2, max_row=self.row):
            for cell in row:
                if cell.value is not None and not (
                    cell.column == 1 and len(row) > 1 and cell.row < 5
                ):
                    widths[cell.column] = max(widths.get(cell.column, 0), len(str(cell.value)))
        for column, width in widths.items():
            letter = get_column_letter(column)
            self._sheet.column_dimensions[letter].width = min(max(width + 2, 9), _WIDEST)
            if width > _WIDEST:
                for cell in self._sheet[letter]:
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
