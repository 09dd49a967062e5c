"""Head and foot of a blank sheet, and its pages as PDF bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from outreach_app.reports.pdf import new_canvas
from outreach_app.reports.pdf_flow import Piece, Room, paginate
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import FOOT, PAGE_HEIGHT, RULE_TOTAL, Face, Shade, sheet
from outreach_app.reports.pdf_text import Run, wrap
from outreach_app.words import say

_HEAD: Final = 26.0
_FOOT_LEADING: Final = 9.8


@dataclass(frozen=True, slots=True)
class Paper:
    """A blank sheet: its title, `project` (empty unless the project switched its name on), pieces.

    `foot` are the sentences at the foot of every page.
    """

    title: str
    pieces: Sequence[Piece]
    foot: Sequence[str] = ()
    project: str = ""


def write(paper: Paper) -> bytes:
    """Return the sheet as PDF bytes, the same for the same lists."""
    target = BytesIO()
    canvas = new_canvas(target, say("paper.head"))
    pen = Pen(canvas)
    foot = wrap(
        (Run(" ".join(paper.foot), FOOT, shade=Shade.TEXT),), sheet().width - 80.0, _FOOT_LEADING
    )
    pages = paginate(list(paper.pieces), room(paper))
    for number, places in enumerate(pages, 1):
        _head(pen, paper)
        base = PAGE_HEIGHT - sheet().bottom
        pen.rule(sheet().left, base - foot.height - 4.0, sheet().width, RULE_TOTAL, Shade.EDGE)
        pen.setting(sheet().left, base - foot.height, foot)
        count = say("paper.page", page=number, pages=len(pages))
        setting = wrap((Run(count, FOOT, shade=Shade.TEXT),), 78.0, _FOOT_LEADING)
        right = sheet().left + sheet().width - 78.0
        pen.setting(right, base - foot.height, setting, width=78.0, align="right")
        for place in places:
            place.piece.draw(pen, sheet().left, place.y)
        pen.end_page()
    canvas.save()
    return target.getvalue()


def room(paper: Paper) -> Room:
    """Return where the pieces may stand."""
    foot = wrap((Run(" ".join(paper.foot), FOOT),), sheet().width - 80.0, _FOOT_LEADING)
    top = sheet().top + _HEAD + 4.0
    return Room(top, top, PAGE_HEIGHT - sheet().bottom - foot.height - 8.0)


def _head(pen: Pen, paper: Paper) -> None:
    left, top = sheet().left, sheet().top
    title = wrap((Run(paper.title, 17.0, Face.BOLD),), sheet().width - 150.0, 20.0)
    pen.setting(left, top, title)
    name = say("paper.head")
    if paper.project:
        name = f"{name} · {paper.project}"
    mark = wrap((Run(name, FOOT, Face.BOLD, Shade.TEXT),), 148.0, _FOOT_LEADING)
    pen.setting(left + sheet().width - 148.0, top, mark, width=148.0, align="right")
    pen.rule(left, top + _HEAD - 3.0, sheet().width, 1.6, Shade.BLACK)
