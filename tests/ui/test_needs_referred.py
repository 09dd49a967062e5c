"""Referrals from the board: without a yes they wait, with one a service is told, and it is written down."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    agencies,
    consents,
    people,
    referral_rows,
    tasks,
)
from outreach_app.casework.agencies import AgencyDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.sharing import register, sheets
from outreach_app.sharing.releasing import Released
from outreach_app.sharing.sheet_offers import Wanted
from tests.ui.needs_board import choose, columns, drafted, gone, need, press, yes
from tests.ui.sitting import Stage


@pytest.fixture
def comet(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Comet")).value.id


def test_without_a_yes_a_referral_waits_and_says_what_can_be_done(
    stage: Stage, desk: Desk, comet: str
) -> None:
    key = need(desk, comet)
    drafted(desk, comet, key)
    page: Any = stage.show_page("needs")
    said = stage.words()
    assert "Cannot be sent: not asked yet about housing" in said
    assert (
        "This referral waits. Comet has not been asked whether we may share with housing services. "
        "Other services can be told about without sharing anything." in said
    )
    page.board.take_focus()
    press(stage, Qt.Key.Key_Right, ctrl=True)
    assert stage.seen("needs.do.ask_now").hasFocus()
    stage.press("needs.do.ask_now", Qt.Key.Key_Space)
    assert stage.went[-1] == ("consent", {"person_id": comet})
    stage.click("needs.do.number")
    choose(stage, "asking.agency_type", "housing_la")
    stage.click("asking.save")
    row = desk.ask(referral_rows.listing)[0]
    assert (row.direction, row.number_given) == ("self", True)
    assert "They have the number. It counts as made when they say that they went." in stage.words()


@pytest.mark.parametrize("answer", ["no", "not_said"])
def test_who_has_said_no_is_not_asked_again(
    stage: Stage, desk: Desk, comet: str, answer: str
) -> None:
    drafted(desk, comet, need(desk, comet))
    given = consents.Answer("housing", answer, "verbal")
    desk.do(consents.answer, consents.AnswersDraft(person_id=comet, answers=(given,)))
    stage.show_page("needs")
    assert gone(stage, "needs.do.ask_now")
    assert stage.seen("needs.do.number").isEnabled()


def test_a_service_is_told_and_its_answers_move_the_card(
    stage: Stage, desk: Desk, comet: str, clock: SetClock
) -> None:
    clinic = desk.do(agencies.keep, AgencyDraft("housing_la", "Housing options team")).value
    need(desk, comet)
    yes(desk, comet)
    page: Any = stage.show_page("needs")
    stage.click("needs.do.ask_service")
    choose(stage, "asking.agency_type", "housing_la")
    assert "There is a yes for sharing with housing services." in stage.words()
    assert stage.seen("asking.agency_id").currentData() == clinic.id  # type: ignore[attr-defined]
    stage.click("asking.what.tell")
    stage.click("asking.save")
    assert columns(desk)["waiting"] == ["housing"]
    assert "Housing options team" in stage.words()
    clock.moment += timedelta(days=9)
    page.open()
    stage.settle()
    assert "No answer for 9 days: chase" in stage.words()
    assert "1 has had no answer for a week." in stage.words()
    stage.click("needs.do.chase")
    assert (
        desk.ask(tasks.waiting)[0].text == "Ask Housing options team again about somewhere to live"
    )
    page.board.take_focus()
    press(stage, Qt.Key.Key_Right, ctrl=True)
    stage.click("happened.status.declined_service")
    stage.click("happened.save")
    assert "Why did the service decline?" in stage.words()
    choose(stage, "happened.unmet_reason", "refused_sex_work")
    assert "Refused because of the work" in stage.seen("happened.unmet_reason").currentText()  # type: ignore[attr-defined]
    stage.click("happened.save")
    row = desk.ask(referral_rows.listing)[0]
    assert (row.ended, row.steps[-1].unmet_reason) == ("declined_service", "refused_sex_work")


def test_nobody_is_told_without_a_yes_in_the_form_either(
    stage: Stage, desk: Desk, comet: str
) -> None:
    need(desk, comet)
    stage.show_page("needs")
    stage.click("needs.do.ask_service")
    choose(stage, "asking.agency_type", "gum")
    stage.click("asking.what.tell")
    stage.click("asking.save")
    assert "There is no yes in force for “Health services”." in stage.words()
    assert desk.ask(referral_rows.listing) == ()
    # A service no standing question is for: yes to this very referral.
    choose(stage, "asking.agency_type", "food_bank")
    stage.click("asking.save")
    assert "How did they say yes to this referral?" in stage.words()
    choose(stage, "asking.agreed", "verbal")
    stage.click("asking.save")
    assert desk.ask(referral_rows.listing)[0].status == "made"


def test_only_the_lead_has_a_service_told_without_a_yes_and_says_on_what_grounds(
    stage: Stage, desk: Desk, comet: str
) -> None:
    key = drafted(desk, comet, need(desk, comet, "children"), "mash")
    stage.show_page("needs")
    stage.click("needs.do.grounds")
    assert "Only when a child or a life is at risk." in stage.words()
    stage.click("telling.save")
    assert desk.ask(referral_rows.one, key).status == "drafted"
    stage.click("telling.basis.safeguard_child")
    stage.click("telling.save")
    assert desk.ask(referral_rows.one, key).status == "drafted"
    stage.type("telling.reason", "A child is not safe tonight")
    stage.click("telling.save")
    row = desk.ask(referral_rows.one, key)
    assert row.status == "made"
    assert row.note == "Told without a yes: A child is not safe tonight"
    # Not for a service that no law or life asks for.
    drafted(desk, comet, need(desk, comet))
    stage.show_page("needs")
    assert gone(stage, "needs.do.grounds")


def test_a_letter_that_left_is_named_and_no_second_row_is_written(
    stage: Stage, desk: Desk, comet: str
) -> None:
    key = drafted(desk, comet, need(desk, comet))
    yes(desk, comet)
    wanted = Wanted("agency_letter", person_id=comet, scope="housing")
    letter = desk.do(sheets.release, desk.ask(sheets.prepare, wanted), "printed").value
    assert isinstance(letter, Released)
    stage.show_page("needs")
    stage.click("needs.do.tell")
    stage.until(lambda: "How were they told?" in stage.words())
    stage.click("telling.save")
    assert desk.ask(referral_rows.one, key).status == "drafted"
    stage.click(f"telling.letter.{letter.id}")
    assert "Told on" not in stage.words()
    stage.click("telling.save")
    assert desk.ask(referral_rows.one, key).status == "made"
    assert len(desk.ask(register.gone, person_id=comet)) == 1
