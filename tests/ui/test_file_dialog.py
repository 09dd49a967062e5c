"""Qt's file dialog leaves behind no folder that somebody has been in."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.dialogs import files


def test_no_folder_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    files.open_file(window, "Open", "Casebooks (*.casebook)", lambda _: None, tmp_path)
    (dialog,) = window.findChildren(QFileDialog)

    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))

    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert kept.value("FileDialog/history") is None
    assert kept.value("FileDialog/lastVisited") is None
    assert kept.value("FileDialog/shortcuts") is None


def test_a_file_is_chosen_by_somebody_without_a_home_too(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def knows_none() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", knows_none)
    monkeypatch.chdir(tmp_path)
    window = QWidget()
    qtbot.addWidget(window)
    files.choose_folder(window, "Choose", lambda _: None, tmp_path)
    (dialog,) = window.findChildren(QFileDialog)
    assert str(tmp_path) in [each.toLocalFile() for each in dialog.sidebarUrls()]


def test_a_stick_that_is_plugged_in_is_found_where_the_desktop_puts_it(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "media" / "daya", tmp_path / "media" / "mo"
    for each in (mine / "COPIES", mine / "another", theirs):
        each.mkdir(parents=True)
    (mine / "a file").touch()
    assert files.sticks((tmp_path / "media", tmp_path / "none")) == (
        mine / "COPIES",
        mine / "another",
    )
