"""Workflow 12 by hand: lock, write down what police asked, and nothing is found or shown."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.casework import outside_requests, people
from outreach_app.clock import SetClock
from tests.journeys.hands import Hands
from tests.ui.gates import PHRASE, cheap_house, new_file, settle, shell_of, unlock
from ui.background import Background
from ui.house import Gate
from ui.pages.unlock import UnlockPage
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


class Counting(Hands):
    """Hands that count what is pressed with the mouse; typing words is not counted."""

    clicks = 0

    def click(self, name: str) -> None:
        self.clicks += 1
        super().click(name)


def test_police_turn_up_asking_for_a_name(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> None:
    with new_file(tmp_path, clock) as path:
        gate = Gate(cheap_house(clock), clock, background, theme, settings)
        window = MainWindow(gate, path)
        qtbot.addWidget(window)
        window.resize(1366, 700)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        unlock(qtbot, window, PHRASE)
        shell = shell_of(window)
        shell.context.do(people.add, people.PersonDraft("Comet"))
        settle(qtbot, background)
        hands = Counting(qtbot, window, background)
        hands.press(Qt.Key.Key_L, CTRL)
        assert isinstance(window.centralWidget(), UnlockPage)
        hands.click("unlock.lead")
        assert "I can neither confirm nor deny that we know anyone." in hands.words()
        for name, words in (
            ("officer", "PC Example"),
            ("number", "0000"),
            ("unit", "Harbour"),
            ("power", "none named"),
            ("what", "Whether we know a Comet"),
            ("why", "A witness"),
        ):
            hands.see(f"lead_note.{name}").setFocus()
            hands.type(words)
        hands.click("lead_note.warrant_seen.no")
        hands.click("lead_note.in_writing.no")
        hands.click("lead_note.urgency.today")
        assert "Comet" not in hands.words()
        hands.click("lead_note.save")
        # The key that locks is one press, so that there are six in all.
        assert hands.clicks + 1 <= 6
        held = [each for each in tmp_path.rglob("*") if each.is_file()]
        assert not any(b"Comet" in each.read_bytes() for each in held)
        hands.click("lead_note.back")
        unlock(qtbot, window, PHRASE)
        assert "REQ-01, a request from outside, waits for your answer." in hands.words()
        shell = shell_of(window)
        (row,) = shell.context.desk.ask(outside_requests.listing)
        assert (row.officer, row.urgency, row.finished) == ("PC Example", "today", True)
        assert list(tmp_path.glob("*.letter-*")) == []
        window.lock()
        settle(qtbot, background)
        QApplication.processEvents()
