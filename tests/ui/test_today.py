from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    contact_entry,
    contacts,
    drafts,
    people,
    sessions,
    staff,
    stock,
    tasks,
)
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.casework.tasks import TaskDraft
from outreach_app.clock import SetClock
from outreach_app.work import Work
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next
from ui.forms.start_session import StartSession
from ui.pages.today.page import TodayPage
from ui.theme import Theme


def arrive(stage: Stage, **where: object) -> TodayPage:
    return cast("TodayPage", stage.show_page("today", **where))


def on_a_night(desk: Desk, clock: SetClock) -> str:
    """A van night with eight contacts on it; returns its key."""
    clock.moment = datetime(2025, 12, 20, 20, 2, tzinfo=UTC)
    key = desk.do(sessions.start, SessionDraft("van_night", clock.now())).value.id
    clock.moment = datetime(2025, 12, 20, 23, 41, tzinfo=UTC)
    for alias in ("Marble", "Biscuit"):
        desk.do(
            contacts.log,
            ContactDraft(
                clock.now(),
                who="new",
                new_alias=alias,
                session_id=key,
                supplies={"condom_ext": 10, "needle_set": 5},
                needle_returns=4,
            ),
        )
    desk.do(contacts.log, ContactDraft(clock.now(), session_id=key, people=6))
    return key


def colleague(desk: Desk) -> None:
    """Mo, who can sign in."""

    def add(work: Work) -> None:
        staff.add(work.session, "Mo", "outreach", "slot-of-mo", work.now)

    desk.do(add)


def button_named(stage: Stage, start: str) -> QPushButton:
    return next(
        each
        for each in stage.findChildren(QPushButton)
        if each.objectName().startswith(start) and each.isVisible()
    )


def test_an_empty_casebook_says_where_to_start(stage: Stage) -> None:
    arrive(stage)
    words = stage.words()
    for part in (
        "Good evening, Daya",
        "Saturday 20 December 2025",
        "Start here",
        "No session of yours is open",
        "Nothing waiting. Log a contact with Ctrl+N, or start a session.",
        "Nothing was handed over yet.",
        "December so far",
    ):
        assert part in words


@pytest.mark.parametrize(("hour", "words"), [(9, "morning"), (13, "afternoon"), (2, "evening")])
def test_the_greeting_follows_the_projects_clock(
    stage: Stage, clock: SetClock, hour: int, words: str
) -> None:
    clock.moment = clock.moment.replace(hour=hour)
    arrive(stage)
    assert f"Good {words}, Daya" in stage.words()


def test_a_session_starts_in_four_clicks(stage: Stage, desk: Desk) -> None:
    colleague(desk)
    arrive(stage)
    stage.click("today.session.act")
    stage.click("today.start.area.online")
    stage.click("today.start.who.MO")
    stage.click("today.start.begin")
    shift = desk.ask(sessions.open_now)
    assert shift is not None
    assert (shift.type, shift.area, shift.workers) == ("van_night", "online", ("DAYA", "MO"))
    assert shift.started_at == desk.clock.now()
    assert "started 23:41 with Daya and Mo. Online only." in stage.words()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "today.session.table"


def test_the_open_session_is_told_to_the_top_bar(stage: Stage, desk: Desk, clock: SetClock) -> None:
    on_a_night(desk, clock)
    heard: list[str] = []
    stage.relay.session.connect(heard.append)
    arrive(stage)
    assert heard[-1] == "Van night since 20:02"


