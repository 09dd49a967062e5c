"""A letter that left told the service: one act, one row of the register."""

from datetime import date

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, needs, people, referral_letters, referrals
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.needs import NeedDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.referrals import MakeDraft, ReferralDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed
from outreach_app.sharing import register, releasing, sheets
from outreach_app.sharing.releasing import Released
from outreach_app.sharing.sheet_offers import Wanted

TODAY = date(2025, 12, 20)


@pytest.fixture
def person(desk: Desk) -> str:
    key = desk.do(people.add, PersonDraft("Comet")).value.id
    desk.do(needs.add, NeedDraft(key, "housing", TODAY))
    desk.do(
        consents.answer, AnswersDraft(key, answers=(Answer("housing", "yes", "verbal", "able"),))
    )
    return key


def letter(desk: Desk, person: str) -> Released:
    wanted = Wanted("agency_letter", person_id=person, scope="housing")
    gone = desk.do(sheets.release, desk.ask(sheets.prepare, wanted), "printed").value
    assert isinstance(gone, Released)
    return gone


def asked(desk: Desk, person: str, agency: str = "housing_la") -> str:
    return desk.do(referrals.draft, ReferralDraft(person, agency, TODAY)).value


def test_told_by_letter_it_is_one_row(desk: Desk, person: str) -> None:
    referral = asked(desk, person)
    gone = letter(desk, person)
    (found,) = desk.ask(referral_letters.of_referral, referral)
    assert (found.release_id, found.number, found.on_day) == (gone.id, gone.number, TODAY)
    desk.do(referrals.make, MakeDraft(referral, TODAY, letter=gone.id))
    assert [row.release_id for row in desk.ask(register.gone, person_id=person)] == [gone.id]


def test_told_in_another_way_it_is_another_act(desk: Desk, person: str) -> None:
    referral = asked(desk, person)
    letter(desk, person)
    desk.do(referrals.make, MakeDraft(referral, TODAY))
    assert len(desk.ask(register.gone, person_id=person)) == 2


def test_a_letter_tells_one_service_once(desk: Desk, person: str) -> None:
    gone = letter(desk, person)
    desk.do(referrals.make, MakeDraft(asked(desk, person), TODAY, letter=gone.id))
    other = asked(desk, person, "housing_assoc")
    assert desk.ask(referral_letters.of_referral, other) == ()
    with pytest.raises(CheckFailed):
        desk.do(referrals.make, MakeDraft(other, TODAY, letter=gone.id))


def test_a_letter_of_another_question_or_one_that_stayed_tells_nobody(
    desk: Desk, person: str, clock: SetClock
) -> None:
    gone = letter(desk, person)
    assert desk.ask(referral_letters.open_ones, person, "gum") == ()
    assert desk.ask(referral_letters.open_ones, person, "food_bank") == ()
    desk.do(releasing.did_not_go, gone.id)
    assert desk.ask(referral_letters.open_ones, person, "housing_la") == ()


def test_the_yes_may_have_ended_since_the_letter_left(desk: Desk, person: str) -> None:
    referral = asked(desk, person)
    gone = letter(desk, person)
    no = Answer("housing", "no", "verbal")
    desk.do(consents.answer, AnswersDraft(person, answers=(no,)))
    desk.do(referrals.make, MakeDraft(referral, TODAY, letter=gone.id))
    assert len(desk.ask(register.gone, person_id=person)) == 1
