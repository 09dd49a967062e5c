"""Files of figures: the same figures as on paper, as numbers, with nothing else in them."""

import csv
import json
import re
import tempfile
from dataclasses import replace
from datetime import timedelta
from html import unescape
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.governance import audit
from outreach_app.reports import (
    files,
    leaving,
    pack_keeping,
    printing,
    showing,
    tidy,
    workbook,
)
from outreach_app.reports.document import (
    HIDDEN,
    Bar,
    BarChart,
    Column,
    Document,
    Heading,
    Headlines,
    LineChart,
    Revised,
    Table,
    Tile,
)
from outreach_app.reports.leaving import Leaving
from outreach_app.reports.pack_keeping import PackDraft
from outreach_app.reports.showing import Wanted
from outreach_app.statistics import packs, periods
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.rates import Rate
from outreach_app.statistics.registry import Value
from outreach_app.vocabulary import shipped
from tests.outreach_app.reports.samples import funder

QUARTER = periods.quarter("2025-Q4")
OCTOBER = periods.month("2025-10")


def sheet(desk: Desk, pack: str, period: periods.Period = QUARTER) -> printing.Sheet:
    return desk.do(printing.make, pack, period, desk.clock.now())


def book(made: printing.Sheet) -> Any:
    return load_workbook(BytesIO(workbook.write(made.document, made.figures, made.lists)))


def cells_of(found: Any) -> set[object]:
    """Return everything that stands in any sheet."""
    rows = (row for each in found.worksheets for row in each.iter_rows(values_only=True))
    return {value for row in rows for value in row if value is not None}


def listed(made: printing.Sheet) -> list[dict[str, str]]:
    data = files.write("csv", made.document, made.figures, made.lists)
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def leaves(path: str, value: Value) -> dict[str, Value]:
    if isinstance(value, dict):
        found: dict[str, Value] = {}
        for name, inner in value.items():
            found |= leaves(f"{path}/{name}" if path else name, inner)
        return found
    return {path: value}


def small(document: Document) -> Figures:
    return Figures(
        period=QUARTER,
        as_at=QUARTER.cut_off(ZoneInfo("Europe/London")),
        pack="internal",
        vocabulary_version="1",
        lines={"C01_contacts": 12},
    )


def test_plain_rows_hold_every_figure_and_no_other(full: Desk) -> None:
    for pack in ("internal", "lottery", "police", "public"):
        whole_and_nothing_else(full, pack)


def whole_and_nothing_else(full: Desk, pack: str) -> None:
    made = sheet(full, pack, periods.year("2025") if pack == "public" else QUARTER)
    rows = listed(made)
    assert all(tuple(row) == tidy.COLUMNS for row in rows)
    expected = leaves("", dict(made.figures.lines))
    found = {
        "/".join(filter(None, (row["line"], row["cell"]))): row["value"]
        for row in rows
        if row["part"] == tidy.FIGURES
    }
    assert found == {
        path: "none" if value is None else str(value) for path, value in expected.items()
    }
    months = [row for row in rows if row["part"] == tidy.MONTHS]
    assert [row["value"] for row in months] == [
        str(point) for series in made.figures.series for point in series.values
    ]
    assert all(row["unit"] and row["label"] and row["period"] for row in rows)
    assert {row["role"] for row in rows} <= {"", "n", "d", "pct"}


def test_units_are_told_apart(full: Desk) -> None:
    units = {(row["line"], row["cell"]): row["unit"] for row in listed(sheet(full, "internal"))}
    assert units["R01_unique_people", ""] == "people"
    assert units["C01_contacts", ""] == "contacts"
    assert units["N01_needs_identified", "people"] == "people"
    assert units["N01_needs_identified", "total"] == "needs"
    assert units["I07_reported_any", "pct"] == "per cent"
    assert units["S04_naloxone", "people"] == "people"
    assert units["S04_naloxone", "kits"] == "kits"
    assert units["I10_people_affected", "anonymous_incidents"] == "incidents"
    assert units["J04_time", "told_to_reported/of"] == "incidents"
    assert units["J04_time", "told_to_reported/days"] == "days"
    paths = {"/".join(filter(None, path)) for path in units}
    assert all(any(path.startswith(each) for path in paths) for each in tidy._OWN_UNITS)


