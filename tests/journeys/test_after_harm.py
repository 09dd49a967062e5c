"""The first minute after harm, at the real window, by keyboard alone: saved first, all else later.

What the situation allows: 60 s and 5 presses of choices; here choices and moves are counted.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from outreach_app.casework import contacts, incidents
from outreach_app.clock import SetClock
from tests.journeys.a_project import a_project
from tests.journeys.by_keys import Fingers, sitting
from ui.background import Background
from ui.settings import Settings
from ui.theme import Theme

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
NIGHT = datetime(2025, 12, 21, 2, 0, tzinfo=UTC)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def hand(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[Fingers]:
    clock.moment = NIGHT
    with sitting(qtbot, tmp_path, clock, background, theme, settings, a_project) as fingers:
        yield fingers


def test_what_happened_to_somebody_not_named_is_saved_with_three_answers(hand: Fingers) -> None:
    hand.ctrl(Qt.Key.Key_I)
    assert hand.focus == "log_incident.type"
    hand.type("rape")
    hand.press(ENTER, TAB, Qt.Key.Key_1, TAB, TAB)
    hand.type("t")
    hand.ctrl(ENTER)
    assert "Incident INR-01 saved" in hand.words()
    # Choices: the form, the kind, the area, the day, saving; Tab goes between them.
    assert hand.presses == 7
    assert hand.presses + hand.letters <= 14
    (row,) = hand.desk.ask(incidents.listing)
    assert (row.person_id, row.told_at) == (None, NIGHT)
    # Nothing is shared by saving, and no question was answered for anybody.
    assert "Ask what may be shared" in hand.words()


def test_a_walk_in_and_the_harm_they_told_are_two_records_with_one_key_between(
    hand: Fingers,
) -> None:
    hand.ctrl(Qt.Key.Key_N)
    hand.type("dune")
    hand.press(ENTER)
    hand.press(Qt.Key.Key_2, modifier=ALT)
    hand.press(Qt.Key.Key_3)
    hand.ctrl(Qt.Key.Key_I)
    assert (hand.page, hand.focus) == ("log_incident", "log_incident.type")
    (contact,) = hand.desk.ask(contacts.latest, 1)
    assert (contact.alias, contact.setting) == ("Dune", "drop_in")
    hand.type("rape")
    hand.press(ENTER)
    # What cannot wait stands beside the form at once.
    assert "Time matters" in hand.words()
    hand.press(TAB, TAB, TAB)
    hand.type("t")
    hand.ctrl(ENTER)
    assert "Incident INR-01 saved" in hand.words()
    assert hand.presses <= 10
    (row,) = hand.desk.ask(incidents.listing)
    assert row.person_id == contact.person_id


def test_a_name_on_the_page_goes_with_the_key_to_the_form(hand: Fingers) -> None:
    hand.find("marble")
    hand.until(lambda: hand.page == "person")
    hand.ctrl(Qt.Key.Key_I)
    hand.until(lambda: "For Marble" in hand.words())
    assert hand.page == "log_incident"
    hand.press(Qt.Key.Key_Escape)
    hand.ctrl(Qt.Key.Key_N)
    hand.ctrl(ENTER)
    (contact,) = hand.desk.ask(contacts.latest, 1)
    assert contact.alias == "Marble"
