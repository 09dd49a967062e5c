"""What stands in place of the questions for somebody under 18: it is told, not asked."""

from PySide6.QtCore import Signal

from outreach_app.words import say
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.labels import label


class ChildCard(Card):
    """Hidden at first. Signals: `raised` (to the lead), `left` (go back)."""

    raised = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(say("young.instead.consent"), name="consent.child")
        self.add(label(say("young.instead.consent_text"), wrap=True))
        self.add(label(say("young.told_hint"), wrap=True))
        to_lead = button(say("person.young.raise"), "consent.raise", icon="safeguarding")
        to_lead.clicked.connect(self.raised)
        leave = link(say("consent.page.back"), "consent.back", icon="previous")
        leave.clicked.connect(self.left)
        self.add(row(to_lead, leave, 1))
        self.hide()
