"""Combo boxes over a list of codes, with an empty first line while nothing is chosen."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtWidgets import QSizePolicy

from outreach_app.words import say
from ui.widgets.combo_box import ComboBox

_LETTERS: Final = 10


class Combo(ComboBox):
    """Pairs of code and words; `value()` is "" while nothing is chosen."""

    def __init__(
        self,
        name: str,
        title: str,
        choices: Iterable[tuple[str, str]],
        *,
        empty: bool = True,
        chosen: str = "",
    ) -> None:
        super().__init__(_LETTERS)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if empty:
            self.addItem(say("dialogs.choose"), "")
        for code, words in choices:
            self.addItem(words, code)
        if chosen:
            self.choose(chosen)

    def choose(self, code: str) -> None:
        """Choose a code; one that is not offered leaves the first line."""
        self.setCurrentIndex(max(self.findData(code), 0))

    def value(self) -> str:
        """Return the code chosen, or ""."""
        return str(self.currentData() or "")
