"""Every page in the real window: nothing flashes up, F6 goes round, no title says anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.casework import people
from outreach_app.clock import SetClock
from tests.ui.gates import Strays, cheap_house, nameless, new_file, settle, shell_of, unlock
from ui.background import Background
from ui.house import Gate
from ui.registry import PAGES, page_class
from ui.settings import Settings
from ui.theme import Theme
from ui.widgets.savebar import SaveBar
from ui.window import MainWindow


@pytest.fixture
def window(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[MainWindow]:
    with new_file(tmp_path, clock) as path:
        made = MainWindow(Gate(cheap_house(clock), clock, background, theme, settings), path)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    unlock(qtbot, made)
    yield made
    made.lock()
    settle(qtbot, background)


@pytest.fixture
def person_id(window: MainWindow) -> str:
    desk = shell_of(window).context.desk
    return str(desk.do(people.add, people.PersonDraft("Marble")).value.id)


BUILT = [name for name in PAGES if page_class(name) is not None]
ABOUT_SOMEBODY = {"person", "person_details", "consent"}


@pytest.mark.parametrize("name", BUILT)
def test_a_page_flashes_no_window_and_is_gone_round_with_f6(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, person_id: str, name: str
) -> None:
    shell = shell_of(window)
    strays = Strays(qapp)
    shell.go(name, {"person_id": person_id} if name in ABOUT_SOMEBODY else {})
    settle(qtbot, window._gate.background)
    qapp.removeEventFilter(strays)
    assert strays.seen == []
    assert window.isActiveWindow()
    assert window.windowTitle() == "Casebook"
    page = shell.page()
    assert page is not None
    assert nameless(shell) == []
    focused = window.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)
    regions = [shell.topbar, shell.navigation]
    regions += [bar for bar in page.findChildren(SaveBar) if bar.isVisible()]
    reached = []
    for _ in range(6):
        QTest.keyClick(window, Qt.Key.Key_F6)
        focused = window.focusWidget()
        assert focused is not None
        reached += [each for each in (page, *regions) if each.isAncestorOf(focused)]
    assert {id(each) for each in (page, *regions)} <= {id(each) for each in reached}
