"""Ctrl+L and F9 where a dialog or an open list has the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.lock_keys import LockKeys

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    found = QWidget()
    column = QVBoxLayout(found)
    column.addWidget(QLineEdit())
    qtbot.addWidget(found)
    found.show()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


@pytest.fixture
def pressed(qapp: QApplication, window: QWidget) -> list[str]:
    heard: list[str] = []
    over = LockKeys(qapp, window)
    over.lock_wanted.connect(lambda: heard.append("lock"))
    over.hide_wanted.connect(lambda: heard.append("hide"))
    return heard


def opened(qtbot: QtBot, window: QWidget) -> tuple[QDialog, QLineEdit, QComboBox]:
    dialog = QDialog(window)
    field, box = QLineEdit(), QComboBox()
    box.addItems(["one", "two"])
    column = QVBoxLayout(dialog)
    column.addWidget(field)
    column.addWidget(box)
    dialog.open()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return dialog, field, box


def test_both_keys_work_over_a_dialog_and_letters_go_on(
    qtbot: QtBot, window: QWidget, pressed: list[str]
) -> None:
    dialog, field, _ = opened(qtbot, window)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, NONE)
    assert field.text() == "l"
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, CTRL)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_F9, NONE)
    assert pressed == ["lock", "hide"]
    assert field.text() == "l"


def test_they_work_over_an_open_list(qtbot: QtBot, window: QWidget, pressed: list[str]) -> None:
    dialog, _, box = opened(qtbot, window)
    box.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, CTRL)
    assert pressed == ["lock"]
    box.hidePopup()


def test_without_either_the_window_has_its_own_keys(
    qtbot: QtBot, window: QWidget, pressed: list[str]
) -> None:
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_L, CTRL)
    assert pressed == []
