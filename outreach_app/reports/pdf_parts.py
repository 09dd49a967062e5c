"""Small pieces that several blocks are made of: headings, notes, lines of text."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from outreach_app.reports.document import Heading
from outreach_app.reports.pdf_flow import Draw, Piece
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import HEAD, SECTION, Face, Shade, sheet
from outreach_app.reports.pdf_tags import Tag
from outreach_app.reports.pdf_text import Run, Setting, wrap

BETWEEN_BLOCKS: Final = 8.4
NOTE_LEADING: Final = 9.8
_HEADING_LEADING: Final = 13.6
_AFTER_HEADING: Final = 2.4


def heading(block: Heading, width: float) -> Piece:
    """Return a section's title with its note beside it; it stays with what follows."""
    runs = []
    if block.number is not None:
        runs.append(Run(str(block.number), SECTION, Face.BOLD))
    runs.append(Run(block.title, SECTION, Face.BOLD, gap=2.5 if runs else 0.0))
    setting = _with_note(runs, block.note, width)

    tag = Tag("H2")

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.outline(block.name, y)
        with pen.inside(tag):
            pen.setting(x, y, setting)

    return Piece(setting.height + _AFTER_HEADING, draw, before=BETWEEN_BLOCKS, keep=True)


def _with_note(title: list[Run], text: str, width: float) -> Setting:
    """Set a note beside its title, or whole below it: broken off after a word it reads as one."""
    alone = wrap(title, width, _HEADING_LEADING)
    if not text:
        return alone
    note = Run(text, HEAD, shade=Shade.TEXT)
    beside = wrap([*title, replace(note, gap=3.0)], width, _HEADING_LEADING)
    if len(beside.lines) == len(alone.lines):
        return beside
    below = wrap((note,), width, _HEADING_LEADING)
    return Setting((*alone.lines, *below.lines), _HEADING_LEADING, alone.size)


def lines(
    setting: Setting, *, before: float = 0.0, keep: bool = False, together: bool = False
) -> list[Piece]:
    """Return one piece a line; a lone first or last line is never left on a page by itself.

    `keep` ties the last line to what follows, `together` all lines to one another.
    """
    last = len(setting.lines) - 1
    pieces = []
    tag = Tag("P")
    for index, line in enumerate(setting.lines):
        tied = keep if index == last else together or index in (0, last - 1)
        single = Setting((line,), setting.leading, setting.size)
        pieces.append(
            Piece(setting.leading, _writer(single, tag), before=0.0 if index else before, keep=tied)
        )
    return pieces


def notes(texts: Sequence[str], width: float) -> list[Piece]:
    """Return the small grey sentences under a table or chart."""
    pieces: list[Piece] = []
    for text in texts:
        setting = wrap((Run(text, small(), shade=Shade.TEXT),), width, NOTE_LEADING)
        pieces += lines(setting, before=1.0 if pieces else 3.0, together=True)
    return pieces


def small() -> float:
    """Return the size of notes, a little above the smallest there is."""
    return sheet().smallest + 0.3


def _writer(setting: Setting, tag: Tag) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.inside(tag):
            pen.setting(x, y, setting)

    return draw
