from datetime import date, timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import contact_entry, contacts, drafts, names, people, sessions, tasks
from outreach_app.casework import today as first_page
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.casework.tasks import TaskDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord


def test_the_open_shift_says_where(desk: Desk) -> None:
    desk.do(sessions.start, SessionDraft("drop_in_session", desk.clock.now(), "online"))

    start = desk.ask(contact_entry.start)

    assert (start.setting, start.area) == ("drop_in", "online")


def test_without_a_shift_the_last_contact_says_where_for_half_a_day(
    desk: Desk, clock: SetClock
) -> None:
    assert desk.ask(contact_entry.start).area == "unknown"
    desk.do(contacts.log, ContactDraft(clock.now(), setting="phone", area="online"))
    assert desk.ask(contact_entry.start).area == "online"

    clock.moment += timedelta(hours=13)
    start = desk.ask(contact_entry.start)
    assert (start.setting, start.area) == ("phone", "unknown")


def test_a_reminder_is_saved_with_the_contact_and_about_whoever_it_was(desk: Desk) -> None:
    draft = ContactDraft(desk.clock.now(), who="new", new_alias="Marble")
    done = desk.do(contact_entry.save, draft, TaskDraft("Phone back", date(2025, 12, 21)))

    known = desk.ask(contact_entry.good_to_know, done.value.contact.person_id or "")

    assert [task.text for task in known.tasks] == ["Phone back"]
    assert known.hit.seen_on == date(2025, 12, 20)
    assert done.changes.concern("tasks")
    assert done.changes.concern("people")


def test_a_reminder_that_cannot_be_kept_keeps_the_contact_out_too(desk: Desk) -> None:
    with pytest.raises(CheckFailed):
        desk.do(contact_entry.save, ContactDraft(desk.clock.now()), TaskDraft(" "))
    assert desk.ask(contacts.latest) == ()


def test_taking_back_takes_back_everything_one_save_wrote(desk: Desk) -> None:
    kept = desk.do(contacts.log, ContactDraft(desk.clock.now())).value
    draft = ContactDraft(desk.clock.now(), people=3)
    done = desk.do(contact_entry.save, draft, TaskDraft("Look out for them"))

    desk.do(contact_entry.take_back, done.value, "test")

    assert [row.id for row in desk.ask(contacts.latest)] == [kept.id]
    assert desk.ask(tasks.waiting) == ()
    with pytest.raises(NoSuchRecord):
        desk.do(contact_entry.take_back, done.value, "test")


def test_names_that_are_like_another(desk: Desk) -> None:
    for name in ("Marble", "Maribel", "Jade", "Zoë"):
        desk.do(people.add, PersonDraft(alias=name))

    def like(typed: str) -> list[str]:
        return [found.person.alias for found in desk.ask(names.similar, typed)]

    assert like("Mar") == ["Marble", "Maribel"]
    assert set(like("marbel")) == {"Marble", "Maribel"}
    assert like("zoe") == ["Zoë"]
    assert like("Jaade") == ["Jade"]
    assert like("Ma") == []
    assert like("Quentin") == []


def test_today_in_one_look(desk: Desk) -> None:
    empty = desk.ask(first_page.look)
    assert empty.first_day
    assert empty.session is None
    assert empty.names == {"DAYA": "daya"}

    shift = desk.do(sessions.start, SessionDraft("van_night", desk.clock.now())).value
    for alias in ("Marble", "Biscuit"):
        desk.do(contacts.log, _new(desk, alias, shift.id))
    desk.do(contacts.log, ContactDraft(desk.clock.now(), session_id=shift.id, people=2))
    again = desk.ask(people.find, "marble")[0].id
    seen = ContactDraft(desk.clock.now(), "known", again, session_id=shift.id)
    desk.do(contacts.log, seen)
    full = desk.ask(first_page.look)
    assert full.tally is not None
    assert (full.tally.contacts, full.tally.not_named, full.tally.people) == (5, 2, 2)
    assert not full.first_day


def test_a_handover_grows_by_lines_and_stands_before_and_after_the_shift_ends(desk: Desk) -> None:
    with pytest.raises(NoSuchRecord):
        desk.do(sessions.hand_over, "Low on lube.")
    shift = desk.do(sessions.start, SessionDraft("van_night", desk.clock.now())).value
    desk.do(sessions.hand_over, "Low on lube.")
    desk.do(sessions.hand_over, "Lights out on Lock Row.")

    left = desk.ask(first_page.look).handover
    assert left is not None
    assert left.text == "Low on lube.\nLights out on Lock Row."
    desk.do(sessions.end, shift.id, "Keys are in the safe.")
    left = desk.ask(first_page.look).handover
    assert left is not None
    assert left.text == "Low on lube.\nLights out on Lock Row.\nKeys are in the safe."


def test_a_draft_is_let_go_by_what_it_is_about(desk: Desk) -> None:
    desk.do(drafts.keep, "contact", "one", "{}")
    desk.do(drafts.keep, "contact", "two", "{}")
    desk.do(drafts.discard, "contact", "one")
    assert [row.about for row in desk.ask(drafts.waiting)] == ["two"]


def _new(desk: Desk, alias: str, session_id: str) -> ContactDraft:
    return ContactDraft(desk.clock.now(), who="new", new_alias=alias, session_id=session_id)
