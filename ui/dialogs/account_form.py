"""Small forms about ways into the casebook: they work on the key file, so not on one transaction.

Nothing typed here is kept as a draft, and every passphrase is forgotten when the dialog closes.
"""

from collections.abc import Callable
from typing import Any

from typing_extensions import override

from outreach_app import first_use
from ui.dialogs.small_form import SmallForm
from ui.forms.new_passphrase import NewPassphrase
from ui.widgets.labels import label
from ui.widgets.passphrase import PassphraseField


class AccountForm(SmallForm):
    """`command()` gives a function of `outreach_app.accounts.Accounts`, run on the worker."""

    phrase: NewPassphrase | None = None

    def add_passphrase(self, name: str, sign_in: Callable[[], str], note: str = "") -> None:
        """Ask for a new passphrase, twice; `sign_in` tells the name it belongs to."""
        if note:
            self.add_widget(label(note, wrap=True))
        self.phrase = NewPassphrase(first_use, name, sign_in)
        self.phrase.entered.connect(self.save)
        self.add_widget(self.phrase)

    @override
    def save(self) -> None:
        if not self.save_button.isEnabled():
            return
        problems = tuple(self.check()) if self.check is not None else ()
        self.show_problems(problems)
        if not problems and (self.phrase is None or self.phrase.complete()):
            super().save()

    @override
    def start(self, command: Callable[[Any], Any]) -> None:
        desk: Any = self.context.desk
        self.context.background.run(
            lambda: command(desk.accounts), self._landed, self._was_not_saved
        )

    @override
    def done(self, result: int) -> None:
        if self.phrase is not None:
            self.phrase.clear()
        for field in self.findChildren(PassphraseField):
            field.clear()
        super().done(result)

    def _landed(self, done: Any) -> None:
        self.context.announce(done)
        self._was_saved(done)
