"""Safeguarding: written calmly, read by the lead and whoever wrote it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    drafts,
    enforcement,
    incidents,
    people,
    police_conduct,
    project_settings,
    safeguarding,
    tasks,
)
from outreach_app.casework.enforcement import DiaryDraft
from outreach_app.casework.incidents import IncidentDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.police_conduct import ConductDraft
from outreach_app.casework.safeguarding import ConcernDraft
from outreach_app.clock import SetClock
from outreach_app.errors import Restricted
from outreach_app.work import changed
from tests.ui.gates import nameless
from tests.ui.protected_rows import TODAY, as_role, gone, raised, rows
from tests.ui.sitting import Stage
from tests.ui.test_people_pages_fit import SIZES, clipped
from ui.covering import cover
from ui.finding import commands
from ui.theme import Theme


@pytest.fixture
def comet(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Comet")).value.id


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


def test_whom_a_concern_is_about_is_said_once_while_names_are_covered(
    stage: Stage, desk: Desk, comet: str
) -> None:
    code = desk.ask(people.card, comet).code
    stage.show_page("raise_concern", person_id=comet)
    cover().set(on=True)
    stage.relay.changed.emit(changed("people"))
    said = stage.words()
    cover().set(on=False)
    assert f"About {code}" in said
    assert "Comet" not in said
    assert f"{code}, {code}" not in said


def test_about_nobody_known_it_says_what_was_seen(stage: Stage, desk: Desk) -> None:
    stage.show_page("raise_concern", record_id=None)
    stage.click("raise_concern.concerns.trafficking")
    stage.click("raise_concern.save")
    assert "Say whom it is about, or what was seen and said." in stage.words()
    stage.type("raise_concern.seen_and_said", "Three people in one van")
    stage.click("raise_concern.save")
    assert desk.ask(safeguarding.listing)[0].person_id is None


def test_where_and_with_whom_are_asked_shown_and_put_right_with_what_stood_before(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    stage.show_page("raise_concern")
    stage.click("raise_concern.concerns.under_18")
    stage.type("raise_concern.where_tonight", "By the arches")
    stage.type("raise_concern.who_with", "An older man")
    # Where and with whom tell enough of a child nobody knows.
    stage.click("raise_concern.save")
    (row,) = desk.ask(safeguarding.listing)
    clock.moment += timedelta(minutes=30)
    stage.show_page("concern", record_id=row.id)
    assert "By the arches" in stage.words()
    stage.click("concern.change")
    assert stage.went[-1] == ("raise_concern", {"record_id": row.id})
    stage.show_page("raise_concern", record_id=row.id)
    assert "Complete this concern, or put it right" in stage.words()
    line = stage.seen("raise_concern.where_tonight")
    assert line.text() == "By the arches"  # type: ignore[attr-defined]  # a line of text
    line.clear()  # type: ignore[attr-defined]  # a line of text
    stage.type("raise_concern.where_tonight", "Blue hostel")
    stage.click("raise_concern.in_danger_now.yes")
    stage.click("raise_concern.save")
    found = desk.do(safeguarding.read, row.id).value
    assert (found.where_tonight, found.who_with) == ("Blue hostel", "An older man")
    assert found.row.raised_at == row.raised_at
    (change,) = found.history
    assert change.before == {"where_tonight": "By the arches", "in_danger_now": None}
    # Danger that is learned later reaches the leads like danger told at first.
    assert "Safeguarding: immediate danger, decide now" in [
        task.text for task in desk.ask(tasks.waiting)
    ]
    stage.show_page("concern", record_id=row.id)
    said = stage.words()
    assert "Completed or put right by Daya" in said
    assert "Before: In danger now: not said · Where tonight: By the arches" in said


def test_a_concern_is_put_right_by_the_lead_and_who_raised_it_alone(desk: Desk) -> None:
    key = raised(desk)
    draft = ConcernDraft(("adult_at_risk",), desk.clock.now(), seen_and_said="Two bruises")
    desk.do(safeguarding.amend, key, draft)
    # The same once more is no change.
    desk.do(safeguarding.amend, key, draft)
    assert len(desk.do(safeguarding.read, key).value.history) == 1
    as_role(desk, "caseworker")
    with pytest.raises(Restricted):
        desk.do(safeguarding.amend, key, draft)


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
    clock.moment += timedelta(days=15)
    stage.show_page("concern", record_id=key)
    assert "No answer for 16 days." in stage.words()


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
