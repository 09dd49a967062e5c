"""Widths in units of the text size, kept when the text size changes."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView, QWidget

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


class _Columns(QObject):
    """Holds the widths of a table's columns; goes with its table."""

    def __init__(self, table: QTableView, widths: Sequence[int]) -> None:
        super().__init__(table)
        self._table = table
        self._widths = tuple(widths)
        self._percent = current().percent
        for number, width in enumerate(widths):
            table.setColumnWidth(number, current().px(width))
        current().changed.connect(self._hold)

    def _hold(self) -> None:
        """Follow the text size; what somebody drew wider by hand stays so much wider."""
        before, self._percent = self._percent, current().percent
        if before == self._percent:
            return
        for number, width in enumerate(self._widths):
            # A hidden column has no width of its own: it gets the one it was meant to have.
            drawn = self._table.columnWidth(number) * self._percent // before
            self._table.setColumnWidth(number, drawn or current().px(width))


def hold_columns(table: QTableView, widths: Sequence[int]) -> None:
    """Give columns these widths at text size 100, and more or less of them at others."""
    _Columns(table, widths)


def hold_width(widget: QWidget, width: int) -> None:
    """Give a widget this width at text size 100, and more or less of it at others."""
    _Width(widget, width)


def hold_least_width(widget: QWidget, width: int) -> None:
    """Give a widget at least this width at text size 100, and more or less of it at others."""
    _Width(widget, width, least=True)
