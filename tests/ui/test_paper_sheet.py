"""A paper sheet typed in: the frame once, a time with every line, all of it or nothing."""

from datetime import UTC, datetime
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from outreach_app.bootstrap import Desk
from outreach_app.casework import drafts, night, people, sessions
from outreach_app.casework.sessions import SessionDraft
from outreach_app.clock import SetClock
from tests.ui.gates import clipped, nameless
from tests.ui.night_keys import known
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next
from ui.pages.paper_sheet.page import PaperSheetPage
from ui.theme import Theme


def arrive(stage: Stage, **where: object) -> PaperSheetPage:
    page = cast("PaperSheetPage", stage.show_page("paper_sheet", **where))
    stage.settle()
    return page


def frame(page: PaperSheetPage, day: str, began: str, ended: str = "") -> None:
    page.set_value("day", day)
    page.set_value("began", began)
    page.set_value("ended", ended)


def type_line(stage: Stage, page: PaperSheetPage, text: str) -> None:
    line = page.lines.entry.line
    line.setFocus()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    stage.settle()


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_sheet_is_a_shift_with_its_own_day_and_a_time_with_every_line(
    stage: Stage, desk: Desk
) -> None:
    known(desk, "Marble")
    page = arrive(stage)
    frame(page, "2025-12-13", "2015", "01:10")
    for text in ("2058 @mar k r8", '2104 *2 c12 "cold', "b c10", "0040 k"):
        type_line(stage, page, text)
    assert "5 contacts." in page.lines.total.text()
    assert "8 brought back" in page.lines.total.text()
    page.save()
    stage.settle()
    (shift,) = desk.ask(sessions.recent)
    assert (shift.started_at, shift.ended_at) == (utc("2025-12-13T20:15"), utc("2025-12-14T01:10"))
    rows = desk.ask(night.rows_of, shift.id)
    assert [row.at for row in rows] == [
        utc("2025-12-13T20:58"),
        utc("2025-12-13T21:04"),
        # A line without a time has that of the line before.
        utc("2025-12-13T21:04"),
        # After midnight is the next day.
        utc("2025-12-14T00:40"),
    ]
    assert [row.people for row in rows] == [1, 2, 1, 1]
    assert stage.went == [("session", {"session_id": shift.id})]
    assert desk.ask(drafts.waiting) == ()


def test_totals_only_are_one_line(stage: Stage, desk: Desk) -> None:
    page = arrive(stage)
    frame(page, "2025-12-19", "20:00")
    type_line(stage, page, "2300 *25 c120 l40")
    page.save()
    stage.settle()
    (shift,) = desk.ask(sessions.recent)
    tally = desk.ask(sessions.tally, shift.id)
    assert (tally.contacts, tally.items["condom_ext"]) == (25, 120)
    assert desk.ask(people.everyone) == ()


def test_somebody_new_on_two_lines_is_one_person(stage: Stage, desk: Desk) -> None:
    page = arrive(stage)
    frame(page, "2025-12-19", "20:00")
    line = page.lines.entry.line
    line.setFocus()
    QTest.keyClicks(line, "2010 @dune")
    stage.settle()
    QTest.keyClick(line, Qt.Key.Key_Up)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClicks(line, "k")
    QTest.keyClick(line, Qt.Key.Key_Return)
    type_line(stage, page, "2040 @dune c5")
    page.save()
    stage.settle()
    (shift,) = desk.ask(sessions.recent)
    assert [row.alias for row in desk.ask(night.rows_of, shift.id)] == ["Dune", "Dune"]
    assert len(desk.ask(people.everyone)) == 1


