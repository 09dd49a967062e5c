"""A field for one person already known: found by typing, its value a key."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.picker import PersonPicker, Search, Suggestion

_NOBODY: Final = ""


class PersonField(PersonPicker):
    """The key of whoever was chosen, "" while nobody is. Signal: `changed` by hand."""

    changed = Signal()

    def __init__(
        self, name: str, title: str, search: Search, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, title, search, parent=parent)
        self._chosen = _NOBODY
        self.picked.connect(self._was_picked)
        self.textEdited.connect(self._let_go)

    def value(self) -> str:
        """Return the key of the person chosen, or ""."""
        return self._chosen

    def forget(self) -> None:
        """Let go of whoever was chosen, and of what was typed."""
        self._chosen = _NOBODY
        self.clear()

    def _was_picked(self, one: Suggestion) -> None:
        self._chosen = one.id
        self.changed.emit()

    def _let_go(self) -> None:
        if self._chosen:
            self._chosen = _NOBODY
            self.changed.emit()
