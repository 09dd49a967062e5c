"""A quiet number with two lines that say what it counts. No colour, no arrow, no target."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.theme import current
from ui.widgets.labels import label


class Figure(QWidget):
    """`beside` puts the lines at the right of the number, as in the month card."""

    def __init__(
        self,
        value: str,
        first: str,
        second: str = "",
        *,
        beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value = label(value, "number")
        self._first = label(first)
        self._second = label(second, "small")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        if beside:
            grid.setHorizontalSpacing(10)
            self._value.setMinimumWidth(current().px(38))
            grid.addWidget(self._value, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._first, 0, 1)
            grid.addWidget(self._second, 1, 1)
            grid.setColumnStretch(1, 1)
        else:
            grid.addWidget(self._value, 0, 0)
            grid.addWidget(self._first, 1, 0)
            grid.addWidget(self._second, 2, 0)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred if beside else QSizePolicy.Policy.Maximum,
            QSizePolicy.Policy.Maximum,
        )
        self.set(value, first, second)

    def set(self, value: str, first: str, second: str = "") -> None:
        """Show another number and its words."""
        self._value.setText(value)
        self._first.setText(first)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self.setAccessibleName(" ".join(part for part in (value, first, second) if part))