def test_the_hour_that_comes_twice_is_asked_for_each_line(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    clock.moment = datetime(2026, 10, 26, 9, tzinfo=UTC)
    page = arrive(stage)
    frame(page, "2026-10-24", "20:00", "0230")
    answer_next("first", "second")
    type_line(stage, page, "0130 k")
    type_line(stage, page, "0130 k")
    page.save()
    stage.settle()
    (shift,) = desk.ask(sessions.recent)
    assert [row.at for row in desk.ask(night.rows_of, shift.id)] == [
        utc("2026-10-25T00:30"),
        utc("2026-10-25T01:30"),
    ]


def test_a_night_that_ended_in_the_hour_that_came_twice_says_which(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    clock.moment = datetime(2026, 10, 26, 9, tzinfo=UTC)
    page = arrive(stage)
    frame(page, "2026-10-24", "20:00", "01:10")
    type_line(stage, page, "2300 k")
    page.save()
    stage.settle()
    assert "Write which: 01:10 first, or 01:10 second." in stage.words()
    page.set_value("ended", "01:10 second")
    page.save()
    stage.settle()
    (shift,) = desk.ask(sessions.recent)
    assert shift.ended_at == utc("2026-10-25T01:10")


@pytest.mark.parametrize(
    ("day", "began", "lines", "words"),
    [
        ("2025-12-19", "", ("2010 k",), "Write the time as it is on the sheet: 22:15."),
        ("2025-12-19", "20:00", (), "There is no line on this sheet yet."),
        ("2025-12-20", "23:00", ("2359 k",), "This is after now. Check the day and the time."),
    ],
)
def test_what_must_be_mended_is_said_and_nothing_is_saved(
    stage: Stage, desk: Desk, day: str, began: str, lines: tuple[str, ...], words: str
) -> None:
    page = arrive(stage)
    frame(page, day, began)
    for text in lines:
        type_line(stage, page, text)
    page.save()
    stage.settle()
    assert desk.ask(sessions.recent) == ()
    assert page.summary.isVisible()
    assert words in stage.words()


def test_a_line_still_in_the_entry_is_not_forgotten(stage: Stage, desk: Desk) -> None:
    page = arrive(stage)
    frame(page, "2025-12-19", "20:00")
    type_line(stage, page, "2010 k")
    QTest.keyClicks(page.lines.entry.line, "2020 c5")
    page.save()
    stage.settle()
    assert "One line is typed and not on the list yet." in stage.words()
    assert desk.ask(sessions.recent) == ()


def test_a_first_line_without_a_time_is_asked_for_it(stage: Stage) -> None:
    page = arrive(stage)
    type_line(stage, page, "k")
    assert "The first line has no time." in stage.words()
    assert page.lines.lines() == ()


def test_lines_are_changed_and_taken_out_from_the_list(stage: Stage) -> None:
    page = arrive(stage)
    frame(page, "2025-12-19", "20:00")
    for text in ("2010 k", "2020 c5", "2030 l2"):
        type_line(stage, page, text)
    table = page.lines.table
    table.setCurrentIndex(table.model().index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.lines.entry.text() == "20:20 c5"
    page.lines.entry.fresh()
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert [each.text for each in page.lines.lines()] == ["l2"]


def test_a_half_typed_sheet_outlives_a_lock(stage: Stage, desk: Desk) -> None:
    page = arrive(stage)
    frame(page, "2025-12-19", "20:00")
    type_line(stage, page, "2010 k")
    QTest.keyClicks(page.lines.entry.line, "2020 c")
    waiting = page.unkept()
    assert waiting is not None
    desk.do(drafts.keep, waiting.kind, waiting.about, waiting.state)
    state = page._state()
    again = arrive(stage, draft={"about": waiting.about, "state": state})
    assert again.frame.day.value() == "2025-12-19"
    assert [each.text for each in again.lines.lines()] == ["k"]
    assert again.lines.entry.text() == "2020 c"


def test_a_sheet_may_be_added_to_a_shift_that_is_there(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    now = clock.moment
    clock.moment = datetime(2025, 12, 19, 20, tzinfo=UTC)
    key = desk.do(sessions.start, SessionDraft("van_night", clock.now())).value.id
    clock.moment = datetime(2025, 12, 20, 1, tzinfo=UTC)
    desk.do(sessions.end, key)
    clock.moment = now
    page = arrive(stage)
    page.set_value("day", "2025-12-19")
    assert page.frame.shift.count() == 2
    page.frame.shift.setCurrentIndex(1)
    assert not page.frame.began.isVisible()
    type_line(stage, page, "2110 k")
    page.save()
    stage.settle()
    assert [row.at for row in desk.ask(night.rows_of, key)] == [utc("2025-12-19T21:10")]
    assert len(desk.ask(sessions.recent)) == 1


@pytest.mark.parametrize("look", [(1366, 700, 100), (1366, 700, 150), (683, 350, 100)])
def test_nothing_is_clipped_and_everything_has_a_name(
    stage: Stage, theme: Theme, look: tuple[int, int, int]
) -> None:
    width, height, percent = look
    theme.choose("dark", percent)
    room = theme.breakpoint(width)
    stage.resize(width - {"wide": 204, "middle": 56, "narrow": 84}.get(room, 0), height - 51)
    page = arrive(stage)
    page.compact(room)
    frame(page, "2025-12-19", "20:00")
    type_line(stage, page, "2010 k")
    type_line(stage, page, "2015 q")
    stage.settle()
    assert clipped(page) == []
    assert nameless(page) == []


def test_it_is_typed_by_keys_alone(stage: Stage, desk: Desk) -> None:
    page = arrive(stage)
    began = page.frame.began
    assert isinstance(began, QLineEdit)
    page.set_value("day", "2025-12-19")
    QTest.keyClicks(began, "2000")
    type_line(stage, page, "2010 k")
    line = page.lines.entry.line
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert len(desk.ask(sessions.recent)) == 1
