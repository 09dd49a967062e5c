"""Changing the words of the questions in the window, and meeting them where they are asked."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from outreach_app.bootstrap import Desk
from outreach_app.casework import consent_wording, consents, people
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.people import PersonDraft
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage

NEW = "May we talk to the housing office about you, by name?"


def test_the_lead_writes_a_new_version_and_it_is_asked_from_now_on(
    stage: Stage, desk: Desk
) -> None:
    person = desk.do(people.add, PersonDraft("Mango")).value.id
    yes = Answer("housing", "yes", "verbal", "able")
    desk.do(consents.answer, AnswersDraft(person, answers=(yes,)))
    page = stage.show_page("settings")
    assert "As they came with the program, version 1" in stage.words()
    stage.click("settings.wording.change")
    assert stage.went[-1] == ("consent_wording", {})
    page.hide()
    page = stage.show_page("consent_wording")
    assert nameless(page) == []
    box = stage.seen("consent_wording.housing")
    assert isinstance(box, QPlainTextEdit)
    box.setPlainText(NEW)
    stage.click("consent_wording.save")
    stage.until(lambda: "Version 2 is asked from now on" in stage.words())
    assert desk.ask(consent_wording.current).ask("housing") == NEW
    page.hide()
    stage.show_page("consent", person_id=person)
    words = stage.words()
    assert f"“{NEW}”" in words
    assert "Asked in the words of version 1: “May we talk to housing about you by name?”" in words


def test_nothing_changed_is_no_version(stage: Stage, desk: Desk) -> None:
    stage.show_page("consent_wording")
    stage.click("consent_wording.save")
    assert "Nothing has been changed." in stage.words()
    assert len(desk.ask(consent_wording.versions)) == 1


def test_what_was_answered_before_a_lock_keeps_the_words_it_was_asked_in(
    stage: Stage, desk: Desk
) -> None:
    person = desk.do(people.add, PersonDraft("Mango")).value.id
    page: Any = stage.show_page("consent", person_id=person)
    stage.click("consent.housing.no")
    state = page.draft_state()
    page.hide()
    desk.do(consent_wording.keep, {"housing": NEW})
    stage.show_page("consent", draft={"about": "kept", "state": state})
    assert "“May we talk to housing about you by name?”" in stage.words()


def test_others_only_read_that_it_is_for_the_lead(stage: Stage, desk: Desk) -> None:
    desk.me = replace(desk.me, role="caseworker")
    stage.show_page("consent_wording")
    assert "Only the lead changes these words." in stage.words()
    assert not stage.seen("consent_wording.save").isEnabled()


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 700, 100), (683, 350, 150)])
def test_everything_fits(stage: Stage, desk: Desk, width: int, height: int, percent: int) -> None:
    desk.do(consent_wording.keep, {"housing": NEW})
    stage.context.theme.choose("light", percent)
    stage.resize(width - 204, height - 51)
    page = stage.show_page("consent_wording")
    stage.until(lambda: not clipped(page))
