"""A second person confirms beside the first: their own name and passphrase, for one thing."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from outreach_app.errors import Problem
from outreach_app.reports import closing, days
from outreach_app.reports.closing import ClosingRow
from outreach_app.words import say
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.field import Field
from ui.widgets.passphrase import PassphraseField


class SecondPerson(SmallForm):
    """Nothing typed here is kept: the passphrase is forgotten when the dialog closes."""

    def __init__(self, parent: QWidget, context: Context, row: ClosingRow, who: str) -> None:
        month = days.period_name(row.month)
        super().__init__(
            parent,
            context,
            "month_end.second",
            say("month_end.second.title", month=month),
            say("month_end.second.text", who=who),
            save=say("month_end.second.save", month=month),
        )
        self._row = row
        name = QLineEdit()
        name.setObjectName("month_end.second.name")
        name.setAccessibleName(say("month_end.second.name"))
        self.name = name
        self.add("name", Field(say("month_end.second.name"), name))
        self.passphrase = PassphraseField(
            "month_end.second.passphrase", say("month_end.second.passphrase")
        )
        self.add_widget(self.passphrase)
        self.name.returnPressed.connect(self.passphrase.line.setFocus)
        self.passphrase.line.returnPressed.connect(self.save)
        self.check = self._problems
        self.command = self._command

    @override
    def start(self, command: Callable[[Any], Any]) -> None:
        desk: Any = self.context.desk
        name, words, key = self.name.text(), self.passphrase.text(), self._row.id
        self.context.background.run(
            lambda: desk.do_as(name, words, closing.confirm, key),
            self._confirmed,
            self._was_not_saved,
        )

    @override
    def done(self, result: int) -> None:
        self.passphrase.clear()
        super().done(result)

    def _problems(self) -> tuple[Problem, ...]:
        return () if self.name.text().strip() else (Problem("name", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        return lambda work: closing.confirm(work, self._row.id)

    def _confirmed(self, done: Any) -> None:
        self.context.announce(done)
        self._was_saved(done)
