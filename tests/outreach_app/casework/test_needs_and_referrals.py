"""Referrals: what was asked, of whom, with which yes, and what came of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from models.sharing import Disclosure
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    agencies,
    consents,
    incidents,
    need_course,
    people,
    referral_rows,
    referrals,
)
from outreach_app.casework.need_course import CloseDraft
from outreach_app.casework.referrals import MakeDraft, ReferralDraft, StepDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed
from outreach_app.exchange.exporting import export
from outreach_app.work import Work
from tests.conftest import MakeDesk
from tests.outreach_app.casework.counting import figures, moved, rows
from tests.outreach_app.casework.needs_told import (
    LONG_AGO,
    TODAY,
    answers,
    asks,
    made,
    made_on,
    refused,
    told,
    what_left,
)


@pytest.fixture
def person(desk: Desk) -> str:
    return desk.do(people.add, people.PersonDraft(alias="Comet")).value.id


def test_no_yes_no_referral_and_nothing_is_written(desk: Desk, person: str) -> None:
    need = told(desk, person)
    key = asks(desk, person, need_id=need)
    with pytest.raises(CheckFailed) as failed:
        desk.do(referrals.make, MakeDraft(key, TODAY))
    (problem,) = failed.value.problems
    assert (problem.code, problem.data["scope"]) == ("referral_waits", "housing")
    row = desk.ask(referral_rows.one, key)
    assert (row.status, row.waits_for, row.stage, row.made_on) == ("drafted", "housing", 1, None)
    assert what_left(desk) == []
    assert figures(desk, "2025-12")["F01_referrals_made"] == {"total": 0, "by_agency": {}}


@pytest.mark.parametrize("answer", ["no", "not_asked", "not_said"])
def test_only_a_yes_is_a_yes(desk: Desk, person: str, answer: str) -> None:
    key = asks(desk, person)
    answers(desk, person, "housing", answer)
    assert refused(desk, referrals.make, MakeDraft(key, TODAY)) == [("scope", "referral_waits")]


def test_a_yes_to_another_question_or_from_somebody_not_able_opens_nothing(
    desk: Desk, person: str
) -> None:
    key = asks(desk, person)
    answers(desk, person, "health", "yes")
    answers(desk, person, "housing", "yes", capacity="recheck")
    assert refused(desk, referrals.make, MakeDraft(key, TODAY)) == [("scope", "referral_waits")]


def test_with_a_yes_the_service_is_told_and_the_register_says_so(desk: Desk, person: str) -> None:
    need = told(desk, person)
    key = asks(desk, person, need_id=need)
    answers(desk, person, "housing", "yes")
    desk.do(referrals.make, MakeDraft(key, TODAY))
    assert what_left(desk) == [("housing", "housing", "consent", "full")]
    row = desk.ask(referral_rows.one, key)
    assert (row.status, row.stage, row.made_on, row.waits_for) == ("made", 2, TODAY, None)
    now = figures(desk, "2025-12")
    assert now["F01_referrals_made"] == {"total": 1, "by_agency": {"housing_la": 1}}
    assert now["G03_disclosures_without_valid_consent"] == 0
    assert refused(desk, referrals.make, MakeDraft(key, TODAY)) == [("referral_id", "already_made")]


def test_a_yes_taken_back_or_run_out_closes_the_way(
    desk: Desk, person: str, clock: SetClock
) -> None:
    key = asks(desk, person)
    answers(desk, person, "housing", "yes", expires_on=date(2025, 12, 21))
    clock.moment += timedelta(days=2)
    assert refused(desk, referrals.make, MakeDraft(key, date(2025, 12, 22)))
    desk.do(referrals.make, MakeDraft(key, date(2025, 12, 21)))
    other = asks(desk, person, "rough_sleeper")
    answers(desk, person, "housing", "yes")
    clock.moment += timedelta(minutes=1)
    answers(desk, person, "housing", "no")
    assert refused(desk, referrals.make, MakeDraft(other, date(2025, 12, 22)))


def test_a_scope_of_an_incident_needs_the_yes_of_that_incident(desk: Desk, person: str) -> None:
    key = asks(desk, person, "sarc")
    assert refused(desk, referrals.make, MakeDraft(key, TODAY)) == [("scope", "referral_waits")]
    incident = desk.do(
        incidents.log,
        incidents.IncidentDraft(
            told_at=desk.clock.now(),
            person_id=person,
            type="rape",
            area="unknown",
            occurred_precision="unknown",
        ),
    ).value
    yes = consents.Answer("isva_sarc", "yes", "verbal", "able")
    desk.do(consents.answer, consents.AnswersDraft(person, incident.id, (yes,)))
    desk.do(referrals.make, MakeDraft(key, TODAY))
    assert what_left(desk) == [("isva_sarc", "health", "consent", "full")]
    assert figures(desk, "2025-12")["G03_disclosures_without_valid_consent"] == 0


def test_a_service_no_question_is_for_needs_a_yes_to_this_very_referral(
    desk: Desk, person: str
) -> None:
    key = asks(desk, person, "food_bank")
    assert refused(desk, referrals.make, MakeDraft(key, TODAY)) == [("agreed", "referral_agreed")]
    assert desk.ask(referral_rows.one, key).waits_for is None
    desk.do(referrals.make, MakeDraft(key, TODAY, agreed="verbal"))
    assert desk.ask(referral_rows.one, key).status == "made"


def test_a_child_is_referred_by_the_lead_without_a_yes_and_by_nobody_else(
    desk: Desk, person: str
) -> None:
    key = asks(desk, person, "mash")
    on_basis = MakeDraft(key, TODAY, basis="safeguard_child", reason="In danger")
    desk.me = replace(desk.me, role="caseworker")
    with pytest.raises(NotAllowed):
        desk.do(referrals.make, on_basis)
    desk.me = replace(desk.me, role="lead")
    desk.do(referrals.make, on_basis)
    assert what_left(desk) == [(None, "social_care", "safeguard_child", "full")]
    other = asks(desk, person, "housing_la")
    assert refused(desk, referrals.make, replace(on_basis, referral_id=other)) == [
        ("basis", "basis_not_here")
    ]


def test_giving_the_number_only_is_always_possible_and_counts_when_they_went(
    desk: Desk, person: str
) -> None:
    need = told(desk, person)
    key = desk.do(
        referrals.give_number, ReferralDraft(person, "housing_la", LONG_AGO, need_id=need)
    ).value
    row = desk.ask(referral_rows.one, key)
    assert (row.number_given, row.waits_for, row.direction) == (True, None, "self")
    assert what_left(desk) == []
    before = figures(desk, "2025-12")["F01_referrals_made"]
    assert before == {"total": 0, "by_agency": {}}
    assert refused(desk, referrals.make, MakeDraft(key, TODAY)) == [
        ("referral_id", "not_ours_to_make")
    ]
    desk.do(referrals.step, StepDraft(key, "made", TODAY))
    assert not desk.ask(referral_rows.one, key).number_given


def test_the_life_of_a_referral(desk: Desk, person: str, clock: SetClock) -> None:
    key = made(desk, person)
    clock.moment += timedelta(days=12)
    for status, day in (
        ("acknowledged", date(2025, 12, 22)),
        ("waiting", date(2025, 12, 23)),
        ("accepted", date(2025, 12, 28)),
        ("attended", date(2025, 12, 31)),
    ):
        desk.do(referrals.step, StepDraft(key, status, day))
    row = desk.ask(referral_rows.one, key)
    assert (row.stage, row.status, row.days, row.waiting_days) == (4, "attended", 1, 11)
    desk.do(referrals.step, StepDraft(key, "completed", date(2026, 1, 1)))
    assert desk.ask(referral_rows.one, key).stage == referral_rows.STAGES
    stage = figures(desk, "2025-12")["F02_stage_reached"]
    assert isinstance(stage, dict)
    assert stage["completed"]["n"] == 1


def test_a_service_that_declines_says_why(desk: Desk, person: str) -> None:
    key = made(desk, person)
    no = StepDraft(key, "declined_service", TODAY)
    assert refused(desk, referrals.step, no) == [("unmet_reason", "why_declined")]
    desk.do(referrals.step, replace(no, unmet_reason="threshold"))
    row = desk.ask(referral_rows.one, key)
    assert (row.ended, row.steps[-1].unmet_reason) == ("declined_service", "threshold")
    assert refused(
        desk, referrals.step, StepDraft(key, "dna", TODAY, unmet_reason="threshold")
    ) == [("unmet_reason", "why_only_declined")]


def test_nothing_is_answered_that_was_not_asked(desk: Desk, person: str) -> None:
    key = asks(desk, person)
    assert refused(desk, referrals.step, StepDraft(key, "accepted", TODAY)) == [
        ("status", "not_made_yet")
    ]
    assert refused(desk, referrals.step, StepDraft(key, "made", TODAY)) == [
        ("status", "step_by_making")
    ]
    assert refused(desk, referrals.step, StepDraft(key, "withdrawn", date(2025, 11, 30))) == [
        ("on_day", "before_referral")
    ]
    desk.do(referrals.step, StepDraft(key, "withdrawn", TODAY))
    assert desk.ask(referral_rows.one, key).ended == "withdrawn"


def test_what_comes_in_is_never_counted_as_made(desk: Desk, person: str) -> None:
    key = desk.do(referrals.receive, ReferralDraft(person, "police_swlo", LONG_AGO)).value
    row = desk.ask(referral_rows.one, key)
    assert (row.direction, row.status, row.waits_for) == ("in", "accepted", None)
    now = figures(desk, "2025-12")
    assert now["F01_referrals_made"] == {"total": 0, "by_agency": {}}
    desk.do(referrals.step, StepDraft(key, "attended", TODAY))


def test_the_chase_list_has_what_nobody_answered(desk: Desk, person: str, clock: SetClock) -> None:
    first = made(desk, person)
    clock.moment += timedelta(days=2)
    second = made_on(desk, person, date(2025, 12, 22))
    clock.moment += timedelta(days=7)
    assert [(row.id, row.days) for row in desk.ask(referral_rows.chase)] == [
        (first, 9),
        (second, 7),
    ]
    desk.do(referrals.step, StepDraft(first, "accepted", date(2025, 12, 29)))
    assert [row.id for row in desk.ask(referral_rows.chase)] == [second]


def test_a_referral_belongs_to_a_need_and_a_service_of_its_kind(desk: Desk, person: str) -> None:
    other = desk.do(people.add, people.PersonDraft(alias="Marble")).value.id
    need = told(desk, other)
    tide = desk.do(agencies.keep, agencies.AgencyDraft("drug_service", "Tide")).value
    wanted = ReferralDraft(person, "housing_la", TODAY, need_id=need)
    assert refused(desk, referrals.draft, wanted) == [("need_id", "need_of_another")]
    wanted = ReferralDraft(person, "housing_la", TODAY, agency_id=tide.id)
    assert refused(desk, referrals.draft, wanted) == [("agency_id", "agency_kind")]
    key = asks(desk, person, "drug_service", agency_id=tide.id)
    assert desk.ask(referral_rows.one, key).agency == "Tide"


def test_a_voided_referral_is_out_of_counts_and_what_left_stays(desk: Desk, person: str) -> None:
    key = made(desk, person)
    desk.do(referrals.void, key, "duplicate")
    assert figures(desk, "2025-12")["F01_referrals_made"] == {"total": 0, "by_agency": {}}
    assert len(what_left(desk)) == 1
    with pytest.raises(NoSuchRecord):
        desk.ask(referral_rows.one, key)


def test_needs_and_referrals_move_to_another_casebook_with_their_figures(
    desk: Desk, person: str, make_desk: MakeDesk
) -> None:
    need = told(desk, person)
    made(desk, person, need_id=need)
    desk.do(referrals.give_number, ReferralDraft(person, "gp", LONG_AGO))
    desk.do(referrals.receive, ReferralDraft(person, "police_swlo", LONG_AGO))
    desk.do(need_course.close, CloseDraft(need, "met", TODAY, score="5"))
    other = make_desk("other")
    once = moved(desk, other)
    assert other.do(export) == once
    assert figures(other, "2025-12") == figures(desk, "2025-12")
    assert {row["direction"] for row in rows(once, "referrals")} == {"out", "self", "in"}


def test_the_register_counts_each_referral_once(desk: Desk, person: str) -> None:
    made(desk, person)

    def count(work: Work) -> int:
        return work.session.scalar(select(func.count()).select_from(Disclosure)) or 0

    assert desk.ask(count) == 1
