"""A shift from its head to its end: area, totals, summary, who may see what, and room."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox

from outreach_app.bootstrap import Desk
from outreach_app.casework import drafts, night, people, sessions
from outreach_app.casework.night import LineDraft
from outreach_app.clock import SetClock
from outreach_app.reports import paper_forms
from tests.ui.gates import clipped, nameless
from tests.ui.night_keys import ENTER, Keys, arrive, known, on_a_night, rows
from tests.ui.sitting import Stage
from ui import printing
from ui.dialogs.ask import answer_next
from ui.pages.session.page import SessionPage
from ui.theme import Theme

# head, end, roles


def test_the_area_changes_for_what_comes_next(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    keys.type("k")
    keys.press(ENTER)
    stage.click("session.change_area")
    stage.click("session_area.area.foundry")
    stage.click("session_area.save")
    assert "Now in Foundry." in stage.words()
    page.parts.next.entry.take_focus()
    keys.type("k")
    keys.press(ENTER)
    assert [row.area for row in rows(desk, key)] == ["market_end", "foundry"]


def test_totals_are_contacts_and_nobody(stage: Stage, desk: Desk, clock: SetClock) -> None:
    key = on_a_night(desk, clock)
    page = arrive(stage)
    page.doors.totals()
    box = cast("QSpinBox", stage.seen("session_totals.people"))
    box.selectAll()
    QTest.keyClicks(box, "25")
    stage.click("session_totals.save")
    assert desk.ask(sessions.tally, key).contacts == 25
    assert desk.ask(people.everyone) == ()


def test_the_night_ends_with_its_sum_and_a_handover(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    key = on_a_night(desk, clock)
    known(desk, "Marble")
    page = arrive(stage)
    for text in ("@marble k r8", "*2 c12"):
        keys.type(text)
        keys.press(ENTER)
    stage.click("session.end_it")
    words = stage.words()
    assert "3 contacts, 1 person named, 2 not named." in words
    assert "22 condoms" in words
    keys.type("Lights out on Lock Row")
    state = page.draft_state()
    assert state == {"handover": "Lights out on Lock Row"}
    stage.click("session.end.finish")
    assert desk.ask(sessions.open_now) is None
    assert desk.ask(sessions.handover_of, key) == "Lights out on Lock Row"
    ((page_name, said),) = stage.went
    assert page_name == "today"
    assert str(said["ended"]).startswith("3 contacts, 1 person named, 2 not named.")


def test_a_night_that_was_ended_can_be_opened_again_the_same_day(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    key = on_a_night(desk, clock)
    desk.do(sessions.end, key)
    page = arrive(stage, session_id=key)
    assert not page.parts.next.isVisible()
    stage.click("session.reopen")
    assert page.parts.next.isVisible()
    assert desk.ask(sessions.open_now) is not None


def test_a_line_left_from_a_night_that_was_ended_waits_until_it_is_open_again(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    key = on_a_night(desk, clock)
    state = {"text": "c10 ", "at": clock.now().isoformat(), "new": {}}
    desk.do(drafts.keep, "session", key, json.dumps(state))
    desk.do(sessions.end, key)
    page = arrive(stage, draft={"about": key, "state": state})
    assert page.parts.next.entry.text() == ""
    stage.click("session.reopen")
    assert page.parts.next.entry.text() == "c10 "


def test_without_an_open_session_it_starts_one_here(stage: Stage, desk: Desk) -> None:
    page = cast("SessionPage", stage.show_page("session"))
    assert "No session is open" in stage.words()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "session.start.kind.van_night"
    QTest.keyClick(focused, Qt.Key.Key_Return)
    stage.until(lambda: page.view is not None)
    shift = desk.ask(sessions.open_now)
    assert shift is not None
    assert shift.type == "van_night"
    assert stage.went == []
    assert stage.seen("session.line").hasFocus()


def test_a_volunteer_sees_the_people_of_this_shift_alone(
    stage: Stage, desk: Desk, clock: SetClock, keys: Keys
) -> None:
    on_a_night(desk, clock)
    known(desk, "Marble", "Pepper")
    arrive(stage)
    keys.type("@marble k")
    keys.press(ENTER)
    desk.me = replace(desk.me, role="volunteer")
    page = cast("SessionPage", stage.page)
    page.open()
    stage.settle()
    assert page.view is not None
    assert [each.label for each in page.view.table.people] == ["Marble"]
    page.parts.next.entry.take_focus()
    keys.type("@pep")
    stage.settle()
    assert page.parts.next.entry.meant.offers == ()


def test_nobody_without_a_shift_role_reads_the_table(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    on_a_night(desk, clock)
    desk.me = replace(desk.me, role="admin")
    page = arrive(stage)
    assert page.view is None
    assert not page.parts.grid.isVisible()


def test_letters_of_the_project_stand_beside_the_table(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    on_a_night(desk, clock)
    arrive(stage)
    words = stage.words()
    for part in ("Standard pack", "Needle sets", "Brought back", "Two people, not named"):
        assert part in words


@pytest.mark.parametrize(
    "look",
    [
        (1366, 700, 100, "light"),
        (1366, 700, 150, "dark"),
        (1100, 700, 100, "light"),
        (683, 350, 100, "dark"),
    ],
)
def test_nothing_is_clipped_and_everything_has_a_name(
    stage: Stage,
    desk: Desk,
    clock: SetClock,
    theme: Theme,
    keys: Keys,
    look: tuple[int, int, int, str],
) -> None:
    width, height, percent, scheme = look
    key = on_a_night(desk, clock)
    known(desk, "Marble", "Pepper", "Saturn")
    for text in ("@marble k", "@pepper c10", "@saturn n10 x r6", '*4 d4 "cold'):
        desk.do(night.add, LineDraft(key, text))
    theme.choose(scheme, percent)
    room = theme.breakpoint(width)
    stage.resize(width - {"wide": 204, "middle": 56, "narrow": 84}.get(room, 0), height - 51)
    page = arrive(stage)
    page.compact(room)
    keys.type("c10 l4 q d")
    keys.press(ENTER)
    stage.settle()
    assert clipped(page) == []
    assert nameless(page) == []
    stage.click("session.end_it")
    stage.settle()
    assert clipped(page) == []
    assert nameless(page) == []


def test_a_blank_sheet_is_chosen_and_printed(
    stage: Stage, desk: Desk, clock: SetClock, tmp_path: Path
) -> None:
    on_a_night(desk, clock)
    page = arrive(stage)
    for form, words in (("night", "Van night"), ("incident", "Three answers are enough")):
        file = tmp_path / f"{form}.pdf"
        printing.print_next(file)
        answer_next(form, "printer.0")
        stage.click("session.paper")
        stage.until(file.exists)
        made = desk.ask(paper_forms.make, form)
        assert words in PdfReader(BytesIO(made)).pages[0].extract_text()
    assert "3 pages sent to the printer." in page.parts.next.entry.state.text()


def test_the_letters_are_printed_from_the_panel(
    stage: Stage, desk: Desk, clock: SetClock, tmp_path: Path
) -> None:
    on_a_night(desk, clock)
    page = arrive(stage)
    printing.print_next(tmp_path / "letters.pdf")
    answer_next("printer.0")
    page.parts.panel.print.click()
    stage.until(lambda: bool(page.parts.next.entry.state.text()))
    assert page.parts.next.entry.state.text() == "1 page sent to the printer."
