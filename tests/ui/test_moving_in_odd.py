"""Moving in when things are odd: asked about, said, and nothing decided by a slip of the hand."""

from pathlib import Path
from typing import cast

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.contacts import Contact
from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.casework.people import PersonDraft
from tests.ui.sitting import Stage
from tests.ui.test_moving_in import choose, counted, go_on, opened
from ui.dialogs.files import choose_next
from ui.pages.moving_in import MovingInPage

HEAD = "Date;Name;Type of contact;Result;Condoms\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.csv"


def to(stage: Stage, part: str) -> None:
    page = cast("MovingInPage", stage.page)
    for _ in range(6):
        if getattr(page, part).isVisible():
            return
        go_on(stage)
    pytest.fail(f"{part} was not reached")


def back_to(stage: Stage, part: str) -> None:
    while not getattr(stage.page, part).isVisible():
        stage.click("moving_in.back")


def test_days_of_a_column_chosen_by_hand_are_asked_about(
    stage: Stage, full: Desk, log: Path
) -> None:
    log.write_text("Odd;Name;Type of contact;Result\n03/04/2025;Wren;Van;talked\n")
    page = opened(stage, log)
    to(stage, "columns")
    choose(stage, "moving_in.column.0", "day")
    go_on(stage)
    assert page.columns.isVisible()
    assert "“03/04/2025” may be two days" in stage.words()
    go_on(stage)
    assert not page.columns.isVisible()


def test_one_field_is_not_filled_from_two_columns(stage: Stage, full: Desk, log: Path) -> None:
    log.write_text(HEAD + "13/04/2025;Wren;Van;talked;2\n")
    page = opened(stage, log)
    to(stage, "columns")
    choose(stage, "moving_in.column.4", "who")
    go_on(stage)
    assert page.columns.isVisible()
    assert "Two columns are matched" in stage.words()


def test_a_second_press_skips_no_step(stage: Stage, full: Desk, log: Path) -> None:
    full.do(people.create, PersonDraft("Wren"))
    log.write_text(HEAD + "13/04/2025;Wren;Pigeon;talked;a few\n")
    page = opened(stage, log)
    for expected in ("columns", "values", "people", "check"):
        for _ in range(3):
            QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        stage.settle()
        assert getattr(page, expected).isVisible()


def test_words_in_columns_of_numbers_are_given_a_number(
    stage: Stage, full: Desk, log: Path
) -> None:
    log.write_text(HEAD + "13/04/2025;Wren;Van;talked;a few\n")
    opened(stage, log)
    to(stage, "values")
    choose(stage, "moving_in.value.0", "3")
    to(stage, "check")
    go_on(stage)
    stage.until(lambda: "Taken in: 2" in stage.words())


def test_a_name_of_the_casebook_holds_once_its_line_was_seen_or_all_were_agreed_to(
    stage: Stage, full: Desk, log: Path
) -> None:
    names = [f"{bird} {n}" for n in range(4) for bird in ("Wren", "Finch", "Heron", "Robin", "Owl")]
    for name in names:
        full.do(people.create, PersonDraft(name))
    before = counted(full, Person)
    log.write_text(HEAD + "".join(f"13/04/2025;{name};Van;talked;2\n" for name in names))
    page = opened(stage, log)
    to(stage, "people")
    go_on(stage)
    # Fifteen lines were seen; of the other five nobody said anything.
    assert "Rows that do not fit: 5." in stage.words()
    back_to(stage, "people")
    assert "these 5 are the people of those names" in stage.words()
    stage.click("moving_in.people.all")
    go_on(stage)
    assert page.check.isVisible()
    go_on(stage)
    stage.until(lambda: "Taken in: 20 rows" in stage.words())
    assert counted(full, Person) == before


