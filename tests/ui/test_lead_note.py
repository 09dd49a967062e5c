"""The note for the lead on the locked screen: nothing is opened, nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import outside_requests
from outreach_app.clock import SetClock
from tests.ready import new_desk
from tests.ui.gates import (
    NAME,
    PHRASE,
    cheap_house,
    every_text,
    nameless,
    ours,
    settle,
    whole,
)
from ui.background import Background
from ui.house import Gate
from ui.pages.unlock import UnlockPage
from ui.settings import Settings
from ui.theme import Theme


@pytest.fixture
def gate(clock: SetClock, background: Background, theme: Theme, settings: Settings) -> Gate:
    return Gate(cheap_house(clock), clock, background, theme, settings)


@pytest.fixture
def book(tmp_path: Path, clock: SetClock) -> Path:
    path = tmp_path / "ours.casebook"
    desk = new_desk(path, ours(path, clock), clock)
    desk.set_call("07700 900123")
    desk.close()
    return path


@pytest.fixture
def page(qtbot: QtBot, gate: Gate, book: Path) -> Iterator[UnlockPage]:
    made = UnlockPage(gate, book)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.begin_note()
    settle(qtbot, gate.background)
    yield made
    made.hide()
    settle(qtbot, gate.background)


def seen(page: UnlockPage, name: str) -> QWidget:
    (found,) = [each for each in page.findChildren(QWidget, name) if each.isVisible()]
    return found


def press(qtbot: QtBot, page: UnlockPage, gate: Gate, name: str) -> None:
    QTest.mouseClick(seen(page, name), Qt.MouseButton.LeftButton)
    settle(qtbot, gate.background)


def opened(path: Path, clock: SetClock) -> Desk:
    desk = bootstrap.open_desk(path, NAME, PHRASE, clock)
    desk.arrive()
    return desk


def test_it_says_what_to_say_and_whom_to_call(page: UnlockPage) -> None:
    words = every_text()
    assert "I can neither confirm nor deny that we know anyone." in words
    assert "07700 900123" in words
    assert "Tidewell" not in words
    assert nameless(page) == []


def test_saving_seals_it_and_empties_the_screen(
    qtbot: QtBot, page: UnlockPage, gate: Gate, book: Path, clock: SetClock
) -> None:
    QTest.keyClicks(seen(page, "lead_note.officer"), "PC Example")
    QTest.keyClicks(seen(page, "lead_note.what"), "Asks for Comet")
    press(qtbot, page, gate, "lead_note.urgency.today")
    press(qtbot, page, gate, "lead_note.save")
    assert "Comet" not in every_text()
    assert seen(page, "lead_note.saved").isVisible()
    for file in book.parent.iterdir():
        assert b"Comet" not in file.read_bytes()
    desk = opened(book, clock)
    (row,) = desk.ask(outside_requests.listing)
    assert (row.officer, row.urgency, row.finished) == ("PC Example", "today", True)
    desk.close()


def test_going_back_keeps_what_was_half_typed(
    qtbot: QtBot, page: UnlockPage, gate: Gate, book: Path, clock: SetClock
) -> None:
    QTest.keyClicks(seen(page, "lead_note.officer"), "PC Exam")
    press(qtbot, page, gate, "lead_note.back")
    assert seen(page, "unlock.open").isVisible()
    desk = opened(book, clock)
    (row,) = desk.ask(outside_requests.listing)
    assert (row.officer, row.finished) == ("PC Exam", False)
    desk.close()


def test_typing_is_sealed_while_it_goes_on(
    qtbot: QtBot, page: UnlockPage, gate: Gate, book: Path
) -> None:
    QTest.keyClicks(seen(page, "lead_note.officer"), "PC")
    qtbot.waitUntil(lambda: len(list(book.parent.glob("*.letter-*"))) == 1)
    settle(qtbot, gate.background)
    QTest.keyClicks(seen(page, "lead_note.officer"), " Example")
    press(qtbot, page, gate, "lead_note.save")
    assert len(list(book.parent.glob("*.letter-*"))) == 1


def test_an_empty_note_is_not_left_and_leaves_nothing(
    qtbot: QtBot, page: UnlockPage, gate: Gate, book: Path
) -> None:
    press(qtbot, page, gate, "lead_note.save")
    assert "Nothing has been answered yet." in every_text()
    press(qtbot, page, gate, "lead_note.back")
    assert list(book.parent.glob("*.letter-*")) == []


def test_what_cannot_be_sealed_stays_on_the_screen(
    qtbot: QtBot, page: UnlockPage, gate: Gate, book: Path
) -> None:
    box = book.with_name(book.name + ".letterbox")
    held = box.read_bytes()
    box.unlink()
    QTest.keyClicks(seen(page, "lead_note.what"), "words")
    press(qtbot, page, gate, "lead_note.save")
    assert "Write it on paper" in every_text()
    assert isinstance(seen(page, "lead_note.officer"), QLineEdit)
    box.write_bytes(held)
    press(qtbot, page, gate, "lead_note.save")
    assert seen(page, "lead_note.saved").isVisible()


def test_after_one_note_another_can_be_written(
    qtbot: QtBot, page: UnlockPage, gate: Gate, book: Path, clock: SetClock
) -> None:
    for number in range(2):
        QTest.keyClicks(seen(page, "lead_note.officer"), f"PC {number}")
        press(qtbot, page, gate, "lead_note.save")
        if number == 0:
            press(qtbot, page, gate, "lead_note.saved.another")
    desk = opened(book, clock)
    assert sorted(str(row.officer) for row in desk.ask(outside_requests.listing)) == [
        "PC 0",
        "PC 1",
    ]
    desk.close()


@pytest.mark.parametrize(
    ("size", "percent"), [((1366, 700), 100), ((1366, 700), 150), ((683, 350), 100)]
)
def test_nothing_is_clipped(
    qtbot: QtBot, page: UnlockPage, gate: Gate, theme: Theme, size: tuple[int, int], percent: int
) -> None:
    theme.choose(percent=percent)
    page.resize(*size)
    settle(qtbot, gate.background)
    whole(qtbot, page)
