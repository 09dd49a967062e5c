"""A column that scrolls up and down, never sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import role


def scrolled(inner: QWidget, name: str) -> QScrollArea:
    """Put a widget into a column that scrolls; the widget is as wide as the column."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    role(inner, "scrolled")
    area.setWidget(inner)
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
