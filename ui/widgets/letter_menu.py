"""A menu in which a letter goes to the next line that begins with it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu
from typing_extensions import override


class LetterMenu(QMenu):
    """What is gone to is chosen with Enter, as with the arrows: a letter alone does nothing."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().casefold()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and len(letter) == 1 and letter.isalpha() and self._go_to(letter):
            return
        super().keyPressEvent(event)

    def _go_to(self, letter: str) -> bool:
        acts = [each for each in self.actions() if each.isVisible() and each.isEnabled()]
        here = self.activeAction()
        start = acts.index(here) + 1 if here in acts else 0
        for act in (*acts[start:], *acts[:start]):
            if act.text().casefold().startswith(letter):
                self.setActiveAction(act)
                return True
        return False
