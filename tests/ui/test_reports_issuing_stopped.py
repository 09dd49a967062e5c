"""Issuing that takes long says so, can be stopped by key, and is done after all when wanted."""

from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import staff
from outreach_app.reports import issuing
from outreach_app.statistics import ledger
from outreach_app.words import say
from tests.ui.gates import clipped, nameless
from tests.ui.reporting import choose, dialog, inside, press, shown_page, trail
from tests.ui.sitting import Stage
from ui import printing
from ui.pages.reports.issuing import IssueForm


def held(stage: Stage) -> Event:
    """Keep the worker busy until the event is set."""
    go_on = Event()
    stage.context.background.run(lambda: go_on.wait(60))
    return go_on


def click(dialog_: QWidget, name: str) -> None:
    found = dialog_.findChild(QWidget, name)
    assert found is not None
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_escape_stops_what_is_being_issued_and_nothing_is_given_out(
    stage: Stage, full: Desk, qtbot: QtBot
) -> None:
    shown_page(stage, "lottery")
    stage.click("reports.issue")
    asked = dialog("reports.issuing")
    assert isinstance(asked, IssueForm)
    choose(asked, "reports.issuing.checked_by", "nobody")
    go_on = held(stage)
    click(asked, "reports.issuing.save")
    qtbot.waitUntil(asked.making.isVisible, timeout=30_000)
    assert nameless(asked) == []
    QTest.keyClick(inside(asked, "reports.issuing.stop", QWidget), Qt.Key.Key_Escape)
    go_on.set()
    stage.settle()
    assert asked.isVisible()
    assert inside(asked, "reports.issuing.stopped", QWidget).isVisible()
    assert clipped(asked) == []
    assert not full.ask(issuing.everything)
    assert full.ask(ledger.entries) == 0
    press(stage, asked, "reports.issuing.again")
    (issue,) = full.ask(issuing.everything)
    assert issue.pack == "lottery"
    assert full.ask(ledger.entries) == 1


def test_a_draft_on_its_way_out_is_stopped_and_sent_after_all(
    stage: Stage, full: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    full.do(lambda work: staff.add(work.session, "Mo", "outreach", "slot-2", work.now))
    page = shown_page(stage, "lottery")
    target = tmp_path / "printed.pdf"
    printing.print_next(target)
    stage.click("reports.print")
    asked = dialog("reports.leaving")
    choose(asked, "reports.leaving.receiver", "audience")
    choose(asked, "reports.leaving.checked_by", "MO")
    go_on = held(stage)
    click(asked, "reports.leaving.print")
    qtbot.waitUntil(page.outgoing.making.isVisible, timeout=30_000)
    assert clipped(page) == []
    QTest.keyClick(stage.seen("reports.outgoing.stop"), Qt.Key.Key_Escape)
    go_on.set()
    stage.settle()
    assert say("reports.stopped") in stage.words()
    assert not trail(full, "report_issued", "report_left")
    assert full.ask(ledger.entries) == 0
    assert not target.exists()
    stage.click("reports.outgoing.again")
    assert page.outgoing.making.isHidden()
    assert len(trail(full, "report_issued", "report_left")) == 2
    assert target.exists()
