"""Pages go from memory to the printer; the only file is the one a test asks for."""

import os
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from outreach_app.reports import recovery_sheet
from ui import printing
from ui.background import Background
from ui.dialogs.ask import answer_next, asked
from ui.dialogs.print_pages import Printed, print_pages

CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345"


def draw_into(path: Path) -> int:
    printing.print_next(path)
    return printing.draw(recovery_sheet.write(CODE), printing.printer_named(""))


def test_pages_are_drawn_on_paper(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    answers: list[Printed] = []
    printing.print_next(tmp_path / "paper.pdf")
    answer_next("cancel", "printer.0")
    for _ in range(2):
        print_pages(window, background, recovery_sheet.write(CODE), answers.append)
        qtbot.waitUntil(lambda: not background.pending)
    assert asked() == ("Which printer?", "Which printer?")
    assert answers == [Printed(), Printed(pages=1)]
    read = PdfReader(tmp_path / "paper.pdf")
    assert len(read.pages) == 1
    assert [round(float(side)) for side in read.pages[0].mediabox[2:]] == [595, 842]
    # A picture of the page: no text that a search of the spool would find.
    assert "ABCD" not in read.pages[0].extract_text()
    assert read.metadata is not None
    assert read.metadata.title == "Document"
    assert [each.name for each in tmp_path.iterdir()] == ["paper.pdf"]


def test_a_page_fills_the_paper_as_it_was_made(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    assert draw_into(path) == 1
    original = tmp_path / "original.pdf"
    original.write_bytes(recovery_sheet.write(CODE))
    edges = []
    for each in (path, original):
        document = QPdfDocument()
        document.load(str(each))
        picture = document.render(0, QSize(620, 877))
        ink = [
            (x, y)
            for x in range(620)
            for y in range(877)
            if (dot := picture.pixelColor(x, y)).alpha() > 128 and dot.value() < 200
        ]
        document.close()
        columns, rows = [x for x, _ in ink], [y for _, y in ink]
        edges.append((min(columns), max(columns), min(rows), max(rows)))
    assert all(abs(one - other) <= 1 for one, other in zip(*edges, strict=True))


def test_no_printer_is_said(qtbot: QtBot, background: Background) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    answers: list[Printed] = []
    if not QPrinterInfo.availablePrinterNames():
        print_pages(window, background, recovery_sheet.write(CODE), answers.append)
        assert answers[0].pages == 0
        assert "No printer" in answers[0].trouble


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_said(
    qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    answers: list[Printed] = []
    printing.print_next(tmp_path / "not_there" / "paper.pdf")
    answer_next("printer.0")
    print_pages(window, background, recovery_sheet.write(CODE), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0].pages == 0
    assert answers[0].trouble


@pytest.mark.skipif(sys.platform != "linux", reason="CUPS as Linux has it")
def test_the_print_service_is_asked_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", "print.example.org")
    printing.stay_local()
    assert os.environ["CUPS_SERVER"].startswith("/")
