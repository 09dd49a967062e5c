"""Contacts logged in a hurry: keys that come before the answer to the one before."""

from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, sessions
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.clock import SetClock
from tests.ui.sitting import Stage
from ui.pages.log_contact.page import LogContactPage
from ui.theme import Theme
from ui.widgets.buttons import button

NAME = "log_contact"


@pytest.fixture
def marble(desk: Desk, clock: SetClock) -> str:
    known = ContactDraft(clock.now(), who="new", new_alias="Marble")
    person_id = desk.do(contacts.log, known).value.person_id
    clock.moment += timedelta(minutes=5)
    desk.do(sessions.start, SessionDraft("van_night", clock.now()))
    assert person_id is not None
    return person_id


def arrive(stage: Stage, **where: object) -> LogContactPage:
    page = cast("LogContactPage", stage.show_page(NAME, **where))
    stage.activateWindow()
    stage.until(lambda: QApplication.focusWidget() is not None)
    return page


def focused_name() -> str:
    focused = QApplication.focusWidget()
    return focused.objectName() if focused is not None else ""


def logged(desk: Desk) -> int:
    return len(desk.ask(contacts.latest, 50))


@pytest.mark.parametrize("size", [(1162, 649), (683, 350)])
def test_tab_leads_from_the_first_answer_to_the_name(
    stage: Stage, marble: str, theme: Theme, size: tuple[int, int]
) -> None:
    stage.resize(*size)
    page = arrive(stage)
    page.compact(theme.breakpoint(size[0]))
    stage.settle()
    stage.click(f"{NAME}.who.new")
    page.cards.who.who.take_focus()
    QTest.keyClick(page.cards.who.who.button("new"), Qt.Key.Key_Tab)
    assert focused_name() == f"{NAME}.new.alias"
    QTest.keyClick(page.cards.who.new.alias, Qt.Key.Key_Tab)
    assert focused_name().startswith(f"{NAME}.setting.")


def test_the_next_one_waits_for_the_one_before(stage: Stage, desk: Desk, marble: str) -> None:
    page = arrive(stage, who="not_named")
    before = logged(desk)
    page.set_value("people", 3)
    page.save()
    page.save()
    page.open()
    stage.settle()
    assert logged(desk) == before + 3
    assert stage.went == []
    assert stage.seen(f"{NAME}.saved").isVisible()
    assert page.value("people") == 1
    assert not page.is_dirty()
    stage.click(f"{NAME}.who.not_named")
    stage.click(f"{NAME}.save")
    assert logged(desk) == before + 4


def test_nobody_is_called_back_from_another_page(stage: Stage, desk: Desk, marble: str) -> None:
    page = arrive(stage, person_id=marble)
    before = logged(desk)
    page.save()
    page.leave()
    page.hide()
    stage.settle()
    assert logged(desk) == before + 1
    assert stage.went == []


def test_no_letter_is_taken_that_would_not_be_saved(stage: Stage, desk: Desk, marble: str) -> None:
    page = arrive(stage, person_id=marble)
    note = cast("QLineEdit", page.bound("note"))
    page.set_value("note", "Ask about the dog")
    page.save()
    QTest.keyClicks(note, " tomorrow")
    assert page.value("note") == "Ask about the dog"
    stage.settle()
    page.open(person_id=marble)
    stage.settle()
    QTest.keyClicks(note, "Again")
    assert page.value("note") == "Again"


def test_a_slow_hand_types_its_own_letters(stage: Stage, marble: str) -> None:
    page = arrive(stage)
    picker = page.cards.who.known.picker
    for typed in ("m", "ma", "mar"):
        QTest.keyClicks(picker, typed[-1])
        stage.until(lambda: bool(picker.suggestions()) and not picker.looking)
        assert picker.text() == typed
    popup = picker.completer().popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    stage.settle()
    assert page.value("person_id")["id"] == marble


def test_the_page_begins_at_its_top(stage: Stage, marble: str, theme: Theme) -> None:
    stage.resize(683, 350)
    page = arrive(stage)
    page.compact(theme.breakpoint(683))
    stage.settle()
    page.cards.scroll.verticalScrollBar().setValue(200)
    page.open()
    stage.settle()
    assert page.cards.scroll.verticalScrollBar().value() == 0


@pytest.mark.parametrize("percent", [100, 150])
def test_chips_stand_below_each_other_at_every_text_size(
    stage: Stage, marble: str, theme: Theme, percent: int
) -> None:
    theme.choose(percent=percent)
    page = arrive(stage)
    where = page.cards.where
    frames = (where.setting_frame, where.area_frame, where.outcome_frame)
    assert len({frame.widget.x() for frame in frames}) == 1


def test_nobody_of_that_name_is_said_of_a_name_only(stage: Stage, marble: str) -> None:
    page = arrive(stage)
    picker = page.cards.who.known.picker
    QTest.keyClicks(picker, "Zz")
    stage.until(lambda: "No one of that name" in stage.words())
    page.open(who="known")
    stage.settle()
    assert "No one of that name" not in stage.words()


def test_an_area_that_is_not_known_says_what_is_not_known(stage: Stage, marble: str) -> None:
    arrive(stage, person_id=marble)
    assert "Van, area not known, Sat 20 December" in stage.words()


def test_enter_presses_a_button_once(qtbot: QtBot) -> None:
    made = button("Start now", "try.start")
    qtbot.addWidget(made)
    pressed: list[str] = []
    made.clicked.connect(lambda: pressed.append("pressed"))
    QTest.keyClick(made, Qt.Key.Key_Return)
    QTest.keyClick(made, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    QTest.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 2
