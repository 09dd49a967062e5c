"""The table of a shift, typed into like a spreadsheet."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester

from outreach_app.bootstrap import Desk
from outreach_app.casework import sessions
from outreach_app.casework.sessions import SessionDraft
from outreach_app.clock import SetClock
from tests.ui.night_keys import ENTER, Keys, arrive, known, on_a_night, rows
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next
from ui.pages.session.page import SessionPage

# the table as a spreadsheet


def at_cell(page: SessionPage, row: int, column: str) -> None:
    page.parts.grid.setFocus()
    page.parts.grid.setCurrentIndex(page.parts.grid.cell(row, column))


def type_in_cell(stage: Stage, page: SessionPage, text: str) -> None:
    """Type as in a spreadsheet: the first sign opens the cell, Enter closes it."""
    QTest.keyClicks(page.parts.grid, text[0])
    editors = page.parts.grid.findChildren(QLineEdit, "session.cell")
    assert editors
    QTest.keyClicks(editors[-1], text[1:])
    QTest.keyClick(editors[-1], Qt.Key.Key_Return)
    # The editor hands over what was typed when it is its turn.
    QApplication.processEvents()
    stage.settle()


def test_a_number_typed_into_the_table_puts_the_row_right(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    keys.type("k")
    keys.press(ENTER)
    before = rows(desk, key)[0]
    clock.moment += timedelta(minutes=9)
    at_cell(page, 0, "item:lube")
    type_in_cell(stage, page, "12")
    (row,) = rows(desk, key)
    assert row.supplies == {"condom_ext": 10, "lube": 12, "hot_drink": 1}
    assert (row.at, row.id != before.id) == (before.at, True)
    assert desk.ask(sessions.tally, key).items["lube"] == 12


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (("who", "pepper", "alias"), "Pepper"),
        (("who", "*3", "people"), 3),
        (("note", "left early", "note"), "left early"),
        (("returns", "7", "returns"), 7),
        (("time", "2215", "at"), datetime(2025, 12, 20, 22, 15, tzinfo=UTC)),
    ],
)
def test_every_cell_can_be_typed_anew(
    stage: Stage,
    desk: Desk,
    clock: SetClock,
    keys: Keys,
    cell: tuple[str, str, str],
    value: object,
) -> None:
    column, typed, field = cell
    key = on_a_night(desk, clock)
    known(desk, "Pepper")
    page = arrive(stage)
    keys.type("k")
    keys.press(ENTER)
    at_cell(page, 0, column)
    type_in_cell(stage, page, typed)
    assert getattr(rows(desk, key)[0], field) == value


def test_a_cell_that_says_nothing_is_told_and_changes_nothing(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    known(desk, "Marble", "Maribel")
    page = arrive(stage)
    keys.type("k")
    keys.press(ENTER)
    before = rows(desk, key)
    for column, typed, words in (
        ("who", "mar", "“mar” may be more than one"),
        ("time", "99", "“99” is no time on this shift."),
        ("time", "2358", "2358 has not come yet."),
    ):
        at_cell(page, 0, column)
        type_in_cell(stage, page, typed)
        assert words in stage.words()
    assert rows(desk, key) == before


def test_the_hour_that_comes_twice_is_asked(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    clock.moment = datetime(2026, 10, 24, 19, 0, tzinfo=UTC)
    key = desk.do(sessions.start, SessionDraft("van_night", clock.now())).value.id
    clock.moment = datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    page = arrive(stage)
    keys.type("k")
    keys.press(ENTER)
    at_cell(page, 0, "time")
    answer_next("second")
    type_in_cell(stage, page, "0130")
    assert rows(desk, key)[0].at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_last_row_of_the_table_and_the_line_are_one(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    known(desk, "Pepper")
    page = arrive(stage)
    for column, typed in (
        ("item:condom_ext", "10"),
        ("who", "pep"),
        ("returns", "4"),
        ("note", "cold"),
        ("time", "2330"),
    ):
        at_cell(page, 0, column)
        type_in_cell(stage, page, typed)
    assert page.parts.next.entry.text() == '@Pepper c10 r4 "cold'
    assert "Saved as 23:30" in stage.words()
    QTest.keyClick(page.parts.grid, Qt.Key.Key_Return)
    stage.settle()
    (row,) = rows(desk, key)
    assert (row.alias, row.supplies, row.returns) == ("Pepper", {"condom_ext": 10}, 4)
    assert row.at == datetime(2025, 12, 20, 23, 30, tzinfo=UTC)


def test_tab_goes_through_the_cells_and_out_at_both_ends(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    on_a_night(desk, clock)
    page = arrive(stage)
    grid = page.parts.grid
    at_cell(page, 0, "time")
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert grid.currentIndex().column() == 1
    at_cell(page, 0, "note")
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not grid
    at_cell(page, 0, "time")
    QTest.keyClick(grid, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is not grid
    at_cell(page, 0, "area")
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.parts.next.entry.line


def test_a_row_is_taken_out_with_a_reason(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    keys.type("*2 k")
    keys.press(ENTER)
    at_cell(page, 0, "who")
    answer_next("test")
    QTest.keyClick(page.parts.grid, Qt.Key.Key_Delete)
    stage.settle()
    assert rows(desk, key) == ()
    assert desk.ask(sessions.tally, key).contacts == 0
    stage.click("session.notice.put_back")
    assert desk.ask(sessions.tally, key).contacts == 2


def test_the_table_is_a_sound_model_and_reads_its_empty_cells(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys, qtmodeltester: ModelTester
) -> None:
    on_a_night(desk, clock)
    page = arrive(stage)
    model = page.parts.model
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    keys.type("c10")
    keys.press(ENTER)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    cell = page.parts.grid.cell(0, "item:condom_ext")
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "External condoms: 10"
    cell = page.parts.grid.cell(0, "item:lube")
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Lubricant sachets: none"
    assert cell.data() == "·"
