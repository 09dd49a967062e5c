"""Taking a yes back: which one, how it was said. Why is never asked."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from outreach_app.casework import sheet as sheets
from outreach_app.casework.sheet import Sheet
from outreach_app.errors import Problem
from outreach_app.words import say
from ui import when
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import OptionButtons
from ui.widgets.field import Field
from ui.widgets.labels import label


class TakeBack(SmallForm):
    """Four presses from the page: the button, which, how, take it back."""

    def __init__(self, parent: QWidget, context: Context, sheet: Sheet) -> None:
        super().__init__(
            parent,
            context,
            "take_back",
            say("consent.taking_back.ask"),
            say("consent.taking_back.ask_text"),
            save=say("consent.taking_back.save"),
        )
        self._sheet = sheet
        which = say("consent.taking_back.which")
        scopes = [
            (each.scope, say(f"consent.title.{each.scope}")) for each in sheet.may_take_back()
        ]
        self._scope = OptionButtons("take_back.scope", which, scopes)
        self._scope.chosen.connect(self._tell)
        if len(scopes) == 1:
            self._scope.set_value(scopes[0][0])
        self.add("scope", Field(which, self._scope))
        how = say("consent.taking_back.how")
        methods = [(each.code, each.label) for each in sheet.lists["consent_method"].choices()]
        self._method = OptionButtons("take_back.method", how, methods)
        self.add("method", Field(how, self._method))
        self._sent = label("", wrap=True, name="take_back.sent")
        self._sent.setMinimumHeight(40)
        self.add_widget(self._sent)
        self.check = self._check
        self.command = self._command
        self._tell(self._scope.value())

    def _tell(self, scope: str) -> None:
        if not scope:
            return
        zone = self.context.desk.zone
        parts = [
            say(
                "consent.taking_back.sent_one",
                scope=say(f"consent.short.{sent.scope}"),
                day=when.plain_day(when.local_day(sent.at, zone), self._sheet.today),
                who=say(f"consent.recipient.{sent.recipient}"),
            )
            for sent in self._sheet.sent
            if sent.scope == scope
        ]
        key = "consent.taking_back.sent" if parts else "consent.taking_back.nothing_sent"
        self._sent.setText(say(key, list="; ".join(parts)))

    def _check(self) -> tuple[Problem, ...]:
        asked = (
            ("scope", self._scope.value(), "required"),
            ("method", self._method.value(), "how_said"),
        )
        return tuple(Problem(name, code) for name, value, code in asked if not value)

    def _command(self) -> Callable[[Any], Any]:
        person_id, incident_id = self._sheet.person_id, self._sheet.incident_id
        scope, method = self._scope.value(), self._method.value()
        return lambda work: sheets.take_back(work, person_id, incident_id, scope, method)
