"""The line chart, measured and then drawn. Lines differ by dash and marker, never by colour."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from outreach_app.reports.axis import scale
from outreach_app.reports.document import Count, Hidden, LineChart, Series, printed
from outreach_app.reports.pdf_pen import Marker, Pen, Point
from outreach_app.reports.pdf_style import Face, Shade, sheet
from outreach_app.reports.pdf_text import Run, Setting, width_of, wrap
from outreach_app.words import say

HATCH: Final = 6.0
_DASHES: Final[tuple[tuple[float, ...], ...]] = ((), (4.0, 2.0), (1.0, 2.0))
_MARKERS: Final[tuple[Marker, ...]] = ("disc", "square", "triangle")

_PLOT_HEIGHT: Final = 66.0
_ABOVE: Final = 5.0
_LEADING: Final = 9.4
_END_GAP: Final = 7.0
_END_SHARE: Final = 0.22
# Withheld points all stand this far above the axis, those of one month beside one another.
_HATCH_FLOOR: Final = 3.0
_HATCH_STEP: Final = HATCH + 1.0


class Plot:
    """One line chart of a given width; all lengths in points."""

    def __init__(self, block: LineChart, width: float) -> None:
        self._block = block
        self._width = width
        values = [value for one in block.series for value in one.values if isinstance(value, int)]
        self._step, self._steps = scale(max(values, default=0))
        self._empty = not values
        self._ends = [_end(one, _END_SHARE * width) for one in block.series]
        self._ticks = [self._small(text) for text in self._tick_texts()]
        self._left = max(tick.width for tick in self._ticks) + 14.0
        self._end_gap = _END_GAP + (len(block.series) - 1) * _HATCH_STEP / 2
        right = max(end.width for end in self._ends) + self._end_gap
        # The last point is the end of the grid, its label follows at once.
        self._plot_width = width - self._left - right
        self._slot = self._plot_width / max(0.5, len(block.labels) - 0.5)
        self._plot_height = max(_PLOT_HEIGHT, sum(end.height for end in self._ends))
        self._labels, self._staggered = self._label_settings()
        self._strip = self._strip_settings()

    @property
    def height(self) -> float:
        """The height of the chart with its labels and figures."""
        return _ABOVE + self._plot_height + 3.0 + self._label_height() + self._strip_height() + 1.0

    def sentences(self) -> tuple[str, ...]:
        """Return the figures as sentences where the months are too narrow to print them below."""
        if self._strip:
            return ()
        return tuple(figures_sentence(self._block, one) for one in self._block.series)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw grid, lines, labels and figures below y."""
        top = y + _ABOVE
        foot = top + self._plot_height
        self._draw_grid(pen, x, foot)
        for index, one in enumerate(self._block.series):
            self._draw_withheld(pen, x, foot, index, one)
        ends = [
            self._draw_series(pen, x, foot, index, one)
            for index, one in enumerate(self._block.series)
        ]
        right = x + self._left + self._plot_width + self._end_gap
        for end, middle in zip(self._ends, self._apart(ends, top, foot), strict=True):
            pen.setting(right, middle - end.height / 2, end)
        self._draw_labels(pen, x, foot + 3.0)
        self._draw_strip(pen, x, foot + 3.0 + self._label_height())

    def _tick_texts(self) -> Iterator[str]:
        yield printed(0)
        if not self._empty:
            yield from (printed(self._step * at) for at in range(1, self._steps + 1))

    def _small(self, text: str, width: float = float("inf")) -> Setting:
        run = Run(text, sheet().smallest, shade=Shade.TEXT)
        return wrap((run,), width, _LEADING)

    def _draw_grid(self, pen: Pen, x: float, foot: float) -> None:
        start = x + self._left
        for at, tick in enumerate(self._ticks):
            y = foot - at * self._plot_height / self._steps
            weight, shade = (1.0, Shade.BLACK) if at == 0 else (0.5, Shade.RULE)
            pen.rule(start, y, self._plot_width, weight, shade)
            pen.setting(x, y - tick.height / 2, tick, width=self._left - 4.0, align="right")

    def _x(self, x: float, index: int) -> float:
        return x + self._left + (index + 0.5) * self._slot

    def _y(self, foot: float, value: int) -> float:
        return foot - self._plot_height * value / (self._step * self._steps)

    def _draw_series(self, pen: Pen, x: float, foot: float, line: int, one: Series) -> float:
        """Draw one line and return the height at which its label belongs."""
        points: list[Point | None] = [
            (self._x(x, index), self._y(foot, value)) if isinstance(value, int) else None
            for index, value in enumerate(one.values)
        ]
        for start, end in pairwise(points):
            if start is not None and end is not None:
                pen.path((start, end), weight=1.3, dash=_DASHES[line])
        for point in points:
            if point is not None:
                pen.marker(_MARKERS[line], *point)
        last = points[-1] if points else None
        return last[1] if last is not None else foot - _HATCH_FLOOR - HATCH / 2

    def _draw_withheld(self, pen: Pen, x: float, foot: float, line: int, one: Series) -> None:
        shift = (line - (len(self._block.series) - 1) / 2) * _HATCH_STEP - HATCH / 2
        for index, value in enumerate(one.values):
            if isinstance(value, Hidden):
                corner = (self._x(x, index) + shift, foot - _HATCH_FLOOR - HATCH)
                pen.hatch(corner, (HATCH, HATCH))

    def _apart(self, middles: Sequence[float], top: float, foot: float) -> list[float]:
        """Push the labels at the ends of the lines apart until none touches another."""
        order = sorted(range(len(middles)), key=lambda index: middles[index])
        placed = list(middles)
        low = top - _ABOVE
        for index in order:
            half = self._ends[index].height / 2
            placed[index] = max(placed[index], low + half)
            low = placed[index] + half
        high = foot
        for index in reversed(order):
            half = self._ends[index].height / 2
            placed[index] = min(placed[index], high - half)
            high = placed[index] - half
        return placed

    def _label_settings(self) -> tuple[list[Setting], bool]:
        """Return the labels below the axis; wide ones stand on two floors in turn."""
        free = self._slot - 2.0
        plain = [self._small(text) for text in self._block.labels]
        if all(label.width <= free for label in plain):
            return plain, False
        wide = [self._small(text, 2 * self._slot - 3.0) for text in self._block.labels]
        return wide, True

    def _floor_height(self) -> float:
        return max((label.height for label in self._labels), default=0.0)

    def _label_height(self) -> float:
        return self._floor_height() * (2 if self._staggered else 1)

    def _draw_labels(self, pen: Pen, x: float, y: float) -> None:
        for index, label in enumerate(self._labels):
            floor = self._floor_height() if self._staggered and index % 2 else 0.0
            for at, line in enumerate(label.lines):
                left = self._x(x, index) - line.width / 2
                pen.line(left, y + floor + label.baseline(at), line)

    def _strip_settings(self) -> list[list[Setting]]:
        rows = [[self._small(_figure(value)) for value in one.values] for one in self._block.series]
        fits = all(cell.width <= self._slot - 2.0 for row in rows for cell in row)
        return rows if fits else []

    def _strip_height(self) -> float:
        return len(self._strip) * _LEADING + 2.0 if self._strip else 0.0

    def _draw_strip(self, pen: Pen, x: float, y: float) -> None:
        """Write the figures below the months, each row with the marker of its line."""
        for line, row in enumerate(self._strip):
            top = y + 1.0 + line * _LEADING
            start = x + self._left - 10.0
            pen.marker(_MARKERS[line], start, top + _LEADING / 2)
            for index, cell in enumerate(row):
                pen.setting(self._x(x, index) - cell.width / 2, top, cell)


def _figure(value: Count | None) -> str:
    return "" if value is None else printed(value)


def _end(one: Series, most: float) -> Setting:
    """Return the label at the end of a line: its last figure and its name."""
    last = one.values[-1] if one.values else None
    text = f"{_figure(last)} {one.name}".strip()
    run = Run(text, sheet().smallest + 0.4, Face.BOLD)
    return wrap((run,), max(most, width_of(Run("00,000", run.size))), _LEADING)


def figures_sentence(block: LineChart, one: Series) -> str:
    """Return a line as a sentence of its points."""
    points = ", ".join(
        say(
            "report.figures.point",
            label=label,
            value=_figure(value) or say("report.figures.no_figure"),
        )
        for label, value in zip(block.labels, one.values, strict=True)
    )
    return say("report.figures.series", name=one.name, points=points)
