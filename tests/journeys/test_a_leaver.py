"""A colleague comes, works within their role, leaves, and cannot come in any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableView
from pytestqt.qtbot import QtBot

from outreach_app.clock import SetClock
from tests.journeys.hands import Hands
from tests.ui.gates import NAME, PHRASE, cheap_house, new_file, settle, shell_of
from ui.background import Background
from ui.house import Gate
from ui.pages.unlock import UnlockPage
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
MO = "harbour velvet onion cloud piano"
RU = "copper sparrow kettle winter noon"


@pytest.fixture
def window(
    qtbot: QtBot,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
    tmp_path: Path,
) -> Iterator[MainWindow]:
    with new_file(tmp_path, clock) as path:
        gate = Gate(cheap_house(clock), clock, background, theme, settings)
        made = MainWindow(gate, path)
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


def come_in(hands: Hands, name: str, phrase: str) -> None:
    hands.write("unlock.name", name)
    hands.write("unlock.passphrase", phrase)
    hands.click("unlock.open")


def lock(qtbot: QtBot, hands: Hands, window: MainWindow) -> None:
    hands.press(Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: window.shell is None)
    hands.wait()
    assert isinstance(window.centralWidget(), UnlockPage)


def to_colleagues(qtbot: QtBot, hands: Hands, window: MainWindow) -> None:
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("who can sign")
    qtbot.waitUntil(lambda: "Colleagues: who can sign in" in hands.words())
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell_of(window).page_name() == "colleagues")
    hands.wait()


def let_in(qtbot: QtBot, hands: Hands, name: str, role: str, phrase: str) -> None:
    hands.click("colleagues.add")
    hands.write("add_colleague.name", name)
    hands.click(f"add_colleague.role.{role}")
    hands.write("add_colleague.passphrase", phrase)
    hands.write("add_colleague.again", phrase)
    hands.click("add_colleague.save")
    qtbot.waitUntil(lambda: f"{name} can sign in now." in hands.words())
    hands.come_back()


def test_come_work_and_leave(qtbot: QtBot, hands: Hands, window: MainWindow) -> None:
    come_in(hands, NAME, PHRASE)
    to_colleagues(qtbot, hands, window)
    let_in(qtbot, hands, "Mo", "caseworker", MO)
    let_in(qtbot, hands, "Ru", "outreach", RU)
    lock(qtbot, hands, window)

    # Each comes in by their own name and passphrase, and by nobody else's.
    come_in(hands, "ru", MO)
    assert window.shell is None
    assert "That did not open it" in hands.words()
    hands.see("unlock.name")
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    page.name.clear()
    page.passphrase.line.clear()
    come_in(hands, "mo", MO)
    assert "Good evening, Mo" in hands.words()

    # What only the lead may do is not offered.
    to_colleagues(qtbot, hands, window)
    assert "Only the project lead sees this." in hands.words()
    assert "Add a colleague" not in hands.words()

    # Mo meets somebody, and has something to do for them.
    hands.press(Qt.Key.Key_N, CTRL)
    hands.click("log_contact.who.new")
    hands.write("log_contact.new.alias", "Marble")
    hands.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Contact saved" in hands.words())
    hands.wait()
    hands.click("today.todo.add")
    hands.write("today.todo.what", "Ask about a room for January")
    hands.click("today.todo.save")
    qtbot.waitUntil(lambda: "Ask about a room for January" in hands.words())
    hands.wait()
    lock(qtbot, hands, window)

    # The lead ends their way in, and what they had to do goes to Ru.
    come_in(hands, NAME, PHRASE)
    to_colleagues(qtbot, hands, window)
    table = hands.see("colleagues.table")
    assert isinstance(table, QTableView)
    table.setFocus()
    table.selectRow(1)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell_of(window).page_name() == "colleague")
    hands.wait()
    hands.click("colleague.leave")
    hands.click("leaving.save")
    qtbot.waitUntil(lambda: "Mo can no longer sign in." in hands.words())
    hands.come_back()
    # The casebook gets a new key by itself: two clicks so far, two more to hand everything over.
    qtbot.waitUntil(lambda: "The casebook has a new key." in hands.words())
    box = hands.see("colleague.to")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText("Ru"))
    hands.click("colleague.everything")
    qtbot.waitUntil(lambda: "Handed over to Ru: 1 thing to do." in hands.words())
    lock(qtbot, hands, window)

    come_in(hands, "mo", MO)
    assert window.shell is None
    assert "That did not open it" in hands.words()
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    page.name.clear()
    page.passphrase.line.clear()
    come_in(hands, "ru", RU)
    qtbot.waitUntil(lambda: "Ask about a room for January" in hands.words())
