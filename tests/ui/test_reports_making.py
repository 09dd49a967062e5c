"""A report that takes long says so, can be stopped by key, and is made after all when wanted."""

from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.words import say
from tests.ui.gates import clipped, nameless
from tests.ui.reporting import shown_page, trail
from tests.ui.sitting import Stage
from ui.pages.reports.making import telling


def held(stage: Stage) -> Event:
    """Keep the worker busy until the event is set."""
    go_on = Event()
    stage.context.background.run(lambda: go_on.wait(60))
    return go_on


def test_a_long_report_is_stopped_by_escape_and_made_after_all(
    stage: Stage, full: Desk, qtbot: QtBot
) -> None:
    page = shown_page(stage, "lottery")
    assert page.making.isHidden()
    made = len(trail(full, "report_made"))
    go_on = held(stage)
    page.audience.set_value("police")
    page.audience.chosen.emit("police")
    qtbot.waitUntil(page.making.isVisible, timeout=30_000)
    assert say("report.making.counting") in stage.words()
    assert clipped(page) == []
    assert nameless(page) == []
    QTest.keyClick(stage.seen("reports.stop"), Qt.Key.Key_Escape)
    go_on.set()
    stage.settle()
    assert not page.making.waiting
    assert say("reports.stopped") in stage.words()
    assert not page.print_button.isEnabled()
    assert len(trail(full, "report_made")) == made
    assert clipped(page) == []
    stage.click("reports.again")
    assert page.making.isHidden()
    assert page.print_button.isEnabled()
    assert len(trail(full, "report_made")) == made + 1


def test_a_newer_choice_ends_the_older_one(stage: Stage, full: Desk) -> None:
    page = shown_page(stage, "lottery")
    made = len(trail(full, "report_made"))
    go_on = held(stage)
    for pack in ("police", "pcc", "health"):
        page.audience.set_value(pack)
        page.audience.chosen.emit(pack)
    go_on.set()
    stage.settle()
    assert page.print_button.isEnabled()
    assert len(trail(full, "report_made")) == made + 1


def test_escape_is_everybodys_key_while_nothing_is_waited_for(stage: Stage, full: Desk) -> None:
    page = shown_page(stage, "lottery")
    stage.press("reports.save", Qt.Key.Key_Escape)
    assert page.print_button.isEnabled()
    assert page.making.isHidden()


def test_only_every_hundredth_is_told() -> None:
    heard: list[float] = []
    stop = Event()
    progress = telling(stop, lambda share, _words: heard.append(share))
    assert all(progress(number / 10_000, "words") for number in range(10_000))
    assert 50 <= len(heard) <= 100
    stop.set()
    assert progress(1.0, "words") is False
