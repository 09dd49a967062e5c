from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import insert, update

from models.people import Person
from models.sharing import Disclosure
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, drafts, incidents, people, sheet, tasks
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.work import Work
from tests.ui.sitting import Stage

Log = Callable[..., str]


@pytest.fixture
def mango(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Mango")).value.id


def log(desk: Desk, clock: SetClock, person_id: str | None) -> str:
    draft = incidents.IncidentDraft(
        told_at=clock.now(),
        person_id=person_id,
        type="rape",
        area="unknown",
        occurred_precision="unknown",
    )
    return desk.do(incidents.log, draft).value.id


def states(desk: Desk, person_id: str) -> dict[str, str]:
    found = desk.ask(sheet.read, person_id).standing
    return {each.scope: each.state for each in found if each.state != "not_asked"}


def say_how(stage: Stage, scope: str, method: str = "verbal", capacity: str = "able") -> None:
    stage.seen(f"consent.{scope}.method").choose(method)  # type: ignore[attr-defined]
    stage.seen(f"consent.{scope}.capacity").choose(capacity)  # type: ignore[attr-defined]


def test_nothing_is_chosen_beforehand(stage: Stage, desk: Desk, mango: str) -> None:
    yes = consents.Answer("housing", "yes", "verbal", "able")
    desk.do(consents.answer, consents.AnswersDraft(mango, None, (yes,)))
    page: Any = stage.show_page("consent", person_id=mango)
    assert [row.answers.value() for row in page._rows.values()] == [""] * 18
    assert "Now: yes, 20 December" in stage.words()
    assert "May we warn others" not in stage.words()
    assert "10 questions have no answer. They are treated as no" in stage.words()
    assert page.heading().text() == "What may be shared about Mango"


def test_opened_for_one_question_that_one_is_in_sight(stage: Stage, mango: str) -> None:
    page = stage.show_page("consent", person_id=mango, scope="transfer")
    row = stage.seen("consent.transfer.row")
    assert row.isAncestorOf(page.focusWidget())
    stage.until(lambda: not row.visibleRegion().isEmpty())
    assert row.visibleRegion().boundingRect().height() == row.height()


def test_answers_are_saved_each_by_itself(
    stage: Stage, desk: Desk, clock: SetClock, mango: str
) -> None:
    incident = log(desk, clock, mango)
    stage.show_page("consent", incident_id=incident)
    stage.click("consent.alert_local.yes")
    assert "Never goes: name, contact, what they look like" in stage.words()
    say_how(stage, "alert_local", "verbal_witnessed")
    stage.click("consent.police_full.no")
    stage.click("consent.isva_sarc.not_said")
    stage.click("consent.num_report.not_asked")
    stage.click("consent.save")
    assert states(desk, mango) == {
        "alert_local": "given",
        "police_full": "refused",
        "isva_sarc": "not_said",
    }
    (last,) = {row.method for row in desk.ask(consents.history, mango) if row.method}
    assert last == "verbal_witnessed"
    assert stage.went == [("incident", {"incident_id": incident})]


def test_how_it_was_said_is_asked_once_and_taken_over(
    stage: Stage, desk: Desk, clock: SetClock, mango: str
) -> None:
    page: Any = stage.show_page("consent", person_id=mango)
    stage.click("consent.housing.yes")
    say_how(stage, "housing", "paper")
    stage.click("consent.health.yes")
    assert page._rows["health"].how() == ("paper", "able")


def test_keys_one_to_four_answer(stage: Stage, desk: Desk, mango: str) -> None:
    page: Any = stage.show_page("consent", person_id=mango)
    page._rows["research"].answers.take_focus()
    stage.press("consent.research.yes", Qt.Key.Key_4)
    stage.press("consent.research.not_said", Qt.Key.Key_3)
    stage.page.save()  # type: ignore[union-attr]
    stage.settle()
    assert [row.scope for row in desk.ask(consents.history, mango)] == ["research"]


def test_what_is_missing_is_said_at_the_field_and_nothing_saved(
    stage: Stage, desk: Desk, mango: str
) -> None:
    stage.show_page("consent", person_id=mango)
    stage.click("consent.save")
    assert "Nothing has been answered yet." in stage.words()
    stage.click("consent.housing.yes")
    stage.click("consent.save")
    words = stage.words()
    assert "2 things to check before this can be saved" in words
    assert "Housing: How was it said" in words
    assert "Could they decide now?" in words
    assert desk.ask(consents.history, mango) == ()
    say_how(stage, "housing")
    assert "2 things to check" not in stage.words()


def test_stop_here_saves_what_there_is(stage: Stage, desk: Desk, mango: str) -> None:
    stage.show_page("consent", person_id=mango)
    stage.click("consent.stop")
    assert stage.went == [("person", {"person_id": mango})]
    stage.click("consent.housing.no")
    stage.seen("consent.housing.method").choose("verbal")  # type: ignore[attr-defined]
    stage.click("consent.stop")
    assert states(desk, mango) == {"housing": "refused"}


def test_in_shock_nothing_is_shared_and_it_is_asked_again(
    stage: Stage, desk: Desk, mango: str
) -> None:
    stage.show_page("consent", person_id=mango)
    stage.click("consent.housing.yes")
    say_how(stage, "housing", capacity="recheck")
    assert "A task to ask again tomorrow is written down." in stage.words()
    stage.click("consent.save")
    housing = next(e for e in desk.ask(sheet.read, mango).standing if e.scope == "housing")
    assert housing.is_yes
    assert not housing.allows
    waiting = desk.ask(lambda work: tasks.waiting(work, person_id=mango))
    assert [task.due_on for task in waiting] == [date(2025, 12, 21)]


def test_taking_back_takes_four_presses(stage: Stage, desk: Desk, mango: str) -> None:
    given = tuple(consents.Answer(s, "yes", "verbal", "able") for s in ("housing", "legal"))
    desk.do(consents.answer, consents.AnswersDraft(mango, None, given))

    def sent(work: Work) -> None:
        work.session.execute(
            insert(Disclosure).values(
                id=new_key(),
                person_id=mango,
                scope="housing",
                recipient="housing",
                at=work.now,
                basis="consent",
                content="full",
                recorded_at=work.now,
            )
        )

    desk.do(sent)
    stage.show_page("consent", person_id=mango)
    stage.click("consent.take_back")
    stage.click("take_back.scope.housing")
    assert "Already sent: Housing, 20 December, housing. It cannot be called back" in stage.words()
    stage.click("take_back.method.message")
    stage.click("take_back.save")
    assert states(desk, mango) == {"housing": "withdrawn", "legal": "given"}
    assert "Housing: taken back" in stage.words()
    assert "Now: taken back, 20 December" in stage.words()


def test_answers_not_saved_are_kept_and_taken_up_again(
    stage: Stage, desk: Desk, mango: str
) -> None:
    page: Any = stage.show_page("consent", person_id=mango)
    stage.click("consent.housing.yes")
    page.leave()
    stage.settle()
    (kept,) = desk.ask(drafts.waiting)
    import json

    draft = {"about": kept.about, "state": json.loads(kept.state)}
    page.open(draft=draft)
    stage.settle()
    assert page._rows["housing"].answers.value() == "yes"
    page._answered("housing")
    say_how(stage, "housing")
    stage.click("consent.save")
    assert states(desk, mango) == {"housing": "given"}
    assert desk.ask(drafts.waiting) == ()


def test_somebody_not_named_is_asked_about_the_incident_only(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    incident = log(desk, clock, None)
    page: Any = stage.show_page("consent", incident_id=incident)
    assert page.heading().text() == "What may be shared about INR-01"
    assert "May we talk to housing about you by name?" not in stage.words()
    stage.click("consent.alert_local.yes")
    say_how(stage, "alert_local")
    stage.click("consent.save")
    (row,) = desk.ask(sheet.read, None, incident).history
    assert (row.scope, row.state) == ("alert_local", "given")


def test_nobody_is_asked_after_death(stage: Stage, desk: Desk, mango: str) -> None:
    def died(work: Work) -> None:
        work.session.execute(
            update(Person)
            .where(Person.id == mango)
            .values(deceased_on=work.today, deceased_recorded_at=work.now)
        )

    desk.do(died)
    stage.show_page("consent", person_id=mango)
    assert "No question is asked any more" in stage.words()
    assert not stage.seen("consent.save").isEnabled()


def test_every_question_has_its_words(desk: Desk) -> None:
    from outreach_app.words import known

    for scope in desk.vocabulary()["consent_scope"].codes():
        for table in ("short", "title", "ask", "would_go", "never_goes"):
            assert known(f"consent.{table}.{scope}"), (table, scope)


def test_large_words_are_for_reading_together(stage: Stage, mango: str) -> None:
    page: Any = stage.show_page("consent", person_id=mango)
    stage.click("consent.large")
    assert page._rows["housing"]._ask.property("role") == "large_words"
    stage.click("consent.large")
    assert page._rows["housing"]._ask.property("role") == ""
