"""Lying bars beside their words and numbers; the words are labels, so that nothing is cut off."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from outreach_app.reports.document import BarChart, Count, Hidden, printed
from outreach_app.words import say
from ui.theme import current
from ui.widgets.clearing import clear
from ui.widgets.labels import label

_THICK = 13
_STUB = 26


class _Bar(QWidget):
    """One bar; a withheld one is a hatched stub, the same for all."""

    def __init__(self, value: Count, most: int) -> None:
        super().__init__()
        self._value, self._most = value, most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().px(60), current().px(_THICK))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(30), current().px(_THICK))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current()
        if isinstance(self._value, Hidden):
            painter.setPen(QPen(theme.colour("ink_muted"), 1))
            painter.setBrush(QBrush(theme.colour("ink"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(QRectF(0.5, 0.5, theme.px(_STUB), self.height() - 1))
        elif self._most:
            width = self.width() * self._value / self._most
            painter.fillRect(QRectF(0, 0, width, self.height()), theme.colour("accent"))
        painter.end()


class BarPlot(QFrame):
    """Words, number and bar in rows. It can have the focus, and says every figure then."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(2, 3)

    def show_chart(self, chart: BarChart) -> None:
        """Show a chart."""
        clear(self._grid)
        most = max((bar.value for bar in chart.bars if isinstance(bar.value, int)), default=0)
        spoken = []
        for number, bar in enumerate(chart.bars):
            words = label(bar.label, wrap=True)
            value = label(printed(bar.value), "strong")
            self._grid.addWidget(words, number, 0)
            self._grid.addWidget(value, number, 1, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(_Bar(bar.value, most), number, 2)
            hidden = isinstance(bar.value, Hidden)
            said = say("report.withheld.read") if hidden else printed(bar.value)
            spoken.append(say("figures.bar", label=bar.label, value=said))
        if not chart.bars:
            self._grid.addWidget(label(say("figures.nothing"), "muted", wrap=True), 0, 0, 1, 3)
            spoken.append(say("figures.nothing"))
        self.setAccessibleName(chart.heading.title)
        self.setAccessibleDescription(". ".join(spoken))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(current().colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            painter.end()
