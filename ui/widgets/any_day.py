"""A field for any day, also one that has not come: a hearing, the first day of a policy."""

from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit
from typing_extensions import override


class AnyDay(QDateEdit):
    """A day; the one given stands there first. The wheel scrolls the page, never the day."""

    def __init__(self, name: str, title: str, day: date) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.setDisplayFormat("d MMMM yyyy")
        self.setCalendarPopup(True)
        self.set_day(day)

    def day(self) -> date:
        """Return the day chosen."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date) -> None:
        """Choose a day."""
        self.setDate(QDate(day.year, day.month, day.day))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
