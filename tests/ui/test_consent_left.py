"""The page of the questions, left before what it was opened for could be drawn."""

import json
from typing import Any

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import drafts, people
from outreach_app.casework.people import PersonDraft
from tests.ui.sitting import Stage
from ui.registry import page_class

QUESTIONS = 18


@pytest.fixture
def mango(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Mango")).value.id


@pytest.fixture
def marble(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Marble")).value.id


@pytest.fixture
def page(stage: Stage) -> Any:
    """The page, opened by the test itself: nothing has been answered yet when `open` returns."""
    found = page_class("consent")
    assert found is not None
    stage.page = found(stage.context, stage)
    return stage.page


def test_nothing_is_kept_of_what_was_never_shown(
    stage: Stage, desk: Desk, mango: str, page: Any
) -> None:
    page.open(person_id=mango)
    page.leave()
    assert page.unkept() is None
    stage.settle()
    assert desk.ask(drafts.waiting) == ()
    page.open(person_id=mango)
    stage.settle()
    assert len(page._rows) == QUESTIONS
    assert page.gate.currentIndex() == 2


def test_what_was_left_among_the_questions_is_made_whole(
    stage: Stage, mango: str, page: Any
) -> None:
    page.open(person_id=mango)
    stage.until(lambda: bool(page._rows))
    page.leave()
    stage.settle()
    page.open(person_id=mango)
    stage.settle()
    assert [int(each._number.text()) for each in page._rows.values()] == [*range(1, QUESTIONS + 1)]
    places = [page._column.indexOf(each) for each in page._rows.values()]
    assert places == sorted(places)
    assert page.gate.currentIndex() == 2


def test_answers_for_one_are_never_kept_as_somebody_elses(
    stage: Stage, desk: Desk, mango: str, marble: str, page: Any
) -> None:
    page.open(person_id=mango)
    stage.settle()
    page._rows["housing"].answers.set_value("no")
    page.leave()
    page.open(person_id=marble)
    page.leave()
    stage.settle()
    (kept,) = desk.ask(drafts.waiting)
    assert json.loads(kept.state)["more"]["person_id"] == mango
    page.open()
    stage.settle()
    assert page._rows["housing"].answers.value() == ""
    assert page._sheet.person_id == marble
