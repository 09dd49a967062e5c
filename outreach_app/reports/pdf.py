"""A document as a PDF: A4, grey, our own fonts, the same figures the same bytes.

Nothing about the computer, the person or the moment goes into the file: author, creator, subject,
keywords and producer are blank, and the date that the format asks for is a fixed one.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from outreach_app.reports.document import Document
from outreach_app.reports.pdf_blocks import pieces_of
from outreach_app.reports.pdf_flow import Place, Room, paginate
from outreach_app.reports.pdf_page import Furniture, furniture
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import PAGE_HEIGHT, PAGE_WIDTH, Face, font, sheet
from outreach_app.reports.pdf_tags import Tags
from outreach_app.reports.pdf_text import clean

# A last page filled less than this looks like a slip of the pen.
_SPILL: Final = 0.25


@dataclass(frozen=True, slots=True)
class Layout:
    """A document measured and shared out over pages, before any of it is drawn."""

    furniture: Furniture
    pages: tuple[tuple[Place, ...], ...]

    def draw(self, pen: Pen) -> None:
        """Draw every page; the number of pages is known by now."""
        for number, places in enumerate(self.pages, start=1):
            self.furniture.draw(pen, number, len(self.pages))
            for place in places:
                place.piece.draw(pen, sheet().left, place.y)
            pen.end_page()


def lay_out(document: Document) -> Layout:
    """Return the pages of a document. Raises ValueError where one row is higher than a page.

    Where a few lines would stand alone on the last page, everything is set closer if that holds it.
    """
    around = furniture(document)
    pages = paginate(pieces_of(document, around.room), around.room)
    if len(pages) > 1 and _spills(pages[-1], around.room):
        closer = paginate(pieces_of(document, around.room, closer=True), around.room)
        pages = closer if len(closer) < len(pages) else pages
    return Layout(around, tuple(tuple(page) for page in pages))


def _spills(page: list[Place], room: Room) -> bool:
    last = page[-1]
    used = last.y + last.piece.height - room.top
    return used < _SPILL * (room.bottom - room.top) and not last.piece.sinks


def write(document: Document) -> bytes:
    """Return the document as PDF bytes, built in memory and equal for equal documents."""
    target = BytesIO()
    canvas = new_canvas(target, document.running_title)
    tags = Tags(canvas)
    lay_out(document).draw(Pen(canvas, tags))
    tags.finish()
    canvas.save()
    return target.getvalue()


def new_canvas(target: BytesIO, title: str) -> Canvas:
    """Return an empty A4 canvas that writes to `target` and tells nothing but the title."""
    canvas = Canvas(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        initialFontName=font(Face.REGULAR),
        lang="en-GB",
    )
    canvas.setTitle(clean(title))
    canvas.setAuthor("")
    canvas.setCreator("")
    canvas.setSubject("")
    canvas.setKeywords("")
    canvas.setProducer("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas
