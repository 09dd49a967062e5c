"""Today of a new casebook, until it is set up or nobody wants to be told; and what runs low."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPushButton

from outreach_app.bootstrap import Desk
from outreach_app.casework import agencies, areas, contacts, staff, start_here, stock
from outreach_app.casework.agencies import AgencyDraft
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.stock import MoveDraft
from outreach_app.work import Work, changed
from tests.ui.gates import nameless, whole
from tests.ui.sitting import Stage
from ui.theme import Theme


def mo_signs_in(desk: Desk) -> None:
    def add(work: Work) -> None:
        staff.add(work.session, "Mo", "outreach", "slot-of-mo", work.now)

    desk.do(add)


def test_each_step_has_a_way_and_is_ticked_when_done(stage: Stage, desk: Desk) -> None:
    stage.show_page("today")
    words = stage.words()
    assert "Start here" in words
    for part in ("Areas: ", "Colleagues: ", "Services: ", "Log a first contact"):
        assert part in words
    stage.click("today.first_day.areas")
    stage.click("today.first_day.services")
    assert stage.went == [("lists", {"section": "areas"}), ("lists", {"section": "services"})]
    desk.do(areas.add, "Foundry")
    desk.do(contacts.log, ContactDraft(desk.clock.now()))
    stage.relay.changed.emit(changed("lists", "contacts"))
    stage.settle()
    words = stage.words()
    assert "Areas are set." in words
    assert "Log a first contact" not in words
    mo_signs_in(desk)
    desk.do(agencies.keep, AgencyDraft("drug_service", "Tide"))
    assert desk.ask(start_here.steps) is None
    page: Any = stage.show_page("today")
    assert not page.first_day.isVisible()


def test_whoever_needs_no_steps_puts_them_away(stage: Stage, desk: Desk) -> None:
    desk.do(contacts.log, ContactDraft(desk.clock.now()))
    page: Any = stage.show_page("today")
    stage.click("today.first_day.put_away")
    stage.until(lambda: not page.first_day.isVisible())
    assert desk.ask(start_here.steps) is None
    again: Any = stage.show_page("today")
    assert not again.first_day.isVisible()


def test_what_runs_low_is_one_quiet_line(stage: Stage, desk: Desk) -> None:
    page: Any = stage.show_page("today")
    assert not page.low.isVisible()
    van = desk.do(stock.keep_place, "Van").value.code
    for item in ("lube", "condom_ext", "needle_set", "food"):
        desk.do(stock.set_level, van, item, 20)
    desk.do(stock.deliver, MoveDraft(van, {"lube": 12}))
    page = stage.show_page("today")
    assert page.low.isVisible()
    words = stage.words()
    assert "Lubricant sachets (Van, 12 left)" in words
    assert "and 1 more." in words
    stage.click("today.low.open")
    assert stage.went[-1] == ("stock", {"chip": "low"})


def test_nobody_is_told_a_key_that_is_not_theirs(stage: Stage, desk: Desk) -> None:
    desk.me = replace(desk.me, role="admin")
    page: Any = stage.show_page("today")
    assert "Nothing waiting." in stage.words()
    assert "Ctrl+N" not in stage.words()
    assert not page.session.isVisible()
    desk.me = replace(desk.me, role="outreach")
    stage.show_page("today")
    assert "Log a contact with Ctrl+N" in stage.words()


def test_nothing_is_clipped(stage: Stage, theme: Theme, qtbot: Any) -> None:
    theme.choose("dark", 150)
    page = stage.show_page("today")
    whole(qtbot, page)
    assert nameless(page) == []
    assert stage.findChild(QPushButton, "today.first_day.put_away") is not None
