"""A column that scrolls up and down, never sideways."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import role


class _Column(QScrollArea):
    """Takes what it scrolls in when it is laid out for the first time.

    Qt measures it there and then, and again whenever a page that is being built gives the column
    another place; to be measured, all that is in it is dressed, each time anew.
    """

    # A column of a page that goes may be asked for its size when Python has let go of it.
    _inner: QWidget | None = None

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        inner.setParent(self.viewport())

    def _take_in(self) -> None:
        inner, self._inner = self._inner, None
        if inner is not None:
            self.setWidget(inner)

    @override
    def sizeHint(self) -> QSize:
        self._take_in()
        return super().sizeHint()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._take_in()
        super().showEvent(event)


def scrolled(inner: QWidget, name: str) -> QScrollArea:
    """Put a widget into a column that scrolls; the widget is as wide as the column."""
    area = _Column(inner)
    area.setObjectName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    role(inner, "scrolled")
    return area


def centred(card: QWidget, name: str) -> QScrollArea:
    """Put a card into the middle of the window; it scrolls when it is taller than the window.

    With stretches and not with an alignment, under which wrapped words would not get their height.
    """
    middle = QWidget()
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(card)
    across.addStretch(1)
    column = QVBoxLayout(middle)
    column.setContentsMargins(12, 12, 12, 12)
    column.addStretch(1)
    column.addLayout(across)
    column.addStretch(1)
    return scrolled(middle, name)
