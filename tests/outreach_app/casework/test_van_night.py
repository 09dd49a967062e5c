"""A van night: typed line by line, taken back, corrected, and typed in from paper."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.contacts import Contact
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    contacts,
    letters,
    night,
    night_words,
    paper,
    people,
    sessions,
    stock,
    wall_clock,
)
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.night import LineDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.casework.stock import MoveDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed
from outreach_app.governance import audit
from outreach_app.work import Work
from tests.conftest import MakeDesk
from tests.outreach_app.casework.nights import (
    LONDON,
    START,
    codes,
    counted,
    held,
    known,
    local,
    sheet,
    type_in,
)


@pytest.fixture
def shift(desk: Desk) -> str:
    return desk.do(sessions.start, SessionDraft("van_night", desk.clock.now())).value.id


def test_two_keys_are_a_contact_with_the_standard_pack(desk: Desk, shift: str) -> None:
    (row,) = type_in(desk, shift, "k")
    assert (row.alias, row.people, row.outcome) == (None, 1, "engaged")
    assert row.supplies == {"condom_ext": 10, "lube": 4, "hot_drink": 1}
    assert desk.ask(people.everyone) == ()


def test_a_line_with_everything(desk: Desk, shift: str) -> None:
    person = known(desk, "Marble")
    done = desk.do(night.add, LineDraft(shift, '@mar c10 r8 b /unk ! "asked about a bed'))
    row = done.value.row
    assert done.value.harm
    assert (row.person_id, row.returns, row.outcome, row.note) == (
        person.id,
        8,
        "brief",
        "asked about a bed",
    )
    assert desk.ask(night.table, shift).rows == (row,)


@pytest.mark.parametrize("text", ["c10 z4", "@nobody", "", "k *2 *2", "10", "c10 lube"])
def test_nothing_not_understood_is_ever_saved(desk: Desk, shift: str, text: str) -> None:
    before, entries = counted(desk), desk.ask(audit.count)
    with pytest.raises(CheckFailed):
        desk.do(night.add, LineDraft(shift, text))
    assert (counted(desk), desk.ask(audit.count)) == (before, entries)


def test_two_of_a_name_wait_until_one_is_chosen(desk: Desk, shift: str) -> None:
    marble, maribel = known(desk, "Marble"), known(desk, "Maribel")
    with pytest.raises(CheckFailed) as refused:
        desk.do(night.add, LineDraft(shift, "@mar k"))
    assert codes(refused) == ["line_choice"]
    (row,) = type_in(desk, shift, f"@{maribel.code} k")
    assert row.person_id == maribel.id != marble.id


def test_several_unnamed_are_one_line_and_as_many_contacts(desk: Desk, shift: str) -> None:
    (row,) = type_in(desk, shift, "*2 c12")
    table = desk.ask(night.table, shift)
    assert table.rows == (row,)
    assert row.people == 2
    assert (table.tally.contacts, table.tally.items) == (2, {"condom_ext": 12})

    desk.do(night.undo_last, shift)
    table = desk.ask(night.table, shift)
    assert (table.rows, table.tally.contacts) == ((), 0)
    assert counted(desk) == 2  # voided, never deleted


def test_undo_takes_back_the_last_line_of_mine_only_and_then_the_one_before(
    desk: Desk, shift: str, clock: SetClock
) -> None:
    first, second = type_in(desk, shift, "k", "c5")
    assert desk.do(night.undo_last, shift).value.id == second.id
    assert desk.do(night.undo_last, shift, "test").value.id == first.id
    with pytest.raises(NoSuchRecord):
        desk.do(night.undo_last, shift)


def test_repeat_last_gives_the_same_to_somebody_else(desk: Desk, shift: str) -> None:
    assert desk.ask(night.last_line, shift) == ""
    known(desk, "Marble")
    type_in(desk, shift, '@mar c10 l4 r8 b "her brother phoned')
    again = desk.ask(night.last_line, shift)
    assert again == "c10 l4 b"
    (row,) = type_in(desk, shift, again)
    assert (row.alias, row.note, row.returns) == (None, None, 0)


def test_a_correction_keeps_the_moment_and_voids_what_was_wrong(
    desk: Desk, shift: str, clock: SetClock
) -> None:
    (was,) = type_in(desk, shift, "c10")
    clock.moment += timedelta(minutes=20)
    now = desk.do(night.correct, was.id, LineDraft(shift, "c12 d")).value.row
    assert now.at == was.at
    assert desk.ask(night.rows_of, shift) == (now,)
    assert desk.ask(sessions.tally, shift).items == {"condom_ext": 12, "hot_drink": 1}
    with pytest.raises(CheckFailed):
        desk.do(night.correct, now.id, LineDraft(shift, "c12 z"))
    assert desk.ask(night.rows_of, shift) == (now,)


def test_totals_only_are_counted_rows_and_never_people(desk: Desk, shift: str) -> None:
    draft = ContactDraft(
        started_at=desk.clock.now(), people=25, session_id=shift, supplies={"condom_ext": 200}
    )
    row = desk.do(night.totals_only, draft).value.row
    assert row.people == 25
    tally = desk.ask(sessions.tally, shift)
    assert (tally.contacts, tally.not_named, tally.items["condom_ext"]) == (25, 25, 200)
    with pytest.raises(CheckFailed):
        desk.do(night.totals_only, replace(draft, session_id=None))


def test_each_contact_keeps_its_own_time_through_midnight(
    desk: Desk, shift: str, clock: SetClock
) -> None:
    (before,) = type_in(desk, shift, "k")
    clock.moment += timedelta(minutes=59)
    (after,) = type_in(desk, shift, "k")
    days = [row.at.astimezone(desk.zone).date() for row in (before, after)]
    assert days == [date(2025, 12, 20), date(2025, 12, 21)]
    assert desk.ask(sessions.one, shift).started_at.date() == date(2025, 12, 20)


def test_the_area_of_a_shift_changes_and_lines_so_far_keep_theirs(desk: Desk, shift: str) -> None:
    type_in(desk, shift, "k")
    desk.do(sessions.change_area, shift, "outside")
    type_in(desk, shift, "k", "k /online")
    assert [row.area for row in desk.ask(night.rows_of, shift)] == ["unknown", "outside", "online"]
    with pytest.raises(CheckFailed):
        desk.do(sessions.change_area, shift, "nowhere")


def role(desk: Desk, name: str) -> None:
    desk.me = replace(desk.me, role=name)


def test_a_volunteer_sees_the_people_of_this_shift_and_a_reporter_none(
    desk: Desk, shift: str
) -> None:
    known(desk, "Marble")
    known(desk, "Pepper")
    type_in(desk, shift, "@marble k")
    role(desk, "volunteer")
    table = desk.ask(night.table, shift)
    assert [each.label for each in table.people] == ["Marble"]
    with pytest.raises(CheckFailed):
        desk.do(night.add, LineDraft(shift, "@pepper k"))
    role(desk, "reporter")
    with pytest.raises(NotAllowed):
        desk.ask(night.table, shift)


def test_the_project_changes_its_letters(desk: Desk, shift: str) -> None:
    desk.do(letters.keep, letters.LettersDraft({"a": "foil"}, returned="z", brief="q"))
    (row,) = type_in(desk, shift, "a3 z2 q k")
    assert row.supplies["foil"] == 3
    assert (row.returns, row.outcome) == (2, "brief")
    with pytest.raises(CheckFailed):
        desk.do(night.add, LineDraft(shift, "c10"))
    for draft in (
        letters.LettersDraft({"k": "foil"}),
        letters.LettersDraft({"a": "foil", "e": "foil"}),
        letters.LettersDraft({"r": "foil"}),
        letters.LettersDraft({"A": "foil"}),
        letters.LettersDraft({"a": "no_such_item"}),
    ):
        with pytest.raises(CheckFailed):
            desk.do(letters.keep, draft)


@pytest.fixture
def van(desk: Desk) -> str:
    place = desk.do(stock.keep_place, "Van").value.code
    desk.do(stock.deliver, MoveDraft(place, {"condom_ext": 100, "lube": 40, "hot_drink": 30}))
    desk.do(stock.set_level, place, "condom_ext", 80)
    return place


def test_only_todays_shift_opens_again(desk: Desk, shift: str, clock: SetClock) -> None:
    desk.do(sessions.end, shift)
    clock.moment += timedelta(hours=1)
    with pytest.raises(CheckFailed) as refused:
        desk.do(sessions.reopen, shift)
    assert codes(refused) == ["ended_before_today"]


# paper


def test_a_paper_sheet_is_a_shift_with_many_contacts_and_one_reason(desk: Desk, van: str) -> None:
    known(desk, "Marble")
    paper_night = sheet(("23:50", "k"), ("00:35", "@mar c10 r4"), ("20:05", "*3 d3"))
    typed = desk.do(paper.paper_sheet, replace(paper_night, stock_place=van)).value
    assert [local(desk, row.at) for row in typed.rows] == ["12 23:50", "13 00:35", "12 20:05"]
    assert typed.session.ended_at == datetime(2025, 12, 13, 2, 0, tzinfo=UTC)
    assert held(desk)["condom_ext"] == 80
    tally = desk.ask(sessions.tally, typed.session.id)
    assert (tally.contacts, tally.not_named) == (5, 4)

    def reasons(work: Work) -> set[str | None]:
        return set(work.session.scalars(select(Contact.late_reason)))

    assert desk.ask(reasons) == {"paper"}


def test_a_sheet_with_one_row_in_doubt_writes_nothing_and_names_every_row(desk: Desk) -> None:
    with pytest.raises(CheckFailed) as refused:
        desk.do(paper.paper_sheet, sheet(("21:00", "k"), ("21:10", "k z4"), ("21:20", "@nobody k")))
    assert [each.field for each in refused.value.problems] == ["lines[2].text", "lines[3].text"]
    assert counted(desk) == 0
    assert desk.ask(sessions.recent) == ()


@pytest.fixture
def autumn(make_desk: MakeDesk, clock: SetClock) -> Desk:
    clock.moment = datetime(2025, 11, 1, 12, 0, tzinfo=UTC)
    return make_desk()


def test_the_hour_that_comes_twice_asks_which(autumn: Desk) -> None:
    """25 October 2025: at 02:00 summer time the clock goes back to 01:00."""
    late = sheet(("01:40", "k"), ("01:10", "k"), day=date(2025, 10, 25), ended=time(3, 0))
    with pytest.raises(CheckFailed) as refused:
        autumn.do(paper.paper_sheet, late)
    assert codes(refused) == ["which_hour", "which_hour"]
    first, second = late.lines
    told = replace(late, lines=(replace(first, which="first"), replace(second, which="second")))
    rows = autumn.do(paper.paper_sheet, told).value.rows
    assert [row.at for row in rows] == [
        datetime(2025, 10, 26, 0, 40, tzinfo=UTC),
        datetime(2025, 10, 26, 1, 10, tzinfo=UTC),
    ]


def test_the_hour_that_never_was_is_named(make_desk: MakeDesk, clock: SetClock) -> None:
    clock.moment = datetime(2025, 4, 1, 12, 0, tzinfo=UTC)
    desk = make_desk()
    with pytest.raises(CheckFailed) as refused:
        desk.do(paper.paper_sheet, sheet(("01:30", "k"), day=date(2025, 3, 29)))
    assert codes(refused) == ["time_never_was"]


def test_a_sheet_may_not_reach_into_the_future(desk: Desk) -> None:
    with pytest.raises(CheckFailed) as refused:
        desk.do(paper.paper_sheet, sheet(("23:50", "k"), day=date(2025, 12, 20), ended=None))
    assert codes(refused) == ["in_the_future"]


@given(st.integers(0, 10 * 365 * 24 * 60).map(lambda each: START + timedelta(minutes=each)))
def test_every_moment_is_read_back_from_the_wall(moment: datetime) -> None:
    wall = moment.astimezone(LONDON)
    reading = wall_clock.on_day(wall.date(), wall.time(), LONDON)
    assert moment in reading.moments
    assert len(reading.moments) <= 2
    if reading.twice:
        which = wall_clock.SECOND if wall.fold else wall_clock.FIRST
        assert reading.moment(which) == moment
        assert reading.moment() is None
    else:
        assert reading.moment() == moment


def test_a_line_may_be_late_only_with_a_reason(desk: Desk, shift: str) -> None:
    at = desk.clock.now() - timedelta(hours=73)
    with pytest.raises(CheckFailed) as refused:
        desk.do(night.add, LineDraft(shift, "k", at))
    assert codes(refused) == ["late_reason"]
    desk.do(night.add, LineDraft(shift, "k", at, "off_shift"))
    assert len(desk.ask(contacts.of_session, shift)) == 1


def test_the_echo_says_what_will_be_saved_and_what_was_not_understood(
    desk: Desk, shift: str
) -> None:
    known(desk, "Marble")
    line = desk.ask(night.read, '@mar c10 r8 b z4 ! "a bed', shift)
    chips = night_words.chips(line, desk.vocabulary(), "unknown")
    assert [chip.kind for chip in chips] == [
        "who", "area", "talk", "item", "returned", "harm", "note", "doubt",
    ]  # fmt: skip
    words = [chip.text for chip in chips]
    assert words[0] == "Marble"
    assert words[3:] == [
        "10 condoms",
        "8 brought back",
        "Also an incident",
        "“a bed”",
        "“z4” was not understood. Take it out, or choose from the list.",
    ]
