"""A contact in its time, and what follows saving it: harm told, the next one, taking back, drafts."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QTimeEdit, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    contacts,
    drafts,
    sessions,
)
from outreach_app.clock import SetClock
from tests.ui.contact_form import CTRL, SHIFT, a_night, arrive, focused, latest
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next
from ui.dialogs.change_time import ChangeTime


@pytest.fixture
def night(desk: Desk, clock: SetClock) -> str:
    return a_night(desk, clock)


def test_told_about_harm_opens_an_incident_with_person_and_area(stage: Stage, night: str) -> None:
    page = arrive(stage, person_id=night)
    stage.click("log_contact.harm")
    stage.click("log_contact.save")
    told_at = page.context.desk.clock.now()
    where = {"person_id": night, "area": "market_end", "told_at": told_at}
    assert stage.went == [("log_incident", {**where, "back": ("today", {})})]


def test_an_older_time_asks_why_and_leaves_the_shift(
    stage: Stage, desk: Desk, night: str, clock: SetClock
) -> None:
    arrive(stage, person_id=night)
    assert "on the van night that started at 20:02" in stage.words()
    stage.click("log_contact.change_time")
    dialog = stage.window().findChild(ChangeTime)
    assert dialog is not None
    day, time = dialog.findChild(QDateEdit), dialog.findChild(QTimeEdit)
    assert day is not None
    assert time is not None
    day.setDate(day.date().addDays(-4))
    stage.click("change_time.use")
    assert "Why is this typed later?" in stage.words()
    stage.click("log_contact.save")
    assert "1 thing to check before this can be saved" in stage.words()
    stage.click("log_contact.late_reason.paper")
    stage.click("log_contact.save")
    row = desk.ask(contacts.of_person, night)[-1]
    assert row.started_at == clock.now() - timedelta(days=4)
    shift = desk.ask(sessions.open_now)
    assert shift is not None
    assert desk.ask(contacts.of_session, shift.id) == ()


def test_a_time_to_come_is_not_taken(stage: Stage, night: str) -> None:
    page = arrive(stage, person_id=night)
    stage.click("log_contact.change_time")
    dialog = stage.window().findChild(ChangeTime)
    assert dialog is not None
    dialog.clock.setTime(dialog.clock.time().addSecs(600))
    stage.click("change_time.use")
    assert "This is after now." in stage.words()
    stage.click("change_time.cancel")
    assert page.moment() == page.context.desk.clock.now()


def test_save_and_log_another_keeps_the_place_and_takes_the_next_name(
    stage: Stage, desk: Desk, night: str
) -> None:
    page = arrive(stage)
    stage.click("log_contact.area.foundry")
    stage.click("log_contact.who.not_named")
    stage.click("log_contact.standard_pack")
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL | SHIFT)
    stage.until(lambda: "Contact saved, not named." in stage.words())
    assert stage.went == []
    assert (page.value("area"), page.value("who"), page.value("supplies")) == (
        "foundry",
        "not_named",
        {},
    )
    assert desk.ask(drafts.waiting) == ()
    stage.click("log_contact.save")
    shift = desk.ask(sessions.open_now)
    assert shift is not None
    assert desk.ask(sessions.tally, shift.id).contacts == 2


def test_undo_takes_back_with_a_reason(stage: Stage, desk: Desk, night: str) -> None:
    page = arrive(stage)
    before = len(desk.ask(contacts.latest))
    stage.click("log_contact.who.not_named")
    page.set_value("people", 3)
    stage.click("log_contact.save_another")
    stage.until(lambda: "3 contacts saved, not named." in stage.words())
    answer_next("test")
    stage.click("log_contact.saved.undo")
    assert "Contact taken back." in stage.words()
    assert len(desk.ask(contacts.latest)) == before


def test_the_line_of_what_was_saved_is_about_the_last_one(
    stage: Stage, desk: Desk, night: str
) -> None:
    page = arrive(stage)
    before = len(desk.ask(contacts.latest))
    stage.click("log_contact.who.new")
    stage.type("log_contact.new.alias", "Jade")
    stage.click("log_contact.save_another")
    stage.until(lambda: "Jade" in stage.seen("log_contact.saved").accessibleName())
    stage.click("log_contact.who.not_named")
    page.set_value("people", 2)
    stage.click("log_contact.save_another")
    stage.until(lambda: "2 contacts saved, not named." in stage.words())
    answer_next("not_happened")
    stage.click("log_contact.saved.undo")
    assert "Contact taken back." in stage.words()
    assert len(desk.ask(contacts.latest)) == before + 1
    stage.click("log_contact.who.not_named")
    stage.click("log_contact.save_another")
    stage.until(lambda: "Contact saved, not named." in stage.words())
    assert stage.seen("log_contact.saved.undo").isEnabled()
    page.open(who="known")
    stage.settle()
    line = page.findChild(QWidget, "log_contact.saved")
    assert line is not None
    assert line.isHidden()
    assert line.accessibleName() == ""


def test_typing_is_kept_and_carried_on(
    stage: Stage, desk: Desk, night: str, clock: SetClock
) -> None:
    page = arrive(stage)
    stage.click("log_contact.area.foundry")
    stage.click("log_contact.who.new")
    stage.type("log_contact.new.alias", "Jade")
    stage.click("log_contact.standard_pack")
    stage.type("log_contact.note", "Blue coat")
    page.leave()
    stage.settle()
    (kept,) = desk.ask(drafts.waiting)
    moment = clock.now()
    page.deleteLater()

    import json

    clock.moment += timedelta(minutes=50)
    again = arrive(stage, draft={"about": kept.about, "state": json.loads(kept.state)})
    draft = again.draft()
    assert (draft.new_alias, draft.area, draft.note) == ("Jade", "foundry", "Blue coat")
    assert draft.supplies["condom_ext"] == 10
    assert draft.started_at == moment
    stage.click("log_contact.save")
    assert desk.ask(drafts.waiting) == ()
    assert latest(desk).started_at == moment


def test_a_visit_without_typing_keeps_nothing(stage: Stage, desk: Desk, night: str) -> None:
    page = arrive(stage, person_id=night)
    page.leave()
    stage.settle()
    assert desk.ask(drafts.waiting) == ()