def test_a_night_ends_with_its_sum_and_a_line_for_the_next(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    on_a_night(desk, clock)
    arrive(stage)
    words = stage.words()
    assert "Saturday 20 December, started 20:02." in words
    assert "6 not named" in words
    stage.click("today.session.act")
    assert (
        "8 contacts, 2 people named, 6 not named. 20 condoms, 10 needle sets, 8 brought back."
        in stage.words()
    )
    stage.type("today.end.handover", "Street lights out on Lock Row.")
    stage.click("today.end.finish")
    assert desk.ask(sessions.open_now) is None
    words = stage.words()
    assert "No session of yours is open" in words
    assert "Street lights out on Lock Row." in words
    assert "Daya, Sat 23:41" in words


def test_not_yet_leaves_the_night_open(stage: Stage, desk: Desk, clock: SetClock) -> None:
    on_a_night(desk, clock)
    arrive(stage)
    stage.click("today.session.act")
    stage.click("today.end.keep")
    assert desk.ask(sessions.open_now) is not None
    assert "Log one contact" in stage.words()


def test_a_handover_half_written_outlives_a_lock(stage: Stage, desk: Desk, clock: SetClock) -> None:
    on_a_night(desk, clock)
    page = arrive(stage)
    stage.click("today.session.act")
    stage.type("today.end.handover", "Low on 1 ml sets")
    waiting = page.unkept()
    assert waiting is not None
    desk.do(drafts.keep, waiting.kind, waiting.about, waiting.state)
    page.hide()
    page.deleteLater()

    again = arrive(stage)
    assert again.session.typed() == "Low on 1 ml sets"
    assert "Unfinished" not in stage.words()
    stage.click("today.end.finish")
    assert desk.ask(drafts.waiting) == ()
    left = desk.ask(sessions.last_handover)
    assert left is not None
    assert left[0] == "Low on 1 ml sets"


def test_a_line_is_added_to_the_handover(stage: Stage, desk: Desk, clock: SetClock) -> None:
    on_a_night(desk, clock)
    arrive(stage)
    stage.click("today.handover.add")
    stage.type("today.handover.line", "Keys are in the safe.")
    stage.click("today.handover.save")
    assert "Keys are in the safe." in stage.words()


def test_what_is_to_be_done_mine_first_then_everyones(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    marble = desk.do(people.add, PersonDraft(alias="Marble")).value.id
    today = date(2025, 12, 20)
    desk.do(tasks.add, TaskDraft("Phone back", today, "call", marble))
    desk.do(tasks.add, TaskDraft("Buy batteries", today - timedelta(days=1)))
    desk.do(tasks.add, TaskDraft("Ask about the flat", None, "other", marble))
    colleague(desk)
    desk.do(tasks.add, TaskDraft("Order sets", today + timedelta(days=3), owner="MO"))
    page = arrive(stage)
    words = stage.words()
    for part in ("2 today", "Due today", "Since Fri 19 December", "When next seen"):
        assert part in words
    assert [task.text for task in page.todo.rows()] == [
        "Buy batteries",
        "Phone back",
        "Ask about the flat",
    ]
    stage.click("today.todo.whose.everyone")
    assert "Due Tue 23 Dec, Mo" in stage.words()
    stage.click(button_named(stage, "today.todo.log_call.").objectName())
    assert stage.went[-1] == ("log_contact", {"person_id": marble, "setting": "phone"})
    stage.click(button_named(stage, "today.todo.open.").objectName())
    assert stage.went[-1] == ("person", {"person_id": marble})


def test_a_task_is_ticked_off_and_another_added(stage: Stage, desk: Desk) -> None:
    desk.do(tasks.add, TaskDraft("Buy batteries", date(2025, 12, 20)))
    arrive(stage)
    stage.click(button_named(stage, "today.todo.done.").objectName())
    assert desk.ask(tasks.waiting) == ()
    stage.click("today.todo.add")
    stage.type("today.todo.what", "Order sets")
    stage.press("today.todo.what", Qt.Key.Key_Return)
    (task,) = desk.ask(tasks.waiting)
    assert (task.text, task.due_on) == ("Order sets", date(2025, 12, 20))
    assert "Order sets" in stage.words()


def test_a_long_list_shows_its_head_and_the_rest_when_asked(stage: Stage, desk: Desk) -> None:
    for number in range(11):
        desk.do(tasks.add, TaskDraft(f"Thing {number}", date(2025, 12, 20)))
    arrive(stage)
    assert "Thing 10" not in stage.words()
    stage.click("today.todo.all")
    assert "Thing 10" in stage.words()


def test_unfinished_typing_is_offered_and_carried_on_elsewhere(stage: Stage, desk: Desk) -> None:
    desk.do(drafts.keep, "contact", "this-one", '{"fields": {"note": "x"}, "more": {}}')
    arrive(stage)
    assert "Unfinished contact, kept at 23:41" in stage.words()
    stage.click("unfinished.0.carry_on")
    state = {"fields": {"note": "x"}, "more": {}}
    assert stage.went == [("log_contact", {"draft": {"about": "this-one", "state": state}})]


def test_a_contact_just_saved_can_be_taken_back_here(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    draft = ContactDraft(clock.now(), who="new", new_alias="Jade")
    logged = desk.do(contact_entry.save, draft).value
    page = arrive(stage, saved=logged, new=True)
    assert "Contact saved, and Jade added." in stage.words()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "today.saved"
    answer_next("not_happened")
    stage.click("today.saved.undo")
    assert "Jade stays in the list of people." in stage.words()
    assert desk.ask(contacts.latest) == ()
    page.open()
    stage.settle()
    assert "Contact taken back." not in stage.words()


def test_the_month_counts_people_once(stage: Stage, desk: Desk, clock: SetClock) -> None:
    on_a_night(desk, clock)
    arrive(stage)
    words = stage.words()
    for part in ("1 to 20 December", "6 of them not named", "2 new this month", "0 alerts sent"):
        assert part in words
    stage.click("today.month.report")
    assert stage.went == [("reports", {})]


def test_a_volunteer_sees_the_session_and_the_handover_only(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    on_a_night(desk, clock)
    desk.do(tasks.add, TaskDraft("Phone Marble back", date(2025, 12, 20)))
    desk.me = replace(desk.me, role="volunteer")
    arrive(stage)
    words = stage.words()
    assert "Van night" in words
    assert "Handover" in words
    assert "Phone Marble back" not in words
    assert "different people" not in words


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1366, 700, 100), (1366, 700, 150), (683, 350, 100)]
)
def test_nothing_is_clipped_and_everything_has_a_name(
    stage: Stage,
    desk: Desk,
    clock: SetClock,
    theme: Theme,
    width: int,
    height: int,
    percent: int,
) -> None:
    marble = desk.do(people.add, PersonDraft(alias="Marble")).value.id
    on_a_night(desk, clock)
    desk.do(
        tasks.add,
        TaskDraft("Rough sleeper team has not answered for 9 days", None, "chase", marble),
    )
    desk.do(drafts.keep, "contact", "x", "{}")
    theme.choose("dark", percent)
    room = theme.breakpoint(width)
    stage.resize(width - {"wide": 204, "middle": 56, "narrow": 84}.get(room, 0), height - 51)
    page = arrive(stage)
    page.compact(room)
    stage.click("today.session.act")
    stage.click("today.todo.add")
    stage.settle()
    assert clipped(page) == []
    assert nameless(page) == []


def test_the_page_is_worked_by_keys_alone(stage: Stage, desk: Desk) -> None:
    arrive(stage)
    act = stage.seen("today.session.act")
    act.setFocus()
    QTest.keyClick(act, Qt.Key.Key_Space)
    stage.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName().startswith("today.start.kind.")
    QTest.keyClick(focused, Qt.Key.Key_Right)
    begin = stage.seen("today.start.begin")
    begin.setFocus()
    QTest.keyClick(begin, Qt.Key.Key_Space)
    stage.settle()
    shift = desk.ask(sessions.open_now)
    assert shift is not None
    assert shift.type == "foot_night"


def test_a_session_starts_with_the_key_that_saves(stage: Stage, desk: Desk) -> None:
    arrive(stage)
    stage.click("today.session.act")
    kind = stage.seen("today.start.kind.van_night")
    kind.setFocus()
    QTest.keyClick(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert desk.ask(sessions.open_now) is not None


def test_a_session_gives_from_the_place_it_gave_from_last(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    van = desk.do(stock.keep_place, "Van").value.code
    shelf = desk.do(stock.keep_place, "Shelf").value.code
    first = SessionDraft("van_night", clock.now(), stock_place=van)
    desk.do(sessions.end, desk.do(sessions.start, first).value.id)
    page = arrive(stage)
    stage.click("today.session.act")
    starting = page.findChild(StartSession)
    assert starting is not None
    assert starting.place.value() == van
    stage.click("today.start.kind.foot_night")
    assert starting.place.value() == "-"
    stage.click(f"today.start.place.{shelf}")
    stage.click("today.start.begin")
    shift = desk.ask(sessions.open_now)
    assert shift is not None
    assert (shift.type, shift.stock_place) == ("foot_night", shelf)
