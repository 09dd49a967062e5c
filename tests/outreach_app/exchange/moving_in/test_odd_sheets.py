"""Odd files as people keep them: nothing in them is misread in silence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from outreach_app.bootstrap import Desk
from outreach_app.exchange.moving_in import guessing, numbers, spreadsheet, taking
from outreach_app.exchange.moving_in.spreadsheet import Fault, OpenQuote, Table, read
from outreach_app.exchange.moving_in.taking import Look
from outreach_app.exchange.problems import ExchangeRefused

HEAD = ("Date", "Time", "Name", "Where", "Type of contact", "Result", "Condoms", "Mins")
ROW = ("03/04/2025", "21:40", "Rose", "Market End", "Van", "talked", "3", "10")


def text(tmp_path: Path, *rows: tuple[str, ...], name: str = "log.csv", sep: str = ",") -> Path:
    path = tmp_path / name
    path.write_text("".join(sep.join(row) + "\r\n" for row in rows), encoding="utf-8", newline="")
    return path


def book(tmp_path: Path, rows: Sequence[list[Any]], **more: Any) -> Path:
    made = Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for place in more.get("merged", ()):
        sheet.merge_cells(place)
    for place, look in more.get("looks", {}).items():
        sheet[place].number_format = look
    path = tmp_path / "log.xlsx"
    made.save(path)
    return path


def looked(desk: Desk, path: Path) -> Look:
    return desk.ask(taking.begin, read(path).tables[0])


def said(seen: Look) -> list[tuple[int, str]]:
    return [(each.number, each.heading) for each in seen.fitted.troubles]


def moments(seen: Look) -> list[str]:
    return [raw["started_at"] for _, raw in seen.fitted.tables["contacts"]]


def real(**other: Any) -> list[Any]:
    row = {
        "Date": datetime(2025, 4, 3),  # noqa: DTZ001 - a sheet knows no zones
        "Time": time(21, 40),
        "Name": "Rose",
        "Where": "Market End",
        "Type of contact": "Van",
        "Result": "talked",
        "Condoms": 3,
        "Mins": 10,
    }
    return list((row | other).values())


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_line_ends_and_separators(desk: Desk, tmp_path: Path, ending: str, separator: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes((separator.join(HEAD) + ending + separator.join(ROW)).encode())
    assert looked(desk, path).fitted.rows == 1


def test_the_row_that_names_the_separator_is_none(desk: Desk, tmp_path: Path) -> None:
    path = text(tmp_path, ("sep=;",), (";".join(HEAD),), (";".join(ROW),))
    found = read(path)
    assert (found.separator, found.tables[0].lines[0].number) == (";", 1)
    assert looked(desk, path).fitted.rows == 1


def test_an_open_quotation_mark_is_named_with_its_row(tmp_path: Path) -> None:
    path = text(tmp_path, HEAD, ROW, ('"03/04/2025', *ROW[1:]), ROW, ROW)
    with pytest.raises(OpenQuote) as refused:
        read(path)
    assert refused.value.data["number"] == "3"


def test_a_text_named_as_a_workbook_is_read_and_a_page_is_not(desk: Desk, tmp_path: Path) -> None:
    assert looked(desk, text(tmp_path, HEAD, ROW, name="log.xls", sep="\t")).fitted.rows == 1
    for name in ("page.xls", "page.csv"):
        path = tmp_path / name
        path.write_text("<html><table><tr><td>Date</td></tr></table></html>")
        with pytest.raises(ExchangeRefused) as refused:
            read(path)
        assert refused.value.problems[0].kind == "E-BOOK"


def test_columns_beyond_the_last_are_said(tmp_path: Path) -> None:
    wide = tuple(f"h{n}" for n in range(spreadsheet.MOST_COLUMNS + 1))
    assert read(text(tmp_path, wide)).tables[0].cut
    assert read(book(tmp_path, [list(wide)])).tables[0].cut
    blank = read(text(tmp_path, (*HEAD, *[""] * 300))).tables[0]
    assert (blank.width, blank.cut) == (len(HEAD), False)


def test_errors_and_formulas_without_a_value_are_no_words(desk: Desk, tmp_path: Path) -> None:
    rows = [list(HEAD), real(Where="#N/A"), real(Condoms="=1+2"), real()]
    seen = looked(desk, book(tmp_path, rows))
    assert said(seen) == [(2, "Where"), (3, "Condoms")]
    assert seen.fitted.areas == ("market_end",)
    odd = looked(desk, book(tmp_path, [list(HEAD), real(Where="#N/A", Result="waved")]))
    assert said(odd) == [(2, "Where"), (2, "Result")]  # everything about a row is said at once
    late = looked(desk, book(tmp_path, [list(HEAD), real(Date="#VALUE!")]))
    assert said(late) == [(2, "Date")]
    shown = text(tmp_path, HEAD, (*ROW[:3], "#REF!", *ROW[4:]))
    assert said(looked(desk, shown)) == [(2, "Where")]
    assert read(shown).tables[0].lines[1].values[3] == Fault("#REF!", "error")


def test_cells_merged_over_rows_hold_in_each_of_them(desk: Desk, tmp_path: Path) -> None:
    """A title over all columns, two rows of headings, an evening's date written once."""
    above = ["Date", "Time", "Name", "Where", "Type of contact", "Result", "Given", None]
    below = [None, None, None, None, None, None, "Condoms", "Lube"]
    rows: list[list[Any]] = [
        ["Log 2025"], above, below, real(), real(Date=None, Time=time(22), Where=None),
        real(Where="Canal"),
    ]  # fmt: skip
    heads = [f"{letter}2:{letter}3" for letter in "ABCDEF"]
    path = book(tmp_path, rows, merged=["A1:H1", "G2:H2", *heads, "A4:A5", "D4:D5"])
    table = read(path).tables[0]
    assert table.joined
    seen = looked(desk, path)
    assert (seen.matching.heading, seen.fitted.rows, seen.fitted.above) == (3, 3, (1, 2))
    assert moments(seen)[:2] == ["2025-04-03T20:40:00Z", "2025-04-03T21:00:00Z"]
    assert [raw["area"] for _, raw in seen.fitted.tables["contacts"]] == [
        "market_end", "market_end", "canal",
    ]  # fmt: skip


