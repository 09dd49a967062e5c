"""Coming to a page and leaving it: where the focus is, and who may call somebody back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.gates import settle, shell_of
from ui.pages.people import PeoplePage
from ui.window import MainWindow


def test_letters_typed_on_arriving_at_people_look_for_somebody(
    qtbot: QtBot, full_window: MainWindow
) -> None:
    shell = shell_of(full_window)
    QTest.keyClick(full_window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = shell.page()
    assert isinstance(page, PeoplePage)
    focused = full_window.focusWidget()
    assert focused is page.list.filter
    QTest.keyClicks(focused, "com")
    settle(qtbot, full_window._gate.background)
    assert page.list.filter.text() == "com"
    assert page.list.table.model().rowCount() == 1


def test_a_page_that_was_left_calls_nobody_back(qtbot: QtBot, full_window: MainWindow) -> None:
    shell = shell_of(full_window)
    shell.go("log_contact")
    form = shell.page()
    assert form is not None
    shell.go("settings")
    form.go.emit("today", {})
    assert shell.page_name() == "settings"
    shell.go("log_contact")
    form.go.emit("today", {})
    assert shell.page_name() == "today"
    settle(qtbot, full_window._gate.background)
