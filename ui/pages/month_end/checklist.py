"""The card of what should be looked at before a month is frozen: each with its count and a way."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from outreach_app.reports.month_end import Item
from outreach_app.words import say
from ui.theme import current, put_status
from ui.widgets.buttons import link
from ui.widgets.card import Card
from ui.widgets.clearing import drop
from ui.widgets.labels import icon_label, label

_LINE: Final = 24


class Checklist(Card):
    """Signal: `wanted` carries the page and parameters an item leads to."""

    wanted = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__(say("month_end.checklist.title"), name="month_end.checklist")
        text = say("month_end.checklist.text")
        self.add(label(text, "muted", wrap=True, name="month_end.checklist.text"))
        self._held: QWidget | None = None

    def show_items(self, items: tuple[Item, ...]) -> None:
        """Show the items."""
        if self._held is not None:
            self.body.removeWidget(self._held)
            drop(self._held)
        self._held = _lines(items, self) if items else None
        if self._held is not None:
            self.add(self._held)

    def open_item(self, item: Item) -> None:
        """Say where an item leads."""
        self.wanted.emit(item.page, dict(item.where))


def _lines(items: tuple[Item, ...], card: Checklist) -> QWidget:
    held = QWidget()
    grid = QGridLayout(held)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for number, item in enumerate(items):
        # With a way to it or without, the lines stand evenly.
        grid.setRowMinimumHeight(number, current().px(_LINE))
        icon = icon_label("agree", "ok", 16)
        put_status(icon, "need_to_start" if item.count else "need_met", 16)
        words = say(f"month_end.item.{item.code}")
        count = say("month_end.checklist.many", count=item.count) if item.many else f"{item.count}"
        grid.addWidget(icon, number, 0, Qt.AlignmentFlag.AlignVCenter)
        what = label(words, "" if item.count else "muted", wrap=True)
        what.setObjectName(f"month_end.item.{item.code}")
        grid.addWidget(what, number, 1)
        grid.addWidget(
            label(count, "strong" if item.count else "muted", name=f"month_end.count.{item.code}"),
            number,
            2,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
        )
        if item.page:
            opener = link(say("month_end.open"), f"month_end.open.{item.code}")
            opener.setAccessibleName(say("month_end.checklist.open_name", what=words))
            opener.clicked.connect(partial(card.open_item, item))
            grid.addWidget(opener, number, 3, Qt.AlignmentFlag.AlignVCenter)
    return held
