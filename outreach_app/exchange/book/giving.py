"""The JSON form as a workbook, row for row and value for value."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from outreach_app.exchange.book.layout import LISTS, README, SEPARATOR, SHEETS, Sheet, nested_in
from outreach_app.exchange.book.writing import WRAPPED, Guarded, SheetOut, Value, guarded, to_bytes
from outreach_app.exchange.schema import TABLES
from outreach_app.words import say

_WIDTH: Final = 16
_WIDE: Final = 28
_TEXTS: Final = frozenset(
    {"id", "ref", "code", "area", "area_name", "staff", "text", "zone", "feature", "time", "date",
     "month"}
)  # fmt: skip
Rows = Callable[[str], Iterator[dict[str, Any]]]


def text_columns(sheet: Sheet) -> frozenset[int]:
    """Return the columns, from 1, that hold words: a spreadsheet program must not change them."""
    return frozenset(n for n, c in enumerate(sheet.columns, 1) if c.field.kind in _TEXTS)


def widths(sheet: Sheet) -> list[int]:
    """Return how wide each column is shown."""
    return [_WIDE if c.field.kind in {"text", "time"} else _WIDTH for c in sheet.columns]


def workbook(project: Mapping[str, Any], rows: Rows) -> bytes:
    """Return a workbook; `rows` gives the rows of a table as objects of the JSON form."""
    sheets = [
        SheetOut(
            README, (), [(say("workbook.given"),), (say("workbook.not_encrypted"),)], (110,),
            frozenset({1}), style=WRAPPED,
        ),
        _sheet(SHEETS["project"], [project]),
    ]  # fmt: skip
    for table in TABLES:
        sheets.append(_sheet(SHEETS[table], rows(table)))
        sheets += [_sheet(sheet, _inner(sheet, rows(table))) for sheet in nested_in(table)]
    sheets.append(SheetOut(LISTS, (), [(say("workbook.no_lists"),)], (60,)))
    return to_bytes(sheets)


def from_lines(lines: Sequence[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the objects written one on each line."""
    for line in lines:
        yield json.loads(line, parse_float=Decimal)


def _sheet(sheet: Sheet, rows: Any) -> SheetOut:
    return SheetOut(
        sheet.name,
        [column.name for column in sheet.columns],
        (_cells(sheet, row) for row in rows),
        widths(sheet),
        text_columns(sheet),
    )


def _inner(sheet: Sheet, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    parent = sheet.columns[0].name
    for row in rows:
        held: Any = row.get(sheet.inside) or {}
        if sheet.amounts:
            for code, number in held.items():
                yield {parent: row["id"], "code": code, "quantity": number}
        else:
            for each in held:
                yield {parent: row["id"], **each}


def _cells(sheet: Sheet, row: dict[str, Any]) -> list[Value]:
    return [_cell(row, column.path) for column in sheet.columns]


def _cell(row: Any, path: tuple[str, ...]) -> Value:
    for name in path:
        row = row.get(name) if row else None
    if isinstance(row, list):
        return Guarded(SEPARATOR.join(guarded(str(each)) for each in row)) or None
    found: Value = row
    return found
