"""One card of the board: the need, whose it is, the service, how far it came, what to know now."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework.board import Card
from outreach_app.casework.referral_rows import STAGES
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import saying, support_words
from ui.theme import current, restyle, role
from ui.widgets.card import row
from ui.widgets.dots import Dots
from ui.widgets.labels import icon_label, label

# How much of a card's first line a name may take, at text size 100; longer ones end in "…".
_NAME: Final = 110


class CardView(QFrame):
    """A card. Signals: `keyed` carries a key press, `taken` when it got the focus, `opened`."""

    keyed = Signal(object)
    taken = Signal()
    opened = Signal()

    def __init__(self, card: Card, lists: Vocabulary, today: date) -> None:
        super().__init__()
        self.card = card
        self.setObjectName(f"needs.card.{card.need.id}")
        role(self, "boardcard")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(11, 7, 11, 8)
        whole.setSpacing(2)
        need, who = (
            saying.need(lists, card.need.category),
            saying.name(card.need.alias, card.need.code),
        )
        first = label(need, "strong", wrap=True)
        name = label(who, elides=True)
        name.setMaximumWidth(current().px(_NAME))
        top = row(first, name, gap=8)
        top.setStretch(0, 1)
        top.setAlignment(name, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(top)
        spoken = []
        referral = card.referral
        if referral is not None:
            service = support_words.service(lists, referral)
            stage = support_words.stage(referral)
            whole.addLayout(
                _line(icon_label("to_service", "ink_muted", 14), label(service, wrap=True))
            )
            full = min(referral.stage, STAGES)
            whole.addLayout(_line(Dots(full, STAGES), label(stage, "muted", wrap=True)))
            spoken.append(say("needs.card.stage", service=service, stage=stage, full=full))
        words = support_words.sign(card, lists, today)
        icon, tone = support_words.sign_icon(card.sign, card)
        part = f"tone_{tone}" if tone in ("stop", "caution", "ok") else "muted"
        whole.addLayout(_line(icon_label(icon, tone, 15), label(words, part, wrap=True)))
        spoken.append(words)
        self.setAccessibleName(say("needs.card.name", need=need, who=who, rest=" ".join(spoken)))

    def light(self, *, on: bool) -> None:
        """Show that the bar below speaks of this card; it is the one Tab comes to."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
        if bool(self.property("chosen")) != on:
            self.setProperty("chosen", on)
            restyle(self)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.taken.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(False)
        self.keyed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open the need."""
        self.opened.emit()


def _line(mark: QWidget, words: QLabel) -> QHBoxLayout:
    made = row(mark, words, gap=7)
    made.setStretch(1, 1)
    made.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    mark.setMinimumHeight(current().px(16))
    return made
