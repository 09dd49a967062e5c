"""Ending a session: what it came to, and a line for whoever comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework import supplied
from outreach_app.casework.sessions import SessionRow, Tally
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.growing import GrowingText
from ui.widgets.labels import label


class EndSession(QWidget):
    """Signals: `wanted` carries the handover; `cancelled`.

    `name` is the beginning of the objectNames; `more` is said below the sum, `check` before ending.
    """

    wanted = Signal(str)
    cancelled = Signal()

    def __init__(
        self,
        tally: Tally,
        lists: Vocabulary,
        *,
        night: bool,
        name: str = "today.end",
        more: str = "",
        check: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        kind = "night" if night else "other"
        self.handover = GrowingText(f"{name}.handover", say("today.end.handover"), lines=2)
        self.handover.setPlaceholderText(say("today.end.handover_hint"))
        finish = button(say(f"today.end.end_{kind}"), f"{name}.finish", kind="primary")
        finish.clicked.connect(self._finish)
        keep = button(say("today.end.keep"), f"{name}.keep")
        keep.clicked.connect(self.cancelled)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        flow.addWidget(finish)
        flow.addWidget(keep)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(7)
        whole.addWidget(label(say(f"today.end.title_{kind}"), "label"))
        whole.addWidget(label(summary(tally, lists), wrap=True, name=f"{name}.summary"))
        for words in (more, check or say("today.end.check")):
            if words:
                whole.addWidget(label(words, "small", wrap=True))
        whole.addWidget(Field(say("today.end.handover"), self.handover))
        whole.addWidget(buttons)

    def take_focus(self) -> None:
        """Focus the handover: the numbers are read, the words are written."""
        self.handover.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        self.wanted.emit(self.handover.toPlainText())


def end_words(tally: Tally, lists: Vocabulary, shift: SessionRow) -> str:
    """Say what a session came to when it was closed, and whether the stock knows."""
    came_to = summary(tally, lists)
    off = shift.stock_place is not None and (tally.items or tally.returns)
    return f"{came_to} {say('today.end.off_stock')}" if off else came_to


def summary(tally: Tally, lists: Vocabulary) -> str:
    """Say what a session came to: contacts, people, not named, incidents, what was given."""
    if not tally.contacts and not tally.incidents:
        return say("today.end.nothing")
    counts = {
        "contacts": tally.contacts,
        "people": tally.people,
        "not_named": tally.not_named,
        "incidents": tally.incidents,
    }
    parts = [say(f"today.end.{key}", count=number) for key, number in counts.items() if number]
    given = supplied.sentence(lists["supply_item"], tally.items, tally.returns)
    return f"{', '.join(parts)}. {given}".strip()