def test_more_hours_than_a_day_has_are_no_time_of_day(desk: Desk, tmp_path: Path) -> None:
    rows = [list(HEAD), real(Time=timedelta(hours=25)), real(Time=2140), real(Time=0.5)]
    seen = looked(desk, book(tmp_path, rows, looks={"B2": "[h]:mm"}))
    assert said(seen) == [(2, "Time"), (4, "Time")]
    assert "25:00" in seen.fitted.troubles[0].why
    assert moments(seen) == ["2025-04-03T20:40:00Z"]


def test_a_date_shown_as_a_month_is_no_day(desk: Desk, tmp_path: Path) -> None:
    first = datetime(2025, 4, 1)  # noqa: DTZ001 - a sheet knows no zones
    rows = [list(HEAD), real(Date=first), real(Date=first), real()]
    seen = looked(desk, book(tmp_path, rows, looks={"A2": "mmm-yy", "A4": "mmm-yy"}))
    assert said(seen) == [(2, "Date")]
    assert moments(seen) == ["2025-04-01T20:40:00Z", "2025-04-03T20:40:00Z"]


def test_midnight_is_a_time_only_where_others_stand_beside_it(desk: Desk, tmp_path: Path) -> None:
    """A program that hands days out writes 00:00 behind them."""
    midnight, evening = ("03/04/2025 00:00:00", "", *ROW[2:]), ("04/04/2025 21:40", "", *ROW[2:])
    bare = looked(desk, text(tmp_path, HEAD, midnight))
    assert moments(bare) == ["2025-04-03T11:00:00Z"]
    beside = looked(desk, text(tmp_path, HEAD, midnight, evening))
    assert moments(beside) == ["2025-04-02T23:00:00Z", "2025-04-04T20:40:00Z"]
    said_so = looked(desk, text(tmp_path, HEAD, (midnight[0], "00:00", *ROW[2:])))
    assert moments(said_so) == ["2025-04-02T23:00:00Z"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("21 Nov", "no year"), ("21/11", "no year"), ("Nov-25", "a day or a month"),
        ("31/12/2099", "still to come"), ("21/11/1925", "sixty years"), ("Total", "not a day"),
    ],
)  # fmt: skip
def test_why_a_day_does_not_fit(desk: Desk, tmp_path: Path, written: str, words: str) -> None:
    (trouble,) = looked(desk, text(tmp_path, HEAD, (written, *ROW[1:]), ROW)).fitted.troubles
    assert words in trouble.why
    assert (trouble.number, trouble.heading) == (2, "Date")


def test_month_first_is_guessed_where_days_can_only_be_read_so(desk: Desk, tmp_path: Path) -> None:
    american = ("12/19/2024", *ROW[1:])
    seen = looked(desk, text(tmp_path, HEAD, ROW, american))
    assert (seen.matching.order, moments(seen)[0][:10]) == ("mdy", "2025-03-04")
    assert not seen.fitted.mixed
    both = looked(desk, text(tmp_path, HEAD, american, ("19/12/2024", *ROW[1:])))
    assert both.matching.order == "dmy"
    assert both.fitted.mixed == ("12/19/2024", "19/12/2024")


