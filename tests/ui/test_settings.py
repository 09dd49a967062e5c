import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.clock import SystemClock
from ui import app
from ui.background import Background
from ui.house import Gate
from ui.inactivity import Inactivity
from ui.pages.unlock import UnlockPage
from ui.pages.welcome import WelcomePage
from ui.settings import Choices, Settings
from ui.theme import Theme


def test_choices_come_back(tmp_path: Path) -> None:
    Settings(tmp_path).choose(scheme="dark", text_size=130, autolock_minutes=2)
    again = Settings(tmp_path).choices
    assert (again.scheme, again.text_size, again.autolock_minutes) == ("dark", 130, 2)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"text_size": "huge", "unknown": 1}'])
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text, encoding="utf-8")
    assert Settings(tmp_path).choices == Choices()


def test_auto_lock_stays_within_its_limits(tmp_path: Path) -> None:
    text = json.dumps({"autolock_minutes": 9999})
    (tmp_path / "settings.json").write_text(text, encoding="utf-8")
    assert Settings(tmp_path).choices.autolock_minutes == 30


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    settings = Settings(tmp_path / "taken")
    settings.choose(scheme="dark")
    assert settings.choices.scheme == "dark"


def test_stillness_is_reported_once_and_only_while_watched(
    qtbot: QtBot, qapp: QApplication
) -> None:
    watch = Inactivity(qapp, 0.01)
    with qtbot.waitSignal(watch.still):
        watch.start()
    assert not watch.watching
    watch.start()
    watch.stop()
    assert not watch.watching
    qapp.removeEventFilter(watch)


def test_program_begins_where_it_should(
    qtbot: QtBot,
    qapp: QApplication,
    background: Background,
    theme: Theme,
    settings: Settings,
    tmp_path: Path,
) -> None:
    clock = SystemClock()
    gate = Gate(app.house(clock), clock, background, theme, settings)
    first = app.build(qapp, gate, None)
    qtbot.addWidget(first)
    assert isinstance(first.centralWidget(), WelcomePage)
    last = tmp_path / "last.casebook"
    last.touch()
    settings.choose(last_casebook=str(last))
    second = app.build(qapp, gate, None)
    qtbot.addWidget(second)
    page = second.centralWidget()
    assert isinstance(page, UnlockPage)
    assert page.path == last


def test_the_system_learns_a_neutral_name(qtbot: QtBot) -> None:
    made = app.application()
    assert made.applicationName() == "casebook"
    assert made.desktopFileName() == "casebook"
    assert made.organizationName() == ""
