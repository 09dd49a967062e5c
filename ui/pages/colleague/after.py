"""What to think of when somebody leaves, and what the program cannot do for them."""

from PySide6.QtCore import Signal

from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.labels import icon_label, label

_LINES = (("users", "devices"), ("recovery", "sheet"), ("backup", "copies"))


class AfterCard(Card):
    """Three lines. Signal: `sheet` when a new recovery sheet is wanted."""

    sheet = Signal()

    def __init__(self) -> None:
        super().__init__(say("colleagues.after.title"), name="colleague.after")
        for icon, key in _LINES:
            line = row(icon_label(icon, "caution", 17), gap=9)
            line.addWidget(label(say(f"colleagues.after.{key}"), wrap=True), 1)
            self.add(line)
        made = button(say("colleagues.sheet_button"), "colleague.sheet", small=True)
        made.clicked.connect(self.sheet)
        self.add(row(made, 1))
        self.hide()
