"""By which letter a service was told: none chosen beforehand, and shown only where one left."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from outreach_app.casework.referral_letters import Letter
from outreach_app.words import say
from ui import when
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field

_OTHER: Final = "other"


class ByLetter(QObject):
    """Signal: `chosen` when an answer was given. Call `offer` with the letters there are."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._chips = ChipGroup(name, say("needs.telling.letter"))
        self._chips.chosen.connect(self.chosen)
        self._letters: tuple[Letter, ...] = ()

    def frame(self) -> Field:
        """Return the field to be put into a form."""
        title, hint = say("needs.telling.letter"), say("needs.telling.letter_hint")
        return Field(title, self._chips, hint=hint)

    def offer(self, letters: Sequence[Letter]) -> None:
        """Offer these letters, and that it was told in another way."""
        self._letters = tuple(letters)
        choices = [(each.release_id, _words(each)) for each in self._letters]
        self._chips.set_choices([*choices, (_OTHER, say("needs.telling.other_way"))])
        self._chips.set_value("")

    def has_any(self) -> bool:
        """Tell whether there is a letter to ask about."""
        return bool(self._letters)

    def is_open(self) -> bool:
        """Tell whether there is a letter and nobody has said yet whether it told them."""
        return self.has_any() and not self._chips.value()

    def letter(self) -> str | None:
        """Return the letter that told them, None for another way."""
        value = self._chips.value()
        return value if value and value != _OTHER else None


def _words(each: Letter) -> str:
    key = "by_letter_to" if each.named else "by_letter"
    return say(
        f"needs.telling.{key}",
        day=when.plain_day(each.on_day, each.on_day),
        entry=each.number,
        who=each.named or "",
    )
