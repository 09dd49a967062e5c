"""Printing the pages of a PDF: which printers there are, and the drawing, on the worker thread."""

import os
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from outreach_app.errors import KnownError
from outreach_app.words import say
from ui.background import Background

# Sharp enough for the smallest print on a page; a page takes no more than 35 MB on the way.
DOTS_PER_INCH: Final = 300

_next: deque[Path] = deque()


class PrinterSilent(KnownError):
    """The printer did not take the pages."""

    key = "reports.printer_silent"


def print_next(*files: Path) -> None:
    """For tests: print the next times into these PDF files, as if there was a printer."""
    _next.extend(files)


def forget() -> None:
    """For tests: no file waits."""
    _next.clear()


def stay_local() -> None:
    """Ask only this computer's own print service, and that without the network. Call at the start.

    Left alone, CUPS tries port 631 where its own door is not there, or a server somebody set: the
    program would open a connection, and pages could leave this computer in clear.
    """
    if sys.platform == "linux":
        os.environ["CUPS_SERVER"] = "/run/cups/cups.sock"


def printers() -> tuple[str, ...]:
    """Return the names of the printers of this computer, the usual one first."""
    if _next:
        return (say("shell.title"),)
    usual = QPrinterInfo.defaultPrinterName()
    names = [name for name in QPrinterInfo.availablePrinterNames() if name != usual]
    return (usual, *names) if usual else tuple(names)


def printer_named(name: str) -> QPrinter:
    """Return a printer, ready for grey A4 pages; its queue shows a job named "Document"."""
    if _next:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(_next.popleft()))
    else:
        info = QPrinterInfo.printerInfo(name)
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setDocName(say("reports.print_job"))
    printer.setCreator("")
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


def send(
    background: Background,
    owner: QWidget,
    pages: bytes,
    printer: QPrinter,
    then: Callable[[int], object],
    failed: Callable[[Exception], object],
) -> None:
    """Print a PDF on the worker; `then` gets the number of pages, `failed` a PrinterSilent."""
    background.run(lambda: draw(pages, printer), then, failed, owner=owner)


def draw(pages: bytes, printer: QPrinter) -> int:
    """Draw every page of a PDF onto a printer and return how many there were.

    Raises PrinterSilent when the printer does not take them.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(pages))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    painter = QPainter()
    _turn(printer, document)
    if document.pageCount() < 1 or not painter.begin(printer):
        raise PrinterSilent
    try:
        for page in range(document.pageCount()):
            _turn(printer, document, page)
            if page and not printer.newPage():
                raise PrinterSilent
            whole = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(whole, _image(document, page))
    finally:
        done = painter.end()
    if not done or printer.printerState() in (
        QPrinter.PrinterState.Aborted,
        QPrinter.PrinterState.Error,
    ):
        raise PrinterSilent
    return document.pageCount()


def _turn(printer: QPrinter, document: QPdfDocument, page: int = 0) -> None:
    """Turn the paper as the page lies."""
    size = document.pagePointSize(page)
    lying = size.width() > size.height()
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)


def _image(document: QPdfDocument, page: int) -> QImage:
    points = document.pagePointSize(page)
    scale = DOTS_PER_INCH / 72
    size = QSize(round(points.width() * scale), round(points.height() * scale))
    drawn = QImage(size, QImage.Format.Format_RGB32)
    drawn.fill(0xFFFFFFFF)
    painter = QPainter(drawn)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    return drawn.convertToFormat(QImage.Format.Format_Grayscale8)
