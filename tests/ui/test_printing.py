"""Pages go from memory to the printer; the only file is the one a test asks for."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from outreach_app.reports import recovery_sheet
from ui import printing
from ui.printing import Printed, print_next, print_pdf

CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345"


def test_pages_are_drawn_on_paper(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    answers: list[Printed] = []
    print_next(tmp_path / "paper.pdf", None)
    print_pdf(window, recovery_sheet.write(CODE), answers.append)
    print_pdf(window, recovery_sheet.write(CODE), answers.append)
    assert answers == [Printed(pages=1), Printed()]
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
    assert printing.draw(recovery_sheet.write(CODE), printing._into(path, "Document")).pages == 1
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


def test_no_printer_is_said(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    answers: list[Printed] = []
    if not QPrinterInfo.availablePrinterNames():
        print_pdf(window, recovery_sheet.write(CODE), answers.append)
        assert answers[0].pages == 0
        assert "No printer" in answers[0].trouble


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_said(tmp_path: Path) -> None:
    printer = printing._into(tmp_path / "not_there" / "paper.pdf", "Document")
    assert isinstance(printer, QPrinter)
    answer = printing.draw(recovery_sheet.write(CODE), printer)
    assert answer.pages == 0
    assert "did not answer" in answer.trouble