def test_a_sheet_without_headings_loses_no_row(desk: Desk, tmp_path: Path) -> None:
    seen = looked(desk, text(tmp_path, ROW, ROW, ("04/04/2025", "", "Phone", "", "", "", "", "")))
    assert seen.matching.heading == 0
    assert {each.number for each in seen.fitted.troubles} == {1, 2, 3}


def test_headings_we_know_win_over_rows_of_words(tmp_path: Path) -> None:
    rows = (("Van team", "north", "spring", "please", "keep tidy"), ("Date", "Name", "2"), ROW)
    assert guessing.heading_row(read(text(tmp_path, *rows)).tables[0]) == 2


def test_rows_numbered_ahead_are_left_out_and_said(desk: Desk, tmp_path: Path) -> None:
    numbered = [(*[""] * len(HEAD), str(n)) for n in range(2, 40)]
    path = text(tmp_path, (*HEAD, "No."), (*ROW, "1"), *numbered)
    seen = looked(desk, path)
    assert (seen.fitted.rows, said(seen)) == (1, [])
    assert seen.fitted.nothing == tuple(range(3, 41))


def test_words_in_columns_of_numbers_are_said_by_somebody(desk: Desk, tmp_path: Path) -> None:
    path = text(
        tmp_path, HEAD, (*ROW[:6], "✓", "1h 30"), (*ROW[:6], "lots", "45 mins"), (*ROW[:6], "5.0", "")
    )  # fmt: skip
    seen = looked(desk, path)
    assert said(seen) == [(2, "Condoms"), (3, "Condoms")]
    table: Table = read(path).tables[0]
    values = {"supply.condom_ext": {"✓": "1", "lots": ""}}
    rest = desk.ask(taking.look, table, _with(seen, values))
    given = [raw.get("supplies") for _, raw in rest.fitted.tables["contacts"]]
    assert given == [{"condom_ext": 1}, None, {"condom_ext": 5}]
    assert [raw.get("minutes") for _, raw in rest.fitted.tables["contacts"]] == [90, 45, None]


def _with(seen: Look, values: dict[str, dict[str, str]]) -> Any:
    return replace(seen.matching, values=values)


def test_telephones_get_their_nought_back_or_are_refused(desk: Desk, tmp_path: Path) -> None:
    head = ("Date of incident", "Incident type", "Phone number")
    path = text(
        tmp_path, head, ("03/04/2025", "Robbery", "7700900123"),
        ("04/04/2025", "Robbery", "7.7009E+09"), ("05/04/2025", "Robbery", "+447700900123"),
    )  # fmt: skip
    seen = looked(desk, path)
    assert said(seen) == [(3, "Phone number")]
    phones = [raw["perpetrators"][0]["phone_said"] for _, raw in seen.fitted.tables["incidents"]]
    assert phones == ["07700900123", "+447700900123"]


def test_several_things_given_in_one_cell_are_counted(desk: Desk, tmp_path: Path) -> None:
    head = ("Date", "Type of contact", "Result", "Supplies given", "Condoms")
    path = text(
        tmp_path, head, ("03/04/2025", "Van", "talked", "condoms; needles, tea", "4"),
        ("03/04/2025", "Van", "talked", "2 condoms / naloxone x3 / foil (2)", ""),
        ("03/04/2025", "Van", "talked", "a bag of bits", ""),
        sep="\t",
    )  # fmt: skip
    seen = looked(desk, path)
    assert said(seen) == [(4, "Supplies given")]
    assert [raw["supplies"] for _, raw in seen.fitted.tables["contacts"]] == [
        {"condom_ext": 5, "needle_set": 1, "hot_drink": 1},
        {"condom_ext": 2, "naloxone_im": 3, "foil": 2},
    ]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("condoms", ("condoms", 1)), ("2 condoms", ("condoms", 2)), ("2x condoms", ("condoms", 2)),
        ("condoms x2", ("condoms", 2)), ("condoms: 12", ("condoms", 12)), ("foil (2)", ("foil", 2)),
        ("condoms 0", ("condoms", 0)), ("12", ("12", 1)), ("1ml needles", ("1ml needles", 1)),
    ],
)  # fmt: skip
def test_a_thing_and_how_many(part: str, found: tuple[str, int]) -> None:
    assert numbers.counted(part) == found
