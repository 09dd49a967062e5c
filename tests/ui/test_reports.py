"""The reports page by hand: choosing, looking, keys and room."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from models.project import Area, Project
from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, drafts, people
from outreach_app.reports import issuing, showing
from outreach_app.reports.showing import Wanted
from outreach_app.statistics import periods
from tests.ui.gates import clipped, nameless
from tests.ui.reporting import DECEMBER, choose, dialog, inside, press, shown_page, trail
from tests.ui.sitting import Stage
from ui import printing
from ui.background import Background
from ui.page import Context, Relay
from ui.settings import Settings
from ui.shell import Shell
from ui.theme import Theme


def test_it_opens_on_the_last_finished_month_and_the_reader_used_last(
    stage: Stage, full: Desk
) -> None:
    page = shown_page(stage, "lottery")
    assert page.period.period() == DECEMBER
    assert page.audience.value() == "lottery"
    assert "December 2025. Figures as at 7 January 2026, 23:59." in stage.words()
    assert page.preview.page_count >= 2
    assert "Draft, not issued" in stage.words()
    stage.click("reports.audience.pcc")
    assert stage.context.settings.choices.report_audience == "pcc"


def test_without_a_choice_it_opens_on_what_stays_inside(stage: Stage, full: Desk) -> None:
    page = shown_page(stage)
    assert page.audience.value() == "internal"
    assert "Inside only" in stage.words()
    assert not page.issue_button.isVisible()


def test_leafing_and_other_kinds_of_period(stage: Stage, full: Desk) -> None:
    page = shown_page(stage)
    stage.click("reports.period.previous")
    assert page.period.period() == periods.month("2025-11")
    stage.click("reports.period.next")
    stage.click("reports.period.next")
    assert page.period.period() == periods.month("2026-01")
    assert not page.period.next.isEnabled()
    assert "First figures are due on 7 February." in stage.words()
    stage.click("reports.period.previous")
    page.period.tabs.setCurrentIndex(1)
    stage.settle()
    assert page.period.period() == periods.quarter("2025-Q4")
    assert "Quarterly report" in stage.words()
    stage.click("reports.audience.public")
    assert page.period.period() == periods.year("2025")
    assert not page.period.tabs.isTabEnabled(0)
    assert "Yearly report" in stage.words()
    stage.click("reports.audience.internal")
    assert page.period.tabs.isTabEnabled(0)


def test_arrows_go_from_reader_to_reader(stage: Stage, full: Desk) -> None:
    page = shown_page(stage)
    page.audience.take_focus()
    QTest.keyClick(page.audience.button("internal"), Qt.Key.Key_Down)
    stage.settle()
    assert page.audience.value() == "lottery"
    assert "Lottery fund or trust" in page.preview.text.toPlainText()


def test_the_answer_to_an_older_choice_is_dropped(stage: Stage, full: Desk) -> None:
    page = shown_page(stage)
    before = len(trail(full, "report_made"))
    for _ in range(4):
        page.period.previous.click()
    stage.settle()
    assert "August 2025. Figures as at" in stage.words()
    assert "1 to 31 August 2025" in page.preview.text.toPlainText()
    # Leafing past a month does not make it: at most the first was begun already.
    assert len(trail(full, "report_made")) - before <= 2


def test_the_pages_can_be_read_as_text(stage: Stage, full: Desk) -> None:
    page = shown_page(stage, "lottery")
    stage.click("reports.as_text")
    text = stage.seen("reports.text")
    assert isinstance(text, QPlainTextEdit)
    assert text.hasFocus()
    assert "withheld" in text.toPlainText()
    stage.click("reports.as_text")
    assert page.preview.view.isVisible()


def test_zoom_and_pages_by_button_and_key(stage: Stage, full: Desk) -> None:
    page = shown_page(stage)
    view = page.preview.view
    stage.click("reports.zoom_in")
    assert view.zoomMode() == QPdfView.ZoomMode.Custom
    QTest.keyClick(stage, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoomMode() == QPdfView.ZoomMode.FitToWidth
    stage.click("reports.page_after")
    assert "Page 2 of" in stage.words()
    stage.click("reports.page_before")
    assert "Page 1 of" in stage.words()


def test_hidden_figures_are_counted_on_screen_and_nowhere_on_the_pages(
    stage: Stage, full: Desk
) -> None:
    page = shown_page(stage, "lottery")
    sheet = full.do(showing.show, Wanted("lottery", DECEMBER))
    assert sheet is not None
    hidden = len(sheet.withheld)
    assert f"{hidden} figures are hidden" in stage.words()
    assert f"{hidden} figures" not in page.preview.text.toPlainText()
    stage.click("reports.hidden.show")
    listed = dialog("reports.list")
    words = [each.text() for each in listed.findChildren(QWidget) if hasattr(each, "text")]
    assert "From none to four people or events" in words
    listed.reject()


def test_a_name_in_the_pages_is_found_and_must_be_looked_at(
    stage: Stage, full: Desk, tmp_path: Path
) -> None:
    alias = full.ask(people.everyone)[0].alias
    rename = update(Area).where(Area.police_area.is_not(None) | (Area.sort >= 0))
    full.do(lambda work: work.session.execute(rename.values(label=f"{alias}’s lane")))
    full.refresh_project()
    page = shown_page(stage)
    assert f"“{alias}” (a name)" in stage.words()
    printing.print_next(tmp_path / "printed.pdf")
    page.print_sheet()
    asked = dialog("reports.leaving")
    press(stage, asked, "reports.leaving.print")
    assert asked.isVisible()
    assert not trail(full, "report_left")
    inside(asked, "reports.leaving.looked", QCheckBox).setChecked(True)
    press(stage, asked, "reports.leaving.print")
    (row,) = trail(full, "report_left")
    assert row.detail["found"] == 1


def test_a_report_with_a_name_in_it_is_not_issued_unseen(stage: Stage, full: Desk) -> None:
    alias = full.ask(people.everyone)[0].alias
    full.do(
        lambda work: work.session.execute(update(Project).values(name=f"{alias} Street Outreach"))
    )
    full.refresh_project()
    shown_page(stage, "lottery")
    stage.click("reports.issue")
    asked = dialog("reports.issuing")
    choose(asked, "reports.issuing.checked_by", "nobody")
    press(stage, asked, "reports.issuing.save")
    assert asked.isVisible()
    assert not full.ask(issuing.everything)
    inside(asked, "reports.issuing.looked", QCheckBox).setChecked(True)
    press(stage, asked, "reports.issuing.save")
    assert len(full.ask(issuing.everything)) == 1


def test_an_empty_casebook_says_so_calmly(stage: Stage, desk: Desk) -> None:
    page = shown_page(stage)
    assert "Nothing has been logged yet." in stage.words()
    assert not page.print_button.isEnabled()
    page.print_sheet()
    assert not trail(desk, "report_made", "report_left")


def test_a_month_without_anything_is_still_a_report(stage: Stage, full: Desk) -> None:
    page = shown_page(stage, period="2024-06")
    assert "Nothing was logged in June 2024." in stage.words()
    assert page.preview.page_count
    stage.click("reports.period.next")
    page.period.choose(DECEMBER)
    page.open()
    stage.settle()
    assert "Nothing was logged" not in stage.words()


# keys, room, names


def test_the_month_is_printed_with_three_clicks_or_three_keys(
    qtbot: QtBot,
    full: Desk,
    background: Background,
    theme: Theme,
    settings: Settings,
    tmp_path: Path,
) -> None:
    shell = Shell(Context(full, background, theme, settings, Relay(), drafts))
    shell.setWindowTitle("Casebook")
    shell.resize(1366, 700)
    qtbot.addWidget(shell)
    shell.show()
    with qtbot.waitActive(shell):
        shell.activateWindow()

    def settle() -> None:
        qtbot.waitUntil(lambda: background.pending == 0, timeout=30_000)
        QApplication.processEvents()

    printing.print_next(tmp_path / "keys.pdf", tmp_path / "clicks.pdf")
    QTest.keyClick(shell, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    # The pages are still being made: the key is not lost.
    QTest.keyClick(shell, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    QTest.keyClick(dialog("reports.leaving"), Qt.Key.Key_Return)
    settle()
    assert (tmp_path / "keys.pdf").exists()
    shell.go("reports")
    settle()
    for name in ("reports.print", "reports.leaving.print"):
        everywhere = [
            each
            for window in QApplication.topLevelWidgets()
            for each in window.findChildren(QWidget, name)
            if each.isVisible()
        ]
        QTest.mouseClick(everywhere[-1], Qt.MouseButton.LeftButton)
        settle()
    assert (tmp_path / "clicks.pdf").exists()
    assert len(trail(full, "report_left")) == 2


@pytest.mark.parametrize(
    ("width", "height", "percent"),
    [(1366, 700, 100), (1366, 700, 150), (1100, 650, 100), (900, 600, 100), (683, 350, 100)],
)
def test_nothing_is_clipped_and_everything_has_a_name(
    stage: Stage, full: Desk, theme: Theme, width: int, height: int, percent: int
) -> None:
    theme.choose(percent=percent)
    rail = 204 if width * 100 // percent >= 1240 else 0
    stage.setMinimumSize(1, 1)
    stage.resize(width - rail, height - 50)
    page = shown_page(stage, "lottery")
    page.compact(theme.breakpoint(width))
    for part in range(3):
        page.parts.tabs.setCurrentIndex(part)
        stage.settle()
        assert clipped(page) == []
        assert nameless(page) == []
    page.print_sheet()
    stage.settle()
    asked = dialog("reports.leaving")
    assert clipped(asked) == []
    assert nameless(asked) == []
    asked.reject()


def test_pages_are_not_made_for_a_page_that_is_gone(stage: Stage, full: Desk) -> None:
    page = shown_page(stage)
    page.leave()
    page.hide()
    before = len(trail(full, "report_made"))
    page.context.do(contacts.log, contacts.ContactDraft(full.clock.now(), setting="drop_in"))
    stage.settle()
    assert len(trail(full, "report_made")) == before
