"""What is due, by the state of each case; what stops it; what is kept longer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    cases,
    contacts,
    finding,
    holds,
    incidents,
    linking,
    names,
    people,
    referrals,
    safeguarding,
    search,
)
from outreach_app.casework.anonymised import FACTS, PERSON, Anonymised
from outreach_app.casework.cases import CaseDraft
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.referrals import ReferralDraft
from outreach_app.casework.safeguarding import ConcernDraft
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NotAllowed
from outreach_app.matching import proposing
from outreach_app.reports import leaks
from outreach_app.retention import anonymising, deciding, due, facts, times
from outreach_app.retention.anonymising import CaseOpen, EraseDraft, OnHold
from outreach_app.retention.deciding import KeepDraft
from outreach_app.retention.due import DueRow

DAY = timedelta(days=1)


def add(desk: Desk, alias: str, **other: Any) -> str:
    done = desk.do(people.add, PersonDraft(alias=alias, **other))
    return str(getattr(done.value, "id", done.value))


def meet(desk: Desk, whose: str) -> None:
    desk.do(contacts.log, ContactDraft(desk.clock.now(), who="known", person_id=whose))


def later(clock: SetClock, years: int, days: int = 0) -> None:
    clock.moment = times_later(clock.moment, years) + timedelta(days=days)


def times_later(moment: datetime, years: int) -> datetime:
    return moment.replace(year=moment.year + years)


def rows(desk: Desk) -> dict[str, DueRow]:
    return {row.name: row for row in desk.ask(due.listed).rows}


def test_a_contact_taken_back_makes_somebody_due_at_once(desk: Desk, clock: SetClock) -> None:
    whose = add(desk, "Dune")
    meet(desk, whose)
    later(clock, 2, 1)
    assert desk.ask(due.count) == 1
    draft = ContactDraft(clock.now(), who="known", person_id=whose)
    logged = desk.do(contacts.log, draft).value
    assert desk.ask(due.count) == 0
    later(clock, 0, 1)
    assert desk.ask(due.count) == 0
    desk.do(contacts.void, logged.id, "duplicate")
    assert desk.ask(due.count) == 1


def test_contacts_only_are_due_two_years_after_the_last(desk: Desk, clock: SetClock) -> None:
    whose = add(desk, "Dune")
    meet(desk, whose)
    later(clock, 1)
    assert rows(desk) == {}
    later(clock, 1, -10)
    assert rows(desk)["Dune"].what == times.CONTACTS
    assert not rows(desk)["Dune"].waits(desk.ask(lambda work: work.today))
    assert desk.ask(due.count) == 0
    clock.moment += 11 * DAY
    assert desk.ask(due.count) == 1


def test_a_concern_and_a_service_are_something_known_of_them(desk: Desk, clock: SetClock) -> None:
    dune, topaz = add(desk, "Dune"), add(desk, "Topaz")
    later(clock, 3)
    assert desk.ask(due.count) == 2
    said = ConcernDraft(("domestic",), clock.moment, person_id=dune, seen_and_said="Shouting")
    desk.do(safeguarding.raise_concern, said)
    today = desk.ask(lambda work: work.today)
    desk.do(referrals.give_number, ReferralDraft(topaz, "sarc", today))
    assert desk.ask(due.count) == 0
    later(clock, 2)
    assert desk.ask(due.count) == 2


def test_nothing_goes_by_itself(desk: Desk, clock: SetClock) -> None:
    whose = add(desk, "Dune")
    later(clock, 50)
    assert desk.ask(due.count) == 1
    assert desk.ask(people.card, whose).alias == "Dune"


def test_an_open_case_is_never_due_and_stops_it(desk: Desk, clock: SetClock) -> None:
    whose = add(desk, "Dune")
    desk.do(cases.open_case, CaseDraft(whose))
    later(clock, 30)
    assert rows(desk) == {}
    seen = desk.ask(anonymising.look, whose)
    assert seen.case_open
    assert not seen.may
    with pytest.raises(CaseOpen):
        desk.do(anonymising.anonymise, EraseDraft(whose, "asked", seen.code))


def test_a_hold_stops_it_with_its_reason(desk: Desk, clock: SetClock) -> None:
    whose = add(desk, "Dune")
    later(clock, 3)
    desk.do(deciding.hold, whose, "court")
    row = rows(desk)["Dune"]
    assert row.hold is not None
    assert row.hold.reason == "court"
    assert row.stopped
    assert desk.ask(due.count) == 0
    with pytest.raises(OnHold):
        desk.do(anonymising.anonymise, EraseDraft(whose, "due", row.code))
    desk.do(holds.lift, whose)
    desk.do(anonymising.anonymise, EraseDraft(whose, "due", row.code))
    assert rows(desk) == {}


def test_the_code_has_to_be_typed(desk: Desk) -> None:
    whose = add(desk, "Dune")
    with pytest.raises(CheckFailed):
        desk.do(anonymising.anonymise, EraseDraft(whose, "asked", "Dune"))
    assert desk.ask(people.card, whose).alias == "Dune"


def test_it_can_be_kept_longer_with_a_reason_and_a_day(desk: Desk, clock: SetClock) -> None:
    whose = add(desk, "Dune")
    later(clock, 3)
    today = desk.ask(lambda work: work.today)
    draft = KeepDraft(PERSON, whose, times.after(today, 2), "court")
    desk.do(deciding.keep_longer, draft)
    assert rows(desk) == {}
    later(clock, 2)
    assert desk.ask(due.count) == 1
    assert rows(desk)["Dune"].kept_why == "court"
    for wrong in (today, times.after(today, 40), None):
        with pytest.raises(CheckFailed):
            desk.do(deciding.keep_longer, KeepDraft(PERSON, whose, wrong, "court"))


def test_a_child_is_kept_until_twenty_five(desk: Desk, clock: SetClock) -> None:
    add(desk, "Wren", born_on=date(2009, 3, 1), born_precision="day")
    add(desk, "Finch", age_band="16_17", age_basis="told")
    clock.moment = datetime(2033, 12, 1, 12, tzinfo=UTC)
    assert "Wren" not in rows(desk)
    clock.moment = datetime(2034, 3, 1, 12, tzinfo=UTC)
    # By then nobody known by a birthday is of a child's band any more.
    assert rows(desk)["Wren"].due_on <= date(2034, 3, 1)
    assert "Finch" not in rows(desk)
    clock.moment = datetime(2034, 12, 25, 12, tzinfo=UTC)
    assert rows(desk)["Finch"].what == times.CHILD


def test_joined_records_go_together(desk: Desk, clock: SetClock) -> None:
    stays, goes = add(desk, "Dune"), add(desk, "Doone")
    meet(desk, goes)
    desk.do(linking.link, linking.LinkDraft(goes, stays, "the same voice"))
    later(clock, 3)
    assert set(rows(desk)) == {"Dune"}
    seen = desk.ask(anonymising.look, goes)
    assert (seen.person_id, seen.records) == (stays, 2)
    desk.do(anonymising.anonymise, EraseDraft(goes, "due", seen.code))
    for each in (stays, goes):
        with pytest.raises(Anonymised):
            desk.ask(people.card, each)
    assert rows(desk) == {}


def test_nobody_meets_them_afterwards(desk: Desk) -> None:
    whose = add(desk, "Quillfeather")
    meet(desk, whose)
    seen = desk.ask(anonymising.look, whose)
    desk.do(anonymising.anonymise, EraseDraft(whose, "asked", seen.code))
    for typed in ("Quill", "Anonymised", seen.code):
        assert desk.ask(people.find, typed) == ()
        assert desk.ask(finding.find, typed) == ()
        assert desk.ask(names.similar, typed) == ()
        assert desk.ask(search.find, typed).things == ()
    assert desk.ask(people.everyone) == ()


def test_a_description_outlives_them_and_goes_in_its_own_time(desk: Desk, clock: SetClock) -> None:
    whose = add(desk, "Dune")
    draft = IncidentDraft(
        told_at=clock.now(),
        person_id=whose,
        type="robbery",
        area="unknown",
        occurred_precision="unknown",
        vehicle=VehicleDraft(plate_said="AB12 CDE", model="a small white one"),
        suspects=(SuspectDraft(phone_said="07700 900123"),),
    )
    key = desk.do(incidents.log, draft).value.id
    code = desk.ask(anonymising.look, whose).code
    desk.do(anonymising.anonymise, EraseDraft(whose, "asked", code))
    (waits,) = desk.ask(facts.descriptions)
    assert (waits.kind, waits.key) == (FACTS, key)
    later(clock, 5, 1)
    (row,) = desk.ask(due.listed).rows
    assert (row.kind, row.what) == (FACTS, times.DESCRIPTION)
    desk.do(facts.let_go, FACTS, key)
    assert desk.ask(due.listed).rows == ()
    left = desk.do(incidents.read_account, key).value
    assert left.vehicle == VehicleDraft(plate_said="0")
    assert left.suspects == (SuspectDraft(),)
    # The sign that there was a registration is no secret, and nothing is found by it.
    assert desk.ask(leaks.scan, "0 of 10 contacts") == ()


def test_emptied_descriptions_are_alike_to_nobody(desk: Desk, clock: SetClock) -> None:
    told = []
    for plate in ("AB12 CDE", "AB12 CDE", "LM15 XYZ"):
        draft = IncidentDraft(
            told_at=clock.now(),
            type="robbery",
            area="unknown",
            occurred_precision="unknown",
            vehicle=VehicleDraft(plate_said=plate),
        )
        told.append(desk.do(incidents.log, draft).value.id)
    assert len(desk.ask(proposing.propose)) == 1
    later(clock, 5, 1)
    for key in told:
        desk.do(facts.let_go, FACTS, key)
    assert desk.ask(proposing.propose) == ()


def test_only_the_lead_decides(desk: Desk) -> None:
    whose = add(desk, "Dune")

    def as_other(work: Any) -> None:
        worker = replace(work, role="caseworker")
        with pytest.raises(NotAllowed):
            due.listed(worker)
        with pytest.raises(NotAllowed):
            anonymising.look(worker, whose)
        with pytest.raises(NotAllowed):
            anonymising.anonymise(worker, EraseDraft(whose, "due", "x"))
        assert due.count(worker) == 0

    desk.ask(as_other)
