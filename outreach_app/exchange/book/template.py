"""An empty workbook to be filled by hand: headings, what each column holds, lists of codes."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from outreach_app.exchange.book.giving import text_columns, widths
from outreach_app.exchange.book.layout import LISTS, README, SHEETS, Column, Sheet
from outreach_app.exchange.book.writing import WRAPPED, Choice, SheetOut, Value, to_bytes
from outreach_app.exchange.fields import Field
from outreach_app.vocabulary import Vocabulary, shipped
from outreach_app.words import known, say

NUMBERED: Final = 500  # rows that have their id already
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz"
_PREFIXES: Final[Mapping[str, str]] = {
    "sessions": "SES", "persons": "PER", "cases": "CAS", "contacts": "CON", "incidents": "INR",
    "alerts": "ALR", "consents": "CNS", "disclosures": "DIS", "blocked_disclosures": "BLK",
    "needs": "NED", "referrals": "REF", "safeguarding": "SAF", "police_complaints": "PCM",
    "enforcement_events": "ENF", "partner_reports": "PRT",
}  # fmt: skip


def write(lists: Vocabulary | None = None, mark: str | None = None) -> bytes:
    """Return the empty workbook.

    `mark` stands in every prepared id, so that two filled workbooks never share one; without it
    four letters are drawn. `lists` are those shipped where none are given.
    """
    some = lists or shipped()
    marked = mark or "".join(secrets.choice(_LETTERS) for _ in range(4))
    listed, sources = _lists(some)
    sheets = [_readme()]
    sheets += [_sheet(sheet, marked, sources) for sheet in SHEETS.values()]
    sheets.append(
        SheetOut(LISTS, ("list", "code", "label"), listed, (26, 28, 60), frozenset({1, 2, 3}))
    )
    return to_bytes(sheets)


def _readme() -> SheetOut:
    rows: list[tuple[Value, ...]] = [(say(f"workbook.readme.{n}"),) for n in ("1", "2", "3")]
    rows.append(())
    rows.append(tuple(say(f"workbook.readme.{head}") for head in ("sheet", "column", "meaning")))
    for sheet in SHEETS.values():
        rows += [(sheet.name, column.name, explained(sheet, column)) for column in sheet.columns]
    return SheetOut(README, (), rows, (90, 28, 90), frozenset({1, 2, 3}), style=WRAPPED)


def _lists(lists: Vocabulary) -> tuple[list[tuple[Value, ...]], dict[str, str]]:
    """Return the rows of the sheet of lists, and for each list the cells its codes stand in."""
    rows: list[tuple[Value, ...]] = []
    sources: dict[str, str] = {}
    for field in _coded():
        name = field.of or field.name
        if name in sources:
            continue
        first = len(rows) + 2
        if field.of:
            entries = [e for e in lists[field.of].entries.values() if e.active]
            rows += [(name, entry.code, entry.label) for entry in entries]
        else:
            rows += [(name, word, word.replace("_", " ")) for word in field.only]
        sources[name] = f"{LISTS}!$B${first}:$B${len(rows) + 1}"
    return rows, sources


def _coded() -> Iterator[Field]:
    for sheet in SHEETS.values():
        for column in sheet.columns:
            if column.field.kind in {"code", "feature"}:
                yield column.field


def _sheet(sheet: Sheet, mark: str, sources: Mapping[str, str]) -> SheetOut:
    prefix = _PREFIXES.get(sheet.name)
    numbered = prefix is not None and not sheet.inside
    rows = [(f"{prefix}-{mark}-{n:04d}",) for n in range(1, NUMBERED + 1)] if numbered else []
    choices = [_choice(n, sheet, column, sources) for n, column in enumerate(sheet.columns, 1)]
    headings = [column.name for column in sheet.columns]
    return SheetOut(sheet.name, headings, rows, widths(sheet), text_columns(sheet), choices)


def _choice(number: int, sheet: Sheet, column: Column, sources: Mapping[str, str]) -> Choice:
    field = column.field
    title = column.name if not column.required else say("workbook.needed", name=column.name)
    text = explained(sheet, column)
    if field.kind == "flag":
        return Choice(number, title, text, '"yes,no"', strict=True)
    if field.kind == "code":
        source = sources[field.of or field.name]
        return Choice(number, title, text, source, strict=not field.many)
    if field.kind == "ref" and not field.many:
        return Choice(number, title, text, f"{field.of}!$A$2:$A$1048576")
    return Choice(number, title, text)


def explained(sheet: Sheet, column: Column) -> str:
    """Say in one line what a column holds."""
    field = column.field
    own = f"workbook.column.{sheet.name}.{column.name}"
    kind: str = "parent" if sheet.inside and column is sheet.columns[0] else field.kind
    if kind == "code" and field.only:
        kind = "word"
    details: dict[str, Callable[[], str]] = {
        "list": lambda: field.of or field.name,
        "table": lambda: sheet.table if kind == "parent" else field.of,
        "longest": lambda: f"{field.longest:,}",
        "lowest": lambda: str(field.lowest),
        "highest": lambda: f"{field.highest:,}",
    }
    data = {name: make() for name, make in details.items()}
    parts = [say(own)] if known(own) else []
    parts.append(say(f"workbook.kind.{kind}", **data))
    if field.many:
        parts.append(say("workbook.several"))
    if column.required:
        parts.append(say("workbook.required"))
    elif field.name == "recorded_at":
        parts.append(say("workbook.blank_now"))
    return " ".join(parts)
