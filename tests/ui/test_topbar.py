"""The search in the top bar beside the open session and how the work is kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.words import say
from ui.theme import Theme
from ui.topbar import TopBar

ICON = 30


@pytest.mark.parametrize("width", [560, 780, 1036, 1162])
def test_the_words_of_the_search_never_run_under_its_keys(
    qtbot: QtBot, theme: Theme, width: int
) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.set_session("Van night since 20:02")
    bar.set_kept("saved", "All work saved 23:41")
    bar.resize(width, 51)
    bar.show()
    bar.compact(theme.breakpoint(width + 204))
    QApplication.processEvents()
    words, keys = bar.search.text(), bar.search._keys
    end = ICON + bar.search.fontMetrics().horizontalAdvance(words)
    assert words.strip() in (say("shell.top.find"), say("shell.top.find_short"))
    assert keys.isHidden() or end <= keys.x()


def test_enter_presses_the_search(qtbot: QtBot, theme: Theme) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.show()
    with qtbot.waitSignal(bar.find_wanted):
        QTest.keyClick(bar.search, Qt.Key.Key_Return)
