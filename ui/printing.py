"""Printing pages that were made as PDF bytes: from memory to the printer, no file in between."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from outreach_app.words import say

# What the queue of the printer shows to everybody who can look at it.
JOB_NAME: Final = "Document"
# Sharper than this no printed letter gets, and a page already takes 35 MB while it is drawn.
_MOST_DPI: Final = 300
_POINTS: Final = 72


@dataclass(frozen=True, slots=True)
class Printed:
    """How many pages went to the printer; none and no `trouble` means that it was called off."""

    pages: int = 0
    trouble: str = ""


Then = Callable[[Printed], object]

_next: deque[Path | None] = deque()


def print_next(*files: Path | None) -> None:
    """For tests: print the next jobs into these files, without a dialog; None calls off."""
    _next.extend(files)


def print_pdf(parent: QWidget, data: bytes, then: Then, name: str = JOB_NAME) -> None:
    """Ask which printer, draw the pages on it, and call `then`.

    `name` is the job's name in the queue of the printer; it must tell nothing to a stranger.
    """
    if _next:
        path = _next.popleft()
        then(Printed() if path is None else draw(data, _into(path, name)))
        return
    if not QPrinterInfo.availablePrinterNames():
        then(Printed(trouble=say("dialogs.no_printer")))
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent.window())
    dialog.setObjectName("print")
    dialog.setWindowTitle(parent.window().windowTitle())
    # A page that leaves as a file goes the way where it is asked who receives it.
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
    _Job(dialog, printer, data, then)
    # Its own `open` wants a slot by name.
    QDialog.open(dialog)


def draw(data: bytes, printer: QPrinter) -> Printed:
    """Draw every page on a printer that was chosen."""
    held = QByteArray(data)
    source = QBuffer(held)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(source)
    try:
        return _draw(document, printer)
    finally:
        document.close()
        source.close()
        held.clear()


def _draw(document: QPdfDocument, printer: QPrinter) -> Printed:
    printer.setFullPage(True)
    painter = QPainter()
    for page in range(document.pageCount()):
        points = document.pagePointSize(page)
        _lay(printer, points)
        started = painter.begin(printer) if page == 0 else printer.newPage()
        if not started:
            if painter.isActive():
                painter.end()
            return Printed(trouble=say("dialogs.printer_silent"))
        dots = min(printer.resolution(), _MOST_DPI) / _POINTS
        size = QSize(round(points.width() * dots), round(points.height() * dots))
        painter.drawImage(painter.viewport(), _on_white(document.render(page, size)))
    done = painter.isActive() and painter.end()
    if not done or printer.printerState() == QPrinter.PrinterState.Error:
        return Printed(trouble=say("dialogs.printer_silent"))
    return Printed(pages=document.pageCount())


def _on_white(page: QImage) -> QImage:
    """Put the page on white: where nothing is printed it comes without any ground."""
    paper = QImage(page.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, page)
    painter.end()
    return paper


def _lay(printer: QPrinter, points: QSizeF) -> None:
    """Turn the paper as the page lies."""
    flat = points.width() > points.height()
    way = QPageLayout.Orientation.Landscape if flat else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)


def _into(path: Path, name: str) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDocName(name)
    return printer


class _Job(QObject):
    """Waits for the answer of a print dialog; the dialog owns it, and both end together."""

    def __init__(self, dialog: QPrintDialog, printer: QPrinter, data: bytes, then: Then) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._printer = printer
        self._data = data
        self._then = then
        dialog.finished.connect(self._finished)

    def _finished(self, answer: int) -> None:
        chosen = answer == QDialog.DialogCode.Accepted
        then, printed = self._then, Printed()
        if chosen:
            printed = draw(self._data, self._printer)
        self._data = b""
        self._dialog.deleteLater()
        then(printed)
