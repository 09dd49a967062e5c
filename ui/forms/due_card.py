"""The card of Safekeeping about what is due to be let go; for the lead."""

from PySide6.QtCore import Signal

from outreach_app.retention import due
from outreach_app.words import say
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.status import CountChip


class DueCard(Card):
    """Signal: `wanted` when the list is to be opened."""

    wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(say("erasing.title"), name="safekeeping.due")
        self._context = context
        self._count = CountChip("")
        self._count.hide()
        self._head.insertWidget(1, self._count)
        self._open = button(say("erasing.open"), "safekeeping.due.open", small=True)
        self._open.clicked.connect(self.wanted)
        self.add_to_head(self._open)
        self.add(label(say("erasing.card"), "small", wrap=True))

    def load(self) -> None:
        """Count what waits."""
        self._context.ask(due.count, then=self._show)

    def _show(self, count: int) -> None:
        self._count.set_words(say("erasing.waiting", count=count))
        self._count.setVisible(bool(count))
