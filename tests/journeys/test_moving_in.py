"""A new project's two hundred rows brought in by keyboard alone, through a lock in the middle."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from models.contacts import Contact
from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from tests.journeys.by_keys import Fingers, come_in, sitting
from tests.outreach_app.exchange.moving_in import messy
from ui.background import Background
from ui.dialogs.files import choose_next
from ui.settings import Settings
from ui.theme import Theme


def _nothing(desk: Desk, clock: SetClock) -> None:
    """Leave the casebook as a new project finds it."""


@pytest.fixture
def hand(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[Fingers]:
    where = (tmp_path, clock, background, theme, settings)
    with sitting(qtbot, *where, _nothing) as fingers:
        yield fingers


def choose_file(hand: Fingers, path: Path) -> None:
    hand.find("moving in")
    assert hand.page == "moving_in"
    choose_next(path)
    hand.tab_to("moving_in.open", 30)
    hand.press(Qt.Key.Key_Space)


def to_the_end(hand: Fingers) -> None:
    while "Step 5 of 5" not in hand.words():
        hand.ctrl(Qt.Key.Key_Return)


def counted(desk: Desk) -> tuple[int, int]:
    with desk._book.reading() as session:
        people, contacts = (
            session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Person, Contact)
        )
    return people, contacts


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_a_project_kept_comes_in_by_keys_alone(
    hand: Fingers, qtbot: QtBot, tmp_path: Path, form: str
) -> None:
    rows = messy.rows(200)
    rows[7][4] = "Carrier pigeon"
    path = tmp_path / f"log.{form}"
    path.write_bytes(messy.as_csv(rows) if form == "csv" else messy.as_book(rows))
    choose_file(hand, path)
    assert hand.focus == "moving_in.next"
    hand.ctrl(Qt.Key.Key_Return)
    hand.ctrl(Qt.Key.Key_Return)
    assert hand.focus == "moving_in.value.0"
    hand.type("Letter")
    hand.ctrl(Qt.Key.Key_Return)
    hand.ctrl(Qt.Key.Key_L)
    come_in(qtbot, hand.window)
    hand.wait()
    choose_file(hand, path)
    assert "was matched before" in hand.words()
    to_the_end(hand)
    assert "Rows that fit (contacts): 200.\nNew people: 6." in hand.words()
    hand.whole()
    hand.ctrl(Qt.Key.Key_Return)
    hand.until(lambda: "Taken in: 206 rows" in hand.words())
    assert counted(hand.desk) == (6, 200)
    choose_file(hand, path)
    to_the_end(hand)
    assert "Rows that do not fit: 200." in hand.words()
