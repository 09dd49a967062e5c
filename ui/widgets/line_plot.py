"""Lines over months, painted: told apart by dash and sign, never by colour alone.

The words say everything the picture says: the description holds every figure, and the arrows go
from month to month and say each one below the chart.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from outreach_app.reports.axis import scale
from outreach_app.reports.document import Count, Hidden, LineChart, printed
from outreach_app.words import say
from ui.theme import current

_HEIGHT: Final = 190
_DASHES: Final = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
_COLOURS: Final = ("accent", "ink", "caution")
_HATCH: Final = 7.0


class LinePlot(QWidget):
    """One line chart. Signal: `pointed` carries the words of the month under the mark."""

    pointed = Signal(str)

    def __init__(self, name: str, *, percent: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._percent = percent
        self._chart: LineChart | None = None
        self._marks: tuple[float, ...] = ()
        self._at: int | None = None
        current().changed.connect(self.updateGeometry)

    def show_chart(self, chart: LineChart, marks: Sequence[float] = ()) -> None:
        """Show a chart; `marks` are places of events on the time line, in months from the left."""
        self._chart = chart
        self._marks = tuple(marks)
        self._at = None
        self.setAccessibleName(f"{chart.heading.title}. {say('figures.keys')}")
        words = " ".join(f"{self.words_of(index)}." for index in range(len(chart.labels)))
        self.setAccessibleDescription(words)
        self.update()

    def words_of(self, index: int) -> str:
        """Return the words of one month: every line's figure."""
        if self._chart is None:
            return ""
        values = ", ".join(
            self._value_words(one.name, one.values[index]) for one in self._chart.series
        )
        return say("figures.point", label=self._chart.labels[index], values=values)

    def _value_words(self, name: str, value: Count | None) -> str:
        if value is None:
            return say("figures.no_point", name=name)
        key = "figures.point_share" if self._percent else "figures.point_value"
        text = say("report.withheld.read") if isinstance(value, Hidden) else printed(value)
        return say(key, value=text, name=name)

    # going from month to month

    def _point(self, index: int) -> None:
        if self._chart is None:
            return
        self._at = max(0, min(index, len(self._chart.labels) - 1))
        self.pointed.emit(self.words_of(self._at))
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._chart.labels) - 1 if self._chart is not None else 0
        here = last if self._at is None else self._at
        first_press = self._at is None
        match event.key():
            case Qt.Key.Key_Left:
                self._point(here if first_press else here - 1)
            case Qt.Key.Key_Right:
                self._point(here if first_press else here + 1)
            case Qt.Key.Key_Home:
                self._point(0)
            case Qt.Key.Key_End:
                self._point(last)
            case _:
                super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._chart is not None:
            plot = self._plot()
            step = plot.width() / max(1, len(self._chart.labels) - 1)
            self._point(round((event.position().x() - plot.left()) / step))
        super().mousePressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().px(320), current().px(_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(200), current().px(_HEIGHT))

    # measuring

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(current().font("smallest"))

    def _scale(self) -> tuple[int, int]:
        if self._percent:
            return 25, 4
        values = [value for value in self._values() if isinstance(value, int)]
        return scale(max(values, default=0))

    def _values(self) -> Iterator[Count | None]:
        if self._chart is not None:
            for one in self._chart.series:
                yield from one.values

    def _tick(self, number: int) -> str:
        text = printed(number)
        return say("rates.percent", percent=text) if self._percent else text

    def _legend_lines(self) -> list[list[int]]:
        """Share the names of the lines out over as many lines as the width needs."""
        if self._chart is None:
            return []
        lines: list[list[int]] = [[]]
        metrics, used = self._metrics(), 0.0
        for index, one in enumerate(self._chart.series):
            width = metrics.horizontalAdvance(one.name) + current().px(44)
            if lines[-1] and used + width > self.width():
                lines.append([])
                used = 0.0
            lines[-1].append(index)
            used += width
        return lines

    def _plot(self) -> QRectF:
        metrics = self._metrics()
        step, steps = self._scale()
        left = max(metrics.horizontalAdvance(self._tick(step * at)) for at in range(steps + 1)) + 10
        top = len(self._legend_lines()) * (metrics.height() + 4) + metrics.height() + 2
        bottom = metrics.height() + 10
        right = metrics.horizontalAdvance("Mmm") / 2 + 6
        return QRectF(left, top, self.width() - left - right, self.height() - top - bottom)

    # painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(current().font("smallest"))
        plot = self._plot()
        self._draw_legend(painter)
        self._draw_grid(painter, plot)
        self._draw_months(painter, plot)
        self._draw_marks(painter, plot)
        for index in range(len(self._chart.series)):
            self._draw_line(painter, plot, index)
        if self.hasFocus():
            painter.setPen(QPen(current().colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _pen(self, index: int) -> QPen:
        return QPen(current().colour(_COLOURS[index]), 2, _DASHES[index])

    def _draw_legend(self, painter: QPainter) -> None:
        metrics, px = self._metrics(), current().px
        if self._chart is None:
            return
        for number, line in enumerate(self._legend_lines()):
            x, middle = 4.0, number * (metrics.height() + 4) + metrics.height() / 2 + 2
            for index in line:
                painter.setPen(self._pen(index))
                painter.drawLine(QPointF(x, middle), QPointF(x + px(24), middle))
                self._sign(painter, index, QPointF(x + px(12), middle))
                painter.setPen(current().colour("ink"))
                name = self._chart.series[index].name
                painter.drawText(
                    QPointF(x + px(30), middle + metrics.ascent() / 2 - metrics.descent() / 2), name
                )
                x += metrics.horizontalAdvance(name) + px(44)

    def _draw_grid(self, painter: QPainter, plot: QRectF) -> None:
        step, steps = self._scale()
        metrics = self._metrics()
        for at in range(steps + 1):
            y = plot.bottom() - plot.height() * at / steps
            painter.setPen(QPen(current().colour("line_strong" if at == 0 else "line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(current().colour("ink_muted"))
            text = self._tick(step * at)
            x = plot.left() - 6 - metrics.horizontalAdvance(text)
            painter.drawText(QPointF(x, y + metrics.ascent() / 2 - 1), text)

    def _x(self, plot: QRectF, index: float) -> float:
        count = len(self._chart.labels) if self._chart is not None else 1
        return plot.left() + plot.width() * index / max(1, count - 1)

    def _draw_months(self, painter: QPainter, plot: QRectF) -> None:
        """Write the months below the axis, fewer of them where they stand too close."""
        if self._chart is None:
            return
        metrics, names = self._metrics(), self._chart.labels
        wide = max(metrics.horizontalAdvance(name) for name in names) + 6
        every = max(1, -int(-wide // max(1.0, plot.width() / max(1, len(names) - 1))))
        painter.setPen(current().colour("ink_muted"))
        for index, name in enumerate(names):
            if (len(names) - 1 - index) % every == 0:
                x = self._x(plot, index) - metrics.horizontalAdvance(name) / 2
                painter.drawText(QPointF(x, plot.bottom() + metrics.height() + 2), name)

    def _draw_marks(self, painter: QPainter, plot: QRectF) -> None:
        metrics = self._metrics()
        for number, place in enumerate(self._marks, start=1):
            x = self._x(plot, place)
            painter.setPen(QPen(current().colour("ink_muted"), 1, Qt.PenStyle.DashDotLine))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            painter.setPen(current().colour("ink"))
            text = str(number)
            left = x - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(left, plot.top() - metrics.descent()), text)
        if self._at is not None:
            x = self._x(plot, self._at)
            painter.setPen(QPen(current().colour("focus"), 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def _draw_line(self, painter: QPainter, plot: QRectF, index: int) -> None:
        if self._chart is None:
            return
        step, steps = self._scale()
        points: list[QPointF | None] = []
        for at, value in enumerate(self._chart.series[index].values):
            x = self._x(plot, at)
            if isinstance(value, Hidden):
                # Withheld points all look alike, at one height that says nothing.
                box = QRectF(x - _HATCH / 2, plot.bottom() - _HATCH - 3, _HATCH, _HATCH)
                painter.setPen(QPen(current().colour("ink_muted"), 1))
                painter.setBrush(QBrush(current().colour("ink"), Qt.BrushStyle.BDiagPattern))
                painter.drawRect(box)
            elif value is not None:
                points.append(QPointF(x, plot.bottom() - plot.height() * value / (step * steps)))
                continue
            points.append(None)
        painter.setPen(self._pen(index))
        for start, end in pairwise(points):
            if start is not None and end is not None:
                painter.drawLine(start, end)
        for point in points:
            if point is not None:
                self._sign(painter, index, point)

    def _sign(self, painter: QPainter, index: int, place: QPointF) -> None:
        """Draw the sign of a line: filled disc, open square, open triangle."""
        colour = current().colour(_COLOURS[index])
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(colour if index == 0 else current().colour("surface"))
        if index == 0:
            painter.drawEllipse(place, 3.2, 3.2)
        elif index == 1:
            painter.drawRect(QRectF(place.x() - 3, place.y() - 3, 6, 6))
        else:
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(place.x(), place.y() - 4),
                        QPointF(place.x() - 4, place.y() + 3),
                        QPointF(place.x() + 4, place.y() + 3),
                    ]
                )
            )
