"""A signed form, shown over the window; nothing of it is written anywhere to be shown."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from outreach_app.casework.consent_papers import Paper
from outreach_app.words import say
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.labels import label
from ui.widgets.scroll import scrolled

# No more pages are drawn than anybody signs.
_PAGES = 8


def drawn(paper: Paper, width: int) -> tuple[QImage, ...]:
    """Draw the pages of a form `width` pixels wide; () when it cannot be read. For the worker."""
    if paper.media != "pdf":
        picture = QImage.fromData(paper.data)
        if picture.isNull():
            return ()
        return (picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation),)
    buffer = QBuffer()
    buffer.setData(QByteArray(paper.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = []
    for page in range(min(document.pageCount(), _PAGES)):
        points = document.pagePointSize(page)
        height = round(width * points.height() / max(points.width(), 1))
        pages.append(document.render(page, QSize(width, height)))
    return tuple(pages)


class FormShown(QDialog):
    """The pages, one below the other."""

    def __init__(self, parent: QWidget, pages: tuple[QImage, ...]) -> None:
        super().__init__(parent.window())
        self.setObjectName("form_shown")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(parent.window().windowTitle())
        self.setAccessibleName(say("consent.papers.shown"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        if not pages:
            column.addWidget(label(say("consent.papers.cannot_show"), wrap=True))
        for number, image in enumerate(pages, start=1):
            page = QLabel()
            page.setPixmap(QPixmap.fromImage(image))
            page.setAccessibleName(say("consent.papers.page", number=number))
            column.addWidget(page)
        column.addStretch(1)
        shut = button(say("consent.papers.close"), "form_shown.close", kind="primary")
        shut.clicked.connect(self.accept)
        whole = QVBoxLayout(self)
        whole.addWidget(scrolled(inner, "form_shown.scroll"), 1)
        whole.addLayout(row(1, shut))
        window = parent.window()
        self.resize(min(current().px(640), window.width() - 40), max(window.height() - 60, 240))
