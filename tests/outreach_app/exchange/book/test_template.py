"""The empty workbook: what stands in it, and that it comes in again once it is filled."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from outreach_app.exchange.book import template
from outreach_app.exchange.book.layout import SHEETS
from outreach_app.vocabulary import shipped
from tests.outreach_app.exchange.book.sheets import cell, changed, checked, refused


def opened() -> Any:
    return load_workbook(BytesIO(template.write(mark="abcd")))


def test_it_has_every_sheet_with_headings_and_prepared_ids() -> None:
    book = opened()
    assert book.sheetnames == ["README", *SHEETS, "lists"]
    assert [each.value for each in book["persons"][1]] == [
        column.name for column in SHEETS["persons"].columns
    ]
    assert book["contacts"]["A2"].value == "CON-abcd-0001"
    assert book["contact_supplies"].max_row == 1


def test_two_templates_never_share_an_id() -> None:
    first, second = template.write(), template.write()
    assert first != second


def test_codes_are_offered_from_the_sheet_of_lists() -> None:
    book = opened()
    lists = [row[:2] for row in book["lists"].iter_rows(min_row=2, values_only=True)]
    for column, name in (("setting", "contact_setting"), ("outcome", "contact_outcome")):
        place = [c.name for c in SHEETS["contacts"].columns].index(column)
        offered = book["contacts"].data_validations.dataValidation[place]
        first, last = (int(n) for n in offered.formula1.removeprefix("lists!$B$").split(":$B$"))
        codes = [code for _, code in lists[first - 2 : last - 1]]
        assert codes == [e.code for e in shipped()[name].entries.values() if e.active]
        assert {list_ for list_, _ in lists[first - 2 : last - 1]} == {name}
        assert offered.prompt


def test_every_column_is_explained_and_every_explanation_fits_its_box() -> None:
    for sheet in SHEETS.values():
        for column in sheet.columns:
            assert 0 < len(template.explained(sheet, column)) <= 255


def test_filled_by_hand_it_comes_in() -> None:
    def fill(book: Any) -> None:
        for heading, value in (
            ("id", "RAVEL"),
            ("name", "Ravelstoke"),
            ("timezone", "Europe/London"),
            ("areas", "northgate; canalside"),
        ):
            cell(book, "project", heading, 2).value = value
        cell(book, "persons", "alias", 2).value = "Dune"
        for heading, value in (
            ("person_id", "PER-abcd-0001"),
            ("started_at", "2026-01-03T21:10Z"),
            ("setting", "street_van"),
            ("outcome", "engaged"),
        ):
            cell(book, "contacts", heading, 2).value = value

    rows = checked(changed(template.write(mark="abcd"), fill), by="T1").rows
    assert [row["alias"] for row in rows["persons"]] == ["Dune"]
    assert [row["recorded_by"] for row in rows["contacts"]] == ["T1"]


def test_nothing_filled_in_says_what_is_needed() -> None:
    assert any(line.startswith("project, row 2") for line in refused(template.write()))
