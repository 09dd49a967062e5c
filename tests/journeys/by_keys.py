"""Somebody who works the real window by keyboard alone, and counts.

`presses` are keys that choose, move or confirm, `letters` those of words typed; a situation of the
project counts presses of buttons and choices, and typing not.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.vault.kdf import KdfCost
from tests.ui.gates import NAME, PHRASE, cheap_house, clipped, settle, shell_of, unlock
from ui.background import Background
from ui.house import Gate
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier


class Fingers:
    """Presses keys wherever the focus is; a key that meets no focus is a failure."""

    def __init__(self, qtbot: QtBot, window: MainWindow, background: Background) -> None:
        self._qtbot = qtbot
        self.window = window
        self._background = background
        self.presses = 0
        self.letters = 0

    def begin(self) -> None:
        """Count from nothing."""
        self.presses = self.letters = 0

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
        """Press keys one after the other, each when the one before has done its work."""
        for key in keys:
            QTest.keyClick(self._target(), key, modifier)
            self.presses += 1
            self.wait()

    def ctrl(self, key: Qt.Key) -> None:
        """Press a key with Ctrl: one press."""
        self.press(key, modifier=CTRL)

    def type(self, words: str) -> None:
        """Type words."""
        for letter in words:
            QTest.keyClicks(self._target(), letter)
        self.letters += len(words)
        self.wait()

    def wait(self) -> None:
        """Wait until nothing is under way; the window is in front again when a dialog closed."""
        settle(self._qtbot, self._background)
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self._qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something has happened."""
        self._qtbot.waitUntil(happened)
        self.wait()

    @property
    def focus(self) -> str:
        """The name of what has the focus, which can be seen."""
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.isVisible(), focused.objectName()
        return focused.objectName()

    @property
    def page(self) -> str:
        """The name of the page shown."""
        return shell_of(self.window).page_name()

    @property
    def desk(self) -> Desk:
        """The open casebook, to look into what was written."""
        found = shell_of(self.window).context.desk
        assert isinstance(found, Desk)
        return found

    def tab_to(self, name: str, most: int = 12) -> None:
        """Press Tab until something has the focus; more than `most` times is a failure."""
        for _ in range(most):
            if self.focus == name:
                return
            self.press(Qt.Key.Key_Tab)
        assert self.focus == name

    def back_to(self, name: str, most: int = 8) -> None:
        """Press Shift+Tab until something has the focus."""
        for _ in range(most):
            if self.focus == name:
                return
            self.press(Qt.Key.Key_Tab, modifier=Qt.KeyboardModifier.ShiftModifier)
        assert self.focus == name

    def find(self, typed: str) -> None:
        """Open "Find anything", type, wait for the answer, and take the first."""
        self.ctrl(Qt.Key.Key_K)
        self.type(typed)
        self.press(Qt.Key.Key_Return)

    def words(self) -> str:
        """Return every word that can be seen, of the window and of a dialog over it."""
        tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
        shown = [
            each.text()
            for top in tops
            for each in top.findChildren(QWidget)
            if isinstance(each, QLabel | QAbstractButton) and each.isVisible()
        ]
        return "\n".join(shown)

    def whole(self) -> None:
        """Wait until no word is clipped."""
        self._qtbot.waitUntil(lambda: not clipped(self.window))

    def _target(self) -> QWidget:
        found = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert found is not None
        return found


Furnish = Callable[[Desk, SetClock], object]


@contextmanager
def sitting(
    qtbot: QtBot,
    folder: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
    furnish: Furnish,
) -> Iterator[Fingers]:
    """Furnish a casebook, lock it, and sit down at the real window with its lead."""
    path = folder / "casebook.casebook"
    desk = bootstrap.create(path, "Tidewell", NAME, PHRASE, clock, KdfCost.CHEAPEST).desk
    now = clock.moment
    furnish(desk, clock)
    clock.moment = now
    desk.close()
    window = MainWindow(Gate(cheap_house(clock), clock, background, theme, settings), path)
    qtbot.addWidget(window)
    window.resize(1366, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    come_in(qtbot, window)
    fingers = Fingers(qtbot, window, background)
    fingers.wait()
    yield fingers
    window.lock()
    settle(qtbot, background)


def come_in(qtbot: QtBot, window: MainWindow) -> None:
    """Unlock; the clock of a test leaps as no clock does, which is no waking from sleep."""
    unlock(qtbot, window)
    window.wake.stop()
    window.inactivity.stop()
