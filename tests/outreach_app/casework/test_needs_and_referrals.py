"""Needs and referrals: what was asked, of whom, with which yes, and what came of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models.sharing import Disclosure
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    agencies,
    board,
    consents,
    incidents,
    need_course,
    needs,
    people,
    referral_rows,
    referral_stance,
    referrals,
    support_page,
    tasks,
)
from outreach_app.casework.need_course import CloseDraft
from outreach_app.casework.referrals import MakeDraft, ReferralDraft, StepDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed
from outreach_app.exchange.exporting import export
from outreach_app.work import Work
from tests.conftest import MakeDesk
from tests.outreach_app.casework.counting import figures, moved, rows

TODAY = date(2025, 12, 20)
LONG_AGO = date(2025, 12, 1)


@pytest.fixture
def person(desk: Desk) -> str:
    return desk.do(people.add, people.PersonDraft(alias="Comet")).value.id


def told(desk: Desk, person: str, category: str = "housing", **more: Any) -> str:
    return desk.do(needs.add, needs.NeedDraft(person, category, LONG_AGO, **more)).value


def asks(desk: Desk, person: str, agency: str = "housing_la", **more: Any) -> str:
    wanted = ReferralDraft(person, agency, more.pop("day", LONG_AGO), **more)
    return desk.do(referrals.draft, wanted).value


def answers(desk: Desk, person: str, scope: str, answer: str, **more: Any) -> None:
    given = consents.Answer(scope, answer, "verbal", more.pop("capacity", "able"), **more)
    desk.do(consents.answer, consents.AnswersDraft(person_id=person, answers=(given,)))


def refused(desk: Desk, command: Callable[..., Any], *args: object) -> list[tuple[str, str]]:
    with pytest.raises(CheckFailed) as failed:
        desk.do(command, *args)
    return [(each.field, each.code) for each in failed.value.problems]


def what_left(desk: Desk) -> list[tuple[Any, ...]]:
    def read(work: Work) -> list[tuple[Any, ...]]:
        found = work.session.execute(
            select(
                Disclosure.scope, Disclosure.recipient, Disclosure.basis, Disclosure.content
            ).order_by(Disclosure.id)
        )
        return [tuple(row) for row in found]

    return desk.ask(read)


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


def made(desk: Desk, person: str, day: date = LONG_AGO, **more: Any) -> str:
    answers(desk, person, "housing", "yes")
    key = asks(desk, person, day=day, **more)
    desk.do(referrals.make, MakeDraft(key, TODAY))
    return key


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


def made_on(desk: Desk, person: str, day: date) -> str:
    key = asks(desk, person, day=day)
    desk.do(referrals.make, MakeDraft(key, day))
    return key


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


# needs


def test_leaving_the_work_is_a_need_only_at_their_own_word(desk: Desk, person: str) -> None:
    asked = needs.NeedDraft(person, "exiting", TODAY)
    assert refused(desk, needs.add, asked) == [("asked_for", "their_own_words")]
    desk.do(needs.add, replace(asked, asked_for=True))


def test_a_need_closes_with_what_came_of_it(desk: Desk, person: str) -> None:
    need = told(desk, person)
    desk.do(need_course.score, need, "2", date(2025, 12, 2))
    no = CloseDraft(need, "not_met", TODAY)
    assert refused(desk, need_course.close, no) == [("unmet_reason", "why_not_met")]
    assert refused(desk, need_course.close, CloseDraft(need, "planned", TODAY)) == [
        ("status", "unknown_code")
    ]
    desk.do(need_course.close, CloseDraft(need, "met", TODAY, score="4"))
    course = desk.ask(need_course.course, need)
    assert [row.score for row in course.scores] == ["2", "4"]
    assert [row.status for row in course.steps] == ["met"]
    assert figures(desk, "2025-12")["N02_needs_closed"] == {"met": 1}


@pytest.mark.parametrize(
    ("status", "result"),
    [
        ("partly_met", "partly"),
        ("no_longer_wanted", "dropped"),
        ("lost_contact", "unknown"),
    ],
)
def test_every_other_end_is_not_called_met(
    desk: Desk, person: str, status: str, result: str
) -> None:
    need = told(desk, person)
    desk.do(need_course.close, CloseDraft(need, status, TODAY))
    assert figures(desk, "2025-12")["N02_needs_closed"] == {result: 1}


def test_a_need_is_raised_at_a_contact_scored_and_says_why_nobody_was_asked(
    desk: Desk, person: str
) -> None:
    need = told(desk, person, "food")
    desk.do(need_course.no_referral, need, "done_here")
    assert desk.ask(need_course.course, need).no_referral_reason == "done_here"
    assert refused(desk, need_course.no_referral, need, "because")
    for score, day in (("6", TODAY), ("3", date(2025, 12, 21)), ("3", date(2025, 11, 1))):
        assert refused(desk, need_course.score, need, score, day)
    desk.do(need_course.void, need, "wrong_person")
    assert figures(desk, "2025-12")["N04_open_at_end"] == 0


def test_the_board_shows_one_thing_to_know_for_each_need(
    desk: Desk, person: str, clock: SetClock
) -> None:
    waits = told(desk, person)
    asks(desk, person, need_id=waits)
    sent = told(desk, person, "drugs")
    answers(desk, person, "drug_service", "yes")
    key = asks(desk, person, "drug_service", need_id=sent)
    desk.do(referrals.make, MakeDraft(key, TODAY))
    alone = told(desk, person, "food")
    over = told(desk, person, "benefits")
    desk.do(need_course.score, over, "1", LONG_AGO)
    desk.do(need_course.close, CloseDraft(over, "met", TODAY, score="4"))
    unmet = told(desk, person, "debt")
    desk.do(need_course.close, CloseDraft(unmet, "not_met", TODAY, "threshold"))

    clock.moment += timedelta(days=9)
    shown = desk.ask(board.board)
    cards = {card.need.id: card for card in shown.cards}
    assert {key: (card.column, card.sign.kind) for key, card in cards.items()} == {
        waits: ("to_start", "cannot_send"),
        sent: ("waiting", "chase"),
        alone: ("to_start", "since"),
        over: ("closed", "change"),
        unmet: ("closed", "not_met"),
    }
    assert (cards[waits].sign.code, cards[sent].sign.days) == ("housing", 9)
    assert (cards[over].sign.code, cards[over].sign.to) == ("1", "4")
    assert (shown.people, shown.with_others, len(shown.chase)) == (1, 1, 1)
    assert all(card.mine for card in shown.cards)

    desk.do(referrals.step, StepDraft(key, "waiting", date(2025, 12, 29)))
    desk.do(tasks.add, tasks.TaskDraft("Form", date(2026, 1, 5), person_id=person))
    cards = {card.need.id: card for card in desk.ask(board.board).cards}
    assert (cards[sent].column, cards[sent].sign.kind) == ("waiting", "waiting_list")
    assert cards[alone].sign.kind == "next"
    clock.moment += timedelta(days=90)
    assert {card.column for card in desk.ask(board.board).cards} == {"to_start", "waiting"}


def test_a_volunteer_sees_no_case_notes_and_nobody_a_restricted_record(
    desk: Desk, person: str
) -> None:
    told(desk, person)
    asks(desk, person)

    def restrict(work: Work) -> None:
        from models.people import Person

        work.session.get_one(Person, person).restricted = True

    desk.do(restrict)
    assert len(desk.ask(board.board).cards) == 1
    desk.me = replace(desk.me, role="caseworker")
    assert desk.ask(board.board).cards == ()
    assert desk.ask(referral_rows.listing) == ()
    desk.me = replace(desk.me, role="volunteer")
    for question in (board.board, referral_rows.listing, referral_rows.chase):
        with pytest.raises(NotAllowed):
            desk.ask(question)


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


def test_a_card_says_how_the_question_stands_it_waits_for(desk: Desk, person: str) -> None:
    need = told(desk, person)
    asks(desk, person, need_id=need)
    sign = desk.ask(board.board).cards[0].sign
    assert (sign.kind, sign.code, sign.text) == ("cannot_send", "housing", "not_asked")
    answers(desk, person, "housing", "no")
    assert desk.ask(board.board).cards[0].sign.text == "refused"
    assert desk.ask(referral_stance.stance, person, "gum").state == "not_asked"
    assert desk.ask(referral_stance.stance, person, "sarc").state == "no_incident"
    assert desk.ask(referral_stance.stance, person, "food_bank").allows


def test_the_table_also_has_what_was_closed_long_ago(desk: Desk, person: str) -> None:
    need = told(desk, person)
    desk.do(need_course.close, CloseDraft(need, "met", LONG_AGO))
    desk.clock.moment += timedelta(days=90)  # type: ignore[attr-defined]
    assert desk.ask(board.board).cards == ()
    found = desk.ask(support_page.read).board
    assert [board.is_on_board(card, found.today) for card in found.cards] == [False]
    one = desk.ask(support_page.one, need)
    assert [step.status for step in one.course.steps] == ["met"]
