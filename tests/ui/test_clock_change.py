"""The two nights of the year in which the clock is moved: said apart, asked, refused in words."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, people, sessions, wall_clock
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.night_page import NightView
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.clock import SetClock
from tests.ui.gates import clipped
from tests.ui.night_keys import arrive
from tests.ui.sitting import Stage
from ui import when
from ui.dialogs.ask import answer_next
from ui.dialogs.change_time import ChangeTime
from ui.pages.paper_sheet import clocks
from ui.pages.session import cells
from ui.pages.session.cells import NotUnderstood
from ui.theme import Theme

LONDON = ZoneInfo("Europe/London")
# Hours round both changes of a year: back on 26 October 2025, forward on 29 March 2026.
BACK = datetime(2025, 10, 26, 0, 0, tzinfo=UTC)
FORWARD = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
AROUND = st.one_of(
    st.integers(-240, 240).map(lambda each: BACK + timedelta(minutes=each)),
    st.integers(-240, 240).map(lambda each: FORWARD + timedelta(minutes=each)),
)


@dataclass(frozen=True)
class Shift:
    """As much of a view as the reading of a time looks at."""

    session: sessions.SessionRow


@dataclass(frozen=True)
class View:
    """A view of a shift."""

    table: Shift


def a_night(began: datetime) -> NightView:
    row = sessions.SessionRow("s", "van_night", began, None, None, ())
    return cast("NightView", View(Shift(row)))


@given(AROUND, AROUND)
def test_two_moments_of_one_night_never_read_alike(one: datetime, other: datetime) -> None:
    said = {when.full(each, LONDON) for each in (one, other)}
    assert len(said) == len({one, other})


@given(AROUND)
def test_what_the_sheet_says_of_a_moment_is_read_back_as_that_moment(moment: datetime) -> None:
    began = moment - timedelta(hours=2)
    said = when.clock_time(moment, LONDON)
    found = cells.moments(a_night(began), said, moment + timedelta(hours=3), LONDON)
    assert list(found) == [moment]


@given(AROUND)
def test_a_bare_time_asks_only_where_it_came_twice(moment: datetime) -> None:
    view = a_night(moment - timedelta(hours=2))
    bare = moment.astimezone(LONDON).strftime("%H:%M")
    found = cells.moments(view, bare, moment + timedelta(hours=3), LONDON)
    assert moment in found
    assert len(found) == (2 if wall_clock.which_of_two(moment, LONDON) else 1)


@given(st.integers(0, 59))
def test_the_hour_that_never_was_is_refused_in_a_sentence(minute: int) -> None:
    view = a_night(datetime(2026, 3, 28, 21, 0, tzinfo=UTC))
    with pytest.raises(NotUnderstood, match=f"01:{minute:02d} never was"):
        cells.moments(view, f"1:{minute:02d}", FORWARD + timedelta(hours=6), LONDON)


def test_a_sheet_says_which_of_two_hours_its_end_was() -> None:
    assert clocks.clock_and_which("01:10 second") == (time(1, 10), wall_clock.SECOND)
    assert clocks.clock_and_which("0110 (first)") == (time(1, 10), wall_clock.FIRST)
    assert clocks.clock_and_which("22:15") == (time(22, 15), None)
    assert clocks.clock_and_which("ten past one") == (None, None)
    assert clocks.words(time(1, 10), wall_clock.SECOND) == "01:10 (second)"


class Asked:
    """The dialog that asks for a moment, and what it was told."""

    def __init__(self, qtbot: QtBot, moment: datetime, now: datetime) -> None:
        self.parent = QWidget()
        self.parent.resize(683, 350)
        qtbot.addWidget(self.parent)
        self.chosen: list[datetime | None] = []
        title = "When was this?"
        self.dialog = ChangeTime(self.parent, title, moment, now, LONDON, self.chosen.append)
        with qtbot.waitExposed(self.dialog):
            self.dialog.open()

    def words(self) -> str:
        return self.dialog._clock_frame._error.text() + self.dialog._which_frame._error.text()


@pytest.mark.parametrize("percent", [100, 150])
def test_changing_the_time_asks_which_of_two_and_takes_no_answer_beforehand(
    qtbot: QtBot, theme: Theme, percent: int
) -> None:
    theme.choose(percent=percent)
    now = BACK + timedelta(hours=4)
    it = Asked(qtbot, now, now)
    assert it.dialog._which_frame.isHidden()
    it.dialog.clock.setTime(QTime(1, 10))
    assert not it.dialog._which_frame.isHidden()
    assert not clipped(it.dialog)
    it.dialog._use()
    assert (it.chosen, it.words()) == ([], "Choose the first or the second.")
    it.dialog.which.button(wall_clock.SECOND).click()
    it.dialog._use()
    assert it.chosen == [datetime(2025, 10, 26, 1, 10, tzinfo=UTC)]


@pytest.mark.usefixtures("theme")
def test_an_hour_that_came_once_so_far_is_not_asked_about(
    qtbot: QtBot,
) -> None:
    now = datetime(2025, 10, 26, 0, 40, tzinfo=UTC)  # 01:40, before the clock goes back
    it = Asked(qtbot, now, now)
    it.dialog.clock.setTime(QTime(1, 10))
    assert it.dialog._which_frame.isHidden()
    it.dialog._use()
    assert it.chosen == [datetime(2025, 10, 26, 0, 10, tzinfo=UTC)]


@pytest.mark.usefixtures("theme")
def test_a_time_the_clock_jumped_over_is_not_taken_for_another(
    qtbot: QtBot,
) -> None:
    now = FORWARD + timedelta(hours=5)
    it = Asked(qtbot, now, now)
    it.dialog.clock.setTime(QTime(1, 30))
    it.dialog._use()
    assert it.chosen == []
    assert "01:30 never was" in it.words()


@pytest.fixture
def autumn(desk: Desk, clock: SetClock) -> str:
    """A van night through the change, with a contact in each of the two hours."""
    clock.moment = datetime(2025, 10, 25, 19, 2, tzinfo=UTC)
    key = desk.do(sessions.start, SessionDraft("van_night", clock.now())).value.id
    them = desk.do(people.add, PersonDraft(alias="Marble")).value.id
    for minutes in (50, 70):  # 01:50, and twenty minutes later 01:10 by the clock on the wall
        clock.moment = BACK + timedelta(minutes=minutes)
        draft = ContactDraft(clock.now(), who="known", person_id=them, session_id=key)
        desk.do(contacts.log, draft)
    clock.moment = BACK + timedelta(minutes=130)
    return them


def test_the_sheet_the_story_and_the_page_of_a_contact_tell_the_two_hours_apart(
    stage: Stage, desk: Desk, autumn: str
) -> None:
    page = arrive(stage)
    shown = [page.parts.grid.model().index(row, 0).data() for row in (0, 1)]
    assert shown == ["Sun 01:50 (first)", "Sun 01:10 (second)"]
    assert not clipped(page)
    index = page.parts.grid.model().index(1, 0)
    answer_next("first")
    page.parts.grid.model().setData(index, "01:10")
    stage.settle()
    moments = [each.started_at for each in desk.ask(contacts.of_person, autumn)]
    assert sorted(moments) == [BACK + timedelta(minutes=10), BACK + timedelta(minutes=50)]
    stage.show_page("person", person_id=autumn)
    stage.settle()
    assert "01:10 (first)" in stage.words()
