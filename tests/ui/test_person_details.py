import json
from typing import Any

from outreach_app.bootstrap import Desk
from outreach_app.casework import drafts, people, trail
from outreach_app.casework.people import PersonDraft
from tests.ui.sitting import Stage


def test_details_are_changed_one_by_one(stage: Stage, desk: Desk) -> None:
    key = desk.do(people.add, PersonDraft(alias="Comet", gender="woman")).value.id
    stage.show_page("person_details", person_id=key)
    stage.seen("person_details.trans").choose("not_said")  # type: ignore[attr-defined]
    stage.seen("person_details.age_band").choose("25_34")  # type: ignore[attr-defined]
    stage.click("person_details.work_settings.street")
    stage.type("person_details.own_code", "heron")
    stage.click("person_details.save")
    card = desk.ask(people.card, key)
    assert card.details == PersonDraft(
        alias="Comet",
        gender="woman",
        trans="not_said",
        age_band="25_34",
        work_settings=("street",),
        own_code="heron",
    )
    assert card.own_code_set
    assert stage.went == [("person", {"person_id": key, "tab": "details"})]
    assert desk.ask(trail.read).looks[0].detail["fields"] == [
        "age_band",
        "own_code",
        "trans",
        "work_settings",
    ]


def test_the_three_blanks_are_three_answers(stage: Stage, desk: Desk) -> None:
    key = desk.do(people.add, PersonDraft(alias="Comet")).value.id
    stage.show_page("person_details", person_id=key)
    combo: Any = stage.seen("person_details.ethnicity")
    words = [combo.itemText(number) for number in range(combo.count())]
    assert "Did not ask" in words
    assert "Did not want to say" in words
    assert combo.currentText() == "Did not ask"
    assert stage.seen("person_details.age_band").currentText() == "Not known"  # type: ignore[attr-defined]


def test_a_name_is_the_only_thing_needed(stage: Stage, desk: Desk) -> None:
    key = desk.do(people.add, PersonDraft(alias="Comet")).value.id
    stage.show_page("person_details", person_id=key)
    stage.seen("person_details.alias").clear()  # type: ignore[attr-defined]
    stage.click("person_details.save")
    assert "A name is needed. Any name will do" in stage.words()
    assert desk.ask(people.card, key).alias == "Comet"


def test_what_was_typed_waits(stage: Stage, desk: Desk) -> None:
    key = desk.do(people.add, PersonDraft(alias="Comet")).value.id
    page: Any = stage.show_page("person_details", person_id=key)
    stage.type("person_details.own_code", "heron")
    page.leave()
    stage.settle()
    (kept,) = desk.ask(drafts.waiting)
    page.open(draft={"about": kept.about, "state": json.loads(kept.state)})
    stage.settle()
    assert stage.seen("person_details.own_code").text() == "heron"  # type: ignore[attr-defined]
    stage.click("person_details.save")
    assert desk.ask(people.card, key).own_code_set
    assert desk.ask(drafts.waiting) == ()
