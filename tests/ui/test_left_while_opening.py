"""Forms opened for somebody else, and left or locked before what they were opened for has come."""

import json
from typing import Any

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import drafts, people
from outreach_app.casework.people import PersonDraft
from tests.ui.sitting import Stage
from ui.registry import page_class

# A page about a person, and a field of it that takes words.
ABOUT_SOMEBODY = (("person_details", "alias"), ("raise_concern", "seen_and_said"))


@pytest.fixture
def mango(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Mango")).value.id


@pytest.fixture
def marble(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Marble")).value.id


def opened(stage: Stage, name: str, **where: Any) -> Any:
    """Return a page just opened: nothing has been answered yet."""
    found = page_class(name)
    assert found is not None
    stage.page = page = found(stage.context, stage)
    page.open(**where)
    return page


@pytest.mark.parametrize("name", ["person_details", "log_contact", "log_incident", "pack"])
def test_a_form_never_shown_holds_no_typing(
    stage: Stage, desk: Desk, mango: str, name: str
) -> None:
    page = opened(stage, name, **({"copy_of": "trust"} if name == "pack" else {"person_id": mango}))
    assert not page.is_dirty()
    assert page.unkept() is None
    page.leave()
    stage.settle()
    assert desk.ask(drafts.waiting) == ()


@pytest.mark.parametrize(("name", "field"), ABOUT_SOMEBODY)
def test_what_was_typed_about_one_is_never_kept_about_another(
    stage: Stage, desk: Desk, mango: str, marble: str, name: str, field: str
) -> None:
    page = opened(stage, name, person_id=mango)
    stage.settle()
    page.set_value(field, "Told at the van")
    page.leave()
    page.open(person_id=marble)
    assert page.more_state()["person_id"] == mango
    page.leave()
    stage.settle()
    (kept,) = desk.ask(drafts.waiting)
    state = json.loads(kept.state)
    assert (state["more"]["person_id"], state["fields"][field]) == (mango, "Told at the van")
    page.open(person_id=marble)
    stage.settle()
    assert page.more_state()["person_id"] == marble
    assert page.value(field) != "Told at the van"


def test_a_contact_that_waits_is_not_emptied_by_the_next(
    stage: Stage, desk: Desk, mango: str
) -> None:
    page = opened(stage, "log_contact")
    stage.settle()
    page.set_value("note", "Wants a call on Monday")
    page.leave()
    page.open(person_id=mango)
    assert page.unkept() is None
    page.leave()
    stage.settle()
    (kept,) = desk.ask(drafts.waiting)
    assert json.loads(kept.state)["fields"]["note"] == "Wants a call on Monday"


def test_answers_taken_up_again_show_how_they_were_given(
    stage: Stage, desk: Desk, mango: str
) -> None:
    page = stage.show_page("consent", person_id=mango)
    stage.click("consent.housing.yes")
    page.leave()
    stage.settle()
    (kept,) = desk.ask(drafts.waiting)
    page.close()
    draft = {"about": kept.about, "state": json.loads(kept.state)}
    stage.show_page("consent", draft=draft)
    assert stage.seen("consent.housing.method").isVisible()
