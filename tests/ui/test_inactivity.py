"""Keys, movements and an input method keep the window open, in it and in a dialog over it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.inactivity import Inactivity


class Counted(Inactivity):
    """Counts how often the time of stillness began anew."""

    def __init__(self, app: QApplication, parent: QWidget) -> None:
        super().__init__(app, 600, parent)
        self.began = 0

    def start(self) -> None:
        self.began = 0
        super().start()

    def alive(self) -> None:
        self.began += 1
        super().alive()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setWindowTitle("Casebook")
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_every_sign_of_life_begins_the_time_anew(
    qtbot: QtBot, qapp: QApplication, window: QWidget
) -> None:
    watch = Counted(qapp, window)
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    watch.start()
    handle = window.windowHandle()
    acts: tuple[Callable[[], object], ...] = (
        lambda: QTest.keyClick(handle, Qt.Key.Key_A),
        lambda: QTest.mouseMove(handle, QPoint(5, 7)),
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(9, 9)),
        lambda: QApplication.sendEvent(field, QInputMethodEvent("か", [])),
    )
    for act in acts:
        watch.start()
        act()
        qtbot.waitUntil(lambda: watch.began > 0)


def test_a_dialog_and_what_has_the_focus_after_it_are_watched_too(
    qtbot: QtBot, qapp: QApplication, window: QWidget
) -> None:
    watch = Counted(qapp, window)
    watch.start()
    dialog = QDialog(window)
    dialog.setWindowTitle("Casebook")
    with qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    qtbot.waitUntil(lambda: heard(watch, dialog))
    dialog.reject()
    dialog.deleteLater()
    window.activateWindow()
    qtbot.waitUntil(lambda: heard(watch, window))


def heard(watch: Counted, window: QWidget) -> bool:
    """Press a key where the system would, and tell whether it was noticed."""
    before = watch.began
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    return watch.began > before


def test_nothing_is_begun_while_nobody_watches(
    qtbot: QtBot, qapp: QApplication, window: QWidget
) -> None:
    watch = Counted(qapp, window)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert watch.began == 0
    assert not watch.watching
