"""The next step of a concern: what happened, on which day, and a note."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from outreach_app.casework import concern_register, police_conduct, safeguarding
from outreach_app.errors import Problem
from outreach_app.words import say
from ui import when
from ui.dialogs.days import DayField
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.many import ManyChips

# Steps that are the lead's decision, in the order in which they come.
_LEADS_OWN: Final = ("decided_refer", "decided_not", "escalated", "closed")
_STEPS: Final = (
    "decided_refer",
    "decided_not",
    "referred",
    "accepted",
    "nfa",
    "escalated",
    "closed",
)
_CONDUCT: Final = (
    "noted",
    "preparing",
    "made_force",
    "made_iopc",
    "recorded",
    "not_recorded",
    "upheld",
    "not_upheld",
    "review",
    "withdrawn",
)


class _Step(SmallForm):
    """What happened and when."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        choices: Sequence[tuple[str, str]],
        least: date,
        text: str,
    ) -> None:
        title = say("protection.step.title")
        super().__init__(parent, context, "step", title, text, save=say("protection.step.save"))
        words = say("protection.step.status")
        self.status = ChipGroup("step.status", words, choices)
        self.add("status", Field(words, self.status))
        words = say("protection.step.day")
        today = when.local_day(context.desk.clock.now(), context.desk.zone)
        self.day = DayField("step.on_day", words, today, least)
        self.add("on_day", Field(words, self.day))
        self.check = self._check
        self.command = self.what

    def what(self) -> Callable[[Any], Any]:
        """Return the command; written by the forms."""
        raise NotImplementedError

    def _check(self) -> tuple[Problem, ...]:
        return () if self.status.value() else (Problem("status", "required"),)


class ConcernStep(_Step):
    """The next step of a safeguarding concern; a decision not to refer says why."""

    def __init__(self, parent: QWidget, context: Context, key: str, raised_on: date) -> None:
        lead = context.desk.me.role == "lead"
        steps = [
            (code, say(f"protection.status.{code}"))
            for code in _STEPS
            if lead or code not in _LEADS_OWN
        ]
        super().__init__(parent, context, steps, raised_on, say("protection.note.concerns"))
        self._key = key
        words = say("protection.step.told")
        who = [(code, say(f"protection.told.{code}")) for code in concern_register.TOLD]
        self._told = ManyChips("step.told", words, who)
        hint = say("protection.step.told_hint")
        self._told_field = self.add("told", Field(words, self._told, hint=hint))
        self._told_field.hide()
        self.status.chosen.connect(self._status_chosen)
        self._note = QPlainTextEdit()
        self._note.setObjectName("step.note")
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(self._note.fontMetrics().lineSpacing() * 3 + 18)
        hint = say("protection.step.note_hint")
        self.add("note", Field(say("protection.step.note"), self._note, hint=hint))

    def what(self) -> Callable[[Any], Any]:
        """Return the command that writes the step down."""
        key, status, day = self._key, self.status.value(), self.day.day()
        note = self._note.toPlainText()
        told = self._told.value() if status == safeguarding.REFERRED else ()
        return lambda work: safeguarding.step(work, key, status, day, note, told)

    def _status_chosen(self, status: str) -> None:
        self._told_field.setVisible(status == safeguarding.REFERRED)
        self.fit()


class ConductStep(_Step):
    """The next step of a concern about police."""

    def __init__(self, parent: QWidget, context: Context, key: str, noted_on: date) -> None:
        steps = [(code, say(f"protection.conduct_status.{code}")) for code in _CONDUCT]
        super().__init__(parent, context, steps, noted_on, say("protection.conduct.outside"))
        self._key = key

    def what(self) -> Callable[[Any], Any]:
        """Return the command that writes the step down."""
        key, status, day = self._key, self.status.value(), self.day.day()
        return lambda work: police_conduct.step(work, key, status, day)
