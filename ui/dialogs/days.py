"""A field for a day: today unless another one is chosen."""

from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit
from typing_extensions import override


class DayField(QDateEdit):
    """A day not after `today`, if that is given, nor before `least`.

    The wheel scrolls the page, never the day.
    """

    def __init__(
        self, name: str, title: str, today: date | None, least: date | None = None
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.setDisplayFormat("d MMMM yyyy")
        self.setCalendarPopup(True)
        if today is not None:
            self.setMaximumDate(_q(today))
        if least is not None:
            self.setMinimumDate(_q(least))
        first = today or least
        if first is not None:
            self.setDate(_q(first))

    def day(self) -> date:
        """Return the day chosen."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date) -> None:
        """Choose a day."""
        self.setDate(_q(day))

    def value(self) -> str:
        """Return the day chosen, as ISO."""
        return self.day().isoformat()

    def set_value(self, value: str) -> None:
        """Put another day in; "" leaves it."""
        if value:
            self.set_day(date.fromisoformat(value))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _q(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
