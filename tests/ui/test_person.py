from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from sqlalchemy import update

from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    care,
    cases,
    consents,
    contacts,
    incidents,
    needs,
    people,
    tasks,
    trail,
)
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.clock import SetClock
from outreach_app.work import Work
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next, asked

CANARY = "the canary sings at four"


@pytest.fixture
def comet(desk: Desk, clock: SetClock) -> str:
    """Somebody with a case, a contact, an incident, answers, a need and a task."""
    key = desk.do(people.add, PersonDraft(alias="Comet")).value.id
    desk.do(cases.open_case, cases.CaseDraft(key, "medium"))
    desk.do(contacts.log, contacts.ContactDraft(clock.now(), who="known", person_id=key))
    desk.do(
        incidents.log,
        incidents.IncidentDraft(
            told_at=clock.now(),
            person_id=key,
            type="rape",
            area="unknown",
            occurred_precision="unknown",
            own_words=CANARY,
        ),
    )
    yes = consents.Answer("housing", "yes", "verbal", "able", date(2026, 1, 8))
    desk.do(consents.answer, consents.AnswersDraft(key, None, (yes,)))
    desk.do(needs.add, needs.NeedDraft(key, "drugs", date(2025, 12, 1)))
    desk.do(tasks.add, tasks.TaskDraft("Phone back", date(2025, 12, 21), "call", key))
    return key


def restrict(desk: Desk, key: str) -> None:
    def change(work: Work) -> None:
        work.session.execute(update(Person).where(Person.id == key).values(restricted=True))

    desk.do(change)


def menu(stage: Stage, key: str) -> None:
    """Choose an entry of the menu beside the name."""
    found = stage.findChild(QMenu, "person.more.menu")
    assert isinstance(found, QMenu)
    act = next(each for each in found.actions() if each.objectName() == f"person.more.{key}")
    act.trigger()
    stage.settle()


def test_the_page_says_what_matters_and_keeps_harm_closed(stage: Stage, comet: str) -> None:
    stage.show_page("person", person_id=comet)
    words = stage.words()
    for expected in (
        "Comet",
        "Open case",
        "Risk: medium",
        "Known since 20 December. Worker: Daya.",
        "December 2025",
        "Incident INR-01",
        "Ends 8 January",
        "Phone back",
        "Drug use: told us",
    ):
        assert expected in words, expected
    assert CANARY not in words
    assert stage.seen("person.cell.housing").accessibleName() == (
        "Housing: ends 8 January, 20 December"
    )


def test_what_happened_is_shown_when_asked_for_and_the_reading_noted(
    stage: Stage, desk: Desk, comet: str
) -> None:
    stage.show_page("person", person_id=comet)
    incident = desk.ask(incidents.of_person, comet)[0].id
    stage.click(f"person.story.show.{incident}")
    assert CANARY in stage.words()
    assert desk.ask(trail.read).looks[0].action == "account_read"
    stage.click(f"person.story.close.{incident}")
    assert CANARY not in stage.words()
    stage.click(f"person.story.show.{incident}")
    stage.click(f"person.story.open.{incident}")
    assert stage.went == [("incident", {"incident_id": incident})]
    page: Any = stage.page
    page.leave()
    page.open(person_id=comet)
    stage.settle()
    assert CANARY not in stage.words()


def test_a_need_is_moved_on_with_a_click_a_step_and_save(
    stage: Stage, desk: Desk, comet: str
) -> None:
    stage.show_page("person", person_id=comet)
    need = desk.ask(needs.of_person, comet)[0].id
    stage.click(f"person.needs_card.move.{need}")
    stage.click("need.save")
    assert "This is needed." in stage.words()
    stage.click("need.status.in_progress")
    stage.click("need.save")
    assert desk.ask(needs.of_person, comet)[0].status == "in_progress"
    assert "Drug use: being worked on" in stage.words()


def test_a_need_is_added(stage: Stage, desk: Desk, comet: str) -> None:
    stage.show_page("person", person_id=comet)
    stage.click("person.needs_card.add")
    stage.click("need.category.housing")
    stage.click("need.save")
    assert {row.category for row in desk.ask(needs.of_person, comet)} == {"drugs", "housing"}
    assert "Somewhere to live: told us" in stage.words()


def test_a_task_is_ticked_off(stage: Stage, desk: Desk, comet: str) -> None:
    stage.show_page("person", person_id=comet)
    task = desk.ask(lambda work: tasks.waiting(work, person_id=comet))[0].id
    stage.click(f"person.next.done.{task}")
    assert "Nothing to do." in stage.words()


