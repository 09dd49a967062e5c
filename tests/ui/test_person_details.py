import json
from datetime import date
from typing import Any

from outreach_app.bootstrap import Desk
from outreach_app.casework import access, details, drafts, people, trail
from outreach_app.casework.people import PersonDraft
from tests.ui.sitting import Stage


def test_details_are_changed_one_by_one(stage: Stage, desk: Desk) -> None:
    key = desk.do(people.add, PersonDraft(alias="Comet", gender="woman")).value.id
    stage.show_page("person_details", person_id=key)
    stage.seen("person_details.trans").choose("?not_said")  # type: ignore[attr-defined]
    stage.seen("person_details.age_band").choose("25_34")  # type: ignore[attr-defined]
    stage.click("person_details.work_settings.street")
    stage.type("person_details.own_code.words", "heron")
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


def test_the_three_blanks_are_three_answers_and_none_is_chosen(stage: Stage, desk: Desk) -> None:
    key = desk.do(people.add, PersonDraft(alias="Comet")).value.id
    stage.show_page("person_details", person_id=key)
    combo: Any = stage.seen("person_details.ethnicity")
    words = [combo.itemText(number) for number in range(combo.count())]
    assert words[-3:] == ["Did not ask", "Did not want to say", "Not known"]
    assert combo.currentText() == "Not filled in"
    combo.choose("?not_known")
    stage.seen("person_details.gender").choose("?not_said")  # type: ignore[attr-defined]
    stage.seen("person_details.area").choose("?not_asked")  # type: ignore[attr-defined]
    stage.seen("person_details.own_code.reason").choose("?not_said")  # type: ignore[attr-defined]
    stage.seen("person_details.work_settings.reason").choose("?not_asked")  # type: ignore[attr-defined]
    stage.click("person_details.save")
    kept = desk.ask(people.card, key).details
    assert {name: details.why_blank(kept, name) for name in details.CODE_OF} == {
        "ethnicity": "not_known",
        "gender": "not_said",
        "area": "not_asked",
        "own_code": "not_said",
        "work_settings": "not_asked",
        "trans": "blank",
        "age_band": "blank",
        "nationality_region": "blank",
    }
    stage.show_page("person_details", person_id=key)
    assert stage.seen("person_details.ethnicity").currentText() == "Not known"  # type: ignore[attr-defined]
    assert stage.seen("person_details.own_code.reason").currentText() == "Did not want to say"  # type: ignore[attr-defined]


def test_a_year_of_birth_is_enough_and_gives_the_age_group(stage: Stage, desk: Desk) -> None:
    key = desk.do(people.add, PersonDraft(alias="Comet")).value.id
    stage.show_page("person_details", person_id=key)
    stage.type("person_details.born_on.year", "1998")
    assert "From this: 25-34." in stage.words()
    assert not stage.seen("person_details.age_band").isEnabled()
    stage.type("person_details.born_on.day", "40")
    stage.click("person_details.save")
    assert "There is no such day. Check day, month and year." in stage.words()
    stage.seen("person_details.born_on.day").clear()  # type: ignore[attr-defined]
    stage.type("person_details.born_on.month", "mar")
    stage.click("person_details.save")
    kept = desk.ask(people.card, key).details
    assert (kept.born_on, kept.born_precision) == (date(1998, 3, 1), "month")
    assert (kept.age_band, kept.age_basis) == ("25_34", "told")


def test_nobody_under_18_is_asked_how_they_work(stage: Stage, desk: Desk) -> None:
    key = desk.do(people.add, PersonDraft(alias="Comet", work_settings=("street",))).value.id
    stage.show_page("person_details", person_id=key)
    assert stage.seen("person_details.work_settings.street").isVisible()
    stage.type("person_details.born_on.year", "2009")
    assert "How they work is not asked and not kept" in stage.words()
    assert "Street" not in stage.words()
    stage.click("person_details.save")
    assert desk.ask(people.card, key).details.work_settings == ()


def test_a_word_somebody_else_has_is_said_and_stops_nothing(stage: Stage, desk: Desk) -> None:
    desk.do(people.add, PersonDraft(alias="Marble", own_code="heron"))
    key = desk.do(people.add, PersonDraft(alias="Comet")).value.id
    stage.show_page("person_details", person_id=key)
    stage.type("person_details.own_code.words", "Heron")
    stage.until(lambda: "Somebody else has the same word." in stage.words())
    assert "Marble" not in stage.words()
    stage.click("person_details.save")
    assert desk.ask(people.card, key).own_code_set


def test_a_restricted_record_asks_why_also_when_a_draft_is_carried_on(
    stage: Stage, desk: Desk
) -> None:
    key = desk.do(people.add, PersonDraft(alias="Comet")).value.id
    desk.do(access.restrict, key, "wish")
    page: Any = stage.show_page("person_details", person_id=key)
    assert "Comet" not in stage.words()
    stage.click("person_details.reason.own_case")
    assert "Details of Comet" in stage.words()
    page.leave()
    page.open(person_id=key, reason_given=True)
    stage.settle()
    assert "Details of Comet" in stage.words()
    page.leave()
    page.open(person_id=key)
    stage.settle()
    assert "Comet" not in stage.words()


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
    stage.type("person_details.own_code.words", "heron")
    page.leave()
    stage.settle()
    (kept,) = desk.ask(drafts.waiting)
    page.open(draft={"about": kept.about, "state": json.loads(kept.state)})
    stage.settle()
    assert stage.seen("person_details.own_code.words").text() == "heron"  # type: ignore[attr-defined]
    stage.click("person_details.save")
    assert desk.ask(people.card, key).own_code_set
    assert desk.ask(drafts.waiting) == ()
