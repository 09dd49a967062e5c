"""Of a child no service is told on a yes: the lead tells who keeps them safe (workflow 11)."""

from datetime import date

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    care,
    consents,
    people,
    referral_rows,
    referral_stance,
    referrals,
    safeguarding,
)
from outreach_app.casework.people import UNDER_18, PersonDraft
from outreach_app.casework.referrals import MakeDraft, ReferralDraft
from outreach_app.errors import CheckFailed
from outreach_app.sharing import register
from outreach_app.sharing.asking import Allowed, Denied, Request
from outreach_app.sharing.deciding import decide

TODAY = date(2025, 12, 20)


@pytest.fixture
def child(desk: Desk) -> str:
    key = desk.do(people.add, PersonDraft("Comet")).value.id
    given = consents.Answer("health", "yes", "verbal", "able")
    desk.do(consents.answer, consents.AnswersDraft(key, answers=(given,)))
    desk.do(care.set_flag, key, UNDER_18)
    return key


def asks(desk: Desk, child: str, agency: str) -> str:
    return desk.do(referrals.draft, ReferralDraft(child, agency, TODAY)).value


@pytest.mark.parametrize(("agency", "agreed"), [("gum", None), ("food_bank", "verbal")])
def test_no_service_is_told_on_their_own_yes(
    desk: Desk, child: str, agency: str, agreed: str | None
) -> None:
    key = asks(desk, child, agency)
    with pytest.raises(CheckFailed) as failed:
        desk.do(referrals.make, MakeDraft(key, TODAY, agreed=agreed))
    assert [each.code for each in failed.value.problems] == ["referral_of_child"]
    assert desk.ask(register.gone, person_id=child) == ()


def test_it_stands_as_waiting_and_says_why(desk: Desk, child: str) -> None:
    key = asks(desk, child, "gum")
    assert desk.ask(referral_rows.one, key).waits_for == "health"
    stance = desk.ask(referral_stance.stance, child, "gum")
    assert (stance.state, stance.allows) == ("under_18", False)
    assert not desk.ask(referral_stance.stance, child, "food_bank").allows


def test_the_lead_tells_who_keeps_them_safe_and_on_no_other_ground(desk: Desk, child: str) -> None:
    key = asks(desk, child, "mash")
    with pytest.raises(CheckFailed):
        desk.do(referrals.make, MakeDraft(key, TODAY, basis="safeguard_adult", reason="Needed"))
    desk.do(referrals.make, MakeDraft(key, TODAY, basis="safeguard_child", reason="Needed"))
    (row,) = desk.ask(register.gone, person_id=child)
    assert (row.basis, row.recipient) == ("safeguard_child", "social_care")


def test_a_concern_about_a_child_never_rests_on_a_yes(desk: Desk, child: str) -> None:
    draft = safeguarding.ConcernDraft(
        concerns=("under_18",), raised_at=desk.clock.now(), person_id=child, basis="consent"
    )
    key = desk.do(safeguarding.raise_concern, draft).value
    desk.do(safeguarding.step, key, "referred", TODAY, told=("social_care",))
    assert {row.basis for row in desk.ask(register.gone, person_id=child)} == {"safeguard_child"}


@pytest.mark.parametrize(
    ("basis", "recipient"),
    [
        ("safeguard_child", "social_care"),
        ("safeguard_child", "police"),
        ("vital", "health"),
        ("statutory", "social_care"),
        ("court_order", "legal"),
    ],
)
def test_the_gate_tells_who_keeps_a_child_safe(
    desk: Desk, child: str, basis: str, recipient: str
) -> None:
    asked = Request("answer", person_id=child, recipient=recipient, basis=basis, reason="Needed")
    assert isinstance(desk.ask(decide, asked), Allowed)


@pytest.mark.parametrize(
    ("basis", "recipient"),
    [
        ("safeguard_child", "marac"),
        ("safeguard_child", "legal"),
        ("vital", "legal"),
        ("safeguard_adult", "social_care"),
        ("vir", "police"),
        ("crime_exemption", "police"),
        ("statutory", "health"),
    ],
)
def test_and_nobody_else(desk: Desk, child: str, basis: str, recipient: str) -> None:
    asked = Request("answer", person_id=child, recipient=recipient, basis=basis, reason="Needed")
    answer = desk.ask(decide, asked)
    assert isinstance(answer, Denied)
    assert answer.reasons == ("under_18",)
