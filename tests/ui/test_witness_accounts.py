"""What others told without an incident: closed, opened with a note, put where it belongs."""

from typing import cast

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import amending, incidents, people, witnesses
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.telling import IncidentDraft
from outreach_app.casework.witnesses import WitnessDraft
from outreach_app.governance import audit
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.covering import cover
from ui.dialogs.ask import answer_next
from ui.widgets.search_select import SearchSelect


@pytest.fixture
def lark(desk: Desk) -> str:
    """One account told by Lark, waiting; its key."""
    person = desk.do(people.add, PersonDraft("Lark")).value.id
    now = desk.clock.now()
    return desk.do(
        witnesses.add, WitnessDraft("witness", now, "Saw the car leave.", None, person)
    ).value


def test_from_the_list_of_incidents_one_is_written_down(stage: Stage, desk: Desk) -> None:
    page = stage.show_page("incidents")
    stage.click("incidents.witnesses")
    assert stage.went[-1] == ("witness_accounts", {})
    page.hide()
    page = stage.show_page("witness_accounts")
    assert "Nothing waits for its incident." in stage.words()
    stage.click("witness_accounts.add")
    stage.click("witness.role.third_party")
    stage.type("witness.words", "Heard of a van.")
    stage.click("witness.save")
    stage.until(lambda: "Somebody to whom it was told" in stage.words())
    (row,) = desk.ask(witnesses.waiting)
    assert (row.words, row.incident_id) == ("Heard of a van.", None)
    assert nameless(page) == []


def test_it_is_closed_until_somebody_asks_and_the_reading_is_noted(
    stage: Stage, desk: Desk, lark: str
) -> None:
    page = stage.show_page("witness_accounts")
    assert "Lark" in stage.words()
    assert "Saw the car leave." not in stage.words()
    before = desk.ask(audit.count)
    stage.click(f"witness_accounts.show.{lark}")
    stage.until(lambda: "Saw the car leave." in stage.words())
    assert desk.ask(audit.count) == before + 1
    stage.click(f"witness_accounts.hide.{lark}")
    stage.until(lambda: "Saw the car leave." not in stage.words())
    cover().set(on=True)
    try:
        page.open()
        stage.settle()
        assert "Lark" not in stage.words()
    finally:
        cover().set(on=False)


def test_it_is_put_with_its_incident(stage: Stage, desk: Desk, lark: str) -> None:
    draft = IncidentDraft(desk.clock.now(), None, "robbery", "unknown", "unknown")
    incident = desk.do(incidents.log, draft).value
    stage.show_page("witness_accounts")
    stage.click(f"witness_accounts.belongs.{lark}")
    stage.click("belongs.save")
    assert desk.ask(witnesses.waiting) != ()
    cast("SearchSelect", stage.seen("belongs.incident_id")).set_value(incident.id)
    stage.click("belongs.save")
    stage.until(lambda: f"Put with {incident.reference}." in stage.words())
    assert desk.ask(witnesses.waiting) == ()
    opened = desk.do(amending.open_account, incident.id).value
    assert [each.words for each in opened.witnesses] == ["Saw the car leave."]
    assert len(desk.ask(incidents.listing)) == 1


def test_it_is_taken_out_with_a_reason(stage: Stage, desk: Desk, lark: str) -> None:
    stage.show_page("witness_accounts")
    answer_next("")
    stage.click(f"witness_accounts.take_out.{lark}")
    assert len(desk.ask(witnesses.waiting)) == 1
    answer_next("duplicate")
    stage.click(f"witness_accounts.take_out.{lark}")
    stage.until(lambda: "Taken out." in stage.words())
    assert desk.ask(witnesses.waiting) == ()


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 700, 100), (683, 350, 150)])
def test_everything_fits(stage: Stage, lark: str, width: int, height: int, percent: int) -> None:
    stage.context.theme.choose("light", percent)
    stage.resize(width - 204, height - 51)
    page = stage.show_page("witness_accounts")
    stage.until(lambda: not clipped(page))
