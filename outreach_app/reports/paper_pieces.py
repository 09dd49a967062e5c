"""What blank sheets are made of: places to write on, boxes to tick, lines to write between."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from outreach_app.reports.pdf_flow import Draw, Piece
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import Face, Shade, sheet
from outreach_app.reports.pdf_text import Run, Setting, width_of, wrap

BODY: Final = 9.2
SMALL: Final = 8.2
LEADING: Final = 12.4
# Room for handwriting between two lines, about 8 mm.
HAND: Final = 23.0
_BOX: Final = 8.4
_BOX_GAP: Final = 4.0
_TICK_GAP: Final = 13.0
_TICK_LINE: Final = 14.6
_HAIR: Final = 0.5


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to write on with its label; `share` of the width, `signs` draws a box a sign."""

    label: str
    share: float = 1.0
    signs: int = 0


def heading(title: str, note: str = "") -> Piece:
    """Return the title of a part, tied to what follows."""
    runs = [Run(title, 11.5, Face.BOLD)]
    if note:
        runs.append(Run(note, SMALL, shade=Shade.TEXT, gap=3.0))
    setting = wrap(runs, sheet().width, 15.0)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.outline(title, y)
        pen.setting(x, y, setting)
        pen.rule(x, y + setting.height + 1.0, sheet().width, 0.9, Shade.BLACK)

    return Piece(setting.height + 4.0, draw, before=9.0, keep=True)


def words(text: str, *, size: float = SMALL, bold: bool = False, before: float = 2.0) -> Piece:
    """Return a sentence."""
    face = Face.BOLD if bold else Face.REGULAR
    shade = Shade.BLACK if bold or size > SMALL else Shade.TEXT
    setting = wrap((Run(text, size, face, shade),), sheet().width, size * 1.35)
    return Piece(setting.height + 1.0, _writing(setting), before=before)


def blanks(fields: Sequence[Blank], *, width: float = 0.0, before: float = 4.0) -> Piece:
    """Return places to write on side by side, sharing the width."""
    whole = width or sheet().width
    total = sum(each.share for each in fields)
    gap = 10.0
    room = whole - gap * (len(fields) - 1)

    def draw(pen: Pen, x: float, y: float) -> None:
        for each in fields:
            own = room * each.share / total
            _blank(pen, each, (x, y), own)
            x += own + gap

    return Piece(HAND + 2.0, draw, before=before)


def _blank(pen: Pen, blank: Blank, corner: tuple[float, float], width: float) -> None:
    x, y = corner
    run = Run(blank.label, SMALL, shade=Shade.TEXT)
    base = y + HAND - 3.0
    pen.text(x, base, run)
    start = x + width_of(run) + 4.0
    if blank.signs:
        side = min(17.0, (x + width - start) / blank.signs)
        for number in range(blank.signs):
            pen.box((start + number * side, base - 14.0), (side, 17.0), edge=Shade.EDGE)
    else:
        pen.rule(start, base + 2.0, max(x + width - start, 8.0), _HAIR, Shade.EDGE)


def lines(count: int) -> list[Piece]:
    """Return lines to write on, each of which may begin a page."""

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.rule(x, y + HAND - 2.0, sheet().width, _HAIR, Shade.EDGE)

    return [Piece(HAND, draw) for _ in range(count)]


def ticks(label: str, options: Sequence[str], *, width: float = 0.0, beside: float = 0.0) -> Piece:
    """Return boxes to tick under their label, or right of it in a column of `beside` points."""
    whole = width or sheet().width
    title = wrap((Run(label, BODY, Face.BOLD),), beside or whole, LEADING) if label else None
    left = beside if title and beside else 0.0
    rows = _rows(options, whole - left)
    top = title.height + 1.0 if title and not beside else 0.0
    height = top + max(len(rows) * _TICK_LINE, title.height if title and beside else 0.0)

    def draw(pen: Pen, x: float, y: float) -> None:
        if title is not None:
            pen.setting(x, y, title)
        at = y + top
        for row in rows:
            for shift, setting in row:
                _tick(pen, x + left + shift, at, setting)
            at += _TICK_LINE

    return Piece(height + 1.0, draw, before=4.0)


def tick_run(pen: Pen, x: float, y: float, text: str) -> float:
    """Draw one box with its words, and return where the next one may stand."""
    setting = wrap((Run(text, SMALL),), sheet().width, _TICK_LINE)
    _tick(pen, x, y, setting)
    return x + _BOX + _BOX_GAP + setting.width + _TICK_GAP


def _tick(pen: Pen, x: float, y: float, setting: Setting) -> None:
    pen.box((x, y + (_TICK_LINE - _BOX) / 2), (_BOX, _BOX), edge=Shade.BLACK, weight=0.7)
    pen.setting(x + _BOX + _BOX_GAP, y, setting)


def _rows(options: Sequence[str], width: float) -> list[list[tuple[float, Setting]]]:
    rows: list[list[tuple[float, Setting]]] = [[]]
    used = 0.0
    for option in options:
        setting = wrap((Run(option, SMALL),), width - _BOX - _BOX_GAP, _TICK_LINE)
        needed = _BOX + _BOX_GAP + setting.width
        if rows[-1] and used + needed > width:
            rows.append([])
            used = 0.0
        rows[-1].append((used, setting))
        used += needed + _TICK_GAP
    return rows


def question(title: str, asked: str, answers: Sequence[str], who: str) -> Piece:
    """Return a question that is read aloud: its words, a box an answer, who exactly."""
    width = sheet().width
    name = wrap((Run(title, SMALL, Face.BOLD, Shade.TEXT),), width, 11.0)
    said = wrap((Run(asked, 10.4),), width, 14.0)
    height = name.height + said.height + _TICK_LINE + 8.0

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.setting(x, y, name)
        pen.setting(x, y + name.height, said)
        at = y + name.height + said.height + 1.0
        next_x = x
        for answer in answers:
            next_x = tick_run(pen, next_x, at, answer)
        run = Run(who, SMALL, shade=Shade.TEXT)
        pen.text(next_x, at + 10.4, run)
        start = next_x + width_of(run) + 4.0
        pen.rule(start, at + 12.0, x + width - start, _HAIR, Shade.EDGE)
        pen.rule(x, y + height - 2.0, width, 0.25, Shade.RULE)

    return Piece(height, draw, before=3.0)


def _writing(setting: Setting) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.setting(x, y, setting)

    return draw
