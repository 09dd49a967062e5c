"""Concerns about police, and the diary of enforcement, in the window."""

from decimal import Decimal
from typing import Any

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    contacts,
    enforcement,
    people,
    police_conduct,
)
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.enforcement import DiaryDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.police_conduct import ConductDraft
from tests.ui.protected_rows import TODAY, as_role, gone, rows
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next


@pytest.fixture
def comet(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Comet")).value.id


def test_a_concern_about_police_keeps_what_was_taken(stage: Stage, desk: Desk, comet: str) -> None:
    stage.show_page("note_conduct", person_id=comet)
    assert "It never goes to police" in stage.words()
    stage.click("note_conduct.types.money_seized")
    stage.type("note_conduct.amount_gbp", "two hundred")
    stage.type("note_conduct.officers_present", "seven")
    stage.click("note_conduct.save")
    said = stage.words()
    assert "An amount in pounds, with at most two places after the point." in said
    assert "A whole number from 0 to 1000." in said
    for name, text in (("amount_gbp", "240.50"), ("officers_present", "7")):
        line: Any = stage.seen(f"note_conduct.{name}")
        line.clear()
        stage.type(f"note_conduct.{name}", text)
    stage.click("note_conduct.receipt_given.no")
    stage.click("note_conduct.hearing_on.known")
    stage.type("note_conduct.unit_named", "4471")
    stage.click("note_conduct.save")
    row = desk.ask(police_conduct.listing)[0]
    assert (row.types, row.hearing_on, row.status) == (("money_seized",), TODAY, "noted")
    held = desk.do(police_conduct.read, row.id).value.draft
    assert (held.amount_gbp, held.receipt_given, held.officers_present) == (
        Decimal("240.50"),
        False,
        7,
    )
    stage.show_page("conduct", record_id=row.id)
    said = stage.words()
    assert "£240.50" in said
    assert "4471" in said
    stage.click("conduct.step")
    stage.click("step.status.made_iopc")
    stage.click("step.save")
    assert "Made to the police complaints body" in stage.words()
    stage.click("conduct.change")
    assert stage.went[-1] == ("note_conduct", {"record_id": row.id})
    stage.show_page("note_conduct", record_id=row.id)
    assert stage.seen("note_conduct.amount_gbp").text() == "240.50"  # type: ignore[attr-defined]
    stage.type("note_conduct.power_named", "Proceeds of crime")
    stage.click("note_conduct.save")
    assert desk.do(police_conduct.read, row.id).value.draft.power_named == "Proceeds of crime"


def test_a_mistake_is_taken_out_by_the_lead(stage: Stage, desk: Desk) -> None:
    draft = ConductDraft(("degrading",), TODAY, account="Shouted at")
    key = desk.do(police_conduct.note, draft).value
    stage.show_page("conduct", record_id=key)
    answer_next("not_happened")
    stage.click("conduct.void")
    assert desk.ask(police_conduct.listing) == ()
    assert stage.went[-1] == ("protection", {"section": "conduct"})


def test_the_diary_names_nobody_and_stands_beside_contacts(stage: Stage, desk: Desk) -> None:
    desk.do(contacts.log, ContactDraft(desk.clock.now()))
    stage.show_page("write_diary", record_id=None)
    stage.click("write_diary.save")
    assert desk.ask(enforcement.diary) == ()
    stage.click("write_diary.kind.raid")
    stage.type("write_diary.officers", "7")
    stage.click("write_diary.notice_given.no")
    stage.type("write_diary.name", "Clearlight")
    stage.click("write_diary.save")
    (row,) = desk.ask(enforcement.diary)
    assert (row.entry.kind, row.entry.officers, row.entry.notice_given) == ("raid", 7, False)
    stage.show_page("protection", section="diary")
    assert rows(stage, "diary") == [
        ["Sat 20 December 2025", "Raid", "Not known", "No", "Clearlight"]
    ]
    stage.show_page("write_diary", record_id=row.id)
    said = stage.words()
    assert "The week of it\n1" in said
    assert "nothing says that one came from the other" in said
    stage.type("write_diary.source", "The council")
    stage.click("write_diary.save")
    assert desk.ask(enforcement.diary)[0].entry.source == "The council"


def test_a_volunteer_has_no_diary(stage: Stage, desk: Desk) -> None:
    desk.do(enforcement.write, DiaryDraft("raid", TODAY))
    as_role(desk, "volunteer")
    stage.show_page("protection")
    assert gone(stage, "protection.section.diary")
