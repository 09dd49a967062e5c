"""Workbooks that are not what they seem, and sheets that are not as they should be."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl.styles import PatternFill

from outreach_app.errors import Cancelled
from outreach_app.exchange.book import archive
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.problems import ExchangeRefused
from outreach_app.exchange.warnings import look
from outreach_app.vocabulary import shipped
from tests.outreach_app.exchange.book.sheets import (
    NOW,
    as_book,
    cell,
    changed,
    checked,
    refused,
    rezipped,
)

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def same(_: str, data: bytes) -> bytes:
    return data


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (OLE + b"\x00" * 600, "Save as"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 and nothing more", "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_alone(raw: bytes, word: str) -> None:
    (line,) = refused(raw)
    assert word in line
    assert line.endswith("[E-BOOK]")


def test_a_text_with_a_changed_ending_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("id,alias\n1,Rose\n", encoding="utf-8")
    with pytest.raises(ExchangeRefused) as refusal:
        read_and_check(path, shipped(), NOW)
    assert refusal.value.kinds == {"E-BOOK": 1}


def test_macros_are_refused(few: dict[str, Any]) -> None:
    raw = rezipped(as_book(few), same, [("xl/vbaProject.bin", b"x")])
    assert "macros" in refused(raw)[0]

    def renamed(name: str, data: bytes) -> bytes:
        old = b"officedocument.spreadsheetml.sheet.main"
        return data.replace(old, b"ms-excel.sheet.macroEnabled.main") if "Types" in name else data

    assert "macros" in refused(rezipped(as_book(few), renamed))[0]


def test_a_damaged_sheet_is_refused_and_quotes_nothing(few: dict[str, Any]) -> None:
    def cut(name: str, data: bytes) -> bytes:
        return data[: len(data) // 2] if name.endswith("sheet4.xml") else data

    (line,) = refused(rezipped(as_book(few), cut))
    assert line.endswith("[E-BOOK]")
    raw = as_book(few)
    assert refused(raw[: len(raw) // 2])[0].endswith("[E-BOOK]")


def test_entities_are_not_unfolded(few: dict[str, Any]) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    raw = rezipped(as_book(few), lambda n, d: bomb if n.endswith("sheet3.xml") else d)
    assert refused(raw)[0].endswith("[E-BOOK]")


def test_a_bomb_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "UNPACKED", 1 << 20)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("xl/sheet.xml", b" " * ((1 << 20) + 1))
    (line,) = refused(out.getvalue())
    assert line.endswith("[E-SIZE]")


def test_sheets_must_be_those_of_the_format(few: dict[str, Any]) -> None:
    def change(book: Any) -> None:
        book["needs"].title = "Needs "
        del book["alert_channels"]
        book.create_sheet("Notes")
        book.create_sheet("lists2")

    lines = refused(changed(as_book(few), change))
    said = " ".join(lines)
    assert all(name in said for name in ("Needs ", "needs", "alert_channels", "Notes", "lists2"))
    assert any("Nearest: needs" in line for line in lines)


def test_headings_must_be_those_of_the_format(few: dict[str, Any]) -> None:
    def change(book: Any) -> None:
        cell(book, "needs", "category", 1).value = "categorie"
        cell(book, "contacts", "minutes", 1).value = "setting"
        cell(book, "cases", "risk_level", 1).value = None

    lines = refused(changed(as_book(few), change))
    said = " ".join(lines)
    assert "needs, row 1, categorie" in said
    assert "needs, row 1, category: this column is missing" in said
    assert "contacts, row 1, setting" in said
    assert any(line.startswith("cases, row 2, H") for line in lines), lines


def test_columns_may_stand_in_any_order_or_be_left_out(few: dict[str, Any]) -> None:
    for row in few["cases"]:
        row.pop("risk_level", None)

    def change(book: Any) -> None:
        sheet = book["cases"]
        headings = [each.value for each in sheet[1]]
        sheet.delete_cols(headings.index("risk_level") + 1)
        sheet.move_range(f"B1:B{sheet.max_row}", cols=10)

    assert checked(changed(as_book(few), change)).rows["cases"] == [
        {k: v for k, v in row.items() if k != "risk_level"}
        for row in checked(as_book(few)).rows["cases"]
    ]


def test_merged_cells_are_refused(few: dict[str, Any]) -> None:
    raw = changed(as_book(few), lambda book: book["persons"].merge_cells("A3:B4"))
    assert any("A3:B4" in line and "E-FORMULA" in line for line in refused(raw))


def test_what_is_hidden_is_read_and_said(few: dict[str, Any]) -> None:
    def change(book: Any) -> None:
        book["persons"].row_dimensions[3].hidden = True
        book["needs"].sheet_state = "veryHidden"
        book["contacts"].column_dimensions["C"].hidden = True
        book["cases"]["A2"].fill = PatternFill("solid", fgColor="FFFF00")

    found = checked(changed(as_book(few), change))
    assert found.rows == checked(as_book(few)).rows
    assert found.hidden == ("persons", "contacts", "needs")
    assert {each.table for each in look(found).first() if each.reason == "hidden"} == {
        "persons", "contacts", "needs",
    }  # fmt: skip


def test_row_numbers_are_those_of_the_sheet(few: dict[str, Any]) -> None:
    few["contacts"][0]["person_id"] = "PER-none"
    few["incidents"][0]["path_events"] = [
        {"on": "2025-10-14", "path": "undecided", "recorded_at": "2025-10-13T10:00Z"}
    ]
    raw = changed(as_book(few), lambda book: book["contacts"].insert_rows(2, 7))
    lines = refused(raw)
    assert any(line.startswith("contacts, row 9 (") for line in lines), lines
    assert any(line.startswith("incident_path_events, row 2 (INR-L1), rec") for line in lines), (
        lines
    )


def test_a_supply_twice_is_named_where_it_stands(few: dict[str, Any]) -> None:
    def change(book: Any) -> None:
        sheet = book["contact_supplies"]
        sheet.append([each.value for each in sheet[2]])

    lines = refused(changed(as_book(few), change))
    assert any(line.startswith("contact_supplies, row") and "E-DUPKEY" in line for line in lines)


def test_a_second_row_of_the_project_is_refused(few: dict[str, Any]) -> None:
    raw = changed(as_book(few), lambda book: book["project"].append(["B", "C", "Europe/London"]))
    assert any(line.startswith("project, row 3") for line in refused(raw))


def test_reading_can_be_stopped_in_any_sheet(few: dict[str, Any]) -> None:
    told: list[float] = []

    def stop(share: float, _: str) -> bool:
        told.append(share)
        return False

    with pytest.raises(Cancelled):
        read_and_check(as_book(few), shipped(), NOW, stop)
    assert 0.0 <= told[0] <= 1.0
