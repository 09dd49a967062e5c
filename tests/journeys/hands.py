"""Hands at the real window: they type, press and click what can be seen, and nothing else."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.gates import settle
from ui.background import Background
from ui.window import MainWindow

NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """Types into whatever has the focus and clicks what can be seen; nothing else."""

    def __init__(self, qtbot: QtBot, window: MainWindow, background: Background) -> None:
        self._qtbot = qtbot
        self._window = window
        self._background = background

    def type(self, words: str) -> None:
        for letter in words:
            QTest.keyClicks(self._target(), letter)
        self.wait()

    def write(self, name: str, words: str) -> None:
        """Type into the field of a name."""
        field = self.see(name)
        field.setFocus()
        QTest.keyClicks(field, words)
        self.wait()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self._target(), key, modifier)
        self.wait()

    def come_back(self) -> None:
        """Go on in the window after a dialog: no window manager does it here."""
        with self._qtbot.waitActive(self._window):
            self._window.activateWindow()
        self.wait()

    def click(self, name: str) -> None:
        found = self.see(name)
        where = found.rect().center()
        if isinstance(found, QAbstractButton) and found.isCheckable():
            where.setX(12)
        QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=where)
        self.wait()

    def see(self, name: str) -> QWidget:
        self._qtbot.waitUntil(lambda: bool(self._visible(name)))
        return self._visible(name)[-1]

    def wait(self) -> None:
        settle(self._qtbot, self._background)

    def words(self) -> str:
        return "\n".join(
            each.text()
            for each in self._window.findChildren(QWidget)
            if isinstance(each, QLabel | QAbstractButton) and each.isVisible()
        )

    def _visible(self, name: str) -> list[QWidget]:
        return [each for each in self._window.findChildren(QWidget, name) if each.isVisible()]

    def _target(self) -> QWidget:
        found = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert found is not None
        return found
