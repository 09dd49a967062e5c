"""A van night at the real window, by keyboard alone, from an open casebook to the closed night.

What the situation allows: starting 4 presses of choices and 20 s, a brief contact 4 to 6 and 15 s.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from outreach_app.casework import incidents, night, people, sessions, stock
from outreach_app.clock import SetClock
from tests.journeys.a_project import a_project
from tests.journeys.by_keys import Fingers, come_in, sitting
from ui.background import Background
from ui.settings import Settings
from ui.theme import Theme

ENTER, TAB, ESC, UP, DOWN = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)
EVENING = datetime(2025, 12, 20, 20, 2, tzinfo=UTC)
# A trained worker: seconds for a key, and for a thought (design, "Van night").
A_KEY, A_THOUGHT = 0.28, 1.35


@pytest.fixture
def hand(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[Fingers]:
    clock.moment = EVENING
    with sitting(qtbot, tmp_path, clock, background, theme, settings, a_project) as fingers:
        yield fingers


def begin(hand: Fingers) -> str:
    """Start the night in the second area with the first colleague; returns its key."""
    hand.ctrl(Qt.Key.Key_T)
    hand.press(TAB, Qt.Key.Key_2, TAB, Qt.Key.Key_Space, ENTER)
    shift = hand.desk.ask(sessions.open_now)
    assert shift is not None
    return shift.id


def rows(hand: Fingers, key: str) -> tuple[night.NightRow, ...]:
    return hand.desk.ask(night.rows_of, key)


def tiles(hand: Fingers) -> list[str]:
    found = hand.window.findChildren(QAbstractButton)
    return [
        each.accessibleName()
        for each in found
        if each.objectName().startswith("session.who.") and each.isVisible()
    ]


def test_it_starts_with_four_choices_and_knows_who_is_usual_here(hand: Fingers) -> None:
    begin(hand)
    # Ctrl+T, the area, the colleague, Enter; Tab goes between them twice.
    assert hand.presses == 6
    assert hand.presses * A_KEY + 4 * A_THOUGHT < 20
    shift = hand.desk.ask(sessions.open_now)
    assert shift is not None
    assert (shift.type, shift.started_at) == ("van_night", EVENING)
    assert shift.workers == ("DAYA", "MO")
    assert (hand.page, hand.focus) == ("session", "session.line")
    shown = tiles(hand)
    assert shown[0] == "Not named"
    assert {"Domino", "Marble", "Comet", "Dune"} <= set(shown)
    assert "Kestrel" not in shown
    marble = next(
        each
        for each in hand.window.findChildren(QAbstractButton)
        if each.accessibleName() == "Marble"
    )
    assert "voicemail" in marble.accessibleDescription().lower()
    hand.whole()


def test_brief_contacts_take_few_keys_and_keep_their_own_time(
    hand: Fingers, clock: SetClock
) -> None:
    key = begin(hand)
    for typed, again in (("k", False), ("", True), ("@dom k c2 r8", False), ("*3 k", False)):
        clock.moment += timedelta(minutes=9)
        hand.begin()
        if again:
            hand.press(UP)
        hand.type(typed)
        hand.press(ENTER)
        assert hand.letters + hand.presses <= 13
        assert hand.presses <= 2
        assert (hand.letters + hand.presses) * A_KEY + 3 * A_THOUGHT <= 15
        assert hand.focus == "session.line"
    found = rows(hand, key)
    assert [row.at - EVENING for row in found] == [timedelta(minutes=9 * n) for n in range(1, 5)]
    assert [row.supplies["condom_ext"] for row in found] == [10, 10, 12, 10]
    assert (found[2].alias, found[2].returns, found[3].people) == ("Domino", 8, 3)
    # Nobody was invented to count a contact.
    assert len(hand.desk.ask(people.everyone)) == 6


def test_a_late_alias_is_linked_with_one_choice_and_never_made_twice(hand: Fingers) -> None:
    key = begin(hand)
    hand.begin()
    hand.type("@domno k")
    hand.press(ENTER)
    assert "Domino" in hand.words()
    hand.press(DOWN, ENTER, ENTER)
    assert rows(hand, key)[0].alias == "Domino"
    assert hand.presses == 4
    hand.begin()
    hand.type("@Sunny k")
    hand.press(ENTER)
    assert len(rows(hand, key)) == 1
    hand.press(ENTER)
    assert (rows(hand, key)[1].alias, hand.presses) == ("Sunny", 2)
    names = [line.alias for line in hand.desk.ask(people.everyone)]
    assert (names.count("Domino"), names.count("Sunny")) == (1, 1)


def test_harm_told_in_the_van_is_three_answers_and_back_to_the_table(
    hand: Fingers, clock: SetClock
) -> None:
    key = begin(hand)
    clock.moment += timedelta(minutes=9)
    hand.type("@comet k !")
    hand.press(ENTER)
    assert (hand.page, hand.focus) == ("log_incident", "log_incident.type")
    told_at = clock.moment
    hand.begin()
    hand.type("rob")
    hand.press(ENTER, TAB, TAB, TAB)
    hand.type("t")
    hand.ctrl(ENTER)
    assert "Incident INR-01 saved" in hand.words()
    assert hand.presses == 5
    (row,) = hand.desk.ask(incidents.listing)
    (contact,) = rows(hand, key)
    assert (row.person_id, row.told_at) == (contact.person_id, told_at)
    # Next comes what may be shared; one key leads back to the night.
    hand.press(TAB)
    assert hand.focus == "log_incident.after.share"
    hand.press(ESC)
    assert (hand.page, hand.focus) == ("session", "session.line")


def test_midnight_a_lock_and_the_morning_lose_nothing(
    qtbot: QtBot, hand: Fingers, clock: SetClock
) -> None:
    key = begin(hand)
    hand.type("k")
    hand.press(ENTER)
    clock.moment = datetime(2025, 12, 21, 0, 40, tzinfo=UTC)
    hand.type("@dune k r4")
    hand.press(ENTER)
    assert [row.at.day for row in rows(hand, key)] == [20, 21]
    hand.type("@dom c10")
    hand.ctrl(Qt.Key.Key_L)
    qtbot.waitUntil(lambda: hand.window.shell is None)
    assert "Domino" not in hand.words()
    clock.moment = datetime(2025, 12, 21, 9, 10, tzinfo=UTC)
    come_in(qtbot, hand.window)
    hand.wait()
    before = there(hand)
    hand.ctrl(Qt.Key.Key_T)
    line = hand.window.findChild(QAbstractButton, "session.add")
    assert line is not None
    hand.press(ENTER)
    assert [row.alias for row in rows(hand, key)] == [None, "Dune", "Domino"]
    # The line was begun at night, and counts for then.
    assert rows(hand, key)[2].at == datetime(2025, 12, 21, 0, 40, tzinfo=UTC)
    hand.ctrl(Qt.Key.Key_1)
    hand.begin()
    hand.tab_to("today.session.act")
    hand.press(ENTER)
    assert hand.focus == "today.end.handover"
    assert "3 contacts, 2 people named, 1 not named" in hand.words()
    hand.type("Lamps are out by the arches")
    hand.press(TAB, ENTER)
    words = hand.words()
    assert "The session is closed." in words
    assert "What was given is off the stock." in words
    assert "Lamps are out by the arches" in words
    shift = hand.desk.ask(sessions.one, key)
    assert (shift.started_at.day, shift.ended_at) == (20, clock.moment)
    assert before - there(hand) == 30


def test_totals_from_paper_are_the_numbers_that_were_typed(hand: Fingers) -> None:
    key = begin(hand)
    hand.back_to("session.more")
    hand.press(ENTER, DOWN, ENTER)
    assert hand.focus == "session_totals.people"
    hand.type("25")
    hand.press(TAB, TAB)
    hand.type("130")
    hand.ctrl(ENTER)
    hand.until(lambda: len(rows(hand, key)) == 1)
    (row,) = rows(hand, key)
    assert (row.people, row.supplies["condom_ext"]) == (25, 130)
    assert len(hand.desk.ask(people.everyone)) == 6


def there(hand: Fingers) -> int:
    rows = hand.desk.ask(stock.on_hand)
    return sum(row.quantity for row in rows if row.item == "condom_ext")
