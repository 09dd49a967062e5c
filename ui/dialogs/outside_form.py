"""A figure of somebody else, with the year it is about and where it stands."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from outreach_app.casework import outside_figures
from outreach_app.casework.outside_figures import OutsideDraft
from outreach_app.errors import Problem
from outreach_app.words import known, say
from ui import when
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.field import Field
from ui.widgets.sized import hold_width

_LIMITS = {
    "what": outside_figures.WHAT_LIMIT,
    "value": outside_figures.VALUE_LIMIT,
    "year": 4,
    "source": outside_figures.SOURCE_LIMIT,
}
_NARROW = {"value": 160, "year": 90}


class OutsideForm(SmallForm):
    """Four lines; without year and source nothing is kept."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        title, text = say("outside.form.title"), say("outside.form.text")
        super().__init__(parent, context, "outside", title, text, save=say("outside.form.save"))
        self._lines: dict[str, QLineEdit] = {}
        for name, limit in _LIMITS.items():
            line = QLineEdit()
            line.setObjectName(f"outside.{name}")
            line.setMaxLength(limit)
            if name in _NARROW:
                hold_width(line, _NARROW[name])
            hint = f"outside.form.{name}_hint"
            self._lines[name] = line
            self.add(
                name,
                Field(say(f"outside.form.{name}"), line, hint=say(hint) if known(hint) else ""),
            )
        self.check = self._check
        self.command = self._command

    def _draft(self) -> OutsideDraft:
        text = {name: line.text() for name, line in self._lines.items()}
        year = text["year"].strip()
        number = int(year) if year.isascii() and year.isdigit() else None
        return OutsideDraft(text["what"], text["value"], number, text["source"])

    def _check(self) -> tuple[Problem, ...]:
        today = when.local_day(self.context.desk.clock.now(), self.context.desk.zone)
        return outside_figures.check(self._draft(), today.year)

    def _command(self) -> Callable[[Any], Any]:
        draft = self._draft()
        return lambda work: outside_figures.add(work, draft)
