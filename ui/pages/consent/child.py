"""What stands in place of the questions on the record of a child: what is told is not asked."""

from PySide6.QtCore import Signal

from outreach_app.words import say
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.labels import label


class ChildCard(Card):
    """Signals: `raising` to the lead, `leaving` the page."""

    raising = Signal()
    leaving = Signal()

    def __init__(self) -> None:
        super().__init__(say("young.instead.consent"), name="consent.child")
        self.add(label(say("young.instead.consent_text"), wrap=True))
        self.add(label(say("young.told_hint"), wrap=True))
        raised = button(say("person.young.raise"), "consent.raise", icon="safeguarding")
        raised.clicked.connect(self.raising)
        leave = link(say("consent.page.back"), "consent.back", icon="previous")
        leave.clicked.connect(self.leaving)
        self.add(row(raised, leave, 1))
        self.hide()
