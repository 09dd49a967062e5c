"""Safeguarding, police conduct, the diary: written calmly, read by the lead and whoever wrote it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTableView, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    contacts,
    drafts,
    enforcement,
    incidents,
    people,
    police_conduct,
    project_settings,
    safeguarding,
    staff,
    tasks,
)
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.enforcement import DiaryDraft
from outreach_app.casework.incidents import IncidentDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.police_conduct import ConductDraft
from outreach_app.casework.safeguarding import ConcernDraft
from outreach_app.casework.staff import StaffRow
from outreach_app.clock import SetClock
from outreach_app.work import Work
from tests.ui.gates import nameless
from tests.ui.sitting import Stage
from tests.ui.test_people_pages_fit import SIZES, clipped
from ui.dialogs.ask import answer_next
from ui.finding import commands
from ui.theme import Theme

TODAY = date(2025, 12, 20)


@pytest.fixture
def comet(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Comet")).value.id


def as_role(desk: Desk, role: str, name: str = "mo") -> None:
    """Let somebody else sit down."""

    def added(work: Work) -> StaffRow:
        return staff.add(work.session, name, role, "slot", work.now)

    desk.me = replace(desk.me, role=role, code=desk.do(added).code)


def rows(stage: Stage, name: str) -> list[list[str]]:
    view = stage.seen(f"protection.{name}.table")
    assert isinstance(view, QTableView)
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def gone(stage: Stage, name: str) -> bool:
    return not [each for each in stage.findChildren(QWidget, name) if each.isVisible()]


def raised(desk: Desk, **more: Any) -> str:
    draft = ConcernDraft(("adult_at_risk",), desk.clock.now(), seen_and_said="A bruise", **more)
    return desk.do(safeguarding.raise_concern, draft).value


def test_a_concern_is_raised_about_somebody_and_reaches_the_lead(
    stage: Stage, desk: Desk, comet: str
) -> None:
    stage.show_page("raise_concern", person_id=comet)
    said = stage.words()
    assert "About Comet," in said
    assert "Only the lead, and whoever wrote it, can read this." in said
    stage.click("raise_concern.save")
    assert "1 thing to check before this can be saved" in stage.words()
    stage.click("raise_concern.concerns.adult_at_risk")
    assert gone(stage, "raise_concern.ring")
    stage.click("raise_concern.in_danger_now.yes")
    assert "If somebody is in danger now, ring first." in stage.words()
    stage.click("raise_concern.save")
    row = desk.ask(safeguarding.listing)[0]
    assert (row.concerns, row.alias, row.in_danger_now) == (("adult_at_risk",), "Comet", True)
    assert desk.ask(tasks.waiting)[0].text == "Safeguarding: immediate danger, decide now"
    where = stage.went[-1]
    assert where[0] == "protection"
    stage.show_page("protection", **where[1])
    assert "Raised. The lead finds it among what is to do today." in stage.words()
    assert rows(stage, "concerns")[0][1:4] == ["Comet", "Adult at risk", "Raised to the lead"]


def test_about_nobody_known_it_says_what_was_seen(stage: Stage, desk: Desk) -> None:
    stage.show_page("raise_concern", record_id=None)
    stage.click("raise_concern.concerns.trafficking")
    stage.click("raise_concern.save")
    assert "Say whom it is about, or what was seen and said." in stage.words()
    stage.type("raise_concern.seen_and_said", "Three people in one van")
    stage.click("raise_concern.save")
    assert desk.ask(safeguarding.listing)[0].person_id is None


def test_what_was_typed_is_kept_and_offered_again(stage: Stage, desk: Desk, comet: str) -> None:
    page: Any = stage.show_page("raise_concern", person_id=comet)
    stage.type("raise_concern.seen_and_said", "Half a sen")
    page.drafting.keep_now()
    stage.settle()
    (waiting,) = desk.ask(drafts.waiting)
    assert waiting.kind == "concern"
    import json

    stage.show_page(
        "raise_concern", draft={"about": waiting.about, "state": json.loads(waiting.state)}
    )
    assert stage.seen("raise_concern.seen_and_said").toPlainText() == "Half a sen"  # type: ignore[attr-defined]
    assert "About Comet," in stage.words()
    stage.click("raise_concern.concerns.suicide")
    stage.click("raise_concern.save")
    assert desk.ask(drafts.waiting) == ()


def test_the_lead_decides_and_a_no_says_why(stage: Stage, desk: Desk, comet: str) -> None:
    key = raised(desk, person_id=comet)
    stage.show_page("protection")
    page: Any = stage.page
    page.lists["concerns"].take_focus()
    stage.press("protection.concerns.table", Qt.Key.Key_Return)
    assert stage.went[-1] == ("concern", {"record_id": key})
    stage.show_page("concern", record_id=key)
    assert "A bruise" in stage.words()
    stage.click("concern.step")
    stage.click("step.status.decided_not")
    stage.click("step.save")
    assert "This is needed." in stage.words()
    stage.type("step.note", "Seen by the clinic today")
    stage.click("step.save")
    assert "Lead decided not to refer" in stage.words()
    assert desk.ask(safeguarding.listing)[0].status == "decided_not"


def test_after_a_day_without_an_answer_it_says_so(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    key = raised(desk)
    clock.moment += timedelta(hours=26)
    stage.show_page("protection")
    assert rows(stage, "concerns")[0][4] == "No answer for 26 hours"
    stage.click("protection.concerns.chips.unanswered")
    assert len(rows(stage, "concerns")) == 1
    stage.show_page("concern", record_id=key)
    assert "No answer for 26 hours." in stage.words()


@pytest.mark.parametrize("role", ["caseworker", "volunteer"])
def test_others_see_nothing_of_it(stage: Stage, desk: Desk, comet: str, role: str) -> None:
    key = raised(desk, person_id=comet)
    as_role(desk, role)
    stage.show_page("protection")
    assert "No concern that you may read." in stage.words()
    stage.show_page("concern", record_id=key)
    said = stage.words()
    assert "This record is restricted. Ask the project lead." in said
    assert "A bruise" not in said


def test_who_raised_it_reads_it_and_leaves_the_decision_to_the_lead(
    stage: Stage, desk: Desk
) -> None:
    as_role(desk, "volunteer")
    key = raised(desk)
    stage.show_page("concern", record_id=key)
    assert "A bruise" in stage.words()
    stage.click("concern.step")
    assert gone(stage, "step.status.decided_refer")
    assert stage.seen("step.status.referred").isEnabled()


def test_who_waits_for_an_answer_reads_where_the_lead_is_reached(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    desk.do(project_settings.keep_lead_phone, "07700 900482")
    as_role(desk, "volunteer")
    key = raised(desk)
    stage.show_page("concern", record_id=key)
    assert "07700 900482" not in stage.words()
    clock.moment += timedelta(hours=26)
    stage.show_page("concern", record_id=key)
    assert "Ask the lead: 07700 900482" in stage.words()


def test_nothing_stays_on_the_page_when_it_is_left(stage: Stage, desk: Desk) -> None:
    page: Any = stage.show_page("concern", record_id=raised(desk))
    page.leave()
    stage.settle()
    assert "A bruise" not in stage.words()


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


def test_find_and_safekeeping_lead_there(stage: Stage) -> None:
    assert [hit.page for hit in commands("raise safeguarding")] == ["raise_concern"]
    assert [hit.page for hit in commands("concern police")] == ["note_conduct"]
    assert [hit.page for hit in commands("enforcement write")] == ["write_diary"]
    assert "protection" in [hit.page for hit in commands("protection")]
    stage.show_page("safekeeping")
    stage.click("safekeeping.protection")
    assert stage.went == [("protection", {})]


@pytest.fixture
def every(desk: Desk, comet: str) -> dict[str, dict[str, Any]]:
    concern = raised(desk, person_id=comet, wishes="To be left alone by him")
    draft = ConductDraft(("raid", "money_seized"), TODAY, comet, amount_gbp=Decimal(90))
    conduct = desk.do(police_conduct.note, draft).value
    entry = desk.do(enforcement.write, DiaryDraft("street_operation", TODAY)).value
    return {
        "protection": {"section": "concerns"},
        "concern": {"record_id": concern},
        "conduct": {"record_id": conduct},
        "raise_concern": {"person_id": comet},
        "note_conduct": {"record_id": conduct},
        "write_diary": {"record_id": entry},
    }


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("room", list(SIZES))
def test_nothing_is_clipped(
    stage: Stage, theme: Theme, every: dict[str, dict[str, Any]], room: str, percent: int
) -> None:
    theme.choose("dark", percent)
    stage.resize(*SIZES[room])
    for name, where in every.items():
        page = stage.show_page(name, **where)
        stage.resize(*SIZES[room])
        stage.until(lambda page=page: clipped(page) == [])  # type: ignore[misc]
        assert stage.width() == SIZES[room][0], name
        page.hide()


def test_every_control_has_a_name(stage: Stage, every: dict[str, dict[str, Any]]) -> None:
    for name, where in every.items():
        page = stage.show_page(name, **where)
        assert [each for each in nameless(page) if "QHeaderView" not in each] == [], name
        assert stage.windowTitle() == "Casebook"


def test_a_person_and_an_incident_lead_to_the_forms(stage: Stage, desk: Desk, comet: str) -> None:
    told = IncidentDraft(
        told_at=desk.clock.now(),
        person_id=comet,
        type="robbery",
        area="unknown",
        occurred_precision="unknown",
    )
    row = desk.do(incidents.log, told).value
    page: Any = stage.show_page("person", person_id=comet)
    page.findChild(QAction, "person.more.concern").trigger()
    page.findChild(QAction, "person.more.conduct").trigger()
    stage.show_page("incident", incident_id=row.id)
    stage.click("incident.raise_concern")
    stage.click("incident.note_conduct")
    assert stage.went == [
        ("raise_concern", {"person_id": comet}),
        ("note_conduct", {"person_id": comet}),
        ("raise_concern", {"incident_id": row.id}),
        ("note_conduct", {"incident_id": row.id}),
    ]
    stage.show_page("note_conduct", incident_id=row.id)
    assert f"About incident {row.reference}" in stage.words()
