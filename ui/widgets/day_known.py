"""A day that may not be known: a tick, and the day only when it is there."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from ui.widgets.any_day import AnyDay


class DayKnown(QWidget):
    """The value is an ISO day, or "" while the tick is out. Signal: `changed`."""

    changed = Signal()

    def __init__(self, name: str, title: str, words: str, day: date) -> None:
        super().__init__()
        self.setObjectName(name)
        self.tick = QCheckBox(words)
        self.tick.setObjectName(f"{name}.known")
        self.tick.setAccessibleName(words)
        self.day = AnyDay(f"{name}.day", title, day)
        self.day.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.tick)
        line.addWidget(self.day)
        line.addStretch(1)
        self.tick.toggled.connect(self._ticked)
        self.day.dateChanged.connect(lambda _: self.changed.emit())
        self.day.setEnabled(False)

    def value(self) -> str:
        """Return the day, or ""."""
        return self.day.day().isoformat() if self.tick.isChecked() else ""

    def set_value(self, value: str) -> None:
        """Put a day in, or take it out."""
        self.tick.setChecked(bool(value))
        if value:
            self.day.set_day(date.fromisoformat(value))

    def take_focus(self) -> None:
        """Focus the tick."""
        self.tick.setFocus()

    def _ticked(self, on: bool) -> None:
        self.day.setEnabled(on)
        self.changed.emit()


class DayChosen(AnyDay):
    """A day that is always there; the value is its ISO form. Signal: `changed`."""

    changed = Signal()

    def __init__(self, name: str, title: str, day: date) -> None:
        super().__init__(name, title, day)
        self.dateChanged.connect(lambda _: self.changed.emit())
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def value(self) -> str:
        """Return the day."""
        return self.day().isoformat()

    def set_value(self, value: str) -> None:
        """Put another day in; "" leaves it."""
        if value:
            self.set_day(date.fromisoformat(value))
