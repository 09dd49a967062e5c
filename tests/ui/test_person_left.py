"""Somebody's page, left or changed while it is drawn out of sight."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from outreach_app.bootstrap import Desk
from outreach_app.casework import care, people
from outreach_app.casework.people import PersonDraft, RouteRow
from tests.ui.sitting import Stage
from ui.registry import page_class


@pytest.fixture
def mango(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Mango")).value.id


@pytest.fixture
def page(stage: Stage) -> Any:
    """The page, opened by the test itself."""
    found = page_class("person")
    assert found is not None
    stage.page = found(stage.context, stage)
    return stage.page


def test_a_page_left_while_it_is_drawn_shows_nothing_until_it_is_opened_again(
    stage: Stage, mango: str, page: Any
) -> None:
    page.open(person_id=mango)
    stage.until(lambda: page._folder is not None)
    page.leave()
    stage.settle()
    assert not page.gate.is_open
    page.open(person_id=mango)
    stage.settle()
    assert page._stack.currentIndex() == 1
    assert "Mango" in page.record.head.heading.text()


def test_what_changes_while_it_is_drawn_is_shown(
    stage: Stage, desk: Desk, mango: str, page: Any
) -> None:
    page.open(person_id=mango)
    stage.until(lambda: page._folder is not None)
    stage.context.do(care.add_route, mango, RouteRow("phone", "07700 900123", "yes", None))
    stage.settle()
    assert page._stack.currentIndex() == 1
    assert [each.row.value for each in page._folder.routes] == ["07700 900123"]
    said = [each.text() for each in page.record.side.findChildren(QLabel)]
    assert "Calls are fine" in said
