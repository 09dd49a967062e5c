"""Words that the disk refused at a lock: held, said, tried again, and not let go by closing."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from outreach_app.errors import DiskFull
from outreach_app.words import say
from tests.ui.gates import settle, shell_of, unlock
from ui import window as windows
from ui.dialogs.ask import answer_next, asked
from ui.pages.unlock import UnlockPage
from ui.window import MainWindow


class Disk:
    """The real drafts, on a disk that has room or not."""

    def __init__(self, real: Any) -> None:
        self.full = True
        self._real = real
        self.waiting, self.discard = real.waiting, real.discard

    def keep(self, work: Any, kind: str, about: str, state: str) -> Any:
        if self.full:
            raise DiskFull
        return self._real.keep(work, kind, about, state)


def typed_on_a_full_disk(qtbot: QtBot, window: MainWindow) -> Disk:
    """Type into the form of a contact, in a casebook whose disk has no room left."""
    background = window._gate.background
    window.lock()
    settle(qtbot, background)
    disk = Disk(window._gate.house.drafts)
    window._gate = replace(window._gate, house=replace(window._gate.house, drafts=disk))
    unlock(qtbot, window)
    shell_of(window).go("log_contact")
    settle(qtbot, background)
    page: Any = shell_of(window).page()
    page.set_value("note", "Blue door")
    page.changed()
    return disk


def test_what_the_disk_refuses_is_held_until_it_has_room(
    qtbot: QtBot, empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "AGAIN_MS", 20)
    window, background = empty_window, empty_window._gate.background
    disk = typed_on_a_full_disk(qtbot, window)
    for _ in range(2):
        # The second time nothing is typed anywhere: the words of before are still held.
        window.lock()
        settle(qtbot, background)
        locked = window.centralWidget()
        assert isinstance(locked, UnlockPage)
        assert "wait in memory" in locked.line.text()
        unlock(qtbot, window)
    words = say("shell.still_held")
    qtbot.waitUntil(lambda: words in [each.text() for each in window.findChildren(QLabel)])
    answer_next("stay")
    window.close()
    qtbot.waitUntil(lambda: bool(asked()))
    assert window.shell is not None
    disk.full = False
    waiting: list[Any] = []

    def come_back() -> bool:
        context = shell_of(window).context
        context.ask(context.drafts.waiting, then=waiting.extend)
        settle(qtbot, background)
        return bool(waiting)

    qtbot.waitUntil(come_back, timeout=20_000)
    assert "Blue door" in waiting[0].state
    assert not any(window._held.values())
    assert words not in [each.text() for each in window.findChildren(QLabel)]


def test_a_lock_while_it_is_tried_again_loses_nothing(
    qtbot: QtBot, empty_window: MainWindow
) -> None:
    window, background = empty_window, empty_window._gate.background
    disk = typed_on_a_full_disk(qtbot, window)
    window.lock()
    settle(qtbot, background)
    unlock(qtbot, window)
    # A try is on its way when the lock comes: nobody hears what came of it.
    window._try_again()
    window.lock()
    settle(qtbot, background)
    locked = window.centralWidget()
    assert isinstance(locked, UnlockPage)
    assert "wait in memory" in locked.line.text()
    assert [one.kind for held in window._held.values() for one in held] == ["contact"]
    disk.full = False
    unlock(qtbot, window)
    settle(qtbot, background)
    assert not window._held
    waiting: list[Any] = []
    context = shell_of(window).context
    context.ask(context.drafts.waiting, then=waiting.extend)
    settle(qtbot, background)
    assert "Blue door" in waiting[0].state
