"""An error nobody foresaw, wherever it comes from: typing stays, it is said, and nothing closes."""

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from outreach_app import logs
from outreach_app.casework import drafts
from outreach_app.clock import SetClock
from tests.ui.gates import settle, shell_of, unlock
from ui.app import REPORTS, Bugs
from ui.pages.unlock import UnlockPage
from ui.shell import Shell
from ui.window import MainWindow

CANARY = "Quillwort"


class Unforeseen(RuntimeError):
    """Its text quotes what somebody typed, as many errors do."""


def fall(*_: object) -> Any:
    raise Unforeseen(f"could not read {CANARY}")


class Painted(QWidget):
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QTimer.singleShot(0, self, self.hide)
        fall()


class Filter(QObject):
    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            fall()
        return False


class Rows(QAbstractTableModel):
    fallen = False

    @override
    def rowCount(self, parent: Any = None) -> int:
        return 1

    @override
    def columnCount(self, parent: Any = None) -> int:
        return 1

    @override
    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or self.fallen:
            return None
        self.fallen = True
        return fall()


class Gone:
    def __del__(self) -> None:
        fall()


def in_a_slot(shell: Shell) -> None:
    QTimer.singleShot(0, shell, fall)


def in_a_question(shell: Shell) -> None:
    shell.context.ask(fall, then=lambda _: None)


def in_a_command(shell: Shell) -> None:
    shell.context.do(fall)


def in_an_answer(shell: Shell) -> None:
    shell.context.ask(drafts.waiting, then=fall)


def in_a_failure(shell: Shell) -> None:
    shell.context.ask(fall, then=lambda _: None, failed=fall)


def in_a_thread(_: Shell) -> None:
    thread = threading.Thread(target=fall)
    thread.start()
    thread.join()


def in_a_destructor(_: Shell) -> None:
    Gone()
    gc.collect()


def in_painting(shell: Shell) -> None:
    made = Painted(shell)
    made.resize(50, 50)
    made.show()
    made.raise_()


def in_a_model(shell: Shell) -> None:
    view = QTableView(shell)
    view.setModel(Rows(shell))
    view.resize(200, 100)
    view.show()
    view.raise_()


def in_a_filter(shell: Shell) -> None:
    made = Filter(shell)
    shell.installEventFilter(made)
    QTimer.singleShot(0, shell, lambda: send(shell, made))


def send(shell: Shell, made: Filter) -> None:
    QCoreApplication.sendEvent(shell, QEvent(QEvent.Type.User))
    shell.removeEventFilter(made)


PLACES = (
    in_a_slot,
    in_a_question,
    in_a_command,
    in_an_answer,
    in_a_failure,
    in_a_thread,
    in_a_destructor,
    in_painting,
    in_a_model,
    in_a_filter,
)


@pytest.fixture
def reports(empty_window: MainWindow, tmp_path: Path, clock: SetClock) -> Iterator[Path]:
    """The hooks of the real program, writing where the test can read; the old ones afterwards."""
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    folder = tmp_path / "reports"
    bugs = Bugs(clock, folder)
    logs.install(bugs.sink)
    empty_window.bug.connect(bugs.note)
    bugs.met.connect(empty_window.show_bug, Qt.ConnectionType.QueuedConnection)
    yield folder / REPORTS
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


@pytest.fixture
def wait(qtbot: QtBot, empty_window: MainWindow) -> Callable[[], None]:
    return lambda: settle(qtbot, empty_window._gate.background)


def test_wherever_it_comes_from(
    qtbot: QtBot, empty_window: MainWindow, reports: Path, wait: Callable[[], None]
) -> None:
    shell = shell_of(empty_window)
    shell.go("log_contact")
    wait()
    note = shell.findChild(QPlainTextEdit, "log_contact.note")
    assert note is not None
    for number, place in enumerate(PLACES, 1):
        QTest.keyClicks(note, f"{CANARY} ")
        place(shell)
        qtbot.waitUntil(lambda number=number: said(reports) >= number)  # type: ignore[misc]
        wait()
        assert empty_window.isVisible(), place.__name__
        assert empty_window.shell is shell, place.__name__
        assert note.toPlainText().count(CANARY) == number, place.__name__
    assert CANARY not in reports.read_text()
    assert "Unforeseen" in reports.read_text()
    empty_window.lock()
    wait()
    unlock(qtbot, empty_window)
    wait()
    (kept,) = shell_of(empty_window).context.desk.ask(drafts.waiting)
    assert kept.state.count(CANARY) >= len(PLACES)


def said(reports: Path) -> int:
    return reports.read_text().count("--- ") if reports.exists() else 0


def test_it_is_said_without_a_name(
    qtbot: QtBot, empty_window: MainWindow, reports: Path, wait: Callable[[], None]
) -> None:
    shell = shell_of(empty_window)
    in_a_slot(shell)
    qtbot.waitUntil(lambda: bool(bug_words(shell)))
    wait()
    assert CANARY not in bug_words(shell)
    assert reports.exists()


def bug_words(shell: Shell) -> str:
    found = shell.findChild(QWidget, "shell.notice")
    return found.accessibleName() if found is not None and found.isVisible() else ""


STEPS = ("unkept", "dialog", "copies", "clipboard", "close")


def test_a_lock_locks_whatever_one_of_its_steps_meets(
    qtbot: QtBot,
    empty_window: MainWindow,
    reports: Path,
    wait: Callable[[], None],
) -> None:
    for number, step in enumerate(STEPS, 1):
        shell = shell_of(empty_window)
        shell.go("people")
        wait()
        desk: Any = shell.context.desk
        with pytest.MonkeyPatch.context() as patch:
            broken = {
                "unkept": (shell.page(), "unkept"),
                "dialog": (empty_window, "_close_dialogs"),
                "copies": (desk.copies, "stop"),
                "clipboard": (empty_window._clipboard, "clear"),
                "close": (desk.copies, "close"),
            }
            patch.setattr(*broken[step], fall)
            empty_window.lock()
            wait()
        assert empty_window.shell is None, step
        assert isinstance(empty_window.centralWidget(), UnlockPage), step
        assert said(reports) >= number, step
        assert desk._key.closed, step
        unlock(qtbot, empty_window)
        wait()
