"""Opening and closing a case."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from outreach_app.casework import cases
from outreach_app.casework.cases import CaseDraft
from outreach_app.casework.people import CaseRow
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui import when
from ui.dialogs.days import DayField
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field


class OpenCase(SmallForm):
    """A case is opened today; how urgent it is can be changed by opening it anew later."""

    def __init__(
        self, parent: QWidget, context: Context, lists: Vocabulary, person_id: str, alias: str
    ) -> None:
        title = say("person.case.open_title", alias=alias)
        super().__init__(parent, context, "case", title, save=say("person.case.open_save"))
        self._person_id = person_id
        words = say("person.case.risk")
        levels = [(entry.code, entry.label) for entry in lists["risk_level"].choices()]
        self._risk = ChipGroup("case.risk_level", words, levels)
        self._risk.set_value("standard")
        self.add("risk_level", Field(words, self._risk))
        self.command = self._command

    def _command(self) -> Callable[[Any], Any]:
        draft = CaseDraft(self._person_id, self._risk.value() or "standard")
        return lambda work: cases.open_case(work, draft)


class CloseCase(SmallForm):
    """A case is closed with a reason and a day; losing contact is no result."""

    def __init__(
        self, parent: QWidget, context: Context, lists: Vocabulary, case: CaseRow, alias: str
    ) -> None:
        super().__init__(
            parent,
            context,
            "case",
            say("person.case.close_title", alias=alias),
            say("person.case.close_text"),
            save=say("person.case.close_save"),
        )
        self._case = case
        words = say("person.case.reason")
        reasons = [
            (entry.code, _reason(entry.code, entry.label))
            for entry in lists["close_reason"].choices()
        ]
        self._reason = ChipGroup("case.close_reason", words, reasons)
        self.add("close_reason", Field(words, self._reason))
        day = say("person.case.day")
        today = when.local_day(context.desk.clock.now(), context.desk.zone)
        self._day = DayField("case.closed_on", day, today, case.opened_on)
        self.add("closed_on", Field(day, self._day))
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._reason.value() else (Problem("close_reason", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        key, reason, day = self._case.id, self._reason.value(), self._day.day()
        return lambda work: cases.close(work, key, reason, day)


def _reason(code: str, label: str) -> str:
    key = f"person.close_reason.{code}"
    return say(key) if known(key) else label
