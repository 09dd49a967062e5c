"""Who looked, in the window: by person, by colleague, by day, and the end on paper."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from outreach_app.bootstrap import Desk
from outreach_app.casework import access, care, contacts, looked, people
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.looked import Asked
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.clock import SetClock
from outreach_app.errors import NotAllowed
from outreach_app.governance import audit
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.theme import Theme


@pytest.fixture
def comet(desk: Desk, clock: SetClock) -> str:
    """Comet is met and reached on one day, Dune on the next."""
    whose = desk.do(people.add, PersonDraft("Comet")).value.id
    desk.do(contacts.log, ContactDraft(desk.clock.now(), "known", whose))
    desk.do(care.add_route, whose, RouteRow("phone", "07700 900123", "yes", None))
    desk.do(access.restrict, whose, "wish")
    desk.do(access.open_restricted, whose, "own_case")
    clock.moment += timedelta(days=1)
    other = desk.do(people.add, PersonDraft("Dune")).value.id
    desk.do(contacts.log, ContactDraft(desk.clock.now(), "known", other))
    return whose


def actions(desk: Desk, **wanted: Any) -> list[str]:
    return [look.action for look in desk.do(looked.asked, Asked(**wanted)).value.lines]


def test_by_person_by_colleague_by_day(desk: Desk, comet: str) -> None:
    about = actions(desk, person_id=comet)
    assert about == [
        "restricted_opened",
        "restricted",
        "route_added",
        "contact_logged",
        "person_added",
    ]
    assert actions(desk, person_id=comet, looks=True)[-1] == "restricted_opened"
    today = desk.clock.now().date()
    assert set(actions(desk, first_day=today)) >= {"person_added", "contact_logged"}
    assert "route_added" not in actions(desk, first_day=today)
    assert "route_added" in actions(desk, last_day=today - timedelta(days=1))
    assert actions(desk, staff_code="NOBODY") == []
    assert len(actions(desk, staff_code=desk.me.code)) >= 8


def test_asking_about_somebody_is_noted(desk: Desk, comet: str) -> None:
    before = desk.ask(audit.count)
    actions(desk, person_id=comet)
    (line,) = desk.ask(audit.latest, 1)
    assert (line.action, line.object, line.detail) == ("trail_read", comet, {"lines": 5})
    actions(desk)
    assert desk.ask(audit.count) == before + 1


def test_only_those_who_read_the_trail(desk: Desk, comet: str, stage: Stage) -> None:
    desk.me = replace(desk.me, role="caseworker")
    with pytest.raises(NotAllowed):
        desk.do(looked.asked, Asked())
    for question in (looked.head, looked.colleagues):
        with pytest.raises(NotAllowed):
            desk.ask(question)
    stage.show_page("looked")
    assert "Only the lead and the system keeper read the trail." in stage.words()


def test_the_page_shows_what_was_asked_for(stage: Stage, desk: Desk, comet: str) -> None:
    page: Any = stage.show_page("looked")
    everything = page.list.table.model().rowCount()
    field: Any = stage.seen("looked.person")
    stage.type("looked.person", "Com")
    stage.until(lambda: bool(field.suggestions()))
    stage.press("looked.person", Qt.Key.Key_Return)
    stage.until(lambda: bool(field.value()))
    stage.click("looked.ask")
    assert page.list.table.model().rowCount() == 5 < everything
    assert "That you asked about them is noted too." in stage.words()
    stage.click("looked.only_looks")
    stage.click("looked.ask")
    assert page.list.table.model().rowCount() == 2
    page.leave()
    assert page.list.table.model().rowCount() == 0


def test_the_end_on_paper_is_compared(stage: Stage, desk: Desk, comet: str) -> None:
    stage.show_page("looked")
    end = desk.ask(looked.head)
    assert end is not None
    assert f"Entry {end.entries} · {end.digits[:4]} " in stage.words()
    stage.type("looked.end.entries", str(end.entries))
    stage.click("looked.end.compare")
    assert "Type the number of the entry" in stage.words()
    stage.type("looked.end.digits", end.digits.upper())
    stage.click("looked.end.compare")
    assert "The trail has this entry." in stage.words()
    stage.type("looked.end.entries", "9")
    stage.click("looked.end.compare")
    assert "The trail does not have this entry." in stage.words()


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1162, 649, 100), (1162, 649, 150), (683, 350, 100)]
)
def test_nothing_is_clipped(
    stage: Stage, comet: str, theme: Theme, width: int, height: int, percent: int
) -> None:
    theme.choose(percent=percent)
    stage.resize(width, height)
    page = stage.show_page("looked")
    assert nameless(page) == []
    stage.until(lambda: clipped(page) == [])
