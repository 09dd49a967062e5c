"""Sheets as the bytes of a workbook: made in memory, plain cells only, nothing that calculates.

Every text is a text cell, whatever it begins with; there is no formula, macro or link in the file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from outreach_app.exchange.book.cells import column_letters

Value = str | int | float | Decimal | bool | None

_FIXED: Final = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip archive can name
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# What XML cannot hold, what would be read as an escape, and blanks that a reader would drop.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_AT_A_TIME: Final = 500
HEADING: Final = 1
TEXT: Final = 2
WRAPPED: Final = 3
_STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/>'
    '</font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8E4DC"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf xfId="0"/><xf xfId="0" numFmtId="49" fontId="1" fillId="2" '
    'applyFont="1" applyFill="1" applyNumberFormat="1"/><xf xfId="0" numFmtId="49" '
    'applyNumberFormat="1"/><xf xfId="0" numFmtId="49" applyNumberFormat="1" applyAlignment="1">'
    '<alignment wrapText="1" vertical="top"/></xf></cellXfs><cellStyles count="1"><cellStyle '
    'name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is said beside the cells of a column, and the cells from which one may be chosen.

    `strict` refuses, in the spreadsheet program, what is not among them.
    """

    column: int
    title: str
    text: str
    source: str = ""
    strict: bool = False


@dataclass(frozen=True, slots=True)
class SheetOut:
    """One sheet to write: its headings, its rows, and how its columns look."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[int] = ()
    texts: frozenset[int] = frozenset()
    choices: Sequence[Choice] = ()
    style: int = 0


def _edges_kept(text: str) -> str:
    """Write outer blanks so that a reader who drops them gets them back."""
    inner = text.strip()
    if inner == text:
        return text
    start = text.index(inner) if inner else len(text)
    before, after = text[:start], text[start + len(inner) :]
    return "".join(map(_coded, before)) + inner + "".join(map(_coded, after))


def _coded(sign: str) -> str:
    return f"_x{ord(sign):04X}_"


class Guarded(str):
    """A text that is ready to be written."""

    __slots__ = ()


def guarded(text: str) -> Guarded:
    """Write a text so that it comes back sign for sign: see `meaning.plain`."""
    if isinstance(text, Guarded):
        return text
    whole = _LIKE_ESCAPE.sub("_x005F_", text)
    return Guarded(_UNWRITABLE.sub(lambda met: _coded(met[0]), _edges_kept(whole)))


def to_bytes(sheets: Sequence[SheetOut]) -> bytes:
    """Return a workbook; the same sheets always give the same bytes."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        for name, text in _frame([sheet.name for sheet in sheets]):
            _write(file, name, [text])
        for number, sheet in enumerate(sheets, 1):
            _write(file, f"xl/worksheets/sheet{number}.xml", _sheet(sheet))
    return target.getvalue()


def _write(file: ZipFile, name: str, parts: Iterable[str]) -> None:
    entry = ZipInfo(name, _FIXED)
    entry.create_system = 0  # the same on every system
    file.writestr(entry, b"".join(part.encode() for part in parts), ZIP_DEFLATED)


def _frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(names) + 1)
    parts = [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles")]
    parts += [(f"xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    kinds = "".join(
        f'<Override PartName="/{part}" ContentType="{_KIND}.{kind}+xml"/>' for part, kind in parts
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    types = (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="{rels}"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{kinds}</Types>"
    )
    yield "[Content_Types].xml", types
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    book = (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><workbookPr/><sheets>{sheets}'
        "</sheets></workbook>"
    )
    yield "xl/workbook.xml", book
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    some = "".join(
        f'<Relationship Id="rId{n}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{some}</Relationships>'


def _sheet(sheet: SheetOut) -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}">'
    if sheet.headings:
        yield (
            '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
            'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        )
    else:
        yield '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    if sheet.widths:
        yield "<cols>"
        for n, width in enumerate(sheet.widths, 1):
            style = f' style="{TEXT}"' if n in sheet.texts else ""
            yield f'<col min="{n}" max="{n}" width="{width}" customWidth="1"{style}/>'
        yield "</cols>"
    yield "<sheetData>"
    number = 0
    if sheet.headings:
        number = 1
        yield _row(1, sheet.headings, [HEADING] * len(sheet.headings))
    styles = [
        sheet.style or (TEXT if n in sheet.texts else 0) for n in range(1, len(sheet.widths) + 1)
    ]
    waiting: list[str] = []
    for row in sheet.rows:
        number += 1
        waiting.append(_row(number, row, styles))
        if len(waiting) >= _AT_A_TIME:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)
    yield "</sheetData>"
    if sheet.choices:
        yield f'<dataValidations count="{len(sheet.choices)}">'
        yield from (_validation(each) for each in sheet.choices)
        yield "</dataValidations>"
    yield "</worksheet>"


_LETTERS: Final = tuple(column_letters(n) for n in range(1, 65))


def _row(number: int, values: Sequence[Value], styles: Sequence[int]) -> str:
    cells = []
    for place, value in enumerate(values):
        if value is None:
            continue
        style = f' s="{styles[place]}"' if place < len(styles) and styles[place] else ""
        at = f'<c r="{_LETTERS[place]}{number}"{style}'
        if isinstance(value, str):
            text = escape(guarded(value))
            cells.append(f'{at} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
        elif isinstance(value, bool):
            cells.append(f'{at} t="b"><v>{int(value)}</v></c>')
        else:
            cells.append(f"{at}><v>{value}</v></c>")
    return f'<row r="{number}">{"".join(cells)}</row>'


def _validation(choice: Choice) -> str:
    letters = _LETTERS[choice.column - 1]
    title, text = quoteattr(choice.title[:32]), quoteattr(choice.text[:255])
    kind = ' type="list"' if choice.source else ""
    error = ' showErrorMessage="1"' if choice.strict else ""
    formula = f"<formula1>{escape(choice.source)}</formula1>" if choice.source else ""
    return (
        f'<dataValidation{kind} allowBlank="1" showInputMessage="1"{error} promptTitle={title} '
        f'prompt={text} sqref="{letters}2:{letters}1048576">{formula}</dataValidation>'
    )
