"""A PDF from memory as it will be printed, and its words as plain text for a screen reader."""

from functools import partial
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF
from PySide6.QtGui import QKeySequence, QPalette, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.words import say
from ui.theme import current
from ui.widgets.buttons import button, icon_button
from ui.widgets.card import row
from ui.widgets.labels import label

_STEP: Final = 1.25
_SMALLEST: Final = 0.4
_LARGEST: Final = 4.0
_GAP: Final = 7
_POINTS_PER_INCH: Final = 72


class PdfPages(QWidget):
    """Shows a PDF that never touches the disk. The paper stays white in both themes.

    Its parts are called after the page it is on: "reports.pages", "reports.text".
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._called = name
        self._buffer = QBuffer(self)
        self._document = QPdfDocument(self)
        self._bytes = b""
        self._worded = True
        self.view = QPdfView(self)
        self.view.setObjectName(f"{name}.pages")
        self.view.setAccessibleName(say("reports.preview.pages"))
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self._document)
        self.text = QPlainTextEdit()
        self.text.setObjectName(f"{name}.text")
        self.text.setAccessibleName(say("reports.preview.text"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.text)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(self._bar())
        whole.addWidget(self._stack, 1)
        self._wire()
        current().changed.connect(self._paint_ground)

    # what is shown

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    @property
    def as_text(self) -> bool:
        """Whether the text is shown in place of the pages."""
        return self._stack.currentIndex() == 1

    def show_pages(self, pages: bytes, text: str) -> None:
        """Show a PDF from memory, and its words."""
        if pages != self._bytes:
            self._document.close()
            self._buffer.close()
            self._bytes = pages
            self._buffer.setData(QByteArray(pages))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._document.load(self._buffer)
            self.view.pageNavigator().jump(0, QPointF())
        if text != self.text.toPlainText():
            self.text.setPlainText(text)
        self._name_page()

    def forget(self) -> None:
        """Let go of the pages and of every word."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self._bytes = b""
        self.text.clear()

    def compact(self, width_class: str) -> None:
        """Leave out words where there is no room for them."""
        self._worded = width_class == "wide"
        self._leave_out()

    # building

    def _bar(self) -> QVBoxLayout:
        self._out = icon_button(
            "zoom_out", say("reports.preview.zoom_out"), f"{self._called}.zoom_out"
        )
        self._in = icon_button("zoom_in", say("reports.preview.zoom_in"), f"{self._called}.zoom_in")
        self._zoom_words = label(say("reports.preview.width"), "muted", name=f"{self._called}.zoom")
        self.read = button(say("reports.preview.as_text"), f"{self._called}.as_text")
        self._page_words = label("", "muted", name=f"{self._called}.page")
        self._back = icon_button(
            "page_up", say("reports.preview.previous"), f"{self._called}.page_before"
        )
        self._on = icon_button(
            "page_down", say("reports.preview.next"), f"{self._called}.page_after"
        )
        line = row(
            *(self._out, self._zoom_words, self._in, 1, self.read),
            *(self._page_words, self._back, self._on),
            gap=_GAP,
        )
        column = QVBoxLayout()
        column.addLayout(line)
        return column

    def _wire(self) -> None:
        self._out.clicked.connect(partial(self._zoom, 1 / _STEP))
        self._in.clicked.connect(partial(self._zoom, _STEP))
        self.read.clicked.connect(self._change_reading)
        self._back.clicked.connect(partial(self._turn, -1))
        self._on.clicked.connect(partial(self._turn, 1))
        self.view.pageNavigator().currentPageChanged.connect(self._name_page)
        for keys, act in (
            ("Ctrl++", self._in.click),
            ("Ctrl+=", self._in.click),
            ("Ctrl+-", self._out.click),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # what happens

    def _change_reading(self) -> None:
        self._stack.setCurrentIndex(1 - self._stack.currentIndex())
        words = say("reports.preview.as_pages" if self.as_text else "reports.preview.as_text")
        self.read.setText(words)
        self.read.setAccessibleName(words)
        for each in (self._out, self._in, self._back, self._on):
            each.setEnabled(not self.as_text)
        if self.as_text:
            self.text.setFocus()
        self._name_page()

    def _zoom(self, by: float) -> None:
        factor = min(max(self._factor() * by, _SMALLEST), _LARGEST)
        fits = abs(factor / self._fitting() - 1) < 0.1
        if fits:
            self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            self._zoom_words.setText(say("reports.preview.width"))
            return
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(factor)
        self._zoom_words.setText(say("reports.preview.percent", percent=round(factor * 100)))

    def _factor(self) -> float:
        if self.view.zoomMode() == QPdfView.ZoomMode.Custom:
            return self.view.zoomFactor()
        return self._fitting()

    def _fitting(self) -> float:
        """Return the factor at which a page is as wide as the view."""
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        wide = self._document.pagePointSize(0).width() * self.view.logicalDpiX() / _POINTS_PER_INCH
        return room / wide if wide > 0 and room > 0 else 1.0

    def _turn(self, by: int) -> None:
        navigator = self.view.pageNavigator()
        wanted = navigator.currentPage() + by
        if 0 <= wanted < self.page_count:
            navigator.jump(wanted, QPointF(), navigator.currentZoom())

    def _name_page(self) -> None:
        at, pages = self.view.pageNavigator().currentPage(), self.page_count
        self._page_words.setText(say("reports.preview.page", page=at + 1, pages=max(pages, 1)))
        self._back.setEnabled(at > 0 and not self.as_text)
        self._on.setEnabled(at < pages - 1 and not self.as_text)

    def _leave_out(self) -> None:
        zoom = (self._out, self._zoom_words, self._in)
        parts: tuple[QWidget, ...] = (*zoom, self.read, self._page_words, self._back, self._on)
        needed = sum(each.sizeHint().width() for each in parts) + _GAP * len(parts)
        self._zoom_words.setVisible(self._worded and self.width() >= needed)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out()

    def _paint_ground(self) -> None:
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, current().colour("sunken"))
        self.view.setPalette(palette)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The sheet dresses a view when it is first shown, and takes the ground with it.
        self._paint_ground()
