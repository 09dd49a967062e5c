"""Pages made ahead: there when they are wanted, deaf before, gone with the lock."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from outreach_app.casework import people
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from tests.ui.gates import new_file, settle, shell_of, unlock
from ui import ahead
from ui.ahead import Ahead
from ui.background import Background
from ui.registry import PAGES
from ui.window import MainWindow


@pytest.fixture
def window(
    tmp_path: Path, clock: SetClock, window_over: Callable[[Path], MainWindow]
) -> Iterator[MainWindow]:
    with new_file(tmp_path, clock) as path:
        made = window_over(path)
        made.makes_ahead = True
        yield made


def test_pages_wait_unheard_until_they_are_wanted(
    qtbot: QtBot, window: MainWindow, background: Background
) -> None:
    unlock(qtbot, window)
    shell = shell_of(window)
    maker = shell.findChild(Ahead)
    assert maker is not None
    timer = maker.findChild(QTimer)
    assert timer is not None
    timer.setInterval(0)
    qtbot.waitUntil(lambda: maker.done)
    assert set(shell.maker.ready) == set(ahead.PAGES)
    assert all(not page.isVisible() for page in shell.maker.ready.values())
    assert shell.unkept() == ()
    waiting = shell.maker.ready["log_contact"]
    shell.context.do(people.add, PersonDraft("Marble"))
    settle(qtbot, background)
    shell.go("log_contact")
    settle(qtbot, background)
    assert shell.page() is waiting
    assert "log_contact" not in shell.maker.ready
    window.lock()
    assert window.shell is None


def test_nothing_is_made_while_somebody_is_busy(qtbot: QtBot, window: MainWindow) -> None:
    made: list[str] = []
    busy = [True]

    def make(name: str) -> bool:
        """Every page has two pieces."""
        made.append(name)
        return made.count(name) > 1

    maker = Ahead(make, lambda _: not busy[0], window)
    for _ in range(3):
        maker._next()
    assert made == []
    busy[0] = False
    for _ in range(2 * len(ahead.PAGES) + 1):
        maker._next()
    assert made == [name for name in ahead.PAGES for _ in range(2)]
    assert maker.done
    assert set(ahead.PAGES) <= set(PAGES)


def test_a_page_half_made_is_made_whole_when_it_is_wanted(
    qtbot: QtBot, window: MainWindow, background: Background
) -> None:
    window.makes_ahead = False
    unlock(qtbot, window)
    shell = shell_of(window)
    assert not shell.make_ahead("log_incident")
    assert not shell.make_ahead("amend_incident")
    shell.go("log_incident")
    settle(qtbot, background)
    page = shell.page()
    assert page is not None
    assert page.name == "log_incident"
    assert page.isVisible()
    assert shell.make_ahead("log_incident")
    # The other one goes half made.
    window.lock()
    assert window.shell is None


def test_no_page_is_half_made_when_the_program_ends(
    qtbot: QtBot, window: MainWindow, background: Background
) -> None:
    window.makes_ahead = False
    unlock(qtbot, window)
    maker = shell_of(window).maker
    assert not maker.make_piece("alert")
    assert "alert" not in maker.ready
    window.close()
    qtbot.waitUntil(lambda: window.shell is None)
    settle(qtbot, background)
    assert "alert" in maker.ready
