"""Workbooks made, changed and broken by another program's hands: openpyxl, and bare archives."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

from outreach_app.exchange.book import giving
from outreach_app.exchange.checked import Checked, read_and_check
from outreach_app.exchange.problems import ExchangeRefused
from outreach_app.vocabulary import shipped

NOW = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)


def as_book(data: dict[str, Any]) -> bytes:
    """Return the exchange object as a workbook."""
    return giving.workbook(data["project"], lambda name: iter(data[name]))


def as_json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def checked(raw: bytes, by: str = "") -> Checked:
    return read_and_check(raw, shipped(), NOW, by=by)


def refused(raw: bytes) -> list[str]:
    """Return the lines a refused workbook gives, without the last; empty when it fits."""
    try:
        checked(raw)
    except ExchangeRefused as error:
        return list(error.lines()[:-1])
    return []


def changed(raw: bytes, change: Callable[[Any], None]) -> bytes:
    """Open a workbook with another program, change it there, and save it again."""
    book = load_workbook(BytesIO(raw))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cell(book: Any, sheet: str, heading: str, row: int) -> Any:
    """Return the cell of a column and a row."""
    headings = [each.value for each in book[sheet][1]]
    return book[sheet].cell(row, headings.index(heading) + 1)


def rezipped(
    raw: bytes, change: Callable[[str, bytes], bytes], more: Iterable[tuple[str, bytes]] = ()
) -> bytes:
    """Write the archive again, every part changed as asked."""
    out = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in more:
            new.writestr(name, data)
    return out.getvalue()
