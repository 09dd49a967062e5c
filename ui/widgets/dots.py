"""How far something has come, as a row of dots; the words beside it say the same."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import current

_SIDE = 7
_STEP = 13


class Dots(QWidget):
    """`full` of `of` dots are filled. A screen reader passes over it."""

    def __init__(self, full: int, of: int = 5) -> None:
        super().__init__()
        self._full, self._of = full, of
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.updateGeometry)

    @property
    def full(self) -> int:
        """How many are filled."""
        return self._full

    @override
    def sizeHint(self) -> QSize:
        px = current().px
        return QSize(px(_STEP) * self._of, px(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        side, step = theme.px(_SIDE), theme.px(_STEP)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - side) / 2
        for number in range(self._of):
            filled = number < self._full
            painter.setPen(QPen(theme.colour("accent" if filled else "line_strong"), 1))
            painter.setBrush(theme.colour("accent" if filled else "surface"))
            painter.drawEllipse(QRectF(number * step + 0.5, top, side, side))
        painter.end()