def test_every_figure_of_the_workbook_is_a_named_cell(full: Desk) -> None:
    for pack in ("internal", "lottery"):
        all_named(full, pack)


def all_named(full: Desk, pack: str) -> None:
    made = sheet(full, pack)
    found = book(made)
    rows = tidy.rows(made.figures, made.lists)
    assert len(found.defined_names) == len(rows)
    last = found.worksheets[-1]
    for row in rows:
        ((title, place),) = found.defined_names[row.name].destinations
        assert title == last.title
        value = last[place].value
        if row.value == "hidden":
            assert value == "–"
        else:
            assert value == row.value
            assert isinstance(row.value, str) or last[place].data_type == "n"
    ((_, place),) = found.defined_names["C01_contacts"].destinations
    assert last[place].value == made.figures.lines["C01_contacts"]


def test_sheets_follow_the_page_and_hide_nothing(full: Desk) -> None:
    made = sheet(full, "lottery")
    found = book(made)
    blocks = [
        block.heading.name[:31].strip()
        for block in made.document.plain_blocks()
        if isinstance(block, Table | BarChart | LineChart | Headlines)
    ]
    assert found.sheetnames[0] == "Report"
    assert found.sheetnames[1 : 1 + len(blocks)] == blocks
    assert found.sheetnames[-1] == "All figures"
    assert "What the words mean" in found.sheetnames[-3]
    assert "How these figures were" in found.sheetnames[-2]
    for each in found.worksheets:
        assert each.sheet_state == "visible"
        assert not each.auto_filter.ref
        assert not any(row.hidden for row in each.row_dimensions.values())
        assert not any(column.hidden for column in each.column_dimensions.values())
        for cells in each.iter_rows():
            assert not any(cell.comment or cell.hyperlink for cell in cells)
            assert not any(cell.data_type == "f" for cell in cells)
    assert all(name.hidden is None for name in found.defined_names.values())


def test_a_workbook_tells_nothing_but_its_title(
    full: Desk, monkeypatch: pytest.MonkeyPatch, clock: SetClock
) -> None:
    made = sheet(full, "lottery")
    # Whoever tries to write beside the file fails.
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    data = workbook.write(made.document, made.figures, made.lists)
    clock.moment += timedelta(days=400)
    assert data == workbook.write(made.document, made.figures, made.lists)
    properties = load_workbook(BytesIO(data)).properties
    assert properties.title == made.document.running_title
    assert not properties.creator
    assert not properties.lastModifiedBy
    with ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        parts = {entry.filename for entry in archive.infolist()}
        app = archive.read("docProps/app.xml").decode()
    assert not [part for part in parts if re.search("comment|drawing|vml|external|vba", part)]
    assert "Excel" not in app
    assert "openpyxl" not in app


def test_shares_marks_of_change_and_dashes_stand_in_columns() -> None:
    document = replace(
        funder(),
        blocks=(
            Headlines(Heading("In short"), (Tile(Rate(7, 9), "reported", "their own choice"),)),
            Table(
                Heading("Way to police", 1, "October, incidents"),
                (Column("", figures=False), Column("October")),
                (
                    ("Any", Rate(7, 9)),
                    ("With a name", Revised(Rate(2, 4))),
                    ("Of few, rounded", Rate(5, 10, told=False)),
                    ("Other", HIDDEN),
                    ("Waiting", 12.5),
                ),
            ),
            BarChart(Heading("Bars", 2), (Bar("One", 9), Bar("Two", HIDDEN))),
        ),
    )
    data = workbook.write(document, small(document), shipped())
    found = load_workbook(BytesIO(data))
    short, table, bars = found.worksheets[1:4]
    assert [cell.value for cell in short[4]][:4] == ["reported", 7, 9, 78]
    assert [[cell.value for cell in row] for row in table.iter_rows(min_row=4)] == [
        [None, "October", "of", "per cent", "changed since the first issue"],
        ["Any", 7, 9, 78, None],
        ["With a name", 2, 4, None, "yes"],
        ["Of few, rounded", 5, 10, None, None],
        ["Other", "–", None, None, None],
        ["Waiting", 12.5, None, None, None],
    ]
    assert [cell.value for row in bars.iter_rows(min_row=3) for cell in row] == [
        *(None, "value"),
        *("One", 9),
        *("Two", "–"),
    ]


