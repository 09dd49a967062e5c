"""A death on the page of somebody: how it is told, what stops, what there is to decide, taking it back."""

from datetime import date, timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    cases,
    consents,
    contacts,
    folder,
    incidents,
    needs,
    people,
    tasks,
    trail,
)
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from tests.ui.gates import clipped
from tests.ui.person_clicks import Counting, offered
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next, asked


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


def test_a_death_is_seven_clicks_at_most_and_everything_stops(
    stage: Stage, desk: Desk, comet: str, hand: Counting
) -> None:
    stage.show_page("person", person_id=comet)
    hand.menu("died")
    words = stage.words()
    assert "Comet has died" in words
    assert "Answers about sharing that end: 1" in words
    assert "Reminders that stop: 1" in words
    stage.type("died.died_on.day", "18")
    stage.type("died.died_on.month", "12")
    stage.type("died.died_on.year", "2025")
    stage.until(lambda: "There is a contact after this day." in stage.words())
    hand.click("died.how_known.friend")
    hand.click("died.confirmed.yes")
    hand.click("died.save")
    assert hand.clicks <= 7
    card = desk.ask(people.card, comet)
    assert card.deceased_on == date(2025, 12, 18)
    assert card.open_case is None
    words = stage.words()
    assert "Died 18 December. Reminders and messages have stopped." in words
    assert "Log contact" not in words
    assert "Phone back" not in words
    assert offered(stage).isdisjoint({"contact", "case", "route", "young", "died"})


def test_the_wrong_person_is_taken_back_the_same_day_and_only_then(
    stage: Stage, desk: Desk, clock: SetClock, comet: str, hand: Counting
) -> None:
    stage.show_page("person", person_id=comet)
    hand.menu("died")
    hand.click("died.precision.unknown")
    hand.click("died.how_known.other")
    hand.click("died.save")
    assert "Died, the day is not known." in stage.words()
    answer_next("keep", "undo")
    stage.click("person.died.undo_died")
    stage.click("person.died.undo_died")
    assert set(asked()) == {"Take this back?"}
    assert desk.ask(people.card, comet).deceased_on is None
    assert "Phone back" in stage.words()
    assert {look.action for look in desk.ask(trail.read).looks} >= {"death_noted", "death_undone"}
    hand.menu("died")
    stage.click("died.precision.unknown")
    stage.click("died.how_known.other")
    stage.click("died.save")
    clock.moment += timedelta(days=1)
    assert stage.page is not None
    stage.page.open(person_id=comet)
    stage.settle()
    assert "This was the wrong person" not in stage.words()
    assert "undo_died" not in offered(stage)


def test_a_hold_a_plan_and_a_need_told_before_stand_on_the_page_of_who_has_died(
    stage: Stage, desk: Desk, clock: SetClock, comet: str, hand: Counting
) -> None:
    yes = consents.Answer("missing_plan", "yes", "verbal", "able")
    desk.do(consents.answer, consents.AnswersDraft(comet, None, (yes,)))
    ran_out = consents.Answer("housing", "yes", "verbal", "able", date(2025, 12, 19))
    clock.moment -= timedelta(days=3)
    desk.do(consents.answer, consents.AnswersDraft(comet, None, (ran_out,)))
    clock.moment += timedelta(days=3)
    told = incidents.IncidentDraft(
        desk.clock.now(), comet, "rape", "unknown", "day", date(2025, 12, 20), path="full_statement"
    )
    desk.do(incidents.log, told)
    stage.show_page("person", person_id=comet)
    hand.menu("died")
    said = stage.words()
    assert "1 incident is with police or at court. The lead decides" in said
    assert "If they went missing, they wanted facts they chose to go to police" in said
    stage.click("died.precision.unknown")
    stage.click("died.how_known.other")
    stage.click("died.hold")
    stage.click("died.save")
    said = stage.words()
    assert "On hold since 20 December: everything about them is kept" in said
    assert "If they went missing" in said
    # Nothing invites anybody to ask again, whatever ran out before.
    assert "ask again" not in said
    assert {each.state for each in desk.ask(folder.of_person, comet).standing} <= {
        "ended_death",
        "not_asked",
        "refused",
    }
    before = len(desk.ask(needs.of_person, comet))
    hand.menu("late_need")
    assert "What had Comet asked for help with?" in stage.words()
    assert not clipped(stage)
    stage.click("need.category.drugs")
    stage.click("need.save")
    assert "Why is this typed later?" in stage.words()
    stage.click("need.late_reason.paper")
    stage.click("need.save")
    found = desk.ask(needs.of_person, comet)
    assert len(found) == before + 1
    assert all(row.closed for row in found)
    answer_next("keep", "lift")
    hand.menu("lift_hold")
    hand.menu("lift_hold")
    assert "On hold since" not in stage.words()
    assert "lift_hold" not in offered(stage)


def test_a_death_asks_when_and_how_it_is_known(stage: Stage, comet: str, hand: Counting) -> None:
    stage.show_page("person", person_id=comet)
    hand.menu("died")
    stage.click("died.save")
    words = stage.words()
    assert "Give the day, or what is known of it. “Not known” is an answer." in words
    stage.type("died.died_on.year", "2031")
    stage.click("died.save")
    assert "This is after today. Check the year." in stage.words()
