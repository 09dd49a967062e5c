"""Police and court on the page of an incident, completing it, and taking it out of the counts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access,
    amending,
    incident_police,
    incidents,
    ladder,
    ladder_entries,
    people,
    tasks,
)
from outreach_app.casework.incidents import IncidentDraft, IncidentRow, SuspectDraft, VehicleDraft
from outreach_app.casework.ladder_entries import EntryDraft
from outreach_app.work import changed
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next
from ui.pages.log_incident.merging import merged, values_of
from ui.registry import DRAFT_PAGES
from ui.theme import Theme


@pytest.fixture
def told(desk: Desk) -> IncidentRow:
    who = desk.do(people.add, people.PersonDraft("Mango")).value.id
    draft = IncidentDraft(
        desk.clock.now(),
        person_id=who,
        type="robbery",
        area="outside",
        occurred_precision="day",
        occurred_on=date(2025, 12, 10),
        own_words="Took the phone.",
        vehicle=VehicleDraft(plate_said="Q?54 RS?", features=("roof rack",)),
        suspects=(
            SuspectDraft(sex="male", features=("tattoo: left arm",)),
            SuspectDraft(age="a25_34"),
        ),
        weapons=("knife_blade", "hands"),
    )
    return desk.do(incidents.log, draft).value


def chosen(stage: Stage, name: str, code: str) -> None:
    combo: Any = stage.seen(name)
    combo.choose(code)
    stage.settle()


def test_a_step_is_written_with_its_own_day(stage: Stage, desk: Desk, told: IncidentRow) -> None:
    stage.show_page("incident", incident_id=told.id)
    assert "Not with police" in stage.words()
    stage.click("incident.write_path")
    chosen(stage, "entry.code", "p999")
    field: Any = stage.seen("entry.on_day")
    field.set_day(date(2025, 12, 12))
    stage.click("entry.save")
    assert "With police" in stage.words()
    assert "2 days" in stage.words()
    assert desk.ask(incidents.one, told.id).path == "p999"


def test_what_police_did_leads_to_a_concern_only_when_it_was_not_good(
    stage: Stage, told: IncidentRow
) -> None:
    stage.show_page("incident", incident_id=told.id)
    for code, shown in (("respectful", False), ("threat_arrest", True)):
        stage.click("incident.write_response")
        stage.click(f"entry.more.{code}")
        stage.click("entry.save")
        notices = stage.findChildren(QWidget, "incident.bad")
        assert any(each.isVisible() for each in notices) is shown
    stage.click("incident.bad.concern")
    assert stage.went[-1] == ("note_conduct", {"incident_id": told.id})


def test_a_sentence_is_asked_only_when_there_is_one(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    stage.show_page("incident", incident_id=told.id)
    stage.click("incident.write_court")
    stage.click("entry.save")
    assert "This is needed." in stage.words()
    assert not [each for each in stage.findChildren(QWidget, "entry.more") if each.isVisible()]
    chosen(stage, "entry.code", "sentenced")
    stage.click("entry.more.custody")
    stage.click("entry.save")
    assert "Sentenced: Immediate prison" in stage.words()
    assert desk.ask(ladder.of_incident, told.id).stage == "convicted"


def test_a_measure_says_what_came_of_it(stage: Stage, told: IncidentRow) -> None:
    stage.show_page("incident", incident_id=told.id)
    stage.click("incident.write_measure")
    stage.click("entry.code.screen")
    stage.click("entry.more.granted")
    stage.click("entry.save")
    assert "Screen in court: granted" in stage.words()


def test_a_warning_waits_until_police_answer(stage: Stage, desk: Desk, told: IncidentRow) -> None:
    stage.show_page("incident", incident_id=told.id)
    stage.click("incident.write_warning")
    stage.type("warning.what", "He waits at the arch")
    stage.click("warning.save")
    assert "No answer yet" in stage.words()
    (row,) = desk.ask(ladder.of_incident, told.id).warnings
    stage.click(f"incident.answer.{row.id}")
    stage.click("answered.answer.acted")
    stage.click("answered.save")
    assert "Police acted on it" in stage.words()
    assert desk.ask(tasks.waiting) == ()


def test_what_is_half_typed_comes_back_with_its_form(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    page = stage.show_page("incident", incident_id=told.id)
    stage.click("incident.write_warning")
    stage.type("warning.what", "He waits at the arch")
    held = page.unkept()
    assert held is not None
    desk.do(stage.context.drafts.keep, held.kind, held.about, held.state)
    stage.click("warning.cancel")
    page.hide()
    draft = {"about": held.about, "state": {}}
    stage.show_page(DRAFT_PAGES[held.kind], draft=draft)
    stage.click("incident.write_warning")
    field: Any = stage.seen("warning.what")
    stage.until(lambda: field.toPlainText() == "He waits at the arch")
    stage.click("warning.save")
    assert desk.ask(stage.context.drafts.waiting) == ()
    assert len(desk.ask(ladder.of_incident, told.id).warnings) == 1


def test_release_news_reminds_today(stage: Stage, desk: Desk, told: IncidentRow) -> None:
    stage.show_page("incident", incident_id=told.id)
    stage.click("incident.write_release")
    stage.click("entry.code.bailed")
    stage.click("entry.save")
    assert {row.kind for row in desk.ask(tasks.waiting)} == {"alert", "call"}
    stage.show_page("today")
    opening = [
        each
        for each in stage.findChildren(QWidget)
        if each.objectName().startswith("today.todo.open.") and each.isVisible()
    ]
    stage.click(opening[0].objectName())
    assert stage.went[-1] == ("incident", {"incident_id": told.id})


def test_reference_and_reasons_are_kept(stage: Stage, desk: Desk, told: IncidentRow) -> None:
    stage.show_page("incident", incident_id=told.id)
    stage.click("incident.police_facts")
    stage.type("facts.crime_reference", "42/1/25")
    stage.click("facts.jurisdiction.scotland")
    stage.click("facts.not_reported.outing")
    chosen(stage, "facts.hate_flag", "asked")
    stage.click("facts.save")
    assert "42/1/25" in stage.words()
    held = desk.ask(incident_police.read, told.id)
    assert (held.jurisdiction, held.not_reported) == ("scotland", ("outing",))
    assert desk.ask(ladder.of_incident, told.id).hate_flag == "asked"
    stage.click("incident.write_outcome")
    combo: Any = stage.seen("entry.code")
    assert combo.count() == 3
    stage.click("entry.cancel")


def test_leaving_lets_go_of_every_word(stage: Stage, desk: Desk, told: IncidentRow) -> None:
    draft = EntryDraft(told.id, "response", date(2025, 12, 11), None, ("degrading",), "In the car")
    desk.do(ladder_entries.write, draft)
    page = stage.show_page("incident", incident_id=told.id)
    assert "In the car" in stage.words()
    page.leave()
    assert "In the car" not in stage.words()


def test_an_incident_is_completed_and_what_stood_there_is_read_beside_it(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    stage.show_page("incident", incident_id=told.id)
    stage.click("incident.amend")
    assert stage.went[-1] == ("amend_incident", {"incident_id": told.id, "reference": "INR-01"})
    stage.show_page("amend_incident", incident_id=told.id, reference="INR-01")
    stage.type("amend_incident.own_words", "And the bag. ")
    stage.click("amend_incident.save")
    assert "Say why it is changed." in stage.words()
    stage.click("amend_incident.reason.told_later")
    stage.click("amend_incident.save")
    assert stage.went[-1] == ("incident", {"incident_id": told.id})
    opened = desk.do(amending.open_account, told.id).value
    assert opened.account.own_words == "And the bag. Took the phone."
    assert dict(opened.history[0].before) == {"private_note": "Took the phone."}
    stage.show_page("incident", incident_id=told.id)
    stage.click("incident.show")
    assert "Before: own words: Took the phone." in stage.words()


def test_saving_without_a_change_keeps_everything_as_it_was(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    stage.show_page("amend_incident", incident_id=told.id, reference="INR-01")
    stage.click("amend_incident.reason.mistake")
    stage.click("amend_incident.save")
    assert stage.went[-1][0] == "incident"
    opened = desk.do(amending.open_account, told.id).value
    assert opened.history == ()
    assert opened.account.suspects[0].features == ("tattoo: left arm",)
    assert opened.account.vehicle == VehicleDraft(plate_said="Q?54 RS?", features=("roof rack",))


def test_typing_that_was_left_comes_back_with_the_incident(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    page: Any = stage.show_page("amend_incident", incident_id=told.id, reference="INR-01")
    stage.type("amend_incident.own_words", "And the bag. ")
    page.leave()
    stage.settle()
    (waiting,) = desk.ask(stage.context.drafts.waiting)
    import json

    draft = {"about": waiting.about, "state": json.loads(waiting.state)}
    again: Any = stage.show_page("amend_incident", draft=draft)
    assert again.value("own_words") == "And the bag. Took the phone."
    assert "Add to INR-01" in stage.words()


def test_a_restricted_record_says_nothing_before_there_is_a_reason(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    assert told.person_id
    desk.do(access.restrict, told.person_id, "wish")
    where: dict[str, Any] = {"incident_id": told.id, "reference": "INR-01"}
    page: Any = stage.show_page("amend_incident", **where)
    assert "Took the phone." not in page.value("own_words")
    assert not page.bound("own_words").isVisible()
    stage.click("amend_incident.reason.own_case")
    stage.until(lambda: page.value("own_words") == "Took the phone.")
    page.leave()
    assert not page.bound("own_words").isVisible()
    page.hide()
    desk.me = replace(desk.me, role="caseworker")
    for name in ("amend_incident", "wishes"):
        closed = stage.show_page(name, **where)
        assert "This record is restricted." in stage.words()
        closed.hide()


def test_a_witness_is_written_down_and_read_with_the_account(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    stage.show_page("incident", incident_id=told.id)
    stage.click("incident.witness")
    stage.click("witness.role.witness")
    stage.type("witness.words", "Saw the car leave.")
    stage.click("witness.save")
    assert len(desk.ask(incidents.listing)) == 1
    stage.click("incident.show")
    assert "Saw the car leave." in stage.words()
    stage.relay.changed.emit(changed("people"))
    stage.settle()
    assert "Saw the car leave." not in stage.words()


def test_taking_it_out_asks_why_and_goes_back(stage: Stage, desk: Desk, told: IncidentRow) -> None:
    stage.show_page("incident", incident_id=told.id)
    answer_next("duplicate")
    stage.click("incident.void")
    stage.until(lambda: stage.went[-1:] == [("incidents", {})])
    assert desk.ask(incidents.listing) == ()
    stage.show_page("incident", incident_id=told.id)
    assert "Taken out of the counts: Duplicate entry" in stage.words()


def test_who_does_not_follow_incidents_sees_no_buttons(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    desk.me = replace(desk.me, role="volunteer")
    stage.show_page("incident", incident_id=told.id)
    hidden = ("incident.write_path", "incident.amend", "incident.void", "incident.police_facts")
    for name in hidden:
        assert not any(each.isVisible() for each in stage.findChildren(QWidget, name))


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1162, 649, 100), (1162, 649, 150), (683, 350, 100)]
)
def test_nothing_is_clipped(
    stage: Stage, desk: Desk, told: IncidentRow, theme: Theme, width: int, height: int, percent: int
) -> None:
    for kind, code, more in (
        ("path", "full_statement", ()),
        ("outcome", "HO16", ()),
        ("court", "hung_jury", ()),
        ("response", None, ("taken_seriously", "irrelevant_questions")),
    ):
        draft = EntryDraft(told.id, kind, date(2025, 12, 12), code, more)
        desk.do(ladder_entries.write, draft)
    theme.choose(percent=percent)
    stage.resize(width, height)
    where = {"incident_id": told.id, "reference": "INR-01"}
    for name in ("incident", "amend_incident"):
        page = stage.show_page(name, **where)
        assert nameless(page) == []
        stage.until(lambda page=page: clipped(page) == [])  # type: ignore[misc]
        page.hide()


def test_what_nobody_touched_stays_to_the_letter() -> None:
    from datetime import UTC, datetime

    before = IncidentDraft(
        datetime(2025, 12, 20, tzinfo=UTC),
        type="theft",
        area="outside",
        occurred_precision="exact",
        occurred_on=date(2025, 12, 1),
        weapons=("retired_code", "knife_blade"),
        hate_strands=("race",),
        hate_perceived_by="police",
        suspects=(SuspectDraft(), SuspectDraft(sex="male", features=("scar: chin",))),
    )
    filled = values_of(before)
    now = {**filled, "weapons": ["knife_blade", "hands"]}
    # The form offers no retired code, so that it never stands among the chosen ones.
    filled["weapons"] = ["knife_blade"]
    read = replace(before, weapons=("knife_blade", "hands"), occurred_precision="day")
    made = merged(before, filled, now, read)
    assert made == replace(before, weapons=("retired_code", "knife_blade", "hands"))
    gone = merged(before, filled, {**filled, "weapons": []}, replace(before, weapons=()))
    assert gone.weapons == ("retired_code",)
