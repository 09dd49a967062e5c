"""Widths in units of the text size, kept when the text size changes."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.theme import current


class _Width(QObject):
    """Holds one width; goes with its widget."""

    def __init__(self, widget: QWidget, width: int, *, least: bool = False) -> None:
        super().__init__(widget)
        self._widget = widget
        self._width = width
        self._least = least
        current().changed.connect(self._hold)
        self._hold()

    def _hold(self) -> None:
        width = current().px(self._width)
        if self._least:
            self._widget.setMinimumWidth(width)
        else:
            self._widget.setFixedWidth(width)


def hold_width(widget: QWidget, width: int) -> None:
    """Give a widget this width at text size 100, and more or less of it at others."""
    _Width(widget, width)


def hold_least_width(widget: QWidget, width: int) -> None:
    """Give a widget at least this width at text size 100, and more or less of it at others."""
    _Width(widget, width, least=True)
