"""The table as the window reads it: rows put right, somebody new, restricted names, paper."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from models.contacts import Contact
from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    incidents,
    lists,
    night,
    night_page,
    paper_page,
    people,
    sessions,
)
from outreach_app.casework.incidents import IncidentDraft
from outreach_app.casework.night import LineDraft, NightRow
from outreach_app.casework.night_page import NightView
from outreach_app.casework.paper import PaperLine, PaperSheet
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed
from outreach_app.work import Work


@pytest.fixture
def shift(desk: Desk, clock: SetClock) -> str:
    def add_areas(work: Work) -> None:
        lists.add_areas(work.session, ("market_end", "foundry"))

    desk.do(add_areas)
    desk.refresh_project()
    clock.moment = datetime(2025, 12, 20, 23, 41, tzinfo=UTC)
    return desk.do(
        sessions.start,
        SessionDraft("van_night", clock.now() - timedelta(hours=3), "market_end"),
    ).value.id


def added(desk: Desk, shift: str, text: str) -> NightRow:
    return desk.do(night.add, LineDraft(shift, text)).value.row


def view_of(desk: Desk, shift: str) -> NightView:
    found = desk.ask(night_page.look, shift)
    assert found is not None
    return found


def voided(desk: Desk) -> list[str]:
    def ask(work: Work) -> list[str]:
        reasons = select(Contact.void_reason).where(Contact.void_reason.is_not(None))
        return [str(each) for each in work.session.scalars(reasons)]

    return desk.ask(ask)


def test_no_shift_is_no_table(desk: Desk) -> None:
    assert desk.ask(night_page.look) is None


def test_a_row_put_right_keeps_its_moment_and_everything_that_has_no_letter(
    desk: Desk, shift: str, clock: SetClock
) -> None:
    row = added(desk, shift, "*2 c10")
    clock.moment += timedelta(minutes=8)
    to_be = replace(row, area="foundry", supplies={"condom_ext": 10, "sti_kit": 2}, people=3)
    done = desk.do(night_page.put_right, shift, to_be)
    (now,) = view_of(desk, shift).table.rows
    assert (now.at, now.area, now.people) == (row.at, "foundry", 3)
    assert now.supplies == {"condom_ext": 10, "sti_kit": 2}
    assert now.id == done.value.id != row.id
    assert desk.ask(sessions.tally, shift).contacts == 3
    assert voided(desk) == ["duplicate", "duplicate"]


def test_somebody_else_is_a_wrong_person_and_nobody_is_somebody_too(desk: Desk, shift: str) -> None:
    marble = desk.do(people.add, PersonDraft(alias="Marble")).value
    pepper = desk.do(people.add, PersonDraft(alias="Pepper")).value
    row = added(desk, shift, "@marble k")
    desk.do(night_page.put_right, shift, row, pepper.code)
    (now,) = view_of(desk, shift).table.rows
    assert (now.alias, voided(desk)) == ("Pepper", ["wrong_person"])
    desk.do(night_page.put_right, shift, now, "")
    (nobody,) = view_of(desk, shift).table.rows
    assert (nobody.alias, nobody.person_id) == (None, None)
    with pytest.raises(NoSuchRecord):
        desk.do(night_page.put_right, shift, nobody, "X0-000")
    assert view_of(desk, shift).codes == {}
    assert marble.code != pepper.code


def test_a_row_that_may_not_be_so_changes_nothing(desk: Desk, shift: str, clock: SetClock) -> None:
    row = added(desk, shift, "k")
    with pytest.raises(CheckFailed):
        desk.do(night_page.put_right, shift, replace(row, outcome="attempted"))
    with pytest.raises(CheckFailed):
        desk.do(night_page.put_right, shift, replace(row, at=clock.now() + timedelta(minutes=1)))
    assert view_of(desk, shift).table.rows == (row,)
    assert voided(desk) == []


def test_what_was_taken_back_is_put_back_with_its_moment(
    desk: Desk, shift: str, clock: SetClock
) -> None:
    row = added(desk, shift, '*4 k "cold')
    desk.do(night.undo_last, shift)
    clock.moment += timedelta(days=4)
    desk.do(night_page.put_back, shift, row)
    (now,) = view_of(desk, shift).table.rows
    assert replace(now, id=row.id) == row


def test_somebody_new_comes_with_the_line_or_not_at_all(desk: Desk, shift: str) -> None:
    line = LineDraft(shift, '@dune k "met with @dune')
    done = desk.do(night_page.add_new_face, line, "@dune", "Dune")
    assert (done.value.row.alias, done.value.row.note) == ("Dune", "met with @dune")
    with pytest.raises(CheckFailed):
        desk.do(night_page.add_new_face, LineDraft(shift, "@opal z4"), "@opal", "Opal")
    assert [each.alias for each in desk.ask(people.everyone)] == ["Dune"]


def test_a_row_says_when_an_incident_was_opened_with_it(
    desk: Desk, shift: str, clock: SetClock
) -> None:
    row = added(desk, shift, "k!")
    clock.moment += timedelta(minutes=1)
    desk.do(incidents.log, IncidentDraft(row.at, None, "robbery", "market_end", "unknown"))
    assert view_of(desk, shift).told == {row.id}
    desk.me = replace(desk.me, role="volunteer")
    assert view_of(desk, shift).told == frozenset()


def test_a_restricted_name_is_for_the_lead(desk: Desk, shift: str) -> None:
    desk.do(people.add, PersonDraft(alias="Marble"))
    row = added(desk, shift, "@marble k")

    def restrict(work: Work) -> None:
        work.session.execute(update(Person).values(restricted=True))

    desk.do(restrict)
    assert view_of(desk, shift).table.rows[0].alias == "Marble"
    desk.me = replace(desk.me, role="outreach")
    seen = view_of(desk, shift)
    assert (seen.table.rows[0].alias, seen.codes, seen.care) == ("", {}, {})
    # Who it was stays, though the name was not read.
    desk.do(night_page.put_right, shift, replace(seen.table.rows[0], returns=3))
    desk.me = replace(desk.me, role="lead")
    assert view_of(desk, shift).table.rows[0].person_id == row.person_id


def test_who_works_on_no_shift_reads_no_table(desk: Desk, shift: str) -> None:
    desk.me = replace(desk.me, role="admin")
    with pytest.raises(NotAllowed):
        desk.ask(night_page.look, shift)
    with pytest.raises(NotAllowed):
        desk.ask(paper_page.look)


def test_new_people_of_a_sheet_are_added_once_and_with_it_only(desk: Desk, shift: str) -> None:
    lines = (PaperLine(time(20, 10), "@dune k"), PaperLine(time(20, 40), '@dune c5 "@dune left'))
    sheet = PaperSheet("van_night", date(2025, 12, 19), time(20), lines)
    done = desk.do(paper_page.save, sheet, None, {"@dune": "Dune", "@opal": "Opal"})
    assert [row.alias for row in done.value.rows] == ["Dune", "Dune"]
    assert [each.alias for each in desk.ask(people.everyone)] == ["Dune"]
    wrong = replace(sheet, lines=(PaperLine(time(20, 10), "@opal z4"),))
    with pytest.raises(CheckFailed):
        desk.do(paper_page.save, wrong, None, {"@opal": "Opal"})
    assert len(desk.ask(people.everyone)) == 1
    assert len(desk.ask(paper_page.look).shifts) == 2
