"""Copies in the window: by themselves, by the button, at closing; the rehearsal; the way back."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.errors import (
    Damaged,
    DiskFailed,
    DiskFull,
    InUse,
    KnownError,
    NoPermission,
    NoSuchFile,
)
from outreach_app.safekeeping import errors, inspecting, making
from outreach_app.safekeeping.places import HERE
from outreach_app.words import known
from tests.ui.gates import aliases, clipped, nameless, settle
from tests.ui.sitting import Stage
from ui.background import Background
from ui.copying import Copier
from ui.dialogs.files import choose_next
from ui.pages.unlock import UnlockPage
from ui.theme import Theme
from ui.window import MainWindow


@pytest.fixture
def copier(stage: Stage) -> Iterator[Copier]:
    made = Copier(stage.context, stage)
    yield made
    made.stop()


# Milliseconds: a slow machine may take its time, a right one needs none of it.
LONG = 60_000


def copied(stage: Stage, qtbot: QtBot, act: Any) -> None:
    """Do something that makes copies, and wait until they are noted."""
    with qtbot.waitSignal(stage.relay.copying, check_params_cb=lambda now: not now, timeout=LONG):
        act()
    stage.settle()


def copies_in(folder: Path) -> int:
    return len(list(folder.glob("*.backup")))


@pytest.mark.usefixtures("copier")
def test_a_copy_is_made_by_the_button_and_said(stage: Stage, desk: Desk, qtbot: QtBot) -> None:
    stage.show_page("safekeeping")
    assert "No copy has been made yet" in stage.words()
    copied(stage, qtbot, lambda: stage.click("safekeeping.copies.now"))
    assert "Last copy: Today 23:41, checked by reading it back" in stage.words()
    assert copies_in(desk.path.with_name("test.copies")) == 1
    assert _actions(stage)[0] == "Made a copy, and read it back"


def _actions(stage: Stage) -> list[str]:
    view = stage.seen("safekeeping.looked.table")
    assert isinstance(view, QTableView)
    model = view.model()
    return [str(model.index(row, 2).data()) for row in range(model.rowCount())]


def test_what_is_due_is_made_by_itself(
    stage: Stage, desk: Desk, clock: SetClock, copier: Copier, qtbot: QtBot
) -> None:
    stage.show_page("today")
    assert "No copy has been made yet" in stage.words()
    copied(stage, qtbot, copier.look)
    assert "Last copy: Today 23:41" in stage.words()
    clock.moment += timedelta(hours=9)
    desk.do(people.add, PersonDraft(alias="Dune"))
    copied(stage, qtbot, copier.look)
    assert copies_in(desk.path.with_name("test.copies")) == 2
    assert "Look after the copies" in stage.words()
    stage.click("today.safekeeping.go")
    assert stage.went == [("safekeeping", {})]


@pytest.mark.usefixtures("copier")
def test_a_stick_is_chosen_and_gets_its_first_copy(
    stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    stage.show_page("safekeeping")
    choose_next(stick)
    copied(stage, qtbot, lambda: stage.click("safekeeping.copies.away.change"))
    assert copies_in(stick) == 1
    assert str(stick) in stage.words()
    # A folder of the test lies on the same disk, and the page says so.
    assert "The place away is on the same disk as the casebook" in stage.words()


@pytest.mark.usefixtures("copier")
def test_pages_are_answered_while_a_copy_is_made(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    real = making.make

    def held(*args: Any) -> Any:
        begun.set()
        go_on.wait(60)
        return real(*args)

    monkeypatch.setattr(making, "make", held)
    stage.show_page("safekeeping")
    stage.relay.copy_wanted.emit((HERE,))
    try:
        qtbot.waitUntil(begun.is_set, timeout=LONG)
        stage.show_page("people")  # asks the worker and is answered
        stage.context.do(people.add, PersonDraft(alias="Dune"))
        stage.settle()
        assert stage.context.desk.ask(aliases) == ("Dune",)
    finally:
        with qtbot.waitSignal(
            stage.relay.copying, check_params_cb=lambda now: not now, timeout=LONG
        ):
            go_on.set()
    stage.settle()


def rehearsed(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.relay.rehearsed, timeout=LONG):
        stage.click("safekeeping.copies.rehearse")
    stage.settle()


@pytest.mark.usefixtures("copier")
def test_the_way_back_is_rehearsed_in_one_press(stage: Stage, desk: Desk, qtbot: QtBot) -> None:
    stage.show_page("safekeeping")
    rehearsed(stage, qtbot)
    assert "There is no copy in reach" in stage.words()
    desk.copies.make_now((HERE,))
    desk.do(people.add, PersonDraft(alias="Dune"))
    rehearsed(stage, qtbot)
    assert "The way back works" in stage.words()
    assert "Your passphrase of today opens it." in stage.words()
    assert "The way back was never rehearsed" not in stage.words()


def test_others_than_the_lead_change_no_place(stage: Stage) -> None:
    stage.show_page("safekeeping")
    assert stage.seen("safekeeping.copies.restore").isEnabled()
    desk: Any = stage.context.desk
    object.__setattr__(desk.me, "role", "caseworker")
    stage.show_page("safekeeping")
    assert stage.page is not None
    page: Any = stage.page
    assert not page.findChild(type(page.copies.now), "safekeeping.copies.away.change").isVisible()
    assert page.findChild(type(page.copies.now), "safekeeping.copies.restore") is None
    object.__setattr__(desk.me, "role", "lead")


@pytest.mark.usefixtures("copier")
@pytest.mark.parametrize(
    ("percent", "size"), [(100, (1162, 649)), (150, (1162, 649)), (100, (683, 350))]
)
def test_the_card_fits(
    stage: Stage, desk: Desk, theme: Theme, qtbot: QtBot, percent: int, size: tuple[int, int]
) -> None:
    theme.choose(percent=percent)
    stage.resize(*size)
    desk.copies.make_now((HERE,))
    stage.show_page("safekeeping")
    rehearsed(stage, qtbot)
    page: Any = stage.page
    qtbot.waitUntil(lambda: clipped(page.copies) == [])
    assert nameless(page.copies) == []


def test_closing_leaves_a_copy(
    empty_window: MainWindow, qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    empty_window.close()
    settle(qtbot, background)
    assert copies_in(tmp_path / "casebook.copies") == 1
    assert not list(tmp_path.glob("casebook.casebook-wal"))  # and the file is closed


def test_locking_stops_a_copy_and_leaves_nothing_of_it(
    empty_window: MainWindow,
    qtbot: QtBot,
    background: Background,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, locked = threading.Event(), threading.Event()
    real = inspecting.inspect

    def held(*args: Any) -> Any:
        begun.set()
        locked.wait(60)
        return real(*args)

    monkeypatch.setattr(making, "inspect", held)
    window = empty_window
    shell = window.shell
    assert shell is not None
    shell.context.relay.copy_wanted.emit((HERE,))
    try:
        qtbot.waitUntil(begun.is_set, timeout=LONG)
        window.lock()
        assert isinstance(window.centralWidget(), UnlockPage)
    finally:
        locked.set()
    settle(qtbot, background)
    assert list((tmp_path / "casebook.copies").iterdir()) == []


def test_trouble_is_said_in_words_of_its_own() -> None:
    met: list[type[KnownError]] = [errors.NoSuchPlace, errors.NoRoom, errors.CopyDiffers]
    met += [Damaged, DiskFailed, DiskFull, InUse, NoPermission, NoSuchFile]
    assert [kind.key for kind in met if not known(f"copies.why.{kind.key.rsplit('.')[-1]}")] == []
