"""Files of many makes: letters guessed, columns divided, cells of other programs, limits."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from outreach_app.errors import KnownError
from outreach_app.exchange.moving_in import spreadsheet
from outreach_app.exchange.moving_in.dates import Stamp
from outreach_app.exchange.moving_in.spreadsheet import (
    NothingThere,
    NotReadable,
    TooManyRows,
    encoding_of,
    read,
    separator_of,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Zoë".encode("cp1252"), "cp1252"),
        ("Zoë".encode(), "utf-8"),
        ("Zoë".encode("utf-8-sig"), "utf-8-sig"),
        ("Zoë".encode("utf-16"), "utf-16"),
        ("Zoë and more".encode("utf-16-le"), "utf-16-le"),
        ("Zoë and more".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_letters_are_guessed(data: bytes, encoding: str) -> None:
    assert encoding_of(data) == encoding


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_what_divides_columns_is_guessed(separator: str) -> None:
    rows = [["Date", "Name", 'Note "odd", or; not'], ["1/2/2025", "Rose", "a, b"], ["x", "", ""]]
    text = "\r\n".join(
        separator.join(f'"{each.replace(chr(34), chr(34) * 2)}"' for each in row) for row in rows
    )
    assert separator_of(text) == separator


def test_a_line_break_inside_a_cell_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Name,Note\nRose,"one\ntwo"\nDune,x\n', encoding="utf-8")
    lines = read(path).tables[0].lines
    assert [line.values[0] for line in lines] == ["Name", "Rose", "Dune"]


def test_a_formula_is_the_value_saved_with_it_and_dates_are_days(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Date", "Sum", "Flag"])
    book.active.append([datetime(2025, 3, 31), 3, True])  # noqa: DTZ001 - a sheet knows no zones
    path = tmp_path / "a.xlsx"
    book.save(path)
    out = BytesIO()
    with ZipFile(path) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"<v>3</v>", b"<f>1+2</f><v>3</v>")
            new.writestr(name, data)
    path.write_bytes(out.getvalue())
    stamp, total, flag = read(path).tables[0].lines[1].values
    assert isinstance(stamp, Stamp)
    assert (stamp.at.day, total, flag) == (31, Decimal(3), True)


def test_a_sheet_of_another_make_is_read(tmp_path: Path) -> None:
    """Prefixed names, words in runs, reading aids, hidden="false", blank cells with a look."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName='
        f'"/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/></Types>',
        "xl/workbook.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{LINKS}"><x:sheets><x:sheet '
        'name="Log" sheetId="1" r:id="a"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="a" Type="{LINKS}/worksheet" Target="/xl/s.xml"/><Relationship Id="b" '
        f'Type="{LINKS}/sharedStrings" Target="words.xml"/></Relationships>',
        "xl/words.xml": f'<x:sst xmlns:x="{MAIN}"><x:si><x:r><x:t>Na</x:t></x:r><x:r><x:t>me</x:t>'
        "</x:r><x:rPh><x:t>aid</x:t></x:rPh></x:si><x:si><x:t>Rose</x:t></x:si></x:sst>",
        "xl/s.xml": f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1" hidden="false">'
        '<x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" s="7"/></x:row><x:row r="4"><x:c r="A4" '
        't="s"><x:v>1</x:v></x:c></x:row><x:row r="1048576"><x:c r="A1048576" s="3"/></x:row>'
        "</x:sheetData></x:worksheet>",
    }
    path = tmp_path / "other.xlsx"
    with ZipFile(path, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    (table,) = read(path).tables
    assert [(line.number, line.values) for line in table.lines] == [(1, ("Name",)), (4, ("Rose",))]
    assert not table.hidden


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", NothingThere),
        (b"\n\n , \n", NothingThere),
        (b"\xff\xfe\x00\xd8\x00\xd8", NotReadable),
        (b"a,b\n\x81\x8d,c", NotReadable),
        (b'"' + b"x" * 200_000, NotReadable),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, data: bytes, error: type[KnownError]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(error):
        read(path)


def test_a_sheet_that_is_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    path = tmp_path / "a.csv"
    path.write_text("a\n" * 5, encoding="utf-8")
    with pytest.raises(TooManyRows):
        read(path)
