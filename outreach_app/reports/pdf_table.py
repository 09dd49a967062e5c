"""Tables as pieces: columns measured, heads repeated, rows that grow and are never cut."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from outreach_app.reports.document import Column, Heading, Hidden, Table, Value, printed
from outreach_app.reports.pdf_flow import Piece, height_of, stacked
from outreach_app.reports.pdf_parts import heading, notes
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import (
    CELL_PAD,
    HEAD,
    ROW_HEIGHT,
    RULE_HEAD,
    RULE_ROW,
    RULE_TOTAL,
    Face,
    Shade,
    sheet,
)
from outreach_app.reports.pdf_tags import Tag
from outreach_app.reports.pdf_text import Run, Setting, longest_word, width_of, wrap
from outreach_app.reports.reading import spoken
from outreach_app.words import say

_LEADING: Final = 11.0
_AIR: Final = 4.0
# Where words are too long for the page, figures may take this much of it.
_FIGURES_SHARE: Final = 0.7
_FIGURES_LEAST: Final = 40.0
_LONE_FIGURES_LEAST: Final = 70.0
# A table lower than this is never parted between two pages.
_WHOLE_BELOW: Final = 240.0


@dataclass(frozen=True, slots=True)
class _Grid:
    columns: tuple[Column, ...]
    widths: tuple[float, ...]

    @property
    def width(self) -> float:
        return sum(self.widths)


def table(block: Table, width: float) -> list[Piece]:
    """Return the pieces of a table: title, head, rows, total, notes."""
    grid = _Grid(block.columns, _widths(block, width))
    title = heading(block.heading, width)
    tag = Tag("Table")
    head = _head(grid, tag)
    rows = tuple(block.all_rows())
    last = len(rows) - 1
    again = _again(block.heading, _head(grid, None), width)
    body = [
        replace(
            _row(grid, tag, cells, total=cells is block.total, last=index == last), repeat=again
        )
        for index, cells in enumerate(rows)
    ]
    under = notes(block.notes, width)
    whole = height_of([title, head, *body, *under]) < _WHOLE_BELOW
    # The first two rows stay with the head and the last two with each other, notes with the last.
    body = [
        replace(piece, keep=whole or index in (0, last - 1) if index < last else bool(under))
        for index, piece in enumerate(body)
    ]
    return [title, head, *body, *under]


def _again(block: Heading, head: Piece, width: float) -> Piece:
    """Return the head as it is drawn once more on the next page."""
    text = say("report.continued", title=block.name)
    setting = wrap((Run(text, HEAD, shade=Shade.TEXT),), width, _LEADING)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.setting(x, y, setting)

    parts = [Piece(setting.height + 1.0, draw), head]
    return Piece(height_of(parts), stacked(parts))


def _runs(value: Value, *, bold: bool, figures: bool) -> tuple[Run, ...]:
    text = printed(value)
    if figures:
        text = text.replace(" ", "\u00a0")  # "11 of 17" stays on one line
    return (Run(text, sheet().body, Face.BOLD if bold else Face.REGULAR),)


def _head_runs(column: Column) -> tuple[Run, ...]:
    return (Run(column.title, HEAD, Face.BOLD, Shade.TEXT),)


def _head(grid: _Grid, table: Tag | None) -> Piece:
    """Return the head of the columns; one that is repeated on a later page belongs to no table."""
    row = Tag("TR", within=table)
    tags = [Tag("TH", within=row) if table else None for _ in grid.columns]
    settings = [
        wrap(_head_runs(column), width - 2 * CELL_PAD, 10.0)
        for column, width in zip(grid.columns, grid.widths, strict=True)
    ]
    height = max(ROW_HEIGHT, max(setting.height for setting in settings) + 3.6)

    def draw(pen: Pen, x: float, y: float) -> None:
        _write(pen, (x, y), grid, (settings, tags), height=height, foot=True)
        pen.rule(x, y + height, grid.width, RULE_HEAD, Shade.BLACK)

    return Piece(height, draw, keep=True)


def _row(grid: _Grid, table: Tag, cells: Sequence[Value], *, total: bool, last: bool) -> Piece:
    row = Tag("TR", within=table)
    tags = [
        Tag("TD", within=row, said=spoken(cell) if isinstance(cell, Hidden) else "")
        if column.figures
        else Tag("TH", within=row, across=True)
        for column, cell in zip(grid.columns, cells, strict=True)
    ]
    settings = [
        wrap(_runs(cell, bold=total, figures=column.figures), width - 2 * CELL_PAD, _LEADING)
        for cell, column, width in zip(cells, grid.columns, grid.widths, strict=True)
    ]
    height = max(ROW_HEIGHT, max(setting.height for setting in settings) + 3.2)

    def draw(pen: Pen, x: float, y: float) -> None:
        if total:
            pen.rule(x, y, grid.width, RULE_TOTAL, Shade.BLACK)
        weight, shade = (RULE_TOTAL, Shade.EDGE) if last else (RULE_ROW, Shade.RULE)
        pen.rule(x, y + height, grid.width, weight, shade)
        at = x
        for cell, width in zip(cells, grid.widths, strict=True):
            if isinstance(cell, Hidden):
                pen.box((at, y), (width, height), fill=Shade.GROUND, edge=Shade.EDGE, weight=0.4)
            at += width
        _write(pen, (x, y), grid, (settings, tags), height=height)

    return Piece(height, draw)


def _write(
    pen: Pen,
    corner: tuple[float, float],
    grid: _Grid,
    cells: tuple[Sequence[Setting], Sequence[Tag | None]],
    *,
    height: float,
    foot: bool = False,
) -> None:
    x, y = corner
    for column, width, setting, tag in zip(grid.columns, grid.widths, *cells, strict=True):
        inside = width - 2 * CELL_PAD
        spare = height - setting.height
        # Heads stand on their rule; the lines of a grown row begin level with its figures.
        top = y + (spare - 2.0 if foot else min(spare / 2, (ROW_HEIGHT - _LEADING) / 2))
        side = "right" if column.figures else "left"
        with pen.inside(tag):
            pen.setting(x + CELL_PAD, top, setting, width=inside, align=side)  # type: ignore[arg-type]
        x += width


def _widths(block: Table, width: float) -> tuple[float, ...]:
    """Share the width out: what each column would like, but at least its longest word."""
    liked: list[float] = []
    least: list[float] = []
    lone = sum(column.figures for column in block.columns) == 1
    floor = _LONE_FIGURES_LEAST if lone else _FIGURES_LEAST
    for index, column in enumerate(block.columns):
        texts = [_head_runs(column)]
        for cells in block.all_rows():
            bold = cells is block.total
            texts.append(_runs(cells[index], bold=bold, figures=column.figures))
        natural = max(sum(width_of(run) for run in runs) for runs in texts) + 2 * CELL_PAD
        words = max(longest_word(runs) for runs in texts) + 2 * CELL_PAD
        liked.append(natural)
        least.append(words)
    spare = width - sum(liked)
    if spare >= 0:
        # Figures like some air to their left, but no label breaks for it.
        for index, column in enumerate(block.columns):
            if column.figures:
                air = min(max(_AIR, floor - liked[index]), spare)
                liked[index] += air
                spare -= air
        texts_at = [i for i, column in enumerate(block.columns) if not column.figures]
        for index in texts_at or range(len(liked)):
            liked[index] += spare / (len(texts_at) or len(liked))
        return tuple(liked)
    tight = width - sum(least)
    if tight >= 0:
        wish = [like - need for like, need in zip(liked, least, strict=True)]
        share = tight / sum(wish)
        return tuple(need + part * share for need, part in zip(least, wish, strict=True))
    return _crowded(block, least, width)


def _crowded(block: Table, least: Sequence[float], width: float) -> tuple[float, ...]:
    """Share out too little: figures stay whole where they can, labels break inside a word."""
    figures = sum(need for need, column in zip(least, block.columns, strict=True) if column.figures)
    given = min(figures, _FIGURES_SHARE * width)
    words = sum(least) - figures
    return tuple(
        need * (given / figures if column.figures else (width - given) / words)
        for need, column in zip(least, block.columns, strict=True)
    )
