"""Small things the cards of Today share."""

from PySide6.QtWidgets import QLayout, QWidget


def holder(layout: QLayout) -> QWidget:
    """Put a layout into a widget of its own, so that it can be hidden."""
    made = QWidget()
    made.setLayout(layout)
    return made
