"""A guide as a document of Qt's, for the screen and for paper: one reading of the Markdown."""

from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)

from outreach_app import guides, paths

_MARGIN_MM: Final = 20
_PAPER_POINTS: Final = 10
_FOOT_POINTS: Final = 8
# Of a picture on paper, in pixels of a screen with 96 to the inch: nearly as wide as the lines.
_PAPER_WIDTH: Final = 600
_WHOLE: Final = 10_000
# Of a picture that begins a page Qt lets this much stand at the foot of the page before.
_SLIVER: Final = 6
_DOTS: Final = 300
# Room for the number of the page, in inches.
_FOOT: Final = 0.3
_KEEP: Final = QTextCursor.MoveMode.KeepAnchor
_AT_FOOT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
_LINE_HEIGHT: Final = 130.0
# What stands in the text in place of a picture.
_OBJECT: Final = "\ufffc"
_SPACE: Final = 0.45
_PADDING: Final = 0.25


def picture(name: str, width: int) -> QImage:
    """Return a picture as a guide names it, made smaller where it is wider than `width` pixels."""
    found = QImage(str(paths.resource(f"help/{name}")))
    if found.width() > width:
        return found.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    return found


def lay_out(document: QTextDocument, markdown: str, font: QFont, width: int) -> None:
    """Fill a document; pictures get `width` pixels at most."""
    document.clear()
    document.setDefaultFont(font)
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    kind = QTextDocument.ResourceType.ImageResource.value
    for name in guides.pictures(markdown):
        document.addResource(kind, QUrl(name), picture(name, width))
    cursor = QTextCursor(document)
    line = QFontMetricsF(font).height()
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        shape = QTextBlockFormat(block.blockFormat())
        if _OBJECT not in block.text():
            shape.setLineHeight(_LINE_HEIGHT, 1)  # proportional
        if block.textList() is None:
            shape.setBottomMargin(line * _SPACE)
        if shape.headingLevel():
            shape.setTopMargin(line * _SPACE * 2)
        cursor.setBlockFormat(shape)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            form = frame.format().toTableFormat()
            form.setCellPadding(line * _PADDING)
            form.setBottomMargin(line * _SPACE)
            form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setBorderCollapse(True)
            frame.setFormat(form)


def heading_at(document: QTextDocument, heading: str) -> QTextCursor | None:
    """Return a cursor at a heading, or None where there is none of these words."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() and block.text() == heading:
            return QTextCursor(block)
        block = block.next()
    return None


def paper(guide: str) -> bytes:
    """Return a guide as A4 pages with their numbers, PDF bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(*(_MARGIN_MM,) * 4), QPageLayout.Unit.Millimeter)
    writer.setTitle(guides.title(guide))
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    font = QFont()
    font.setPointSizeF(_PAPER_POINTS)
    lay_out(document, guides.text(guide), font, _WHOLE)
    _fit_pictures(document)
    body = QSizeF(writer.width(), writer.height() - _FOOT * _DOTS)
    document.setPageSize(body)
    _tie_headings(document)
    ink = _in_black(document)
    painter = QPainter(writer)
    painter.setFont(QFont(font.family(), _FOOT_POINTS))
    # The words in a picture are small: they are to be read.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    for page in range(document.pageCount()):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(0, -page * body.height())
        ink.clip = QRectF(QPointF(0, page * body.height()), body).adjusted(0, 0, 0, -_SLIVER)
        painter.setClipRect(ink.clip)
        document.documentLayout().draw(painter, ink)
        painter.restore()
        foot = f"{page + 1} / {document.pageCount()}"
        painter.drawText(QRectF(0, 0, writer.width(), writer.height()), _AT_FOOT, foot)
    painter.end()
    return bytes(buffer.data().data())


def _fit_pictures(document: QTextDocument) -> None:
    """Let pictures keep all their dots, and give them their width on paper."""
    block = document.begin()
    while block.isValid():
        # A picture stands in a block of its own.
        if block.text() == _OBJECT:
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, _KEEP)
            shape = cursor.charFormat().toImageFormat()
            shape.setWidth(_PAPER_WIDTH)
            cursor.setCharFormat(shape)
        block = block.next()


def _in_black(document: QTextDocument) -> QAbstractTextDocumentLayout.PaintContext:
    """Return how to draw a document on white paper, whatever the window looks like."""
    black = QTextCharFormat()
    black.setForeground(Qt.GlobalColor.black)  # links have a colour of their own
    everything = QTextCursor(document)
    everything.select(QTextCursor.SelectionType.Document)
    everything.mergeCharFormat(black)
    ink = QAbstractTextDocumentLayout.PaintContext()
    # The marks of lists take theirs from here.
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    ink.palette = palette
    return ink


def _tie_headings(document: QTextDocument) -> None:
    """Let a heading whose first lines would stand on the next page begin that page itself."""
    for number in range(document.blockCount() - 1):
        # Counting the pages lays out anew what the heading before has pushed on.
        if document.pageCount() > 1 and _parted(document, document.findBlockByNumber(number)):
            block = document.findBlockByNumber(number)
            shape = QTextBlockFormat(block.blockFormat())
            shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(shape)


def _parted(document: QTextDocument, block: QTextBlock) -> bool:
    if not block.blockFormat().headingLevel():
        return False
    layout, height = document.documentLayout(), document.pageSize().height()
    below = block.next().layout()
    first = below.lineAt(min(1, below.lineCount() - 1)).rect().bottom()
    here = layout.blockBoundingRect(block).center().y()
    return here // height != (layout.blockBoundingRect(block.next()).top() + first) // height
