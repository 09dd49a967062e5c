"""Any pair of days to make a report for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from outreach_app.errors import Problem
from outreach_app.statistics import periods
from outreach_app.words import say
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.any_day import AnyDay
from ui.widgets.field import Field


class OtherDays(SmallForm):
    """First and last day, both included; `saved` carries the period. Nothing is written."""

    def __init__(self, parent: QWidget, context: Context, first: date, last: date) -> None:
        title, text = say("reports.days.title"), say("reports.days.text")
        super().__init__(parent, context, "other_days", title, text, save=say("reports.days.save"))
        self._first = AnyDay("other_days.first", say("reports.days.first"), first)
        self._last = AnyDay("other_days.last", say("reports.days.last"), last)
        self.add("first", Field(say("reports.days.first"), self._first))
        self.add("last", Field(say("reports.days.last"), self._last))
        self.check = self._check
        self.command = lambda: _nothing

    @override
    def start(self, command: Callable[[Any], Any]) -> None:
        first, last = self._first.day(), self._last.day()
        self.saved.emit(periods.span(first.isoformat(), last.isoformat()))
        self.accept()

    def _check(self) -> tuple[Problem, ...]:
        if self._last.day() < self._first.day():
            return (Problem("last", "ends_before_it_begins"),)
        return ()


def _nothing(_: Any) -> None:
    """Stand for what would be written, where nothing is."""