def test_rows_that_came_in_before_are_left_out_without_a_file(
    stage: Stage, full: Desk, log: Path, tmp_path: Path
) -> None:
    first = HEAD + "13/04/2025;;Van;talked;2\n"
    log.write_text(first)
    before = counted(full, Contact)
    opened(stage, log)
    to(stage, "check")
    go_on(stage)
    stage.until(lambda: "Taken in: 1 row" in stage.words())
    log.write_text(first + "14/04/2025;;Van;talked;3\n")
    choose_next(log)
    stage.click("moving_in.open")
    to(stage, "check")
    assert "Came in before: 1." in stage.words()
    stage.click("moving_in.before")
    assert "Rows that fit (contacts): 1." in stage.words()
    go_on(stage)
    stage.until(lambda: "Taken in: 1 row" in stage.words())
    assert counted(full, Contact) == before + 2
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["log.csv"]


def test_rows_are_not_set_aside_over_the_file_that_is_read(
    stage: Stage, full: Desk, log: Path
) -> None:
    log.write_text(HEAD + "13/04/2025;Wren;Van;talked;2\n31/02/2025;Wren;Van;talked;2\n")
    kept = log.read_bytes()
    opened(stage, log)
    to(stage, "check")
    choose_next(log)
    stage.click("moving_in.aside")
    assert "This is the file that was read" in stage.words()
    assert log.read_bytes() == kept
    assert not stage.seen("moving_in.next").isEnabled()


def test_other_headings_in_a_file_read_again_begin_afresh(
    stage: Stage, full: Desk, log: Path
) -> None:
    rows = "13/04/2025;Wren;Van;talked;2\n31/02/2025;Wren;Van;talked;2\n"
    log.write_text(HEAD + rows)
    page = opened(stage, log)
    to(stage, "check")
    log.write_text("No.;" + HEAD + "".join(f"1;{row}\n" for row in rows.split("\n") if row))
    stage.click("moving_in.again")
    assert "headings of the file are others now" in stage.words()
    assert page.file.isVisible()
    to(stage, "check")
    assert "Rows that fit (contacts): 1." in stage.words()


def test_the_same_sheet_is_read_again_wherever_it_stands_by_then(
    stage: Stage, full: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "log.xlsx"

    def save(day: str, *sheets: str) -> None:
        book = Workbook()
        del book["Sheet"]
        for name in sheets:
            sheet = book.create_sheet(name)
            sheet.append(HEAD.strip().split(";"))
            sheet.append([day if name == "March" else "13/04/2024", "Wren", "Van", "talked", 2])
        book.save(path)

    save("31/02/2025", "March")
    opened(stage, path)
    to(stage, "check")
    save("13/03/2025", "April", "March")
    stage.click("moving_in.again")
    assert "each with its own steps" in stage.page.file._read.text()  # type: ignore[union-attr]
    assert "13 March 2025" in stage.words()
    assert "Rows that fit (contacts): 1." in stage.words()


def test_what_is_gone_when_it_is_read_again_is_said(stage: Stage, full: Desk, log: Path) -> None:
    log.write_text(HEAD + "31/02/2025;Wren;Van;talked;2\n")
    page = opened(stage, log)
    to(stage, "check")
    log.unlink()
    stage.click("moving_in.again")
    assert "Nothing was taken in." in stage.words()
    assert page.check.isVisible()
    stage.click("moving_in.back")
    assert not page.check.isVisible()


def test_what_is_left_out_is_said_with_its_rows(stage: Stage, full: Desk, log: Path) -> None:
    rows = "13/04/2025;;Van;talked;2;1\n" + "".join(f";;;;;{n}\n" for n in range(2, 9))
    log.write_text("Log of the year\n" + HEAD.replace("\n", ";No.\n") + rows)
    opened(stage, log)
    to(stage, "check")
    words = stage.words()
    assert "columns of 7 rows; they are left out (4–10)." in words
    assert "Row 1, above the headings, is left out." in words
    assert "Rows about nobody named: 1." in words
    assert "from Sun 13 April 2025 to Sun 13 April 2025" in words
