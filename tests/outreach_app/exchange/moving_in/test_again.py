"""Rows that come again, and rows set aside and put right: nothing doubled, nothing misread."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from outreach_app.bootstrap import Desk
from outreach_app.exchange.moving_in import guessing, taking
from outreach_app.exchange.moving_in.matching import Matching
from outreach_app.exchange.moving_in.spreadsheet import Table, read
from outreach_app.exchange.moving_in.taking import Look

HEAD = "Date;Time;Type of contact;Result;Notes\n"
ROW = "01/10/2025;21:40;Van;talked;warm\n"
OTHER = "02/10/2025;;Phone;talked;cold\n"


def sheet(tmp_path: Path, text: str | bytes, name: str = "log.csv") -> Table:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path).tables[0]


def take_in(desk: Desk, table: Table, matching: Matching) -> None:
    headings = guessing.headings(table, matching.heading)
    desk.do(taking.take_in, table, matching, headings)


def aside(desk: Desk, tmp_path: Path, table: Table, seen: Look) -> Table:
    return sheet(tmp_path, desk.do(taking.set_aside, table, seen).value, "set-aside.csv")


def without(matching: Matching, *names: str) -> Matching:
    columns = {name: at for name, at in matching.columns.items() if name not in names}
    return replace(matching, columns=columns)


def test_the_same_file_matched_differently_is_known_again(desk: Desk, tmp_path: Path) -> None:
    table = sheet(tmp_path, HEAD + ROW + OTHER)
    seen = desk.ask(taking.begin, table)
    take_in(desk, table, without(seen.matching, "time"))
    again = desk.ask(taking.look, table, seen.matching)
    assert again.fitted.before == {2, 3}
    assert again.checked is None


def test_another_make_of_the_same_file_is_known_again(desk: Desk, tmp_path: Path) -> None:
    table = sheet(tmp_path, HEAD + ROW)
    take_in(desk, table, desk.ask(taking.begin, table).matching)
    book = Workbook()
    book.active.append(HEAD.strip().split(";"))
    at = datetime(2025, 10, 1)  # noqa: DTZ001 - a sheet knows no zones
    book.active.append([at, "9.40pm", "van", "Talked", "a note written since"])
    book.save(tmp_path / "log.xlsx")
    again = desk.ask(taking.begin, read(tmp_path / "log.xlsx").tables[0])
    assert again.fitted.before == {2}


def test_one_more_row_like_another_is_new_also_when_that_is_left_out(
    desk: Desk, tmp_path: Path
) -> None:
    table = sheet(tmp_path, HEAD + ROW)
    take_in(desk, table, desk.ask(taking.begin, table).matching)
    table = sheet(tmp_path, HEAD + ROW + ROW)
    again = desk.ask(taking.begin, table)
    assert again.fitted.before == {2}
    rest = desk.ask(taking.look, table, replace(again.matching, without=again.fitted.before))
    assert (rest.fitted.rows, rest.fitted.before) == (1, frozenset())
    assert rest.checked is not None


def test_rows_set_aside_come_in_as_the_sheet_they_are_from(desk: Desk, tmp_path: Path) -> None:
    """Month first, with real dates beside text: a day set aside is the same day when it is back."""
    book = Workbook()
    book.active.append(["Date", "Time", "Type of contact", "Result", "=cmd|'/C calc'!A0"])
    day = datetime(2025, 4, 3)  # noqa: DTZ001 - a sheet knows no zones
    at = datetime(2025, 4, 3, 21, 40).time()  # noqa: DTZ001
    rows: list[list[Any]] = [
        ["12/19/2024", "", "Van", "talked", "@SUM(A1)"], [day, at, "pigeon", "talked", "-1+2"],
    ]  # fmt: skip
    for row in rows:
        book.active.append(row)
    book.active["E1"].data_type = "s"
    book.save(tmp_path / "log.xlsx")
    table = read(tmp_path / "log.xlsx").tables[0]
    seen = desk.ask(taking.begin, table)
    assert (seen.matching.order, sorted(seen.fitted.bad)) == ("mdy", [3])
    raw = desk.do(taking.set_aside, table, seen).value.decode("utf-8-sig")
    assert "\n2025-04-03 00:00,21:40,pigeon" in raw.replace("\r", "")
    assert not any(
        cell.startswith(("=", "+", "-", "@"))
        for line in raw.splitlines()
        for cell in line.split(",")
    )
    take_in(desk, table, replace(seen.matching, without=seen.fitted.bad))
    mended = sheet(tmp_path, raw.replace("pigeon", "Van"), "aside.csv")
    back = desk.ask(taking.begin, mended)
    assert back.remembered
    assert back.matching.order == "mdy"
    assert [row["started_at"] for _, row in back.fitted.tables["contacts"]] == [
        "2025-04-03T20:40:00Z"
    ]


def test_a_file_read_again_is_matched_by_its_headings(desk: Desk, tmp_path: Path) -> None:
    table = sheet(tmp_path, HEAD + ROW)
    seen = desk.ask(taking.begin, table)
    names = guessing.headings(table, seen.matching.heading)
    lower = sheet(tmp_path, "Log 2025;;;;\n" + HEAD + ROW)
    assert taking.again(lower, seen.matching, names) == 2
    moved = sheet(tmp_path, "No.;" + HEAD + "1;" + ROW)
    assert taking.again(moved, seen.matching, names) is None
