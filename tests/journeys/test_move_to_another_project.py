"""Workflow 9 by hand: a record moves from one project's window to another's, clicks counted."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from outreach_app import bootstrap
from outreach_app.casework import people
from outreach_app.clock import SetClock
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.journeys.hands import NONE
from tests.journeys.test_police_at_the_door import CTRL, Counting
from tests.outreach_app.neighbours.two_projects import Files, acquainted, says_yes
from tests.ui.gates import cheap_house, settle, shell_of, unlock
from ui.background import Background
from ui.dialogs.files import choose_next
from ui.house import Gate
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

__all__ = ["acquainted"]

BUDGET = 12


class Hand(Counting):
    """Also finds pages by a few letters, and opens the first row of a list."""

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        # Without a window manager no window comes forward by itself when a dialog has gone.
        if QApplication.activeWindow() is None:
            with self._qtbot.waitActive(self._window):
                self._window.activateWindow()
        super().press(key, modifier)

    def find(self, letters: str, page: str) -> None:
        self.press(Qt.Key.Key_K, CTRL)
        self.type(letters)
        self.press(Qt.Key.Key_Return)
        assert shell_of(self._window).page_name() == page

    def open_first(self, name: str) -> None:
        self.clicks += 1
        view = self.see(name)
        assert isinstance(view, QTableView)
        view.setCurrentIndex(view.model().index(0, 0))
        view.setFocus()
        self.press(Qt.Key.Key_Return)

    def menu(self, line: str) -> None:
        """The menu at the head of a person's page, and one of its lines."""
        self.clicks += 2
        self.see("person.more")
        action = self._window.findChild(QAction, line)
        assert action is not None
        action.trigger()
        self.wait()

    def away(self) -> None:
        """Lock, and let the next window come forward."""
        self._window.lock()
        self.wait()
        self._window.hide()


@pytest.fixture
def sit_down(
    qtbot: QtBot, clock: SetClock, background: Background, theme: Theme, settings: Settings
) -> Iterator[Callable[[Path], Hand]]:
    made: list[MainWindow] = []

    def sit(path: Path) -> Hand:
        window = MainWindow(Gate(cheap_house(clock), clock, background, theme, settings), path)
        qtbot.addWidget(window)
        made.append(window)
        window.resize(1366, 700)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        unlock(qtbot, window, PASSPHRASE)
        return Hand(qtbot, window, background)

    yield sit
    for window in made:
        window.lock()
        settle(qtbot, background)


def test_a_record_moves_to_another_project(
    sit_down: Callable[[Path], Hand], acquainted: Files, clock: SetClock, tmp_path: Path
) -> None:
    folder, file = tmp_path / "two", tmp_path / "note.sealed"
    shutil.copytree(acquainted.folder, folder)
    ours, theirs = folder / "ours.casebook", folder / "theirs.casebook"
    desk = bootstrap.open_desk(ours, SIGN_IN, PASSPHRASE, clock)
    says_yes(desk, acquainted.who.id)
    desk.close()

    here = sit_down(ours)
    here.find("marble", "person")
    here.menu("person.more.move")
    for part in ("details", "ways", "needs", "risk"):
        here.click(f"move_case.parts.{part}")
    here.click(f"move_case.incidents.{acquainted.who.robbed}")
    choose_next(file)
    here.clicks += 1  # the place of the file
    here.click("move_case.seal")
    words = here.see("receipt.words").accessibleName()
    here.away()

    there = sit_down(theirs)
    there.find("neighbouring", "neighbours")
    choose_next(file)
    there.click("neighbours.open_file")
    there.see("open_with.words").setFocus()
    there.type(words)
    there.press(Qt.Key.Key_Return, CTRL)
    assert shell_of(there._window).page_name() == "sealed_file"
    assert "07700 900123" in there.words()
    there.press(Qt.Key.Key_Return, CTRL)
    code = there.see("sealed_file.code").accessibleName()
    there.click("sealed_file.person")
    assert shell_of(there._window).page_name() == "person"
    assert "Marble" in there.words()
    assert "Somewhere to live" in there.words()
    there.away()

    here = again(sit_down, ours, here)
    here.find("neighbouring", "neighbours")
    here.click("neighbours.section.sent")
    here.open_first("neighbours.sent.table")
    here.see("receipt.code").setFocus()
    here.type(code)
    here.press(Qt.Key.Key_Return, CTRL)
    assert "The case is closed as transferred." in here.words()
    assert here.clicks <= BUDGET
    here.away()

    desk = bootstrap.open_desk(ours, SIGN_IN, PASSPHRASE, clock)
    (case,) = desk.ask(people.card, acquainted.who.id).cases
    assert case.close_reason == "transferred"
    assert desk.verify().findings == ()
    desk.close()


def again(sit_down: Callable[[Path], Hand], path: Path, before: Hand) -> Hand:
    """The same person sits down once more; clicks go on being counted."""
    made = sit_down(path)
    made.clicks = before.clicks
    return made
