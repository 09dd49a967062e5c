"""A paper that leaves: pieces of text one under another, and the very words that stand in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final, Self

from outreach_app.reports.paper_pieces import Blank, blanks
from outreach_app.reports.pdf import new_canvas
from outreach_app.reports.pdf_flow import Piece, Room, paginate
from outreach_app.reports.pdf_parts import lines
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import (
    FOOT,
    PAGE_HEIGHT,
    RULE_COVER,
    RULE_TOTAL,
    Face,
    Shade,
    sheet,
)
from outreach_app.reports.pdf_text import Run, Setting, clean, wrap
from outreach_app.words import say

_BODY: Final = 11.0
_TITLE: Final = 21.0
_LEADING: Final = 1.36
_FOOT_LEADING: Final = 9.8
# The longest labels of the sheets for police stand in one line, so that values follow closely.
_LABEL: Final = 164.0


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file, and every word that stands in it, for the search before it leaves."""

    data: bytes
    text: str


@dataclass(slots=True)
class Leaf:
    """A paper in the making. What is put on it is remembered as words and as pieces."""

    title: str
    foot: Sequence[str] = ()
    pieces: list[Piece] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def head(self) -> Self:
        """Put the title between a thick rule and the text."""
        return self.rule().put(self.title, size=_TITLE, bold=True, before=8.0)

    def put(
        self, text: str, *, size: float = _BODY, bold: bool = False, before: float = 6.0
    ) -> Self:
        """Put a paragraph. Nothing of it is ever cut off."""
        words = clean(text)
        self.said.append(words)
        setting = wrap(
            (Run(words, size, Face.BOLD if bold else Face.REGULAR),),
            sheet().width,
            size * _LEADING,
        )
        self.pieces += lines(setting, before=before, keep=bold)
        return self

    def rule(self, weight: float = RULE_COVER) -> Self:
        """Put a line across."""

        def draw(pen: Pen, x: float, y: float) -> None:
            pen.rule(x, y + weight / 2, sheet().width, weight, Shade.BLACK)

        self.pieces.append(Piece(weight, draw, before=8.0))
        return self

    def fact(self, label: str, values: Sequence[str]) -> Self:
        """Put a label and, beside it, its values one under another."""
        name = wrap((Run(clean(label), _BODY, Face.BOLD),), _LABEL - 8.0, _BODY * _LEADING)
        self.said.append(clean(label))
        for number, value in enumerate(values):
            words = clean(value)
            self.said.append(words)
            setting = wrap((Run(words, _BODY),), sheet().width - _LABEL, _BODY * _LEADING)
            self.pieces.append(_beside(setting, None if number else name))
        return self

    def by_hand(self, labels: Sequence[str]) -> Self:
        """Put places to write on, one a line."""
        for label in labels:
            self.said.append(label)
            self.pieces.append(blanks((Blank(label),), before=6.0))
        return self

    def write(self) -> Made:
        """Return the paper as PDF bytes, the same for the same words."""
        foot = wrap(
            (Run(" ".join(self.foot), FOOT, shade=Shade.TEXT),), sheet().width - 80.0, _FOOT_LEADING
        )
        base = PAGE_HEIGHT - sheet().bottom - foot.height
        room = Room(sheet().top, sheet().top, base - 8.0)
        pages = paginate(self.pieces, room)

        def draw(pen: Pen) -> None:
            for number, places in enumerate(pages, 1):
                for place in places:
                    place.piece.draw(pen, sheet().left, place.y)
                pen.rule(sheet().left, base - 4.0, sheet().width, RULE_TOTAL, Shade.EDGE)
                pen.setting(sheet().left, base, foot)
                count = wrap(
                    (Run(say("papers.page", page=number, pages=len(pages)), FOOT),), 78.0, 9.8
                )
                right = sheet().left + sheet().width - 78.0
                pen.setting(right, base, count, width=78.0, align="right")
                pen.end_page()

        return Made(drawn(draw), "\n".join([*self.said, *self.foot]))


def _beside(value: Setting, label: Setting | None) -> Piece:
    def draw(pen: Pen, x: float, y: float) -> None:
        if label is not None:
            pen.setting(x, y, label)
        pen.setting(x + _LABEL, y, value)

    height = max(value.height, label.height if label else 0.0)
    return Piece(height, draw, before=6.0 if label else 2.0)


def drawn(draw: Callable[[Pen], None]) -> bytes:
    """Return what `draw` puts on its pages as PDF bytes; the file's title tells nothing."""
    target = BytesIO()
    canvas = new_canvas(target, say("papers.running"))
    draw(Pen(canvas))
    canvas.save()
    return target.getvalue()
