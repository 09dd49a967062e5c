"""Workflow 3 through the whole window: from a saved incident to a warning that is out."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from outreach_app import bootstrap
from outreach_app.casework import alerts, incidents
from outreach_app.clock import SetClock
from tests.outreach_app.sharing.conftest import SECOND, add_colleague, tell
from tests.ui.gates import CHEAP, NAME, PHRASE, cheap_house, settle, shell_of, unlock
from ui.background import Background
from ui.dialogs.ask import answer_next
from ui.dialogs.combos import Combo
from ui.house import Gate
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

# Design, part 8: 8 presses from a saved incident to a warning that is ready.
BUDGET = 8


class Hand:
    """Counts what is pressed."""

    def __init__(self, qtbot: QtBot, window: MainWindow, background: Background) -> None:
        self.qtbot, self.window, self.background = qtbot, window, background
        self.presses = 0

    def see(self, name: str) -> QWidget:
        def there() -> list[QWidget]:
            return [each for each in self.window.findChildren(QWidget, name) if each.isVisible()]

        self.qtbot.waitUntil(lambda: bool(there()))
        return there()[-1]

    def press(self, name: str) -> None:
        button = self.see(name)
        self.qtbot.waitUntil(button.isEnabled)
        button.click()  # type: ignore[attr-defined] # every pressed thing is a button
        self.presses += 1
        settle(self.qtbot, self.background)

    def choose(self, name: str, code: str) -> None:
        """Open a list and choose from it: two presses."""
        combo = self.see(name)
        assert isinstance(combo, Combo)
        self.qtbot.waitUntil(lambda: combo.findData(code) >= 0)
        combo.choose(code)
        combo.activated.emit(combo.currentIndex())
        self.presses += 2
        settle(self.qtbot, self.background)


@pytest.fixture
def casebook(tmp_path: Path, clock: SetClock) -> Path:
    path = tmp_path / "warn.casebook"
    desk = bootstrap.create(path, "Tidewell", NAME, PHRASE, clock, CHEAP).desk
    desk.do(tell)
    desk.do(add_colleague)
    desk.close()
    return path


def test_a_warning_is_out_within_eight_presses(
    qtbot: QtBot,
    casebook: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> None:
    gate = Gate(cheap_house(clock), clock, background, theme, settings)
    window = MainWindow(gate, casebook)
    qtbot.addWidget(window)
    window.resize(1366, 700)
    window.show()
    unlock(qtbot, window)
    shell = shell_of(window)
    settle(qtbot, background)
    desk = shell.context.desk
    shell.go("incident", {"incident_id": desk.ask(incidents.listing)[0].id})
    settle(qtbot, background)
    hand = Hand(qtbot, window, background)
    hand.press("incident.alert")
    words = hand.see("alert.wording")
    assert isinstance(words, QPlainTextEdit)
    qtbot.waitUntil(lambda: "QH54 R?E" in words.toPlainText())
    hand.choose("alert.second", SECOND)
    box = hand.see("alert.channel.sms")
    assert isinstance(box, QCheckBox)
    hand.press("alert.channel.sms")
    answer_next("yes")
    hand.press("alert.send")
    hand.presses += 1  # the answer to "Send this out now?"
    hand.see("alert_sent.recall")
    assert hand.presses <= BUDGET
    settle(qtbot, background)
    assert len(desk.ask(alerts.listing).rows) == 1
    window.lock()
    settle(qtbot, background)
