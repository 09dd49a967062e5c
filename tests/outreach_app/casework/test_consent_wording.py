"""The words of the questions: new ones are a new version, and answers keep theirs."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from outreach_app.bootstrap import Desk
from outreach_app.casework import consent_wording, consents, people, sheet
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.errors import CheckFailed, NotAllowed
from outreach_app.reports import paper_forms

NEW = "May we talk to the housing office about you, by name?"


def housing(desk: Desk, person: str, **more: str) -> None:
    given = Answer("housing", "yes", "verbal", "able")
    desk.do(consents.answer, AnswersDraft(person, answers=(given,), **more))


def versions_of(desk: Desk, person: str) -> list[str | None]:
    return [row.wording_version for row in desk.ask(consents.history, person)]


def test_a_change_is_a_new_version_with_its_day_and_old_answers_keep_theirs(desk: Desk) -> None:
    person = desk.do(people.add, PersonDraft("Comet")).value.id
    housing(desk, person)
    made = desk.do(consent_wording.keep, {"housing": f"  {NEW} "}).value
    assert (made.version, made.since, made.by) == ("2", desk.ask(lambda w: w.today), desk.me.code)
    assert made.ask("housing") == NEW
    assert made.ask("health") == desk.ask(consent_wording.versions)[-1].ask("health")
    housing(desk, person)
    assert versions_of(desk, person) == ["2", "1"]
    found = desk.ask(sheet.read, person)
    old = found.history[-1]
    assert found.asked(old) == "May we talk to housing about you by name?"
    assert found.asked(found.history[0]) == ""


def test_answers_asked_before_the_change_say_so(desk: Desk) -> None:
    person = desk.do(people.add, PersonDraft("Comet")).value.id
    desk.do(consent_wording.keep, {"housing": NEW})
    housing(desk, person, wording="1")
    assert versions_of(desk, person) == ["1"]


def test_the_printed_form_has_the_newest_words(desk: Desk) -> None:
    desk.do(consent_wording.keep, {"housing": NEW})
    text = " ".join(desk_pages(desk).split())
    assert NEW in text
    assert "Wording version 2, since" in text


def desk_pages(desk: Desk) -> str:
    pages = desk.ask(paper_forms.make, "consent")
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pages)).pages)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "required"),
        ("May we? " * 60, "too_long"),
        ("May we talk to housing about you by name?", "wording_same"),
    ],
)
def test_what_cannot_be_asked_is_said(desk: Desk, words: str, code: str) -> None:
    with pytest.raises(CheckFailed) as failed:
        desk.do(consent_wording.keep, {"housing": words})
    assert [each.code for each in failed.value.problems] == [code]
    assert len(desk.ask(consent_wording.versions)) == 1


def test_only_the_lead_changes_them(desk: Desk) -> None:
    desk.me = replace(desk.me, role="caseworker")
    with pytest.raises(NotAllowed):
        desk.do(consent_wording.keep, {"housing": NEW})
