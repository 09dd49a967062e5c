"""Completing an incident: nothing goes without trace, witnesses never count, a void keeps why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from models.incidents import Suspect
from outreach_app.bootstrap import Desk
from outreach_app.casework import amending, incidents, people, tasks, witnesses
from outreach_app.casework.incidents import IncidentDraft, IncidentRow, SuspectDraft, VehicleDraft
from outreach_app.casework.witnesses import WitnessDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed, Restricted
from outreach_app.governance import audit
from outreach_app.work import Work
from tests.outreach_app.casework.sitting import figures


@pytest.fixture
def told(desk: Desk) -> IncidentRow:
    who = desk.do(people.add, people.PersonDraft("Mango")).value.id
    draft = IncidentDraft(
        desk.clock.now(),
        person_id=who,
        type="sexual_assault",
        area="outside",
        occurred_precision="month",
        occurred_on=date(2025, 11, 7),
        own_words="First words.",
        suspects=(SuspectDraft(sex="male", age="a25_34"),),
    )
    return desk.do(incidents.log, draft).value


def as_told(desk: Desk, told: IncidentRow) -> IncidentDraft:
    return desk.do(amending.as_told, told.id).value


def opened(desk: Desk, told: IncidentRow) -> amending.Opened:
    return desk.do(amending.open_account, told.id).value


def as_role(
    desk: Desk, role: str, fn: Callable[..., Any], *args: Any, by: str | None = None
) -> Any:
    return desk.do(lambda work: fn(replace(work, role=role, by=by or work.by), *args))


def test_what_is_added_keeps_what_stood_there(
    desk: Desk, told: IncidentRow, clock: SetClock
) -> None:
    draft = as_told(desk, told)
    desk.do(
        amending.amend,
        told.id,
        replace(
            draft,
            type="rape",
            own_words="First words. And then more.",
            occurred_precision="day",
            occurred_on=date(2025, 11, 8),
            weapons=("knife_blade",),
            injuries=("neck",),
            hate_strands=("sex_worker",),
            hate_perceived_by="person",
            vehicle=VehicleDraft(plate_said="QZ?7 K*"),
            suspects=(SuspectDraft(sex="male", age="a35_44"), SuspectDraft(hair="dark_brown")),
        ),
        "their_wish",
    )
    found = opened(desk, told)
    assert found.account.own_words == "First words. And then more."
    assert [who.age for who in found.account.suspects] == ["a35_44", None]
    assert found.account.vehicle == VehicleDraft(plate_said="QZ?7 K*")
    (change,) = found.history
    assert change.reason == "their_wish"
    assert change.before["type"] == "sexual_assault"
    assert change.before["private_note"] == "First words."
    assert change.before["occurred_on"] == "2025-11-07"
    assert change.before["vehicle"] is None
    assert change.before["suspects"][0]["age"] == "a25_34"
    assert set(change.before) == {
        "type",
        "private_note",
        "occurred_on",
        "occurred_precision",
        "weapons",
        "injuries",
        "hate_strands",
        "hate_perceived_by",
        "vehicle",
        "suspects",
    }
    assert "First words" not in repr(desk.ask(audit.latest))
    assert figures(desk, "I01") == 1


def test_nothing_changed_leaves_no_trace(desk: Desk, told: IncidentRow) -> None:
    desk.do(amending.amend, told.id, as_told(desk, told), "told_later")
    assert opened(desk, told).history == ()
    assert desk.ask(amending.times_amended, told.id) == 0


def test_whom_it_is_about_and_when_it_was_told_stay(
    desk: Desk, told: IncidentRow, clock: SetClock
) -> None:
    other = desk.do(people.add, people.PersonDraft("Lark")).value.id
    draft = replace(as_told(desk, told), person_id=other, area="online", path="p999")
    desk.do(amending.amend, told.id, draft, "mistake")
    row = desk.ask(incidents.one, told.id)
    assert (row.person_id, row.area, row.path) == (told.person_id, "online", "undecided")


def test_what_this_form_does_not_ask_stays(desk: Desk, told: IncidentRow) -> None:
    def mark(work: Work) -> None:
        work.session.execute(update(Suspect).values(ic="IC1"))

    desk.do(mark)
    draft = as_told(desk, told)
    for suspects in (
        (replace(draft.suspects[0], build="slim"), SuspectDraft(sex="male")),
        (replace(draft.suspects[0], build="slim"),),
    ):
        desk.do(amending.amend, told.id, replace(draft, suspects=suspects), "told_later")
        assert opened(desk, told).account.suspects == suspects
    assert desk.ask(
        lambda work: list(
            work.session.scalars(Suspect.__table__.select().with_only_columns(Suspect.ic))
        )
    ) == ["IC1"]


def test_a_change_says_why_and_is_checked_like_a_telling(desk: Desk, told: IncidentRow) -> None:
    draft = replace(as_told(desk, told), hate_strands=("race",))
    with pytest.raises(CheckFailed) as refused:
        desk.do(amending.amend, told.id, draft, "")
    assert {each.code for each in refused.value.problems} == {"amend_why", "hate_pair"}
    with pytest.raises(NotAllowed):
        as_role(desk, "volunteer", amending.amend, told.id, as_told(desk, told), "mistake")


def test_a_void_keeps_the_row_and_counts_nowhere(desk: Desk, told: IncidentRow) -> None:
    desk.do(tasks.add, tasks.TaskDraft("Warn again", kind="alert", incident_id=told.id))
    with pytest.raises(NotAllowed):
        as_role(desk, "caseworker", amending.void, told.id, "test", by="other")
    desk.do(amending.void, told.id, "duplicate")
    assert desk.ask(incidents.listing) == ()
    assert desk.ask(tasks.waiting) == ()
    assert figures(desk, "I01") == 0
    assert desk.ask(incidents.one, told.id).reference == "INR-01"
    with pytest.raises(NoSuchRecord):
        desk.do(amending.void, told.id, "test")


def test_a_witness_belongs_to_an_incident_and_never_adds_one(desk: Desk, told: IncidentRow) -> None:
    now = desk.clock.now()
    lark = desk.do(people.add, people.PersonDraft("Lark")).value.id
    desk.do(witnesses.add, WitnessDraft("witness", now, "Saw the car leave.", told.id, lark))
    loose = desk.do(witnesses.add, WitnessDraft("third_party", now, "Heard of it.")).value
    assert figures(desk, "I01") == 1
    assert figures(desk, "I10") == {"identified": 1, "anonymous_incidents": 0}
    assert [row.words for row in opened(desk, told).witnesses] == ["Saw the car leave."]
    assert [row.id for row in desk.ask(witnesses.waiting)] == [loose]
    desk.do(witnesses.belongs, loose, told.id)
    assert len(opened(desk, told).witnesses) == 2
    desk.do(witnesses.void, loose, "duplicate")
    assert len(opened(desk, told).witnesses) == 1
    with pytest.raises(CheckFailed):
        desk.do(witnesses.add, WitnessDraft("harmed", now, " ", told.id))


def test_a_restricted_record_is_read_by_the_lead_alone(desk: Desk, told: IncidentRow) -> None:
    from outreach_app.casework import access

    assert told.person_id
    desk.do(access.restrict, told.person_id, "wish")
    for fn, args in (
        (amending.as_told, ()),
        (amending.open_account, ()),
        (amending.void, ("test",)),
    ):
        with pytest.raises(Restricted):
            as_role(desk, "caseworker", fn, told.id, *args)
    lark = desk.do(people.add, people.PersonDraft("Lark")).value.id
    desk.do(
        witnesses.add, WitnessDraft("witness", desk.clock.now(), "Private.", None, told.person_id)
    )
    (row,) = as_role(desk, "caseworker", witnesses.waiting)
    assert (row.words, row.alias) == (None, None)
    assert lark
