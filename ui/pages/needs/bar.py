"""The bar below the board: what there is to say about the chosen card, and what can be done."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from outreach_app.casework import referrals
from outreach_app.casework.board import Card
from outreach_app.casework.referral_consent import SCOPE_OF
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import saying, support_words, when
from ui.theme import put_icon, role
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label
from ui.widgets.notice import announce

# Nobody is asked again who has answered (workflow 3: the screen never asks twice).
_NOT_AGAIN: Final = ("refused", "not_said", "ended_death", "under_18")
_ICONS: Final = {
    "ask_now": "check_file",
    "number": "phone",
    "grounds": "safeguarding",
    "tell": "move_on",
    "ask_service": "needs",
    "happened": "register",
    "chase": "chase",
    "move": "move_on",
    "open": "",
}


def things_to_do(card: Card, *, without: bool = False) -> tuple[str, ...]:
    """Return what can be done with a card, what matters most first.

    `without` says that whoever sits here may have this service told without a yes.
    """
    row = card.referral
    if card.need.closed:
        return ("open",)
    if card.sign.kind == "cannot_send":
        ask = () if card.sign.text in _NOT_AGAIN else ("ask_now",)
        grounds = ("grounds",) if without else ()
        return (*ask, "number", *grounds, "open")
    if row is None or row.ended is not None:
        return ("ask_service", "move", "open")
    if row.direction == referrals.OUT and row.made_on is None:
        return ("tell", "happened", "open")
    chase = ("chase",) if row.to_chase else ()
    return ("happened", *chase, "open")


def words(  # noqa: PLR0911 - one line a state
    card: Card, lists: Vocabulary, today: date
) -> str:
    """Say where a card stands, as a sentence or two."""
    row, alias = card.referral, saying.name(card.need.alias, card.need.code)
    if card.need.closed:
        return support_words.sign(card, lists, today) + "."
    if row is None:
        return say("needs.bar.none")
    service, stage = support_words.service(lists, row), support_words.stage(row)
    day = when.plain_day(row.status_on, today)
    if card.sign.kind == "cannot_send":
        why = support_words.waits(row, card.sign.text, alias)
        return " ".join((say("needs.waits.first"), why, say("needs.waits.others")))
    if row.number_given:
        return say("needs.bar.number")
    if row.ended is not None:
        return say("needs.bar.ended", service=service, stage=stage, day=day)
    if row.direction == referrals.IN:
        return say("needs.bar.inbound", service=service)
    if row.made_on is None:
        scope = SCOPE_OF.get(row.agency_type)
        if scope is None:
            return say("needs.bar.own_yes")
        return say("needs.bar.yes", services=support_words.scope_words(scope))
    return say("needs.bar.active", service=service, stage=stage.lower(), day=day)


class CardBar(QFrame):
    """Signal: `wanted` carries what was pressed, one of ``needs.do``."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("needs.bar")
        role(self, "savebar")
        self.mark = icon_label("note", "ink_muted", 20)
        self.title = label(" ", "strong", wrap=True, name="needs.bar.title")
        self.text = label(say("needs.bar.nothing"), wrap=True, name="needs.bar.text")
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.title)
        said.addWidget(self.text)
        self._buttons: dict[str, QPushButton] = {}
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._flow = FlowLayout(holder, gap=8)
        for key, icon in _ICONS.items():
            made = button(say(f"needs.do.{key}"), f"needs.do.{key}", icon=icon)
            made.clicked.connect(self._wanting(key))
            made.hide()
            self._buttons[key] = made
            self._flow.addWidget(made)
        self._holder = holder
        self._whole = QHBoxLayout(self)
        self._whole.setContentsMargins(20, 7, 20, 7)
        self._whole.setSpacing(12)
        self._whole.addWidget(self.mark)
        self._whole.addLayout(said, 1)
        self._whole.addWidget(holder, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_card(
        self, card: Card | None, lists: Vocabulary, today: date, *, without: bool = False
    ) -> None:
        """Speak of another card, or of none; `without` as in `things_to_do`."""
        doing = things_to_do(card, without=without) if card is not None else ()
        for key, made in self._buttons.items():
            made.setVisible(key in doing)
        if card is None:
            self.title.setText("")
            self.text.setText(say("needs.bar.nothing"))
            put_icon(self.mark, "note", "ink_muted", 20)
        else:
            need = saying.need(lists, card.need.category)
            alias = saying.name(card.need.alias, card.need.code)
            self.title.setText(say("needs.waits.title", alias=alias, need=need.lower()))
            self.text.setText(words(card, lists, today))
            put_icon(self.mark, *support_words.sign_icon(card.sign, card), 20)
        self.title.setVisible(card is not None)
        self._holder.setMinimumWidth(self._flow.sizeHint().width() if self._beside else 0)
        self.setAccessibleName(f"{self.title.text()} {self.text.text()}".strip())

    @property
    def _beside(self) -> bool:
        return self._whole.direction() == QHBoxLayout.Direction.LeftToRight

    def compact(self, width_class: str) -> None:
        """Put the buttons under the words where there is little room, and leave out the sentence.

        It is on the card, and on the page of the need.
        """
        upright = width_class in {"narrow", "tiny"}
        self.text.setVisible(width_class != "tiny")
        self._whole.setSpacing(4 if upright else 12)
        self._whole.setDirection(
            QHBoxLayout.Direction.TopToBottom if upright else QHBoxLayout.Direction.LeftToRight
        )
        self.mark.setVisible(not upright)
        self._holder.setMinimumWidth(0 if upright else self._flow.sizeHint().width())

    def take_focus(self, key: str) -> None:
        """Focus a button, and let the sentence be spoken."""
        self._buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self)

    def _wanting(self, key: str) -> Callable[[], None]:
        def want() -> None:
            self.wanted.emit(key)

        return want
