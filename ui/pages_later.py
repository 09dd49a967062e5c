"""What stands where a page has not been built yet: a plain sentence, no dead end."""

from PySide6.QtWidgets import QVBoxLayout

from outreach_app.words import known, say
from ui.page import Context, Page
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.pagehead import PageHead


class LaterPage(Page):
    """Says that this page comes later."""

    def __init__(self, context: Context, name: str) -> None:
        self.name = name
        self.nav = name
        super().__init__(context)
        key = f"shell.nav.{name}"
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 12, 20, 12)
        whole.setSpacing(10)
        title = say(key) if known(key) else say("shell.later_title")
        whole.addWidget(PageHead(name, title))
        card = Card(say("shell.later_title"), name=f"{name}.later")
        card.add(label(say("shell.later_text"), wrap=True))
        whole.addWidget(card)
        whole.addStretch(1)
