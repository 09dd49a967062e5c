"""Forms about somebody whose record is restricted: why comes first, and nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import access, people, tasks
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.tasks import TaskDraft
from outreach_app.governance import audit
from outreach_app.words import say
from tests.ui.sitting import Stage
from ui.pages.log_contact.page import LogContactPage
from ui.pages.log_incident.page import LogIncidentPage
from ui.restricted import GIVEN, Gate

FORMS = ("log_contact", "log_incident", "raise_concern", "note_conduct")
SECRET = "Bring the letter"


@pytest.fixture
def comet(desk: Desk) -> str:
    """Somebody restricted, with something to do that a look at the record would show."""
    key = desk.do(people.add, PersonDraft(alias="Comet")).value.id
    desk.do(tasks.add, TaskDraft(SECRET, None, "other", key))
    desk.do(access.restrict, key, "wish")
    return key


def asked(page: QWidget) -> bool:
    """Whether the page asks why now."""
    gate = page.findChild(Gate)
    assert gate is not None
    return gate.panel.isVisible()


def reasons(desk: Desk) -> int:
    return sum(row.action == "restricted_opened" for row in desk.ask(audit.latest, 50))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_about_somebody_restricted_asks_why_first(
    stage: Stage, desk: Desk, comet: str, name: str
) -> None:
    page = stage.show_page(name, person_id=comet)
    assert asked(page)
    assert SECRET not in stage.words()
    assert "Comet" not in stage.words()
    stage.click(f"{name}.reason.cover")
    assert not asked(page)
    assert reasons(desk) == 1
    if name != "log_incident":
        assert "Comet" in stage.words()
    page.leave()
    page.open(person_id=comet)
    stage.settle()
    assert asked(page)


@pytest.mark.parametrize("name", FORMS)
def test_a_reason_given_on_the_page_before_holds(
    stage: Stage, desk: Desk, comet: str, name: str
) -> None:
    page = stage.show_page(name, person_id=comet, **{GIVEN: True})
    assert not asked(page)
    assert reasons(desk) == 0


def test_without_a_reason_a_contact_is_about_nobody_and_keeps_its_letters(
    stage: Stage, desk: Desk, comet: str
) -> None:
    page = stage.show_page("log_contact", person_id=comet)
    assert isinstance(page, LogContactPage)
    page.set_value("note", "Asked for a blanket")
    stage.click("log_contact.reason.back")
    assert not asked(page)
    assert page.value("note") == "Asked for a blanket"
    assert page.draft().person_id is None
    assert reasons(desk) == 0
    assert SECRET not in stage.words()


def test_whoever_is_chosen_in_the_form_is_asked_about_too(
    stage: Stage, desk: Desk, comet: str
) -> None:
    page = stage.show_page("log_contact")
    assert isinstance(page, LogContactPage)
    QTest.keyClicks(page.cards.who.known.picker, "Com")
    QTest.keyClick(page.cards.who.known.picker, Qt.Key.Key_Return)
    stage.until(lambda: asked(page))
    assert SECRET not in stage.words()
    stage.click("log_contact.reason.own_case")
    stage.until(lambda: SECRET in stage.words())
    # Going away and coming back: what is typed stands, the record asks again.
    page.leave()
    page.open()
    stage.until(lambda: asked(page))
    assert SECRET not in stage.words()


def test_an_account_with_no_reason_is_about_nobody(stage: Stage, desk: Desk, comet: str) -> None:
    page = stage.show_page("log_incident")
    assert isinstance(page, LogIncidentPage)
    stage.type("log_incident.person_id", "Com")
    stage.press("log_incident.person_id", Qt.Key.Key_Return)
    stage.until(lambda: asked(page))
    stage.click("log_incident.reason.back")
    assert not asked(page)
    assert say("incident.for_nobody") in stage.words()
    page.open(person_id=comet)
    stage.until(lambda: asked(page))
    stage.click("log_incident.reason.back")
    assert not asked(page)
    assert say("incident.for_nobody") in stage.words()
