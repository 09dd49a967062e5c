"""One quiet line: what runs low, and the way to the stock."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from outreach_app.casework.stock_page import Low
from outreach_app.words import say
from ui.widgets.buttons import link
from ui.widgets.labels import icon_label, label

_SHOWN: Final = 3


class LowStock(QWidget):
    """Hidden while there is enough of everything. Signal: `go` carries a page and parameters."""

    go = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("today.low")
        self._words = label("", "small", wrap=True, name="today.low.words")
        open_it = link(say("today.low.open"), "today.low.open")
        open_it.clicked.connect(lambda: self.go.emit("stock", {"chip": "low"}))
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 4, 0)
        line.setSpacing(8)
        line.addWidget(icon_label("supplies", "ink_muted", 16))
        line.addWidget(self._words, 1)
        line.addWidget(open_it)
        self.hide()

    def show_low(self, found: Sequence[Low]) -> None:
        """Name the first few, and say how many more there are."""
        parts = [
            say("today.low.item", item=each.item, place=each.place, count=each.quantity)
            for each in found[:_SHOWN]
        ]
        if len(found) > _SHOWN:
            parts.append(say("today.low.more", count=len(found) - _SHOWN))
        self._words.setText(say("today.low.words", items=", ".join(parts)))
        self.setVisible(bool(found))
