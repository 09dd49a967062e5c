"""The sharps that were brought back and wait to be taken away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from outreach_app.casework.stock import PlaceRow
from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label


class ReturnsCard(Card):
    """One line for each place. Signal: `wanted` carries the place, its name and how many."""

    wanted = Signal(str, str, int)

    def __init__(self) -> None:
        super().__init__(say("stock.returns.title"), name="stock.returns")
        self.hide()

    def show_places(self, places: Sequence[PlaceRow], *, may: bool = False) -> None:
        """Show how many lie where; `may` offers to write that they were taken away."""
        clear(self.body)
        for each in places:
            line = row(
                icon_label("needle_returns", "ink_muted", 18),
                label(say("stock.returns.line", count=each.returns, place=each.label), wrap=True),
                gap=9,
            )
            line.setStretch(1, 1)
            if may and each.returns > 0:
                words = say("stock.returns.button")
                made = button(words, f"stock.returns.{each.code}", small=True)
                made.setAccessibleName(say("stock.returns.button_name", place=each.label))
                made.clicked.connect(self._wanting(each))
                line.addWidget(made)
            self.add(line)
        self.setVisible(bool(places))

    def _wanting(self, place: PlaceRow) -> Callable[[], None]:
        def want() -> None:
            self.wanted.emit(place.code, place.label, place.returns)

        return want
