"""What somebody told who was not the one harmed; it belongs to an incident and adds none."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from outreach_app.casework import witnesses
from outreach_app.casework.witnesses import WitnessDraft
from outreach_app.errors import Problem
from outreach_app.words import say
from ui.dialogs.kept_form import KeptForm
from ui.dialogs.person_choice import find_somebody
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText

DRAFT: Final = "witness"
_SAID: Final = "amending.witness."


class WitnessForm(KeptForm):
    """Who told it, perhaps by name, and what."""

    def __init__(self, parent: QWidget, context: Context, incident_id: str) -> None:
        super().__init__(
            parent,
            context,
            "witness",
            say(f"{_SAID}form"),
            say(f"{_SAID}text"),
            save=say(f"{_SAID}save"),
        )
        self._incident_id = incident_id
        words = say(f"{_SAID}role")
        roles = [(code, say(f"{_SAID}roles.{code}")) for code in witnesses.ROLES]
        self._role = ChipGroup("witness.role", words, roles)
        self.add("role", Field(words, self._role))
        words = say(f"{_SAID}words")
        self._words = GrowingText("witness.words", words, lines=4)
        self.add("words", Field(words, self._words))
        words = say(f"{_SAID}who")
        self._who = find_somebody(self, context, "witness.person_id", words)
        self.add("person_id", Field(words, self._who, hint=say(f"{_SAID}hint")))
        self.check = self._check
        self.command = self._saving
        self.keep_typing(DRAFT, incident_id)

    def _draft(self) -> WitnessDraft:
        return WitnessDraft(
            self._role.value(),
            self.context.desk.clock.now(),
            self._words.toPlainText(),
            self._incident_id,
            self._who.value() or None,
        )

    def _check(self) -> Sequence[Problem]:
        return witnesses.check(self._draft(), self.context.desk.clock.now())

    def _saving(self) -> Callable[[Any], Any]:
        draft = self._draft()
        return lambda work: witnesses.add(work, draft)
