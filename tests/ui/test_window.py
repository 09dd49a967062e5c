"""The window on a real casebook: what strangers see, what a lock leaves, what is never lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from outreach_app.clock import SetClock
from outreach_app.errors import DiskFull
from outreach_app.words import say
from tests.ui.gates import (
    Strays,
    cheap_house,
    every_text,
    nameless,
    new_file,
    settle,
    shell_of,
    unlock,
    whole,
)
from ui import registry
from ui.background import Background
from ui.dialogs.ask import Answer, Question, answer_next, ask, asked
from ui.house import Gate
from ui.page import Context, Page, Unkept
from ui.pages.unlock import UnlockPage
from ui.pages.welcome import WelcomePage
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

CANARY = "Canary Marble QN54"
NOW = datetime(2025, 12, 20, 23, 18, 7, tzinfo=UTC)


class TypingPage(Page):
    """A page that holds something private in every kind of widget."""

    name = "people"
    nav = "people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        column = QVBoxLayout(self)
        heading = QLabel(CANARY)
        heading.setObjectName("people.heading")
        heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column.addWidget(heading)
        self.line = QLineEdit(CANARY)
        self.line.setAccessibleName(CANARY)
        column.addWidget(self.line)
        column.addWidget(QPlainTextEdit(CANARY))
        box = QComboBox()
        box.addItem(CANARY)
        column.addWidget(box)
        self.heard: list[Any] = []
        self.visits: list[dict[str, Any]] = []

    def open(self, **where: Any) -> None:
        self.visits.append(where)

    def refresh(self, changes: Any) -> None:
        self.heard.append(changes)

    def unkept(self) -> Unkept:
        return Unkept("contact", "one", '{"note": "typed"}')


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def gate(clock: SetClock, background: Background, theme: Theme, settings: Settings) -> Gate:
    return Gate(cheap_house(clock), clock, background, theme, settings)


@pytest.fixture
def path(tmp_path: Path, clock: SetClock) -> Iterator[Path]:
    with new_file(tmp_path, clock) as made:
        yield made


@pytest.fixture
def window(
    qtbot: QtBot, gate: Gate, path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    def pages(name: str) -> type[Page] | None:
        return TypingPage if name == "people" else None

    monkeypatch.setattr("ui.page_maker.page_class", pages)
    made = MainWindow(gate, path)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.lock()
    settle(qtbot, gate.background)


def test_unlock_opens_the_pages(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    assert shell_of(window).page_name() == "today"
    assert window.inactivity.watching


def test_title_says_nothing_anywhere(qtbot: QtBot, window: MainWindow) -> None:
    titles = {window.windowTitle()}
    unlock(qtbot, window)
    shell = shell_of(window)
    for name in (*registry.NAVIGATION, "settings"):
        shell.go(name)
        titles.add(window.windowTitle())
    shell.go("!keys")
    titles |= {each.windowTitle() for each in QApplication.topLevelWidgets() if each.isVisible()}
    assert titles == {"Casebook"}


def test_wrong_passphrase_is_said_without_saying_who(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window, "some quite different five words")
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    assert page.notice.isVisible()
    assert page.notice.title.text() == "That did not open it"
    assert page.unlock.isEnabled()
    assert window.shell is None


def test_caps_lock_is_noticed(qtbot: QtBot, window: MainWindow) -> None:
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    QTest.keyClick(page.passphrase.line, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert not page.passphrase.caps.isVisible()
    QTest.keyClicks(page.passphrase.line, "A")
    QTest.keyClicks(page.passphrase.line, "a")
    assert not page.passphrase.caps.isVisible()


def test_lock_leaves_no_word_behind(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    shell = shell_of(window)
    shell.go("people")
    assert CANARY in every_text()
    QGuiApplication.clipboard().setText(CANARY)
    window.lock()
    settle(qtbot, window._gate.background)
    assert CANARY not in every_text()
    assert CANARY not in QGuiApplication.clipboard().text()
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    assert page.line.text() == say("unlock.locked_at", time="23:18")
    assert page.name.text() == ""
    assert not window.inactivity.watching


def test_lock_closes_every_dialog(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    answers: list[str] = []
    ask(shell_of(window), "Sure?", CANARY, (Answer("yes", "Yes"),), answers.append)
    window.lock()
    settle(qtbot, window._gate.background)
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]
    assert CANARY not in every_text()
    assert answers == [""]


def test_the_key_locks_over_a_dialog(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    answers: list[str] = []
    ask(shell_of(window), "Sure?", CANARY, (Answer("yes", "Yes"),), answers.append)
    (dialog,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog))
    qtbot.waitUntil(dialog.isActiveWindow)
    # Only the press: the window it goes to is gone before the key is let go.
    QTest.keyPress(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockPage))
    settle(qtbot, window._gate.background)
    assert CANARY not in every_text()


def test_typing_is_in_the_file_after_a_lock(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    shell_of(window).go("people")
    window.lock()
    settle(qtbot, window._gate.background)
    unlock(qtbot, window)
    context = shell_of(window).context
    waiting: list[Any] = []
    context.ask(context.drafts.waiting, then=waiting.extend)
    settle(qtbot, context.background)
    assert [(draft.kind, draft.about, draft.state) for draft in waiting] == [
        ("contact", "one", '{"note": "typed"}')
    ]


def test_typing_waits_in_memory_when_the_disk_refuses(
    qtbot: QtBot, window: MainWindow, gate: Gate
) -> None:
    real = gate.house.drafts

    class FullDisk:
        """The real drafts on a disk without room."""

        waiting = staticmethod(real.waiting)
        discard = staticmethod(real.discard)

        @staticmethod
        def keep(work: Any, kind: str, about: str, state: str) -> Any:
            raise DiskFull

    window._gate = replace(gate, house=replace(gate.house, drafts=FullDisk()))
    unlock(qtbot, window)
    shell_of(window).go("people")
    window.lock()
    settle(qtbot, gate.background)
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    assert page.line.text() == say("unlock.locked_holding", time="23:18")
    window._gate = gate
    unlock(qtbot, window)
    context = shell_of(window).context
    waiting: list[Any] = []
    context.ask(context.drafts.waiting, then=waiting.extend)
    settle(qtbot, context.background)
    assert [draft.about for draft in waiting] == ["one"]


def test_hide_puts_the_window_away_locked(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    shell_of(window).go("people")
    window.hide_now()
    settle(qtbot, window._gate.background)
    assert window.isMinimized()
    assert window.shell is None
    assert CANARY not in every_text()


def test_stillness_locks(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    window.inactivity.still.emit()
    settle(qtbot, window._gate.background)
    assert window.shell is None


def test_waking_from_sleep_locks(qtbot: QtBot, window: MainWindow, clock: SetClock) -> None:
    unlock(qtbot, window)
    clock.moment = NOW + timedelta(seconds=20)
    window.wake.look()
    assert window.shell is not None
    clock.moment = NOW + timedelta(hours=8)
    window.wake.look()
    settle(qtbot, window._gate.background)
    assert window.shell is None


def test_keys_reach_pages_find_and_lock(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    shell = shell_of(window)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shell.page_name() == "people"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert shell.page_name() == "today"
    QTest.keyClick(window, Qt.Key.Key_F6)
    focused = window.focusWidget()
    assert focused is not None
    assert shell.topbar.isAncestorOf(focused)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.shell is None)


def test_find_goes_where_enter_says(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    shell = shell_of(window)
    box = shell.open_find()
    QTest.keyClicks(box.line, "repo")
    box.look()
    settle(qtbot, window._gate.background)
    assert [hit.page for hit in box.hits()] == ["reports"]
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settle(qtbot, window._gate.background)
    assert shell.page_name() == "reports"


def test_escape_closes_find_and_nothing_else(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    shell = shell_of(window)
    shell.go("people")
    box = shell.open_find()
    closed: list[bool] = []
    box.closed.connect(lambda: closed.append(True))
    QTest.keyClick(box.line, Qt.Key.Key_Escape)
    assert closed == [True]
    assert shell.page_name() == "people"


def test_a_command_is_heard_by_every_page(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    shell = shell_of(window)
    shell.go("people", {"person_id": "p1"})
    page = shell.page()
    assert isinstance(page, TypingPage)
    assert page.visits == [{"person_id": "p1"}]
    context = shell.context
    context.do(context.drafts.keep, "contact", "two", "{}")
    settle(qtbot, context.background)
    assert len(page.heard) == 1
    assert page.heard[0].concern("drafts")


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("size", [(1366, 700), (900, 600), (683, 350)])
def test_nothing_in_the_shell_is_clipped(
    qtbot: QtBot, window: MainWindow, theme: Theme, percent: int, size: tuple[int, int]
) -> None:
    theme.choose(percent=percent)
    window.resize(*size)
    qtbot.waitUntil(lambda: window.width() == size[0])
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    page.set_line(say("unlock.locked_at", time="23:18"))
    page.lead.click()
    settle(qtbot, window._gate.background)
    whole(qtbot, page)
    assert nameless(page) == []
    unlock(qtbot, window)
    shell = shell_of(window)
    shell.context.relay.session.emit("Van night since 20:02")
    shell.context.relay.kept.emit("saved", "All work saved 23:41")
    shell.go("reports")
    settle(qtbot, window._gate.background)
    whole(qtbot, shell)
    assert nameless(shell) == []
    assert shell.topbar.minimumSizeHint().width() <= window.width()


def test_question_answers_later_and_escape_is_nobody(qtbot: QtBot, window: MainWindow) -> None:
    answers: list[str] = []
    ask(window, "Discard?", "", (Answer("keep", "Keep it"), Answer("go", "Go")), answers.append)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Question))
    assert dialog.focusWidget() is dialog.findChild(QPushButton, "ask.keep")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert answers == [""]
    answer_next("go")
    ask(window, "Discard?", "", (Answer("keep", "Keep it"), Answer("go", "Go")), answers.append)
    assert answers == ["", "go"]
    assert asked() == ("Discard?",)


def test_closing_keeps_what_is_typed(qtbot: QtBot, window: MainWindow, gate: Gate) -> None:
    unlock(qtbot, window)
    shell_of(window).go("people")
    window.close()
    settle(qtbot, gate.background)
    assert not window.isVisible()
    assert window.shell is None


def test_no_other_window_ever_appears(
    qtbot: QtBot, window: MainWindow, gate: Gate, qapp: QApplication
) -> None:
    strays = Strays(qapp)
    unlock(qtbot, window)
    shell = shell_of(window)
    for name in ("people", "reports", "settings"):
        shell.go(name)
    window.lock()
    settle(qtbot, gate.background)
    window.show_welcome()
    page = window.centralWidget()
    assert isinstance(page, WelcomePage)
    page.begin_new()
    settle(qtbot, gate.background)
    qapp.removeEventFilter(strays)
    assert strays.seen == []
