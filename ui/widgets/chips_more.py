"""Chips for a long list: the usual ones at once, the others behind a last chip."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from typing_extensions import override

from ui.widgets.choices import ChipGroup

_MORE: Final = "+more"


class ChipsMore(ChipGroup):
    """A chip group whose last chip, "More…", brings the rest of the list. What is chosen is shown.

    The last chip is never an answer: pressing it opens the list and leaves the answer as it was.
    """

    def __init__(self, name: str, title: str, more: str) -> None:
        self._all: tuple[tuple[str, str], ...] = ()
        self._first = 0
        self._more = more
        self._answer = ""
        super().__init__(name, title)

    def offer(self, choices: Sequence[tuple[str, str]], first: int) -> None:
        """Offer these codes and words, the first `first` of them at once."""
        self._all = tuple(choices)
        self._first = first if first < len(self._all) else len(self._all)
        self._lay_out()

    @override
    def value(self) -> str:
        found = super().value()
        return self._answer if found == _MORE else found

    @override
    def set_value(self, code: str) -> None:
        self._answer = code if code in dict(self._all) else ""
        self._lay_out()

    def unfold(self) -> None:
        """Show the whole list."""
        before = self._first
        self._first = len(self._all)
        self._lay_out()
        code = self._all[min(before, len(self._all) - 1)][0]
        self.button(code).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        shown = list(self._all[: self._first])
        if self._answer and self._answer not in dict(shown):
            shown.append((self._answer, dict(self._all)[self._answer]))
        if len(shown) < len(self._all):
            shown.append((_MORE, self._more))
        if [code for code, _ in shown] != list(self._codes) or any(
            self._codes[code].accessibleName() != words for code, words in shown
        ):
            self.set_choices(shown)
        super().set_value(self._answer)

    @override
    def _clicked(self) -> None:
        found = super().value()
        if found == _MORE:
            self.unfold()
            return
        self._answer = found
        super()._clicked()

    @override
    def _toggled(self, button: QRadioButton, checked: bool) -> None:
        # The last chip is pressed, never chosen: it carries no tick.
        if button is not self._codes.get(_MORE):
            super()._toggled(button, checked)
