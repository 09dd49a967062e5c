"""Each block of a document as pieces of a page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from outreach_app.reports.charts import bar_chart, line_chart
from outreach_app.reports.document import (
    BarChart,
    Before,
    Block,
    Cover,
    Definitions,
    Document,
    Headlines,
    LineChart,
    MethodLine,
    Notice,
    Paragraphs,
    Plain,
    Revised,
    Signatures,
    Table,
    Tile,
    TwoColumns,
    headline,
)
from outreach_app.reports.pdf_flow import Piece, Room, height_of, stacked
from outreach_app.reports.pdf_page import cover
from outreach_app.reports.pdf_parts import BETWEEN_BLOCKS, heading, lines, small
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import (
    COLUMN_GAP,
    DEFINITION,
    NUMBER,
    RULE_TOTAL,
    Face,
    Shade,
    sheet,
)
from outreach_app.reports.pdf_table import table
from outreach_app.reports.pdf_tags import Tag
from outreach_app.reports.pdf_text import Run, Setting, wrap
from outreach_app.reports.reading import tile_words
from outreach_app.words import say

_LABEL_AND_FIGURE: Final = 2
_TILES_ABREAST: Final = 4
_TILE_GAP: Final = 7.0
_TILE_PAD: Final = 6.0
_NOTICE_BAR: Final = 6.0
_TEXT_LEADING: Final = 11.2
_CLOSER_LEADING: Final = 10.0
_CLOSER: Final = 0.7


def pieces_of(document: Document, room: Room, *, closer: bool = False) -> list[Piece]:
    """Return all pieces of a document in reading order.

    `closer` sets what the words mean a little smaller, with less space between all pieces.
    """
    pieces: list[Piece] = []
    for block in document.blocks:
        if closer and isinstance(block, Definitions):
            pieces += _definitions(block, sheet().width, small(), _CLOSER_LEADING)
        else:
            pieces += _block(block, document, room)
    if closer:
        pieces = [replace(each, before=_CLOSER * each.before) for each in pieces]
    for at, piece in enumerate(pieces):
        # What sinks to the foot is not to be the only thing on its page.
        if piece.sinks and at:
            pieces[at - 1] = replace(pieces[at - 1], keep=True)
    return pieces


def _block(block: Block, document: Document, room: Room) -> list[Piece]:
    if isinstance(block, TwoColumns):
        return _two_columns(block, document, room)
    return _alone(block, document)


def _alone(block: Plain, document: Document) -> list[Piece]:
    """Return a block with nothing beside it: a label and its one figure stay within a glance."""
    narrow = isinstance(block, Table) and len(block.columns) == _LABEL_AND_FIGURE
    return _plain(block, document, _column_width() if narrow else sheet().width)


def _column_width() -> float:
    return (sheet().width - COLUMN_GAP) / 2


def _plain(block: Plain, document: Document, width: float) -> list[Piece]:  # noqa: C901, PLR0911 - one line a block
    match block:
        case Cover():
            return cover(block, document)
        case Headlines():
            return _headlines(block, width)
        case Notice():
            return _notice(block, width)
        case Table():
            return table(block, width)
        case BarChart():
            return bar_chart(block, width)
        case LineChart():
            return line_chart(block, width)
        case Paragraphs():
            return _paragraphs(block, width)
        case Definitions():
            return _definitions(block, width)
        case MethodLine():
            return _method(block, width)
        case Signatures():
            return _signatures(block, width)


def _two_columns(block: TwoColumns, document: Document, room: Room) -> list[Piece]:
    """Return both columns as one piece, or under one another where a page is too low for them."""
    width = _column_width()
    sides = [
        [piece for inner in blocks for piece in _plain(inner, document, width)]
        for blocks in (block.left, block.right)
    ]
    height = max(height_of(side) for side in sides)
    if height > room.bottom - room.top:
        return [piece for inner in (*block.left, *block.right) for piece in _alone(inner, document)]

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, side in enumerate(sides):
            stacked(side)(pen, x + index * (width + COLUMN_GAP), y)

    return [Piece(height, draw, before=BETWEEN_BLOCKS)]


def _headlines(block: Headlines, width: float) -> list[Piece]:
    title = heading(block.heading, width)
    pieces = [title]
    for at in range(0, len(block.tiles), _TILES_ABREAST):
        row = _tile_row(block.tiles[at : at + _TILES_ABREAST], width)
        more = at + _TILES_ABREAST < len(block.tiles)
        pieces.append(Piece(row.height, row.draw, before=_TILE_GAP - 1 if at else 1.0, keep=more))
    return pieces


def _tile_row(tiles: Sequence[Tile], width: float) -> Piece:
    tile_width = (width - (_TILES_ABREAST - 1) * _TILE_GAP) / _TILES_ABREAST
    inside = tile_width - 2 * _TILE_PAD
    settings = [_tile(tile, inside) for tile in tiles]
    height = max(sum(part.height for part in parts) for parts in settings) + 4.0
    tags = [Tag("P", said=tile_words(tile)) for tile in tiles]

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, parts in enumerate(settings):
            left = x + index * (tile_width + _TILE_GAP)
            size = (tile_width, height)
            pen.box((left, y), size, fill=Shade.GROUND, edge=Shade.RULE, weight=0.5)
            top = y + 1.5
            with pen.inside(tags[index]):
                for part in parts:
                    pen.setting(left + _TILE_PAD, top, part)
                    top += part.height

    return Piece(height, draw)


def _tile(tile: Tile, width: float) -> tuple[Setting, ...]:
    runs: tuple[Run, ...]
    size = NUMBER
    while True:
        if isinstance(tile.value, Revised):
            sign = Run(say("report.changed.mark"), size * 0.45, Face.BOLD, rise=size * 0.36)
            runs = (Run(headline(tile.value.value), size, Face.BOLD), sign)
        else:
            runs = (Run(headline(tile.value), size, Face.BOLD),)
        number = wrap(runs, width, 22.0)
        # A long share is set a little smaller before it takes a second line.
        if len(number.lines) <= 1 or size <= 0.7 * NUMBER:
            break
        size -= 1.0
    unit = wrap((Run(tile.unit, DEFINITION - 0.2, Face.BOLD),), width, 9.6)
    line = wrap((Run(tile.line, small(), shade=Shade.TEXT),), width, 9.2)
    before = tuple(
        wrap((Run(_before(each), small(), shade=Shade.TEXT),), width, 9.2) for each in tile.before
    )
    return number, unit, line, *before


def _before(each: Before) -> str:
    return say("report.compose.before", period=each.period, value=headline(each.value))


def _notice(block: Notice, width: float) -> list[Piece]:
    pad = 6.0
    runs = [Run(block.lead, DEFINITION, Face.BOLD), Run(f" {block.text}", DEFINITION)]
    setting = wrap(runs, width - _NOTICE_BAR - 2 * pad, _TEXT_LEADING)
    height = setting.height + 7.0
    tag = Tag("P")

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.hatch((x, y), (_NOTICE_BAR, height))
        pen.box((x, y), (width, height), edge=Shade.BLACK, weight=0.9)
        with pen.inside(tag):
            pen.setting(x + _NOTICE_BAR + pad, y + 3.5, setting)

    return [Piece(height, draw, before=BETWEEN_BLOCKS)]


def _paragraphs(block: Paragraphs, width: float) -> list[Piece]:
    pieces = [heading(block.heading, width)] if block.heading else []
    for text in block.texts:
        setting = wrap((Run(text, sheet().body),), width, 12.2)
        pieces += lines(setting, before=4.0 if pieces else BETWEEN_BLOCKS)
    return pieces


def _definitions(
    block: Definitions, width: float, size: float = DEFINITION, leading: float = _TEXT_LEADING
) -> list[Piece]:
    pieces = [heading(block.heading, width)]
    for entry in block.entries:
        term = entry.term if entry.term.endswith((".", "?")) else f"{entry.term}."
        runs = (Run(term, size, Face.BOLD), Run(f" {entry.sentence}", size))
        pieces += lines(wrap(runs, width, leading), before=3.4)
    return pieces


def _method(block: MethodLine, width: float) -> list[Piece]:
    setting = wrap((Run(block.text, small() + 0.5, shade=Shade.TEXT),), width, 10.8)
    return lines(setting, before=BETWEEN_BLOCKS)


def _signatures(block: Signatures, width: float) -> list[Piece]:
    column = width / max(1, len(block.labels))
    line = column - 1.2 * COLUMN_GAP
    settings = [wrap((Run(label, DEFINITION),), line, 10.8) for label in block.labels]
    room_to_write = 26.0
    tags = [Tag("P") for _ in block.labels]
    height = room_to_write + 3.0 + max((setting.height for setting in settings), default=0.0)

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, setting in enumerate(settings):
            at = x + index * column
            pen.rule(at, y + room_to_write, line, RULE_TOTAL, Shade.BLACK)
            with pen.inside(tags[index]):
                pen.setting(at, y + room_to_write + 3.0, setting)

    return [Piece(height + 30.0, draw, before=BETWEEN_BLOCKS, sinks=True)]
