"""A project's first day, by hand: from no file at all to a draft that outlived a lock."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from outreach_app.clock import SetClock
from tests.journeys.hands import Hands
from tests.ui.gates import cheap_house, settle, shell_of
from ui.background import Background
from ui.dialogs.files import choose_next
from ui.house import Gate
from ui.pages.unlock import UnlockPage
from ui.pages.welcome import WelcomePage
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

SIGN_IN = "daya"
PHRASE = "candle river mossy lantern tin"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(
    qtbot: QtBot, clock: SetClock, background: Background, theme: Theme, settings: Settings
) -> Iterator[MainWindow]:
    made = MainWindow(Gate(cheap_house(clock), clock, background, theme, settings))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.lock()
    settle(qtbot, background)


@pytest.fixture
def hands(qtbot: QtBot, window: MainWindow, background: Background) -> Hands:
    return Hands(qtbot, window, background)


def make_a_casebook(hands: Hands, window: MainWindow, path: Path) -> None:
    page = window.centralWidget()
    assert isinstance(page, WelcomePage)
    hands.press(Qt.Key.Key_Space)
    choose_next(path)
    hands.click("new.change_place")
    hands.see("new.name").setFocus()
    hands.type(SIGN_IN)
    hands.press(Qt.Key.Key_Tab)
    hands.type("Tidewell Outreach")
    hands.press(Qt.Key.Key_Return)
    hands.type(PHRASE)
    hands.see("new.again").setFocus()
    hands.type(PHRASE)
    hands.press(Qt.Key.Key_Return)
    code = hands.see("new.code")
    assert isinstance(code, QLabel)
    groups = code.text().split()
    for name in ("new.first_group", "new.second_group"):
        line = hands.see(name)
        assert isinstance(line, QLineEdit)
        line.setFocus()
        hands.type(groups[int(line.accessibleName().split()[1]) - 1].lower())
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Space)


def come_in(hands: Hands, window: MainWindow) -> None:
    assert isinstance(window.centralWidget(), UnlockPage)
    hands.type(SIGN_IN)
    hands.press(Qt.Key.Key_Return)
    hands.type(PHRASE)
    hands.press(Qt.Key.Key_Return)


def test_from_no_file_to_a_draft_that_outlived_a_lock(
    qtbot: QtBot, hands: Hands, window: MainWindow, tmp_path: Path
) -> None:
    make_a_casebook(hands, window, tmp_path / "ours.casebook")
    assert shell_of(window).page_name() == "today"
    assert (tmp_path / "ours.casebook").exists()

    hands.press(Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: window.shell is None)
    hands.wait()
    come_in(hands, window)
    assert shell_of(window).page_name() == "today"

    # A contact with somebody new: a name, and nothing else is needed.
    hands.press(Qt.Key.Key_N, CTRL)
    hands.click("log_contact.who.new")
    hands.see("log_contact.new.alias").setFocus()
    hands.type("Marble")
    hands.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shell_of(window).page_name() == "today")
    hands.wait()
    assert "Contact saved" in hands.words()

    # Harm they told: found by name, three answers.
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("marb")
    qtbot.waitUntil(lambda: "Log an incident for Marble" in hands.words())
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert shell_of(window).page_name() == "log_incident"
    hands.type("rob")
    hands.press(Qt.Key.Key_Return)
    hands.click("log_incident.area.unknown")
    hands.click("log_incident.occurred_on.today")
    hands.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Incident INR-01 saved" in hands.words())

    # Both stand in the person's story, the account closed.
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("marb")
    hands.press(Qt.Key.Key_Return)
    assert shell_of(window).page_name() == "person"
    qtbot.waitUntil(lambda: "INR-01" in hands.words())
    words = hands.words()
    assert "Marble" in words
    assert "Show what happened" in words

    # Typing that nobody saved is offered after the lock, word for word.
    hands.press(Qt.Key.Key_N, CTRL)
    hands.see("log_contact.note").setFocus()
    hands.type("Asked about a room for January")
    hands.press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.shell is None)
    window.showNormal()
    window.activateWindow()
    hands.wait()
    assert "January" not in hands.words()
    come_in(hands, window)
    qtbot.waitUntil(lambda: "Unfinished contact, kept at 23:41" in hands.words())
    hands.click("unfinished.0.carry_on")
    note = hands.see("log_contact.note")
    assert isinstance(note, QPlainTextEdit)
    qtbot.waitUntil(lambda: note.toPlainText() == "Asked about a room for January")
