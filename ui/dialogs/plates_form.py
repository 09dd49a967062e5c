"""Plates and numbers typed to ask a neighbouring project about; nobody else ever reads them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from outreach_app.neighbours import knowing
from outreach_app.neighbours.address_book import NeighbourRow
from outreach_app.neighbours.knowing import AskDraft
from outreach_app.words import say
from ui.dialogs.kept_form import KeptForm
from ui.page import Context
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText


class AskPlates(KeptForm):
    """One plate or number a line; what is typed is kept."""

    def __init__(self, parent: QWidget, context: Context, row: NeighbourRow) -> None:
        super().__init__(
            parent,
            context,
            "plates",
            say("neighbours.plates.title", project=row.name),
            say("neighbours.plates.text"),
            save=say("neighbours.plates.save"),
        )
        self._row = row
        title = say("neighbours.plates.said")
        self._said = GrowingText("plates.said", title, lines=4)
        self.add("said", Field(title, self._said, hint=say("neighbours.plates.hint")))
        self.command = self._command
        self.keep_typing("plates", row.id)

    def _command(self) -> Callable[[Any], Any]:
        lines = tuple(each for each in self._said.toPlainText().splitlines() if each.strip())
        draft = AskDraft(self._row.id, lines)
        return lambda work: knowing.ask(work, draft)
