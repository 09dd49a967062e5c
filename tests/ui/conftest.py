"""What every window test stands on: one application with the real theme, settings in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from tests.ui.sitting import Stage
from ui.background import Background
from ui.page import Page
from ui.settings import Settings
from ui.theme import Theme


@pytest.fixture(scope="session")
def _theme_once(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


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
    # Forms keep typing every two seconds: they stop before the worker is gone.
    for page in made.findChildren(Page):
        page.leave()
    made.settle()
    made.close()
