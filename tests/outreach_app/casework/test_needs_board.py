"""Needs: how they are raised and closed, the board they stand on, and who sees it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    board,
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
from outreach_app.casework.referrals import MakeDraft, StepDraft
from outreach_app.clock import SetClock
from outreach_app.errors import NotAllowed
from outreach_app.work import Work
from tests.outreach_app.casework.counting import figures
from tests.outreach_app.casework.needs_told import LONG_AGO, TODAY, answers, asks, refused, told


@pytest.fixture
def person(desk: Desk) -> str:
    return desk.do(people.add, people.PersonDraft(alias="Comet")).value.id


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
