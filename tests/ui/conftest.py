"""What every window test stands on: one application with the real theme, settings in a folder of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from tests.filled import fill
from tests.ui.gates import CHEAP, NAME, PHRASE, cheap_house, settle, unlock
from tests.ui.night_keys import Keys
from tests.ui.sitting import Stage
from ui import printing
from ui.background import Background
from ui.dialogs import ask, files
from ui.house import Gate
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow


@pytest.fixture(scope="session")
def _theme_once(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    """What an earlier test was asked, or left to be answered, is no business of this one."""
    for door in (ask, files, printing):
        door.forget()


@pytest.fixture
def theme(_theme_once: Theme) -> Iterator[Theme]:
    yield _theme_once
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
    evening = clock.moment
    clock.moment = evening + timedelta(days=60)
    fill(desk)
    clock.moment = evening + timedelta(days=24)
    return desk


@pytest.fixture
def full_window(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[MainWindow]:
    """The whole window on the invented records, open, one evening in April."""
    clock.moment = datetime(2026, 4, 15, 20, tzinfo=UTC)
    path = tmp_path / "ours.casebook"
    desk = bootstrap.create(path, "Tidewell Outreach", NAME, PHRASE, clock, CHEAP).desk
    fill(desk)
    desk.close()
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
