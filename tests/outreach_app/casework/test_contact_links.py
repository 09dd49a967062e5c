from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import contact_links, contacts, night, people, sessions
from outreach_app.casework.contact_links import NamingView
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, Restricted
from outreach_app.exchange.exporting import export
from outreach_app.work import Work
from tests.conftest import MakeDesk
from tests.outreach_app.casework.counting import figures, moved


def test_who_it_was_is_said_later_and_earlier_figures_stay(
    desk: Desk, make_desk: MakeDesk, clock: SetClock
) -> None:
    person = desk.do(people.add, people.PersonDraft(alias="Marble")).value.id
    row = desk.do(contacts.log, contacts.ContactDraft(clock.now())).value
    before, then = figures(desk, "2025-12"), clock.now()
    clock.moment += timedelta(hours=1)
    desk.do(contact_links.name_person, row.id, person)

    now = figures(desk, "2025-12")
    assert (before["R01_unique_people"], before["R04_anonymous_contacts"]) == (0, 1)
    assert (now["R01_unique_people"], now["R04_anonymous_contacts"]) == (1, 0)
    assert figures(desk, "2025-12", then) == before
    assert desk.ask(contacts.of_person, person)[0].id == row.id
    with pytest.raises(CheckFailed):
        desk.do(contact_links.name_person, row.id, person)
    desk.do(contacts.void, row.id, "test")
    with pytest.raises(NoSuchRecord):
        desk.do(contact_links.name_person, row.id, person)

    other = make_desk("other")
    once = moved(desk, other)
    assert other.do(export) == once


def looked(desk: Desk, role: str, by: str = "DAYA") -> NamingView:
    def run(work: Work) -> NamingView:
        return contact_links.look(replace(work, role=role, by=by))

    return desk.ask(run)


def test_one_of_several_is_named_and_what_was_given_stays_with_the_others(
    desk: Desk, clock: SetClock
) -> None:
    marble = desk.do(people.add, people.PersonDraft(alias="Marble")).value.id
    shift = desk.do(sessions.start, sessions.SessionDraft("van_night", clock.now())).value.id
    desk.do(night.add, night.LineDraft(shift, "*3 k"))
    (line,) = desk.ask(contact_links.look).unnamed
    assert (line.people, line.session_id) == (3, shift)
    assert line.supplies["condom_ext"] == 10

    desk.do(contact_links.name_person, line.id, marble)
    (row,) = desk.ask(contacts.of_person, marble)
    assert row.supplies == {}
    # The table shows two lines now, and taking one back leaves the other.
    assert sorted(each.people for each in desk.ask(night.rows_of, shift)) == [1, 2]
    (rest,) = desk.ask(contact_links.look).unnamed
    assert rest.people == 2
    assert rest.supplies["condom_ext"] == 10
    desk.do(
        night.take_back, next(e.id for e in desk.ask(night.rows_of, shift) if e.people == 2), "test"
    )
    assert desk.ask(contact_links.look).unnamed == ()
    assert len(desk.ask(contacts.of_person, marble)) == 1


def test_the_first_of_several_leaves_the_others_together(desk: Desk, clock: SetClock) -> None:
    marble = desk.do(people.add, people.PersonDraft(alias="Marble")).value.id
    shift = desk.do(sessions.start, sessions.SessionDraft("van_night", clock.now())).value.id
    first = desk.do(contacts.log, contacts.ContactDraft(clock.now(), people=4, session_id=shift))
    desk.do(contact_links.name_person, first.value.id, marble)
    assert sorted(each.people for each in desk.ask(night.rows_of, shift)) == [1, 3]


def test_a_slip_is_taken_back_on_its_day_and_no_later(
    desk: Desk, make_desk: MakeDesk, clock: SetClock
) -> None:
    marble = desk.do(people.add, people.PersonDraft(alias="Marble")).value.id
    row = desk.do(contacts.log, contacts.ContactDraft(clock.now())).value
    before = figures(desk, "2025-12")
    desk.do(contact_links.name_person, row.id, marble)
    (named,) = desk.ask(contact_links.look).named
    assert (named.id, named.person_id, named.alias) == (row.id, marble, "Marble")
    desk.do(contact_links.take_back, row.id)
    assert figures(desk, "2025-12") == before
    view = desk.ask(contact_links.look)
    assert view.named == ()
    assert [each.id for each in view.unnamed] == [row.id]
    with pytest.raises(NoSuchRecord):
        desk.do(contact_links.take_back, row.id)

    desk.do(contact_links.name_person, row.id, marble)
    clock.moment += timedelta(hours=1)
    with pytest.raises(CheckFailed) as refused:
        desk.do(contact_links.take_back, row.id)
    assert [each.code for each in refused.value.problems] == ["named_before_today"]
    assert desk.ask(contact_links.look).named == ()
    other = make_desk("other")
    once = moved(desk, other)
    assert other.do(export) == once


def test_nobody_is_named_who_had_died_before(desk: Desk, clock: SetClock) -> None:
    marble = desk.do(people.add, people.PersonDraft(alias="Marble")).value.id
    row = desk.do(contacts.log, contacts.ContactDraft(clock.now())).value

    def died(days: int) -> None:
        def write(work: Work) -> None:
            day = work.today - timedelta(days=days)
            known = {"deceased_recorded_at": work.now, "deceased_precision": "day"}
            work.session.execute(update(Person).values(deceased_on=day, **known))

        desk.do(write)

    died(1)
    with pytest.raises(CheckFailed) as refused:
        desk.do(contact_links.name_person, row.id, marble)
    assert [each.code for each in refused.value.problems] == ["died_before_contact"]
    died(0)
    desk.do(contact_links.name_person, row.id, marble)


def test_what_each_role_finds(desk: Desk, clock: SetClock) -> None:
    marble = desk.do(people.add, people.PersonDraft(alias="Marble")).value.id
    one = desk.do(contacts.log, contacts.ContactDraft(clock.now(), note="walnut")).value
    two = desk.do(contacts.log, contacts.ContactDraft(clock.now())).value
    assert {each.note for each in looked(desk, "outreach").unnamed} == {"walnut", ""}
    assert {each.note for each in looked(desk, "volunteer").unnamed} == {""}
    assert looked(desk, "volunteer", "EL").unnamed == ()
    desk.do(contact_links.name_person, two.id, marble)
    assert len(looked(desk, "caseworker", "EL").named) == 1
    assert looked(desk, "volunteer", "EL").named == ()

    def restrict(work: Work) -> None:
        work.session.execute(update(Person).values(restricted=True))

    desk.do(restrict)
    assert looked(desk, "caseworker").named == ()
    assert len(looked(desk, "lead").named) == 1

    def as_colleague(work: Work) -> None:
        contact_links.name_person(replace(work, role="caseworker"), one.id, marble)

    with pytest.raises(Restricted):
        desk.do(as_colleague)
    (only,) = desk.ask(contact_links.look, None, one.id).unnamed
    assert only.id == one.id