def test_a_case_is_closed_and_lost_contact_is_no_result(
    stage: Stage, desk: Desk, comet: str
) -> None:
    stage.show_page("person", person_id=comet)
    menu(stage, "case")
    assert "Not being seen is never a result." in stage.words()
    assert "Their own choice" in stage.words()
    stage.click("case.close_reason.lost_contact")
    stage.click("case.save")
    assert desk.ask(people.card, comet).open_case is None
    assert "Closed" in stage.words()
    menu(stage, "case")
    stage.click("case.save")
    assert desk.ask(people.card, comet).open_case is not None


def test_care_is_written_down_and_ends(stage: Stage, desk: Desk, comet: str) -> None:
    stage.show_page("person", person_id=comet)
    menu(stage, "flags")
    stage.click("care.flags.no_voicemail")
    stage.click("care.save")
    assert desk.ask(people.card, comet).flags == ("no_voicemail",)
    stage.click("person.safe.add")
    stage.click("care.save")
    assert "This is needed." in stage.words()
    stage.click("care.route.text")
    stage.click("care.safe.ask")
    stage.type("care.rule", "14:00 to 20:00")
    stage.click("care.save")
    assert "Text, with care: 14:00 to 20:00" in stage.words()
    (route,) = desk.ask(care.routes, comet)
    page: Any = stage.page
    page.record.show_tab("details")
    answer_next("end")
    stage.click(f"person.routes.end.{route.id}")
    assert asked() == ("Does this no longer hold?",)
    assert desk.ask(care.routes, comet) == ()


def test_the_story_can_be_narrowed_and_goes_back_in_time(
    stage: Stage, desk: Desk, clock: SetClock, comet: str
) -> None:
    for minute in range(60):
        moment = clock.now() - timedelta(minutes=minute)
        desk.do(contacts.log, contacts.ContactDraft(moment, who="known", person_id=comet))
    page: Any = stage.show_page("person", person_id=comet)
    assert "Case opened" not in stage.words()
    stage.click("person.story.earlier")
    assert "Case opened" in stage.words()
    page.record.story.choose("incident")
    stage.settle()
    assert "Incident INR-01" in stage.words()
    assert "Case opened" not in stage.words()


def test_a_restricted_record_asks_why_before_anything_is_drawn(
    stage: Stage, desk: Desk, comet: str
) -> None:
    restrict(desk, comet)
    page: Any = stage.show_page("person", person_id=comet)
    assert "Why are you opening this?" in stage.words()
    assert "Comet" not in stage.words()
    assert page.heading().hasFocus()
    stage.click("person.reason.emergency")
    assert "Comet" in stage.words()
    look = desk.ask(trail.read).looks[0]
    assert (look.action, look.detail["reason"]) == ("restricted_opened", "emergency")
    page.leave()
    page.open(person_id=comet)
    stage.settle()
    assert "Comet" not in stage.words()


def test_who_may_not_open_it_is_told_nothing_more(stage: Stage, desk: Desk, comet: str) -> None:
    restrict(desk, comet)
    desk.me = desk.me.__class__(
        desk.me.code, "Mo", "mo", "outreach", active=True, can_sign_in=True, last_in_at=None
    )
    stage.show_page("person", person_id=comet)
    assert "This record is restricted. Ask the project lead." in stage.words()
    assert "Comet" not in stage.words()


def test_the_page_of_somebody_who_died_is_calm(stage: Stage, desk: Desk, comet: str) -> None:
    def died(work: Work) -> None:
        work.session.execute(
            update(Person)
            .where(Person.id == comet)
            .values(deceased_on=date(2025, 12, 18), deceased_recorded_at=work.now)
        )

    desk.do(died)
    stage.show_page("person", person_id=comet)
    words = stage.words()
    assert "Died 18 December." in words
    assert "Log contact" not in words
    assert "Ask or change" not in words


def test_tabs_work_by_keyboard_and_questions_lead_to_the_sheet(stage: Stage, comet: str) -> None:
    page: Any = stage.show_page("person", person_id=comet)
    for _ in range(4):
        stage.press("person.tabs", Qt.Key.Key_Right)
    assert page.record.tabs.currentIndex() == 4
    stage.click("person.consent.ask")
    assert stage.went == [("consent", {"person_id": comet})]


def test_routes_are_said_from_what_must_never_be_done(desk: Desk, comet: str) -> None:
    from ui import saying

    rows = (RouteRow("text", None, "yes", None), RouteRow("phone", None, "no", None))
    assert saying.shortest(rows, ()) == ("No calls", ("no_voicemail", "caution"))
    assert saying.shortest((), ("no_voicemail",))[0] == "No voicemail"
    assert saying.shortest((), ())[0] == "Not noted yet"