def test_no_label_becomes_a_formula(full: Desk) -> None:
    made = sheet(full, "internal", OCTOBER)
    for sign in ("=", "+", "-", "@", "\t=", " =", "＝", "\n@"):
        harmless(made, f"{sign}HYPERLINK(1)")


def harmless(made: printing.Sheet, words: str) -> None:
    """Look through both files for cells a spreadsheet would work out."""
    lists = made.lists
    areas = lists["area"]
    first = areas.codes()[0]
    entries = {**areas.entries, first: replace(areas[first], label=words)}
    typed = replace(lists, lists={**lists.lists, "area": replace(areas, entries=entries)})
    made = printing.Sheet(made.figures, made.pack, typed, replace(made.about, project=words))
    found = book(made)
    seen = 0
    for each in found.worksheets:
        assert not each.title.startswith(tuple("=+-@"))
        for cells in each.iter_rows():
            for cell in cells:
                assert cell.data_type != "f"
                if isinstance(cell.value, str):
                    seen += "HYPERLINK" in cell.value
                    assert not cell.value.lstrip().startswith(tuple("=+-@＝"))
    assert seen
    for row in csv.reader(StringIO(tidy.write(made.figures, typed).decode("utf-8-sig"))):
        assert not any(cell.lstrip().startswith(tuple("=+-@＝")) for cell in row)


def test_a_file_that_leaves_is_written_down_with_its_form(full: Desk) -> None:
    shown = full.do(showing.show, Wanted("lottery", QUARTER))
    assert shown is not None
    lists = full.ask(lambda work: work.lists)
    for number, form in enumerate(files.FORMS, start=1):
        left = full.do(leaving.leave, shown, Leaving(form=form)).value
        assert left.number == number
        assert left.data == files.write(form, shown.document, shown.figures, lists)
        entry = full.ask(audit.latest)[0]
        assert (entry.action, entry.detail["form"]) == ("report_left", form)
    assert left.data.startswith(b"\xef\xbb\xbfpart,period")


def test_words_in_a_workbook_are_found_wherever_they_stand(full: Desk) -> None:
    made = sheet(full, "lottery")
    data = workbook.write(made.document, made.figures, made.lists)
    words = files.words("xlsx", data)
    for expected in ("All figures", "R01_unique_people", made.document.running_title, "–"):
        assert unescape(expected) in words
    assert "theme" not in words.lower()


def test_the_issued_figures_make_the_same_file_again(full: Desk) -> None:
    shown = full.do(showing.show, Wanted("police", QUARTER))
    assert shown is not None
    issued = full.do(leaving.issue, shown, None).value
    again = full.do(showing.show, Wanted("police", QUARTER))
    assert again is not None
    lists = full.ask(lambda work: work.lists)
    for form in files.FORMS:
        one = files.write(form, issued.document, issued.figures, lists)
        assert one == files.write(form, again.document, again.figures, lists)


def test_each_row_says_how_exact_it_is(full: Desk) -> None:
    def said(pack: str) -> dict[tuple[str, str, str], str]:
        rows = listed(sheet(full, pack))
        return {(row["part"], row["line"], row["cell"]): row["precision"] for row in rows}

    assert set(said("internal").values()) == {"exact"}
    lottery = said("lottery")
    assert lottery["figures", "C01_contacts", ""] == "exact from 10, else nearest 5"
    assert lottery["twelve_months", "C01_contacts", ""] == "exact from 10, else nearest 5"
    assert lottery["figures", "C05_by_core_setting", "street"] == "nearest 5"
    items = {said for (_, line, _), said in lottery.items() if line == "S01_supplies"}
    assert items == {"nearest 5"}
    assert {said for (_, line, _), said in lottery.items() if line == "C06_sessions"} == {"exact"}


