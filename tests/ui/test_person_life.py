"""What happens in a record over the years: names, ways, cases, who belongs with whom.

Clicks are counted as the situations of the project count them: every press of a button or choice,
typing not.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access,
    care,
    cases,
    consents,
    contacts,
    drafts,
    needs,
    other_names,
    own_codes,
    partners,
    people,
    safeguarding,
    tasks,
    trail,
)
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.clock import SetClock
from tests.ui.person_clicks import Counting, colleague, offered
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next


@pytest.fixture
def hand(stage: Stage) -> Counting:
    return Counting(stage)


@pytest.fixture
def comet(desk: Desk, clock: SetClock) -> str:
    key = desk.do(people.add, PersonDraft(alias="Comet")).value.id
    desk.do(cases.open_case, cases.CaseDraft(key, "medium"))
    desk.do(contacts.log, contacts.ContactDraft(clock.now(), who="known", person_id=key))
    yes = consents.Answer("housing", "yes", "verbal", "able", date(2026, 1, 8))
    desk.do(consents.answer, consents.AnswersDraft(key, None, (yes,)))
    desk.do(needs.add, needs.NeedDraft(key, "drugs", date(2025, 12, 1)))
    desk.do(tasks.add, tasks.TaskDraft("Phone back", date(2025, 12, 21), "call", key))
    return key


# under 18


def test_somebody_under_18_is_raised_with_three_clicks(
    stage: Stage, desk: Desk, comet: str, hand: Counting
) -> None:
    stage.show_page("person", person_id=comet)
    assert "What may be shared" in stage.words()
    hand.menu("young")
    hand.click("young.save")
    assert hand.clicks <= 5
    (concern,) = desk.ask(safeguarding.listing)
    assert concern.concerns == ("under_18",)
    assert any(task.kind == "safeguarding" for task in desk.ask(tasks.waiting))
    words = stage.words()
    assert "Raised. The lead has it among today’s tasks." in words
    assert "phone the lead. Send no names or details by text." in words
    assert "What may be shared" not in words
    page: Any = stage.page
    page.record.show_tab("details")
    assert "How they work" not in stage.words().replace("How they work is not asked", "")


def test_the_sheet_of_a_child_asks_nothing_and_says_what_is_told(
    stage: Stage, desk: Desk, comet: str
) -> None:
    desk.do(care.set_flag, comet, "under_18_concern")
    stage.show_page("consent", person_id=comet)
    words = stage.words()
    assert "Tell them what will be passed on" in words
    assert "is told, not asked" in words
    for never in ("Any answer is fine", "Save answers", "Did not want to say"):
        assert never not in words
    stage.click("consent.raise")
    stage.click("young.save")
    assert len(desk.ask(safeguarding.listing)) == 1
    stage.click("consent.back")
    assert stage.went == [("person", {"person_id": comet})]


# cases


def test_a_case_is_handed_to_a_colleague_with_what_is_to_do(
    stage: Stage, desk: Desk, comet: str, hand: Counting
) -> None:
    colleague(desk, "MO")
    colleague(desk, "VOL", "volunteer")
    stage.show_page("person", person_id=comet)
    hand.menu("hand_over")
    assert "Vol" not in stage.words().split("\n")
    hand.click("case.save")
    assert "This is needed." in stage.words()
    hand.click("case.owner.MO")
    hand.click("case.save")
    assert desk.ask(people.card, comet).open_case.owner == "MO"  # type: ignore[union-attr]
    assert "Worker: Mo." in stage.words()
    mine = desk.ask(lambda work: tasks.waiting(work, mine=False, person_id=comet))
    assert {task.owner for task in mine} == {"MO"}
    assert len(mine) == 2
    assert "Case with Mo" in stage.words()


def test_a_risk_is_weighed_with_a_reason_and_a_day_to_look_again(
    stage: Stage, desk: Desk, comet: str, hand: Counting
) -> None:
    stage.show_page("person", person_id=comet)
    hand.menu("risk")
    hand.click("risk.risk_level.high")
    hand.click("risk.save")
    assert "This is needed." in stage.words()
    stage.type("risk.reason", "threats this week")
    hand.click("risk.save")
    assert "Risk: high" in stage.words()
    case = desk.ask(people.card, comet).open_case
    assert case is not None
    step = desk.ask(cases.history, case.id)[-1]
    assert (step.value, step.reason) == ("high", "threats this week")
    assert step.review_on == date(2025, 12, 27)


def test_a_closed_case_is_taken_up_again_and_death_is_no_reason_to_choose(
    stage: Stage, desk: Desk, comet: str, hand: Counting
) -> None:
    stage.show_page("person", person_id=comet)
    hand.menu("case")
    with pytest.raises(AssertionError):
        stage.seen("case.close_reason.died")
    stage.click("case.close_reason.needs_met")
    stage.click("case.save")
    hand.menu("reopen")
    card = desk.ask(people.card, comet)
    assert card.open_case is not None
    assert (len(card.cases), card.open_case.risk_level) == (2, "medium")


# the record


def test_other_names_are_added_and_let_go(stage: Stage, desk: Desk, comet: str) -> None:
    page: Any = stage.show_page("person", person_id=comet, tab="details")
    stage.click("person.names.add")
    stage.type("name.name", "Star")
    stage.press("name.name", Qt.Key.Key_Return)
    assert [row.name for row in desk.ask(other_names.names_of, comet)] == ["Star"]
    assert "Star" in stage.words()
    answer_next("end")
    stage.click("person.names.end.0")
    assert desk.ask(people.card, comet).other_names == ()
    assert "No longer used: Star." in stage.words()
    assert page.record.tabs.currentIndex() == 5


def test_a_way_to_reach_somebody_changes_and_the_old_one_stays_known(
    stage: Stage, desk: Desk, comet: str
) -> None:
    desk.do(care.add_route, comet, RouteRow("text", "07700 900123", "yes", None))
    stage.show_page("person", person_id=comet, tab="details")
    (route,) = desk.ask(care.routes, comet)
    stage.click(f"person.routes.change.{route.id}")
    stage.click("care.safe.no")
    stage.click("care.save")
    words = stage.words()
    assert "No texts (07700 900123)" in words
    assert "Before: Text is fine (07700 900123), 20 December to 20 December." in words


def test_flags_show_since_when_and_that_they_ended(stage: Stage, desk: Desk, comet: str) -> None:
    desk.do(care.set_flags, comet, ("pregnant", "no_voicemail"))
    desk.do(care.end_flag, comet, "pregnant")
    stage.show_page("person", person_id=comet, tab="details")
    words = stage.words()
    assert "No voicemail or text. Since 20 December, Daya." in words
    assert "Before: Pregnant, 20 December to 20 December." in words


def test_partners_keep_their_own_records(stage: Stage, desk: Desk, comet: str) -> None:
    other = desk.do(people.add, PersonDraft(alias="Ziggy")).value.id
    stage.show_page("person", person_id=comet, tab="details")
    stage.click("person.partners.add")
    stage.click("partner.save")
    assert "Choose somebody from the list below the line." in stage.words()
    stage.type("partner.other_id", "zig")
    stage.until(lambda: bool(stage.seen("partner.other_id").suggestions()))  # type: ignore[attr-defined]
    stage.press("partner.other_id", Qt.Key.Key_Return)
    stage.click("partner.save")
    (row,) = desk.ask(partners.of_person, comet)
    assert "Partner: Ziggy" in stage.words()
    assert "Nothing of one is shown to the other." in stage.words()
    stage.click(f"person.partners.open.{row.id}")
    assert stage.went == [("person", {"person_id": other})]


def test_the_lead_restricts_a_record_and_it_asks_from_then_on(
    stage: Stage, desk: Desk, comet: str, hand: Counting
) -> None:
    stage.show_page("person", person_id=comet)
    hand.menu("access")
    hand.click("restrict.save")
    assert "This is needed." in stage.words()
    hand.click("restrict.reason.danger")
    hand.click("restrict.save")
    assert desk.ask(people.card, comet).restricted
    stage.show_page("person", person_id=comet)
    assert "Why are you opening this?" in stage.words()
    stage.click("person.reason.own_case")
    hand.menu("access")
    stage.click("restrict.reason.over")
    stage.click("restrict.save")
    assert not desk.ask(people.card, comet).restricted


@pytest.mark.parametrize("page", ["consent", "incident"])
def test_pages_opened_directly_ask_why_too(
    stage: Stage, desk: Desk, clock: SetClock, comet: str, page: str
) -> None:
    from outreach_app.casework import incidents

    told = incidents.IncidentDraft(
        told_at=clock.now(),
        person_id=comet,
        type="rape",
        area="unknown",
        occurred_precision="unknown",
    )
    key = desk.do(incidents.log, told).value.id
    desk.do(access.restrict, comet, "wish")
    shown: Any = stage.show_page(page, incident_id=key)
    assert "Comet" not in stage.words()
    assert "INR-01" not in stage.words()
    stage.click(f"{page}.reason.cover")
    assert "INR-01" in stage.words()
    assert desk.ask(trail.read).looks[0].action == "restricted_opened"
    shown.leave()
    shown.open(incident_id=key)
    stage.settle()
    assert "INR-01" not in stage.words()


def test_a_reason_holds_from_page_to_page_of_the_same_person(
    stage: Stage, desk: Desk, comet: str
) -> None:
    desk.do(access.restrict, comet, "wish")
    stage.show_page("person", person_id=comet)
    stage.click("person.reason.own_case")
    stage.click("person.strip.change")
    (target, where) = stage.went[-1]
    stage.show_page(target, **where)
    assert "What may be shared about Comet" in stage.words()


def test_a_lost_word_is_replaced_when_somebody_speaks_for_them(stage: Stage, desk: Desk) -> None:
    desk.do(people.add, PersonDraft(alias="Ziggy", own_code="willow"))
    comet = desk.do(people.add, PersonDraft(alias="Comet", own_code="heron")).value
    page: Any = stage.show_page("people")
    page.findChild(QMenu, "people.more.menu").actions()[0].trigger()
    stage.settle()
    stage.type("lost_code.called", "comit")
    stage.type("lost_code.spoken_for", "no such")
    stage.click("lost_code.save")
    assert "Nobody, or more than one person, has that word." in stage.words()
    stage.seen("lost_code.spoken_for").clear()  # type: ignore[attr-defined]
    stage.type("lost_code.spoken_for", "willow")
    stage.click("lost_code.save")
    assert "It may be:" in stage.words()
    stage.click(f"lost_code.them.{comet.code}")
    stage.type("code.own_code", "kestrel")
    stage.click("code.save")
    assert desk.ask(people.card, comet.id).details.own_code == "kestrel"
    looks = desk.ask(trail.read).looks
    assert [look.action for look in looks[:2]] == ["own_code_replaced", "lost_code_looked_for"]
    assert desk.ask(own_codes.notices, "heron") == ()


def test_who_has_no_part_in_casework_is_offered_less(stage: Stage, desk: Desk, comet: str) -> None:
    desk.me = replace(desk.me, role="volunteer")
    stage.show_page("person", person_id=comet)
    assert offered(stage).isdisjoint(
        {"case", "hand_over", "risk", "partner", "double", "died", "access", "code"}
    )
    assert "young" in offered(stage)
    stage.show_page("people")
    with pytest.raises(AssertionError):
        stage.seen("people.doubles")


def test_what_is_typed_for_the_lead_is_kept_and_comes_back(
    stage: Stage, desk: Desk, comet: str, hand: Counting
) -> None:
    page: Any = stage.show_page("person", person_id=comet)
    hand.menu("young")
    stage.type("young.where_tonight", "the blue hostel")
    assert page.unkept() is not None
    stage.press("young", Qt.Key.Key_Escape)
    (kept,) = desk.ask(drafts.waiting)
    assert (kept.kind, kept.about) == ("young", comet)
    page.open(draft={"about": kept.about, "state": {}})
    stage.settle()
    assert stage.seen("young.where_tonight").text() == "the blue hostel"  # type: ignore[attr-defined]
    stage.click("young.save")
    assert desk.ask(drafts.waiting) == ()
    assert len(desk.ask(safeguarding.listing)) == 1


def test_the_name_of_one_never_stands_over_another(stage: Stage, desk: Desk, comet: str) -> None:
    other = desk.do(people.add, PersonDraft(alias="Wren")).value.id
    page: Any = stage.show_page("person", person_id=comet)
    titles: list[str] = []
    page.titled.connect(titles.append)
    page.leave()
    page.open(person_id=other)
    assert page.heading().text() == " "
    stage.settle()
    assert titles == ["Wren"]
