"""Pieces of a page, and how they flow: what may not stand alone, what is repeated, what sinks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from outreach_app.reports.pdf_pen import Pen

Draw: TypeAlias = Callable[[Pen, float, float], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is never cut.

    `before` is the space above it, left out at the top of a page. `keep` ties it to the next piece.
    `repeat` is drawn above it when it begins a page (a table's head). `sinks` puts it at the foot.
    """

    height: float
    draw: Draw
    before: float = 0.0
    keep: bool = False
    repeat: "Piece | None" = None
    sinks: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A piece and the distance of its top from the top of the page."""

    y: float
    piece: Piece


@dataclass(frozen=True, slots=True)
class Room:
    """Where on a page the body may stand: from `top` (`first_top` on page 1) to `bottom`."""

    first_top: float
    top: float
    bottom: float


def height_of(pieces: Sequence[Piece]) -> float:
    """Return the height of pieces under one another, the first one's space left out."""
    if not pieces:
        return 0.0
    return sum(piece.before + piece.height for piece in pieces) - pieces[0].before


def stacked(pieces: Sequence[Piece]) -> Draw:
    """Return one drawing of pieces under one another."""

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, piece in enumerate(pieces):
            y += piece.before if index else 0.0
            piece.draw(pen, x, y)
            y += piece.height

    return draw


def paginate(pieces: Sequence[Piece], room: Room) -> list[list[Place]]:
    """Return the pieces page by page.

    Raises ValueError for a piece higher than a page, because its foot would be lost.
    """
    pages: list[list[Place]] = [[]]
    y = room.first_top
    for group in _tied(pieces, room.bottom - room.top):
        before = group[0].before if pages[-1] else 0.0
        if pages[-1] and y + before + height_of(group) > room.bottom:
            pages.append([])
            y, before = room.top, 0.0
        lead = group[0].repeat
        if not pages[-1] and lead is not None:
            pages[-1].append(Place(y, lead))
            y += lead.height
        y += before
        for index, piece in enumerate(group):
            y += piece.before if index else 0.0
            top = room.bottom - piece.height if piece.sinks else y
            if top + piece.height > room.bottom + 0.01:
                msg = f"a piece of {piece.height:.0f} pt does not fit on a page"
                raise ValueError(msg)
            pages[-1].append(Place(top, piece))
            y = top + piece.height
    return pages


def _tied(pieces: Sequence[Piece], height: float) -> list[list[Piece]]:
    """Group what is kept together; a chain longer than a page is let go where it must be."""
    groups: list[list[Piece]] = []
    tied = False
    for piece in pieces:
        longer = [*groups[-1], piece] if tied else [piece]
        lead = longer[0].repeat
        if tied and height_of(longer) + (lead.height if lead else 0.0) <= height:
            groups[-1] = longer
        else:
            groups.append([piece])
        tied = piece.keep
    return groups
