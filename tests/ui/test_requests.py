"""Requests from outside in the window: the list, registering, deciding, and who may read."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from models.sharing import Disclosure
from outreach_app.bootstrap import Desk
from outreach_app.casework import outside_requests, people
from outreach_app.casework.outside_requests import RequestDraft
from outreach_app.casework.request_notes import NoteDraft
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.theme import Theme


def asked(desk: Desk, **more: Any) -> str:
    note = NoteDraft(desk.clock.now(), officer="PC Example", unit="Harbour", what="Knows a Comet?")
    draft = RequestDraft("police_written", replace(note, **more))
    return desk.do(outside_requests.register, draft).value


def test_an_empty_list_says_where_notes_come_from(stage: Stage) -> None:
    stage.show_page("requests")
    assert "What is typed on the locked screen" in stage.words()
    assert "I can neither confirm nor deny that we know anyone." in stage.words()


def test_a_request_is_registered_and_stands_in_the_list(stage: Stage, desk: Desk) -> None:
    stage.show_page("requests")
    stage.click("requests.register")
    combo: Any = stage.seen("request_form.kind")
    combo.choose("court")
    stage.type("request_form.officer", "Clerk of the court")
    stage.click("request_form.in_writing.yes")
    said: list[str] = []
    stage.relay.kept.connect(lambda status, _: said.append(status))
    stage.click("request_form.save")
    assert said[-1] == "saved"
    (row,) = desk.ask(outside_requests.listing)
    assert (row.kind, row.officer) == ("court", "Clerk of the court")
    assert stage.seen("requests.told").isVisible()


def test_what_is_missing_is_said_at_its_field(stage: Stage, desk: Desk) -> None:
    stage.show_page("requests")
    stage.click("requests.register")
    stage.click("request_form.save")
    assert "This is needed." in stage.words()
    assert "Nothing has been answered yet." in stage.words()
    assert desk.ask(outside_requests.listing) == ()
    stage.click("request_form.cancel")


def test_opening_shows_what_was_asked_and_how_to_decide(stage: Stage, desk: Desk) -> None:
    key = asked(desk)
    page: Any = stage.show_page("requests")
    page.list.take_focus()
    stage.press("requests.table", Qt.Key.Key_Return)
    assert stage.went == [("request", {"record_id": key})]
    stage.show_page("request", record_id=key)
    words = stage.words()
    assert "Knows a Comet?" in words
    assert "REQ-01. Police, in writing" in words
    for branch in ("Court order or warrant", "Missing, with a plan of their own", "None of these"):
        assert branch in words


def test_refusing_takes_a_ground_and_a_reason(stage: Stage, desk: Desk) -> None:
    key = asked(desk)
    stage.show_page("request", record_id=key)
    stage.click("request.answer")
    stage.click("deciding.result.refused")
    stage.click("deciding.ground.none")
    assert "Offer instead" in stage.words()
    stage.click("deciding.save")
    assert "This is needed." in stage.words()
    stage.type("deciding.reason", "No ground")
    stage.click("deciding.save")
    assert desk.ask(outside_requests.listing)[0].result == "refused"
    assert "Answered: refused" in stage.words()
    stage.click("request.reopen")
    assert desk.ask(outside_requests.listing)[0].result == "pending"


def test_giving_asks_for_every_test_and_goes_into_the_register(stage: Stage, desk: Desk) -> None:
    desk.do(people.add, people.PersonDraft("Comet"))
    key = asked(desk, in_writing="yes")
    stage.show_page("request", record_id=key)
    stage.click("request.answer")
    stage.click("deciding.result.part")
    stage.click("deciding.ground.written")
    stage.type("deciding.reason", "Needed")
    stage.click("deciding.save")
    assert "Each of these has to be met" in stage.words()
    for test in ("necessary", "least"):
        stage.click(f"deciding.ticked.{test}")
    stage.click("deciding.told_person.yes")
    field: Any = stage.seen("deciding.person_id")
    stage.type("deciding.person_id", "Com")
    stage.until(lambda: bool(field.suggestions()))
    stage.press("deciding.person_id", Qt.Key.Key_Return)
    stage.until(lambda: bool(field.value()))
    stage.click("deciding.save")
    assert desk.ask(outside_requests.listing)[0].result == "part"
    bases = desk.ask(lambda work: list(work.session.scalars(select(Disclosure.basis))))
    assert bases == ["crime_exemption"]


def test_an_answer_half_typed_comes_back(stage: Stage, desk: Desk) -> None:
    key = asked(desk)
    page = stage.show_page("request", record_id=key)
    stage.click("request.answer")
    stage.click("deciding.result.refused")
    stage.type("deciding.reason", "No gro")
    held = page.unkept()
    assert held is not None
    desk.do(stage.context.drafts.keep, held.kind, held.about, held.state)
    stage.click("deciding.cancel")
    page.hide()
    stage.show_page("request", draft={"about": held.about, "state": {}})
    stage.click("request.answer")
    field: Any = stage.seen("deciding.reason")
    stage.until(lambda: field.toPlainText() == "No gro")
    stage.click("deciding.cancel")


def test_a_step_is_written_down(stage: Stage, desk: Desk) -> None:
    stage.show_page("request", record_id=asked(desk))
    stage.click("request.step")
    stage.click("stepping.kind.offered_message")
    stage.click("stepping.save")
    assert "Offered to pass a message" in stage.words()


def test_others_may_register_and_read_nothing(stage: Stage, desk: Desk) -> None:
    key = asked(desk)
    desk.me = replace(desk.me, role="caseworker")
    stage.show_page("requests")
    assert "Only the lead reads requests." in stage.words()
    assert "PC Example" not in stage.words()
    stage.show_page("request", record_id=key)
    assert "Comet" not in stage.words()
    stage.show_page("requests")
    stage.click("requests.register")
    combo: Any = stage.seen("request_form.kind")
    combo.choose("press")
    stage.type("request_form.what", "A story")
    stage.click("request_form.save")
    desk.me = replace(desk.me, role="lead")
    assert len(desk.ask(outside_requests.listing)) == 2


def test_it_waits_on_today_and_leads_there(stage: Stage, desk: Desk) -> None:
    asked(desk, urgency="today")
    page = stage.show_page("today")
    (opening,) = [
        each
        for each in page.findChildren(QWidget)
        if each.objectName().startswith("today.todo.open.") and each.isVisible()
    ]
    stage.click(opening.objectName())
    assert stage.went == [("requests", {})]
    assert "REQ-01, a request from outside, waits for your answer." in stage.words()


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1162, 649, 100), (1162, 649, 150), (683, 350, 100)]
)
def test_nothing_is_clipped(
    stage: Stage, desk: Desk, theme: Theme, width: int, height: int, percent: int
) -> None:
    key = asked(desk, urgency="life", in_writing="yes")
    theme.choose(percent=percent)
    stage.resize(width, height)
    for name, where in (("requests", {}), ("request", {"record_id": key})):
        page = stage.show_page(name, **where)
        assert nameless(page) == []
        stage.until(lambda page=page: clipped(page) == [])  # type: ignore[misc]
        page.hide()
