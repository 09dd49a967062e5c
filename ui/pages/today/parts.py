"""Small things the cards of Today share."""

from PySide6.QtWidgets import QLayout, QWidget


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()


def holder(layout: QLayout) -> QWidget:
    """Put a layout into a widget of its own, so that it can be hidden."""
    made = QWidget()
    made.setLayout(layout)
    return made
