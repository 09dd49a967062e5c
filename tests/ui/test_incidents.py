"""The list of incidents, and one of them: the account is closed until somebody asks."""

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from sqlalchemy import update

from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, incidents, people, sheet
from outreach_app.casework.incidents import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.clock import SetClock
from outreach_app.governance import audit
from outreach_app.work import Work
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.pages.incident.page import IncidentPage
from ui.pages.incidents import IncidentsPage
from ui.theme import Theme


@pytest.fixture
def told(desk: Desk) -> list[incidents.IncidentRow]:
    mango = desk.do(people.add, people.PersonDraft("Mango")).value
    drafts = (
        IncidentDraft(
            desk.clock.now(),
            person_id=mango.id,
            type="robbery",
            area="outside",
            occurred_precision="month",
            occurred_on=date(2025, 11, 7),
            part_of_day="night",
            own_words="Took the phone by the canal.",
            place_exact="Under the arch",
            vehicle=VehicleDraft(plate_said="Q?54 RS?", colour="grey"),
            suspects=(SuspectDraft(sex="male", mo=("takes_phone",), phone_said="07700 900123"),),
            weapons=("none",),
            path="warn_only",
        ),
        IncidentDraft(
            desk.clock.now(), type="stalking", area="online", occurred_precision="unknown"
        ),
    )
    return [desk.do(incidents.log, draft).value for draft in drafts]


def cells(stage: Stage) -> list[list[str]]:
    table = cast("QTableView", stage.seen("incidents.table"))
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_an_empty_list_says_how_one_is_logged(stage: Stage) -> None:
    stage.show_page("incidents")
    assert "No incidents yet." in stage.words()
    stage.click("incidents.empty.log")
    assert stage.went == [("log_incident", {})]


def test_a_volunteer_is_not_told_that_there_are_none(
    stage: Stage, desk: Desk, told: list[incidents.IncidentRow]
) -> None:
    desk.me = replace(desk.me, role="volunteer", code="VO")
    stage.show_page("incidents")
    assert "No incident of yours yet." in stage.words()


def test_the_list_says_the_path_in_words_and_nothing_of_the_account(
    stage: Stage, told: list[incidents.IncidentRow]
) -> None:
    stage.show_page("incidents")
    assert cells(stage) == [
        ["INR-02", "Stalking", "Today", "Online only", "Not decided yet", "", "Not named"],
        [
            "INR-01",
            "Robbery",
            "Today",
            "Outside the project's area",
            "Warn others only",
            "NO POLICE",
            "Mango",
        ],
    ]
    assert "canal" not in stage.words()


def test_typing_filters_and_enter_opens(stage: Stage, told: list[incidents.IncidentRow]) -> None:
    page = cast("IncidentsPage", stage.show_page("incidents"))
    page.list.take_focus()
    stage.type("incidents.table", "r")
    stage.type("incidents.filter", "obb")
    assert [row[0] for row in cells(stage)] == ["INR-01"]
    stage.press("incidents.filter", Qt.Key.Key_Return)
    assert stage.went == [("incident", {"incident_id": told[0].id})]
    stage.press("incidents.filter", Qt.Key.Key_Escape)
    stage.click("incidents.chips.open")
    assert [row[0] for row in cells(stage)] == ["INR-02"]
    stage.click("incidents.chips.no_police")
    assert [row[0] for row in cells(stage)] == ["INR-01"]


def test_a_yes_to_the_police_taken_back_stands_above_the_incident(
    stage: Stage, desk: Desk, clock: SetClock, told: list[incidents.IncidentRow]
) -> None:
    key, scope = told[1].id, "police_intel_anon"
    said = "The yes to the police was taken back"
    yes = consents.AnswersDraft(None, key, (consents.Answer(scope, "yes", "verbal", "able"),))
    page = stage.show_page("incident", incident_id=key)
    for taken_back in (False, True, False):
        clock.moment += timedelta(minutes=1)
        if taken_back:
            done = desk.do(sheet.take_back, None, key, scope, "verbal")
        else:
            done = desk.do(consents.answer, yes)
        page.refresh(done.changes)
        stage.settle()
        assert (said in stage.words()) is taken_back


