"""Qt's file dialog leaves behind no folder that somebody has been in."""

from pathlib import Path

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
