"""A new recovery sheet: first on paper, then in force; until then the old one counts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from outreach_app.words import say
from ui.dialogs.account_form import AccountForm
from ui.forms.code_on_paper import CodeOnPaper
from ui.page import Context


class NewSheet(AccountForm):
    """The code, Print, two groups typed back, and only then does it open the casebook."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            context,
            "new_sheet",
            say("colleagues.sheet.title"),
            say("colleagues.sheet.text"),
            save=say("colleagues.sheet.save"),
            cancel=say("colleagues.sheet.keep"),
        )
        self._code = ""
        self.paper = CodeOnPaper(
            context.background, _sheet, "new_sheet", say("colleagues.sheet.note")
        )
        self.paper.entered.connect(self.save)
        self.add_widget(self.paper)
        self.save_button.setEnabled(False)
        self.command = self._command

    @override
    def ask(self) -> None:
        super().ask()
        desk: Any = self.context.desk
        self.context.background.run(desk.accounts.new_code, self._show_code, self._was_not_saved)

    @override
    def save(self) -> None:
        if self.save_button.isEnabled() and self.paper.complete():
            super().save()

    @override
    def done(self, result: int) -> None:
        self._code = ""
        self.paper.show_code("")
        super().done(result)

    def _command(self) -> Callable[[Any], Any]:
        code = self._code
        return lambda accounts: accounts.use_code(code)

    def _show_code(self, code: str) -> None:
        self._code = code
        self.paper.show_code(code)
        self.save_button.setEnabled(True)
        self.fit()
        self.paper.take_focus()

    @override
    def _was_not_saved(self, error: Exception) -> None:
        super()._was_not_saved(error)
        # The old sheet may still count: the same paper is tried again.
        if self._code:
            self.paper.show_code(self._code)
        else:
            self.save_button.setEnabled(False)


def _sheet(code: str) -> bytes:
    # Drawing pages needs rooms that nothing else here does.
    from outreach_app.reports import recovery_sheet  # noqa: PLC0415 - see above

    return recovery_sheet.write(code)
