"""Somebody under 18, or thought to be: raised at the real window by keyboard, decided, followed.

What the situation allows: 60 s and 5 presses of choices to raise it; the lead the same shift.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models.sharing import Disclosure
from outreach_app.bootstrap import Desk
from outreach_app.casework import people, project_settings, safeguarding, young
from outreach_app.clock import SetClock
from outreach_app.work import Work
from tests.journeys.a_project import a_project
from tests.journeys.by_keys import Fingers, come_in, sitting
from ui.background import Background
from ui.settings import Settings
from ui.theme import Theme

ENTER, TAB, SPACE, MENU = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Space,
    Qt.Key.Key_Menu,
)


def with_a_phone(desk: Desk, clock: SetClock) -> None:
    a_project(desk, clock)
    desk.do(project_settings.keep_lead_phone, "01632 960 111")


@pytest.fixture
def hand(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[Fingers]:
    clock.moment = datetime(2025, 12, 20, 21, 0, tzinfo=UTC)
    with sitting(qtbot, tmp_path, clock, background, theme, settings, with_a_phone) as fingers:
        yield fingers


def raise_it(hand: Fingers) -> str:
    hand.find("comet")
    hand.until(lambda: hand.page == "person" and hand.focus == "person.heading")
    hand.begin()
    hand.press(MENU, Qt.Key.Key_U, ENTER)
    assert hand.focus.startswith("young.age_band.")
    assert "phone the lead: 01632 960 111. Send no names or details by text." in hand.words()
    hand.press(TAB, TAB, TAB)
    hand.type("School bag. Said fifteen, then nineteen")
    hand.press(TAB)
    hand.type("With a friend")
    hand.ctrl(ENTER)
    hand.until(lambda: hand.focus == "person.done")
    (line,) = [each for each in hand.desk.ask(people.everyone) if each.alias == "Comet"]
    return line.id


def test_it_is_raised_with_four_choices_and_the_record_changes_at_once(hand: Fingers) -> None:
    key = raise_it(hand)
    # Choices: the menu, its line, Enter, raising; four times Tab between two fields.
    assert hand.presses == 8
    words = hand.words()
    assert "Raised. The lead has it among today’s tasks." in words
    assert "01632 960 111" in words
    card = hand.desk.ask(people.card, key)
    assert (card.young, card.details.age_band, card.details.age_basis) == (
        True,
        "16_17",
        "worker_view",
    )
    # Kept out of warnings, matching and figures for police.
    assert key in hand.desk.ask(young.kept_inside)
    assert "What may be shared" not in words
    hand.ctrl(Qt.Key.Key_I)
    hand.until(lambda: "For Comet" in hand.words())
    for shown in (words, hand.words()):
        assert "sex work" not in shown.lower()
        assert "the work they do" not in shown
    hand.whole()


def test_the_lead_meets_it_first_decides_and_the_register_says_who_was_told(
    qtbot: QtBot, hand: Fingers, clock: SetClock
) -> None:
    key = raise_it(hand)
    hand.ctrl(Qt.Key.Key_1)
    assert "Safeguarding: a concern was raised. Decide what follows." in hand.words()
    hand.begin()
    hand.tab_to("today.alarm.0.open")
    assert hand.presses <= 3
    hand.press(ENTER)
    assert hand.page == "concern"
    words = hand.words()
    assert "School bag. Said fifteen, then nineteen" in words
    assert "With a friend" in words
    hand.tab_to("concern.step")
    hand.press(ENTER, Qt.Key.Key_3, TAB)
    hand.tab_to("step.told.social_care")
    hand.press(SPACE)
    hand.ctrl(ENTER)
    hand.until(lambda: "Referred" in hand.words())
    assert left(hand) == [(key, "social_care", "safeguard_child", None)]
    # Decided: it is no alarm any more, until nobody answers for a day.
    hand.ctrl(Qt.Key.Key_1)
    assert "Safeguarding: a concern was raised" not in hand.words()
    clock.moment += timedelta(hours=25)
    hand.ctrl(Qt.Key.Key_L)
    qtbot.waitUntil(lambda: hand.window.shell is None)
    come_in(qtbot, hand.window)
    hand.wait()
    assert "Safeguarding: no answer for 25 hours." in hand.words()
    (row,) = hand.desk.ask(safeguarding.unanswered)
    assert row.person_id == key


def left(hand: Fingers) -> list[tuple[str | None, str, str, str | None]]:
    def read(work: Work) -> list[tuple[str | None, str, str, str | None]]:
        rows = work.session.execute(
            select(Disclosure.person_id, Disclosure.recipient, Disclosure.basis, Disclosure.scope)
        )
        return [tuple(row) for row in rows]  # type: ignore[misc]  # four columns, as selected

    return hand.desk.ask(read)


def test_somebody_nobody_knows_is_raised_by_name_of_the_command(hand: Fingers) -> None:
    hand.find("raise a safe")
    hand.until(lambda: hand.page == "raise_concern")
    hand.begin()
    # The first question comes first, and its first answer is the one looked for.
    hand.press(TAB, SPACE)
    assert hand.focus == "raise_concern.concerns.under_18"
    hand.tab_to("raise_concern.where_tonight")
    hand.type("By the arches")
    hand.press(TAB)
    hand.type("An older man")
    hand.press(TAB)
    hand.type("About fifteen, school bag")
    hand.ctrl(ENTER)
    hand.until(lambda: hand.page == "protection")
    assert hand.presses <= 15
    (row,) = hand.desk.ask(safeguarding.listing)
    assert (row.person_id, row.concerns) == (None, ("under_18",))
    found = hand.desk.do(safeguarding.read, row.id).value
    assert found.basis == "safeguard_child"
    assert (found.where_tonight, found.who_with) == ("By the arches", "An older man")
