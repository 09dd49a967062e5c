"""Whose needs, and which: chips above the board and the table."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from outreach_app.casework.board import Card
from outreach_app.words import say
from ui import support_words
from ui.widgets.card import row
from ui.widgets.chips_more import ChipsMore
from ui.widgets.choices import ChipGroup
from ui.widgets.labels import icon_label, label

# So many groups are there at once, the rest behind "More…".
_AT_ONCE: Final = 5


class Filters(QWidget):
    """Signal: `changed` when another chip was chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("needs.filters")
        whose = [(code, say(f"needs.whose.{code}")) for code in ("mine", "everyone")]
        self.whose = ChipGroup("needs.whose", say("needs.whose.name"), whose)
        self.whose.set_value("everyone")
        self.whose.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        groups = [(code, say(f"needs.group.{code}")) for code in ("all", *support_words.GROUPS)]
        self.group = ChipsMore("needs.group", say("needs.group.name"), say("needs.group.more"))
        self.group.offer(groups, _AT_ONCE)
        self.group.set_value("all")
        for each in (self.whose, self.group):
            each.chosen.connect(lambda _: self.changed.emit())
        self._keys = QWidget()
        hint = row(icon_label("shortcuts", "ink_muted", 15), label(say("needs.page.keys"), "small"))
        self._keys.setLayout(hint)
        self._keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)
        self._box.addWidget(self.whose)
        self._box.addWidget(self.group, 1)
        self._box.addWidget(self._keys)
        self._on_board, self._wide = True, True

    def kept(self, cards: Iterable[Card]) -> list[Card]:
        """Return the needs that are wanted."""
        mine, group = self.whose.value() == "mine", self.group.value()
        every = group in {"", "all"}
        return [
            card
            for card in cards
            if (card.mine or not mine)
            and (every or support_words.group_of(card.need.category) == group)
        ]

    def compact(self, width_class: str) -> None:
        """Put one below the other where there is little room."""
        upright = width_class in {"narrow", "tiny"}
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )
        self._box.setSpacing(4 if upright else 16)
        self._wide = width_class == "wide"
        self.show_keys(on=self._on_board)

    def show_keys(self, *, on: bool) -> None:
        """Say the keys of the board beside it."""
        self._on_board = on
        self._keys.setVisible(on and self._wide)
