"""The table in the real window: its keys reach it, and the window's own keys still work."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.casework import drafts, night, sessions
from outreach_app.casework.sessions import SessionDraft
from outreach_app.clock import SetClock
from tests.ui.gates import new_file, settle, shell_of, unlock
from ui.background import Background
from ui.pages.session.page import SessionPage
from ui.window import MainWindow


@pytest.fixture
def window(
    qtbot: QtBot, tmp_path: Path, clock: SetClock, window_over: Callable[[Path], MainWindow]
) -> Iterator[MainWindow]:
    with new_file(tmp_path, clock) as path:
        made = window_over(path)
        unlock(qtbot, made)
        yield made


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_from_today_to_the_first_contact_by_keys_alone(
    qtbot: QtBot, window: MainWindow, background: Background, clock: SetClock
) -> None:
    shell = shell_of(window)
    desk = shell.context.desk
    key = desk.do(sessions.start, SessionDraft("van_night", clock.now(), "online")).value.id
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, background)
    assert shell.page_name() == "session"
    assert focused().objectName() == "session.line"
    # The sign for an area is typed here, and does not open "Find anything".
    QTest.keyClicks(focused(), "k /on")
    assert focused().objectName() == "session.line"
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    settle(qtbot, background)
    (row,) = desk.ask(night.rows_of, key)
    assert row.area == "online"
    assert window.windowTitle() == "Casebook"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    settle(qtbot, background)
    assert shell.page_name() == "today"


def test_a_lock_in_the_middle_of_a_line_loses_nothing(
    qtbot: QtBot, window: MainWindow, background: Background, clock: SetClock
) -> None:
    shell = shell_of(window)
    desk = shell.context.desk
    desk.do(sessions.start, SessionDraft("van_night", clock.now()))
    shell.go("session")
    settle(qtbot, background)
    QTest.keyClicks(focused(), 'c10 "was cold')
    window.lock()
    settle(qtbot, background)
    unlock(qtbot, window)
    settle(qtbot, background)
    again = shell_of(window)
    assert [row.kind for row in again.context.desk.ask(drafts.waiting)] == ["session"]
    again.go("session")
    settle(qtbot, background)
    page = again.page()
    assert isinstance(page, SessionPage)
    assert page.parts.next.entry.text() == 'c10 "was cold'