def test_another_incident_is_opened_with_nothing_under_the_next_key(
    stage: Stage, told: list[incidents.IncidentRow]
) -> None:
    page = stage.show_page("incident", incident_id=told[0].id)
    stage.seen("incident.alert").setFocus()
    page.leave()
    page.open(incident_id=told[1].id)
    stage.settle()
    assert page.focusWidget() is not stage.seen("incident.alert")


def test_a_restricted_record_is_only_said_to_be_there(
    stage: Stage, desk: Desk, told: list[incidents.IncidentRow]
) -> None:
    def restrict(work: Work) -> None:
        work.session.execute(update(Person).values(restricted=True))

    desk.do(restrict)
    desk.me = replace(desk.me, role="outreach")
    stage.show_page("incidents")
    assert cells(stage)[1] == ["INR-01", "Restricted, ask the lead", "Today", "", "", "", ""]
    stage.show_page("incident", incident_id=told[0].id)
    assert "Robbery" not in stage.words().partition("Police so far")[0].partition("Incidents")[2]
    assert "restricted" in stage.words()


def test_one_incident_is_closed_until_asked_and_the_reading_is_noted(
    stage: Stage, desk: Desk, told: list[incidents.IncidentRow]
) -> None:
    page = cast("IncidentPage", stage.show_page("incident", incident_id=told[0].id))
    words = stage.words()
    for said in (
        "Incident INR-01",
        "NO POLICE",
        "Closed view, so it is not read by accident.",
        "November 2025, night",
        "Warn others only, no police",
    ):
        assert said in words
    for hidden in ("canal", "arch", "900123", "RS?", "7 November"):
        assert hidden not in words
    before = [row.action for row in desk.ask(audit.latest, 50)].count("account_read")

    stage.click("incident.show")

    words = stage.words()
    for said in ("Took the phone by the canal.", "Under the arch", "Q?54 RS?", "07700 900123"):
        assert said in words
    actions = [row.action for row in desk.ask(audit.latest, 50)]
    assert actions.count("account_read") == before + 1
    stage.click("incident.show")
    assert "canal" not in stage.words()
    stage.click("incident.show")
    page.leave()
    assert "canal" not in stage.words()


def test_a_new_step_is_written_below_the_old_ones(
    stage: Stage, desk: Desk, told: list[incidents.IncidentRow]
) -> None:
    page = cast("IncidentPage", stage.show_page("incident", incident_id=told[0].id))
    assert not stage.seen("incident.step_add").isEnabled()
    page._steps.select.set_value("p101")
    stage.click("incident.step_add")
    words = stage.words()
    assert words.index("Reported on 101") < words.index("Warn others only, no police")
    assert "They chose that nothing goes to the police." not in words
    assert desk.ask(incidents.one, told[0].id).path == "p101"


def test_where_one_incident_leads(stage: Stage, told: list[incidents.IncidentRow]) -> None:
    stage.show_page("incident", incident_id=told[0].id)
    stage.click("incident.share")
    stage.click("incident.person")
    assert stage.went == [
        ("consent", {"incident_id": told[0].id}),
        ("person", {"person_id": told[0].person_id}),
    ]


def test_an_incident_that_is_not_there(stage: Stage) -> None:
    stage.show_page("incident", incident_id="nothing")
    assert "Show what happened" not in stage.words()


@pytest.mark.parametrize(("size", "percent"), [((683, 350), 100), ((1162, 649), 150)])
def test_every_word_fits_and_every_control_has_a_name(
    stage: Stage,
    theme: Theme,
    told: list[incidents.IncidentRow],
    size: tuple[int, int],
    percent: int,
) -> None:
    stage.resize(*size)
    theme.choose(percent=percent)
    for name, where in (("incidents", {}), ("incident", {"incident_id": told[0].id})):
        if stage.page is not None:
            stage.page.hide()
        page = stage.show_page(name, **where)
        page.compact(theme.breakpoint(size[0] + (204 if size[0] > 700 else 0)))
        stage.resize(*size)
        stage.settle()
        assert nameless(page) == []
        assert clipped(page) == []