def test_tables_speak_the_packs_own_words(full: Desk) -> None:
    pack = pack_keeping.copied(packs.load("lottery"), "Harbour Trust")
    words = {
        "C01_contacts": "Times we met somebody",
        "C05_by_core_setting": "Where we met",
        "C05_by_core_setting/street": "Out in the van",
        "I07_reported_any": "Told to police by choice",
    }
    kept = full.do(pack_keeping.keep, PackDraft(replace(pack, labels=words))).value
    made = sheet(full, kept.name)
    said = {(row["line"], row["cell"]): row["label"] for row in listed(made)}
    assert said["C01_contacts", ""] == "Times we met somebody"
    assert said["C05_by_core_setting", "street"] == "Where we met: Out in the van"
    assert said["I07_reported_any", "n"] == "Told to police by choice"
    months = {row["label"] for row in listed(made) if row["part"] == tidy.MONTHS}
    assert "Times we met somebody" in months
    assert {"Times we met somebody", "Where we met: Out in the van"} <= cells_of(book(made))


def test_the_months_of_a_chart_are_said_to_be_as_they_are_printed(full: Desk) -> None:
    seen = set()
    for row in listed(sheet(full, "lottery")):
        if row["part"] == tidy.MONTHS and row["value"].isdigit():
            exact, count = "exact" in row["precision"], int(row["value"])
            seen.add(count % 5 != 0)
            assert count % 5 == 0 or (exact and count >= 10), row
    assert True in seen


def test_nothing_of_a_workbook_is_out_of_sight(full: Desk) -> None:
    for pack in ("internal", "lottery", "pcc"):
        out_of_sight(sheet(full, pack))


def out_of_sight(made: printing.Sheet) -> None:
    data = workbook.write(made.document, made.figures, made.lists)
    found = load_workbook(BytesIO(data))
    assert set(found.defined_names) == {row.name for row in tidy.rows(made.figures, made.lists)}
    assert not any(each.defined_names for each in found.worksheets)
    for each in found.worksheets:
        assert not each.data_validations.dataValidation
        assert not each.conditional_formatting
        assert not each.merged_cells.ranges
        assert not each.protection.sheet
        assert each.oddHeader.center.text is None
        for cells in each.iter_rows():
            for cell in cells:
                assert cell.number_format == "General"
                assert cell.font.color is None or cell.font.color.type == "theme"
                # Digits that stand alone are numbers, never words that look like one.
                assert not (isinstance(cell.value, str) and cell.value.strip().isdigit()) or (
                    cell.column in {2, 10} or each.title in {"Report"}
                ), (each.title, cell.coordinate, cell.value)
    blank = {"category", "contentStatus", "description", "identifier", "keywords", "subject"}
    for name in (*sorted(blank), "creator", "lastModifiedBy", "lastPrinted", "revision", "version"):
        assert not getattr(found.properties, name), name
    assert found.custom_doc_props.names == []
    with ZipFile(BytesIO(data)) as archive:
        for part in archive.namelist():
            text = archive.read(part).decode()
            assert not re.search('hidden="1"|hidden="true"|veryHidden|state="hidden"', text), part


def test_json_and_rows_agree(full: Desk) -> None:
    made = sheet(full, "pcc")
    told = json.loads(json.dumps(made.figures.to_json()))["lines"]
    rows = {
        (row["line"], row["cell"]): row["value"]
        for row in listed(made)
        if row["part"] == tidy.FIGURES
    }
    for path, value in leaves("", told).items():
        key, _, cell = path.partition("/")
        assert rows[key, cell] == ("none" if value is None else str(value))
