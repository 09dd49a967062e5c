"""Somebody has died: written down at the real window by keyboard, and taken back the same day.

What the situation allows: 2 minutes and 7 presses of choices, on a calm screen.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    cases,
    consents,
    needs,
    people,
    peoplelist,
    tasks,
    trail,
)
from outreach_app.clock import SetClock
from tests.journeys.a_project import a_project
from tests.journeys.by_keys import Fingers, sitting
from ui.background import Background
from ui.settings import Settings
from ui.theme import Theme

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space


def with_a_case(desk: Desk, clock: SetClock) -> None:
    """Comet has a case, a yes, a need, and a reminder to be phoned."""
    key = a_project(desk, clock)["Comet"]
    desk.do(cases.open_case, cases.CaseDraft(key, "medium"))
    yes = consents.Answer("housing", "yes", "verbal", "able", date(2026, 1, 8))
    desk.do(consents.answer, consents.AnswersDraft(key, None, (yes,)))
    desk.do(needs.add, needs.NeedDraft(key, "drugs", date(2025, 12, 1)))
    desk.do(tasks.add, tasks.TaskDraft("Phone back", date(2025, 12, 21), "call", key))


@pytest.fixture
def hand(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[Fingers]:
    clock.moment = datetime(2025, 12, 20, 14, 0, tzinfo=UTC)
    with sitting(qtbot, tmp_path, clock, background, theme, settings, with_a_case) as fingers:
        yield fingers


def open_comet(hand: Fingers) -> str:
    hand.find("comet")
    hand.until(lambda: hand.page == "person" and hand.focus == "person.heading")
    (line,) = [each for each in hand.desk.ask(people.everyone) if each.alias == "Comet"]
    return line.id


def mark(hand: Fingers) -> None:
    """From the page to the death written down: yesterday, told by a friend, confirmed."""
    hand.press(Qt.Key.Key_Menu, Qt.Key.Key_Up, ENTER)
    assert hand.focus == "died.died_on.day"
    hand.type("y")
    hand.press(TAB, TAB, TAB, Qt.Key.Key_2, TAB, TAB, Qt.Key.Key_1)
    hand.ctrl(ENTER)


def test_it_is_written_down_and_everything_that_would_reach_out_stops(hand: Fingers) -> None:
    key = open_comet(hand)
    hand.begin()
    mark(hand)
    # Choices: the menu, the line of it, how it is known, confirmed, saving; the rest goes between.
    assert hand.presses == 11
    hand.until(lambda: "Saved. The lead is told." in hand.words())
    assert hand.focus == "person.died"
    card = hand.desk.ask(people.card, key)
    assert (card.deceased_on, card.open_case) == (date(2025, 12, 19), None)
    words = hand.words()
    assert "Died 19 December." in words
    for reaching in ("Phone back", "Safe to contact", "Ask or change", "victim"):
        assert reaching not in words
    shown = {
        each.objectName() for each in hand.window.findChildren(QAbstractButton) if each.isVisible()
    }
    assert not shown & {"person.log_contact", "person.safe.add", "person.needs_card.add"}
    hand.whole()
    standing = {each.scope: each.state for each in hand.desk.ask(consents.standing, key)}
    assert standing["housing"] == "ended_death"
    told = [task.text for task in hand.desk.ask(tasks.waiting)]
    assert any("Decide what has to be done" in text for text in told)
    assert any("Who was close?" in text for text in told)


def test_their_tile_is_gone_and_their_name_is_kept_quietly(hand: Fingers) -> None:
    open_comet(hand)
    mark(hand)
    hand.until(lambda: hand.focus == "person.died")
    hand.ctrl(Qt.Key.Key_T)
    hand.press(TAB, Qt.Key.Key_2, ENTER)
    assert hand.focus == "session.line"
    tiles = [
        each.accessibleName()
        for each in hand.window.findChildren(QAbstractButton)
        if each.objectName().startswith("session.who.") and each.isVisible()
    ]
    assert "Domino" in tiles
    assert "Comet" not in tiles
    (line,) = [
        each for each in hand.desk.ask(peoplelist.listed).lines if each.person.alias == "Comet"
    ]
    assert line.deceased
    hand.ctrl(Qt.Key.Key_2)
    assert "Remembered" in hand.words()
    # Found by name, and no contact is offered with it.
    hand.ctrl(Qt.Key.Key_K)
    hand.type("comet")
    hand.until(lambda: "has died" in hand.words())
    assert "Log a contact with Comet" not in hand.words()


def test_the_wrong_person_is_taken_back_the_same_day_by_two_keys_and_it_is_noted(
    hand: Fingers,
) -> None:
    key = open_comet(hand)
    mark(hand)
    hand.until(lambda: hand.focus == "person.died")
    hand.begin()
    hand.press(TAB)
    assert hand.focus == "person.died.undo_died"
    hand.press(ENTER)
    hand.until(lambda: "Take this back?" in hand.words())
    hand.press(TAB, ENTER)
    hand.until(lambda: hand.desk.ask(people.card, key).deceased_on is None)
    assert hand.presses == 4
    assert "Phone back" in hand.words()
    noted = {look.action for look in hand.desk.ask(trail.read).looks}
    assert {"death_noted", "death_undone"} <= noted
