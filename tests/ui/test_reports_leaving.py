"""Reports that leave the project: nothing goes without an entry, and nothing unissued goes out."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, staff
from outreach_app.clock import SetClock
from outreach_app.reports import issuing, showing
from outreach_app.reports.showing import Wanted
from tests.ui.reporting import DECEMBER, choose, dialog, inside, press, shown_page, trail
from tests.ui.sitting import Stage
from ui import printing
from ui.dialogs.files import choose_next, save_file


def test_printing_writes_an_entry_first_and_says_so(
    stage: Stage, full: Desk, tmp_path: Path
) -> None:
    page = shown_page(stage)
    target = tmp_path / "printed.pdf"
    printing.print_next(target)
    stage.click("reports.print")
    asked = dialog("reports.leaving")
    assert asked.windowTitle() == "Casebook"
    press(stage, asked, "reports.leaving.print")
    pages = page.preview.page_count
    assert f"Printed {pages} pages. Written as entry 1 of what has left." in stage.words()
    printed = PdfReader(target)
    assert len(printed.pages) == pages
    assert printed.metadata is not None
    assert (printed.metadata.title, printed.metadata.author) == ("Document", "")
    (row,) = trail(full, "report_left")
    assert row.detail["receiver"] == "inside"
    stage.click("reports.said.did_not_print")
    assert "The entry was marked “did not leave”." in stage.words()
    assert dict(trail(full, "report_stayed")[0].detail) == {"entry": 1}


def test_closing_the_question_lets_nothing_leave(stage: Stage, full: Desk, tmp_path: Path) -> None:
    shown_page(stage)
    printing.print_next(tmp_path / "printed.pdf")
    stage.click("reports.print")
    QTest.keyClick(dialog("reports.leaving"), Qt.Key.Key_Escape)
    stage.settle()
    assert not trail(full, "report_left")
    assert not (tmp_path / "printed.pdf").exists()
    # The page leads on to the same month on screen.
    stage.click("reports.figures")
    assert stage.went[-1] == ("figures", {"period": "2025-12"})


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_answer_is_said_and_marked(
    stage: Stage, full: Desk, tmp_path: Path
) -> None:
    shown_page(stage)
    printing.print_next(tmp_path / "no folder" / "printed.pdf")
    stage.click("reports.print")
    press(stage, dialog("reports.leaving"), "reports.leaving.print")
    assert "The printer did not answer." in stage.words()
    assert [row.action for row in trail(full, "report_left", "report_stayed")] == [
        "report_stayed",
        "report_left",
    ]


def test_sending_a_draft_out_issues_it_and_asks_who_checked(
    stage: Stage, full: Desk, tmp_path: Path
) -> None:
    full.do(lambda work: staff.add(work.session, "Mo", "outreach", "slot-2", work.now))
    shown_page(stage, "lottery")
    printing.print_next(tmp_path / "printed.pdf")
    stage.click("reports.print")
    asked = dialog("reports.leaving")
    choose(asked, "reports.leaving.receiver", "audience")
    press(stage, asked, "reports.leaving.print")
    assert asked.isVisible()
    assert not trail(full, "report_issued", "report_left")
    choose(asked, "reports.leaving.checked_by", "MO")
    press(stage, asked, "reports.leaving.print")
    (issue,) = full.ask(issuing.everything)
    assert issue.checked_by == "Mo"
    (left,) = trail(full, "report_left")
    assert (left.object, left.detail["receiver"]) == (issue.id, "audience")
    assert "First issue" in stage.words()
    assert "Checked by Mo" in stage.words()
    assert "Printed" in stage.words()


def test_saving_chooses_a_neutral_name_and_writes_the_pages(
    stage: Stage, full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []

    def noting(*asked: Any) -> None:
        suggested.append(asked[3].name)
        save_file(*asked)

    monkeypatch.setattr("ui.pages.reports.outgoing.save_file", noting)
    shown_page(stage)
    target = tmp_path / "statistics-2025-12.pdf"
    choose_next(target, None)
    stage.click("reports.save")
    press(stage, dialog("reports.leaving"), "reports.leaving.save")
    assert "PDF saved. Written as entry 1 of what has left." in stage.words()
    assert "INSIDE ONLY" in PdfReader(target).pages[0].extract_text()
    assert str(target) not in str(trail(full, "report_left"))
    stage.click("reports.audience.police")
    stage.click("reports.save")
    assert suggested == ["statistics-2025-12.pdf", "liaison-2025-12.pdf"]
    assert len(trail(full, "report_left")) == 1


def test_a_name_ending_in_xlsx_or_csv_saves_tables(
    stage: Stage, full: Desk, tmp_path: Path
) -> None:
    shown_page(stage)
    for number, (form, start) in enumerate((("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfpart")), 1):
        target = tmp_path / f"statistics.{form}"
        choose_next(target)
        stage.click("reports.save")
        asked = dialog("reports.leaving")
        assert "black and white" not in " ".join(each.text() for each in asked.findChildren(QLabel))
        press(stage, asked, "reports.leaving.save")
        assert f"File saved. Written as entry {number} of what has left." in stage.words()
        assert target.read_bytes().startswith(start)
        assert trail(full, "report_left")[0].detail["form"] == form


def test_what_cannot_be_saved_is_said_and_uses_nothing_up(
    stage: Stage, full: Desk, clock: SetClock, tmp_path: Path
) -> None:
    shown_page(stage, "police")
    for place in (tmp_path / "gone" / "a.pdf", tmp_path / f"{'x' * 245}.pdf", Path("/sys/a.pdf")):
        choose_next(place)
        stage.click("reports.save")
        press(stage, dialog("reports.leaving"), "reports.leaving.save")
        assert stage.seen("reports.said").isVisible()
        assert not trail(full, "report_left")
        assert not list(tmp_path.glob(".*"))
    # Given out once, at a later moment, as if nothing had been tried.
    clock.moment += timedelta(days=1)
    shown_page(stage, "police")
    target = tmp_path / "liaison.pdf"
    choose_next(target)
    stage.click("reports.save")
    press(stage, dialog("reports.leaving"), "reports.leaving.save")
    assert "PDF saved. Written as entry 1 of what has left." in stage.words()
    assert list(tmp_path.glob("*.pdf*")) == [target]


def test_without_a_printer_a_pdf_can_be_saved_instead(
    stage: Stage, full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printers", tuple)
    shown_page(stage)
    stage.click("reports.print")
    asked = dialog("reports.leaving")
    assert not inside(asked, "reports.leaving.print", QWidget).isVisible()
    assert inside(asked, "reports.leaving.no_printer", QWidget).isVisible()
    target = tmp_path / "saved.pdf"
    choose_next(target)
    press(stage, asked, "reports.leaving.save")
    assert target.exists()


# issuing


def issue(stage: Stage) -> None:
    stage.click("reports.issue")
    asked = dialog("reports.issuing")
    press(stage, asked, "reports.issuing.save")
    assert asked.isVisible()
    choose(asked, "reports.issuing.checked_by", "nobody")
    press(stage, asked, "reports.issuing.save")


def test_the_police_page_is_issued_once_and_shown_as_it_was(
    stage: Stage, full: Desk, clock: SetClock
) -> None:
    page = shown_page(stage, "police")
    issue(stage)
    assert "December 2025 is issued." in stage.words()
    assert "Issued once" in stage.words()
    assert not page.issue_button.isVisible()
    assert not page.period.which.isVisible()
    (row,) = full.ask(issuing.everything)
    _, stored = full.ask(issuing.printed, row.id)
    late = contacts.ContactDraft(
        started_at=clock.now() - timedelta(days=30), late_reason="paper", setting="drop_in"
    )
    page.context.do(contacts.log, late)
    stage.settle()
    again = full.do(showing.show, Wanted("police", DECEMBER))
    assert again is not None
    assert again.pages == stored
    # The field shows a space that does not break as any other.
    assert again.text.replace("\u00a0", " ") == page.preview.text.toPlainText()


def test_a_revision_and_the_issues_before_it(stage: Stage, full: Desk, clock: SetClock) -> None:
    page = shown_page(stage, "lottery")
    issue(stage)
    first = page.preview.text.toPlainText()
    late = contacts.ContactDraft(
        started_at=clock.now() - timedelta(days=30), late_reason="paper", setting="drop_in"
    )
    page.context.do(contacts.log, late)
    stage.settle()
    assert page.preview.text.toPlainText() == first
    stage.click("reports.which.now")
    assert "Changed since 13 January" in stage.words()
    assert page.preview.text.toPlainText() != first
    issue(stage)
    assert "Revised 1" in stage.words()
    oldest = full.ask(issuing.everything)[0]
    stage.click("reports.period.previous")
    stage.click(f"reports.before.{oldest.id}")
    assert page.period.period() == DECEMBER
    assert page.preview.text.toPlainText() == first


def test_issuing_early_says_what_will_be_missing(stage: Stage, full: Desk) -> None:
    shown_page(stage, "lottery", period="2026-01")
    stage.click("reports.issue")
    asked = dialog("reports.issuing")
    assert inside(asked, "reports.issuing.early", QWidget).isVisible()
    asked.reject()
