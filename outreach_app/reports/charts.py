"""Charts for a black-and-white printer: lying bars and lines over time, drawn with our own pen.

They know protected figures only. Scale and axis come from printed values, and a withheld value is
drawn with one fixed shape at one fixed place, so that no length or height says anything about it.
"""

from typing import Final

from outreach_app.reports.document import Bar, BarChart, Hidden, LineChart, printed
from outreach_app.reports.pdf_flow import Piece
from outreach_app.reports.pdf_lines import Plot
from outreach_app.reports.pdf_parts import heading, notes
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import Face, Shade, sheet
from outreach_app.reports.pdf_tags import Tag
from outreach_app.reports.pdf_text import Run, Setting, width_of, wrap
from outreach_app.reports.reading import words_of

STUB: Final = 26.0
_BAR: Final = 11.0
_BAR_PITCH: Final = 18.0
_BAR_LABEL_SHARE: Final = 0.42
_NUMBER_GAP: Final = 4.0
_LABEL_LEADING: Final = 10.6


def bar_chart(block: BarChart, width: float) -> list[Piece]:
    """Return title, bars and notes; a withheld bar is a hatched stub with the dash beside it."""
    title = heading(block.heading, width)
    if not block.bars:
        return [title, *notes(block.notes, width)]
    under = notes(block.notes, width)
    runs = [Run(bar.label, sheet().body) for bar in block.bars]
    label_width = min(max(width_of(run) for run in runs), _BAR_LABEL_SHARE * width)
    labels = [wrap((run,), label_width, _LABEL_LEADING) for run in runs]
    numbers = [
        wrap((Run(printed(bar.value), sheet().body, Face.BOLD),), width / 4, _LABEL_LEADING)
        for bar in block.bars
    ]
    axis = label_width + 6.0
    longest = width - axis - _NUMBER_GAP - max(number.width for number in numbers) - 2.0
    heights = [max(_BAR_PITCH, label.height + 4.0) for label in labels]
    top = max((bar.value for bar in block.bars if isinstance(bar.value, int)), default=0)

    tag = Tag("Figure", alt=words_of(block))

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.inside(tag):
            draw_bars(pen, x, y)

    def draw_bars(pen: Pen, x: float, y: float) -> None:
        at = y + 2.0
        for bar, label, number, height in zip(block.bars, labels, numbers, heights, strict=True):
            pen.setting(x, _centred(at, height, label), label, width=label_width, align="right")
            end = _bar(pen, bar, (x + axis, at + (height - _BAR) / 2), longest, top)
            pen.setting(end + _NUMBER_GAP, _centred(at, height, number), number)
            at += height
        pen.path(((x + axis, y), (x + axis, at + 2.0)), weight=0.9)

    return [title, Piece(sum(heights) + 4.0, draw, keep=bool(under)), *under]


def _bar(pen: Pen, bar: Bar, corner: tuple[float, float], longest: float, top: int) -> float:
    """Draw one bar and return where it ends."""
    if isinstance(bar.value, Hidden):
        pen.hatch(corner, (STUB, _BAR))
        return corner[0] + STUB
    length = longest * bar.value / top if top else 0.0
    if length:
        pen.box(corner, (length, _BAR), fill=Shade.TEXT)
    return corner[0] + length


def _centred(y: float, height: float, setting: Setting) -> float:
    return y + (height - setting.height) / 2


def line_chart(block: LineChart, width: float) -> list[Piece]:
    """Return title, lines, the figures below them, and notes."""
    title = heading(block.heading, width)
    under = notes(block.notes, width)
    plot = Plot(block, width)
    tag = Tag("Figure", alt=words_of(block))

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.inside(tag):
            plot.draw(pen, x, y)

    figures = notes(plot.sentences(), width)
    body = Piece(plot.height, draw, keep=bool(under or figures))
    if figures and under:
        figures[-1] = Piece(figures[-1].height, figures[-1].draw, figures[-1].before, keep=True)
    return [title, body, *figures, *under]
