"""What every window test stands on: one application with the real theme, settings in a folder of its own."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from tests.ready import new_desk
from tests.ui.gates import cheap_house, new_file, ours, settle, unlock
from tests.ui.night_keys import Keys
from tests.ui.sitting import Stage
from ui import copying, printing
from ui.background import Background
from ui.dialogs import ask, files
from ui.house import Gate
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow


@pytest.fixture(scope="session")
def _theme_once(qapp: QApplication) -> Theme:
    # The journeys have this fixture too: a second theme beside it would be asked by nobody.
    return qapp.findChild(Theme) or Theme(qapp, "light")


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    """What an earlier test was asked, or left to be answered, is no business of this one."""
    for door in (ask, files, printing):
        door.forget()


@pytest.fixture(autouse=True)
def _no_copy_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow machine is not to make a copy in the middle of a test of something else."""
    monkeypatch.setattr(copying, "FIRST_MS", 24 * 3600 * 1000)


@pytest.fixture
def theme(_theme_once: Theme) -> Iterator[Theme]:
    yield _theme_once
    # What the test closed goes now: the next look would dress it once more, and it would stay.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if (_theme_once.scheme, _theme_once.percent) != ("light", 100):
        _theme_once.choose("light", 100)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings")


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.finish()


@pytest.fixture
def stage(
    qtbot: QtBot, desk: Desk, background: Background, theme: Theme, settings: Settings
) -> Iterator[Stage]:
    made = Stage(qtbot, desk, background, theme, settings)
    yield made
    # The window itself is gone by now; what it had begun to keep is not.
    made.settle()


@pytest.fixture
def keys(stage: Stage) -> Keys:
    return Keys(stage)


@pytest.fixture
def full(desk: Desk, clock: SetClock) -> Desk:
    """The invented records of the exchange format, looked at on 13 January.

    December came due the week before. Some of it was typed later, and is not known yet.
    """
    clock.moment += timedelta(days=24)
    return desk


@pytest.fixture
def window_over(
    qtbot: QtBot, clock: SetClock, background: Background, theme: Theme, settings: Settings
) -> Iterator[Callable[[Path], MainWindow]]:
    """Shows the whole window over a casebook, in front and still locked; locks it at the end."""
    shown: list[MainWindow] = []

    def show(path: Path) -> MainWindow:
        made = MainWindow(Gate(cheap_house(clock), clock, background, theme, settings), path)
        shown.append(made)
        qtbot.addWidget(made)
        made.resize(1366, 700)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    yield show
    for each in shown:
        each.lock()
    settle(qtbot, background)


@pytest.fixture
def full_window(
    qtbot: QtBot, tmp_path: Path, clock: SetClock, window_over: Callable[[Path], MainWindow]
) -> MainWindow:
    """The whole window on the invented records, open, one evening in April."""
    clock.moment = datetime(2026, 4, 15, 20, tzinfo=UTC)
    path = tmp_path / "ours.casebook"
    new_desk(path, ours(path, clock, filled=True), clock).close()
    made = window_over(path)
    unlock(qtbot, made)
    return made


@pytest.fixture
def empty_window(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[MainWindow]:
    """The whole window on a casebook with nobody in it, open."""
    with new_file(tmp_path, clock) as path:
        made = MainWindow(Gate(cheap_house(clock), clock, background, theme, settings), path)
        qtbot.addWidget(made)
        made.show()
        unlock(qtbot, made)
        yield made
        made.lock()
        settle(qtbot, background)
