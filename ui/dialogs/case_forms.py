"""Opening and closing a case."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from outreach_app.casework import cases
from outreach_app.casework.cases import CaseDraft, RiskDraft, TransferDraft
from outreach_app.casework.people import CaseRow
from outreach_app.casework.staff import StaffRow
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui import when
from ui.dialogs.days import DayField
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.labels import label

# A death and the joining of two records close a case by themselves.
_ELSEWHERE: Final = ("died", "duplicate")


class OpenCase(SmallForm):
    """A case is opened today, for whoever opens it."""

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
            if entry.code not in _ELSEWHERE
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


class HandOver(SmallForm):
    """A case goes over to a colleague."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        colleagues: Sequence[StaffRow],
        case: CaseRow,
        alias: str,
    ) -> None:
        super().__init__(
            parent,
            context,
            "case",
            say("person.case.hand_title", alias=alias),
            say("person.case.hand_text"),
            save=say("person.case.hand_save"),
        )
        self._case = case
        words = say("person.case.owner")
        owners = [(each.code, each.name) for each in colleagues if each.code != case.owner]
        self._owner = ChipGroup("case.owner", words, owners)
        self.add("owner", Field(words, self._owner))
        if not owners:
            self.add_widget(label(say("person.case.hand_nobody"), "muted", wrap=True))
        self._reason = QLineEdit()
        self._reason.setObjectName("case.reason")
        self.add("reason", Field(say("person.case.hand_reason"), self._reason))
        self._tell = _box("case.tell", say("person.case.tell", alias=alias))
        self._with_tasks = _box("case.with_tasks", say("person.case.with_tasks"))
        for each in (self._tell, self._with_tasks):
            self.add_widget(each)
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._owner.value() else (Problem("owner", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        draft = TransferDraft(
            self._case.id,
            self._owner.value(),
            self._reason.text(),
            tell=self._tell.isChecked(),
            with_tasks=self._with_tasks.isChecked(),
        )
        return lambda work: cases.transfer(work, draft)


class Risk(SmallForm):
    """How great the risk is, why, and when to look again."""

    def __init__(
        self, parent: QWidget, context: Context, lists: Vocabulary, case: CaseRow, alias: str
    ) -> None:
        super().__init__(
            parent,
            context,
            "risk",
            say("person.case.risk_title", alias=alias),
            say("person.case.risk_text"),
            save=say("person.case.risk_save"),
        )
        self._case = case
        self._today = when.local_day(context.desk.clock.now(), context.desk.zone)
        self._days = lists["risk_level"].map("review_days")
        words = say("person.case.level")
        levels = [(entry.code, entry.label) for entry in lists["risk_level"].choices()]
        self._level = ChipGroup("risk.risk_level", words, levels)
        self._level.set_value(case.risk_level)
        self._level.chosen.connect(self._look_again)
        self.add("risk_level", Field(words, self._level))
        self._reason = QLineEdit()
        self._reason.setObjectName("risk.reason")
        self.add("reason", Field(say("person.case.risk_reason"), self._reason))
        day = say("person.case.review")
        self._day = DayField("risk.review_on", day, None, self._today)
        self.add("review_on", Field(day, self._day))
        self._look_again(case.risk_level)
        self.check = self._check
        self.command = self._command

    def _look_again(self, level: str) -> None:
        self._day.set_day(self._today + timedelta(days=int(self._days.get(level, 90))))

    def _check(self) -> tuple[Problem, ...]:
        return () if self._reason.text().strip() else (Problem("reason", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        draft = RiskDraft(self._case.id, self._level.value(), self._reason.text(), self._day.day())
        return lambda work: cases.set_risk(work, draft)


def _box(name: str, words: str) -> QCheckBox:
    made = QCheckBox(words.replace("&", "&&"))
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setChecked(True)
    return made


def _reason(code: str, label: str) -> str:
    key = f"person.close_reason.{code}"
    return say(key) if known(key) else label
