"""What is said about naloxone is written down where a contact is, and is asked of nobody."""

from typing import Any, cast

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts
from outreach_app.statistics import periods, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.window import Window
from outreach_app.work import Work
from tests.ui.gates import clipped
from tests.ui.sitting import Stage
from ui.pages.log_contact.page import LogContactPage


def counted(work: Work) -> Any:
    window = Window.of(periods.month_of(work.today), work.now, work.zone)
    return registry.known()["S04_naloxone"].compute(Facts(work.session, window, work.lists))


def arrive(stage: Stage) -> LogContactPage:
    page = cast("LogContactPage", stage.show_page("log_contact"))
    stage.click("log_contact.who.not_named")
    return page


def test_a_kit_brings_two_numbers_of_what_was_said(stage: Stage, desk: Desk, qtbot: QtBot) -> None:
    page = arrive(stage)
    supplies = page.cards.given.supplies
    assert stage.findChild(QWidget, "log_contact.supplies.overdoses") is None
    supplies.put({"naloxone_nasal": 2})
    stage.settle()
    assert "Overdoses told of" in stage.words()
    qtbot.waitUntil(lambda: clipped(page) == [])
    supplies.put({"naloxone_used": 1, "overdoses": 3})
    stage.click("log_contact.save")
    assert desk.ask(contacts.latest)[0].supplies == {"naloxone_nasal": 2}
    found = desk.ask(counted)
    assert (found["kits"], found["after_use"], found["overdoses"]) == (2, 1, 3)
    assert (found["people"], found["not_named"]) == (0, 1)


def test_overdoses_are_told_of_without_a_kit_too(stage: Stage, desk: Desk) -> None:
    page = arrive(stage)
    menu = page.cards.given.supplies.menu()
    next(each for each in menu.actions() if each.data() == "overdoses").trigger()
    menu.deleteLater()
    assert page.value("supplies") == {"overdoses": 1}
    stage.click("log_contact.outcome.attempted")
    stage.click("log_contact.save")
    assert desk.ask(contacts.latest) == ()  # nothing is told by somebody who was not met
    stage.click("log_contact.outcome.engaged")
    stage.click("log_contact.save")
    (row,) = desk.ask(contacts.latest)
    assert row.supplies == {}
    assert desk.ask(counted)["overdoses"] == 1
    desk.do(contacts.void, row.id, "test")
    assert desk.ask(counted)["overdoses"] == 0
