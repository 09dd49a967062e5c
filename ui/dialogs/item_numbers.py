"""How many of each item: a number beside each name, and a way to add what is not there yet."""

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.dialogs.combos import Combo
from ui.widgets.clearing import clear
from ui.widgets.labels import label
from ui.widgets.number import NumberBox


class ItemNumbers(QWidget):
    """Numbers of items.

    `fresh` is what stands beside an item that is added by hand, `of` the key of the words a screen
    reader says for a number.
    """

    def __init__(
        self,
        name: str,
        lists: Vocabulary,
        items: Mapping[str, int],
        *,
        most: int = 1000,
        fresh: int = 1,
        of: str = "lists.pack.of",
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._items = lists["supply_item"]
        self._most, self._fresh, self._of = most, fresh, of
        self._boxes: dict[str, NumberBox] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        whole.addLayout(self._grid)
        words = say("lists.pack.more")
        prefix = name.removesuffix(".items")
        choices = [(each.code, each.label) for each in self._items.choices()]
        self._more = Combo(f"{prefix}.more", words, choices)
        self._more.setItemText(0, words)
        self._more.activated.connect(self._add_chosen)
        whole.addWidget(self._more)
        self.put(items)

    def put(self, items: Mapping[str, int]) -> None:
        """Show these items with these numbers, and no others."""
        clear(self._grid)
        self._boxes = {}
        for code, number in items.items():
            self._box(code).setValue(number)

    def value(self, *, noughts: bool = False) -> dict[str, int]:
        """Return how many of each item; what is nought only with `noughts`."""
        return {code: box.value() for code, box in self._boxes.items() if noughts or box.value()}

    def take_focus(self) -> None:
        """Focus the first number, or the choice of what goes in."""
        first = next(iter(self._boxes.values()), None)
        (first or self._more).setFocus()
        if first is not None:
            first.selectAll()

    def _box(self, code: str) -> NumberBox:
        if code not in self._boxes:
            title = self._items.label(code)
            words = say(self._of, label=title)
            box = NumberBox(f"{self.objectName()}.{code}", words, most=self._most)
            beside = label(title, wrap=True)
            beside.setBuddy(box)
            place = len(self._boxes)
            self._grid.addWidget(box, place, 0)
            self._grid.addWidget(beside, place, 1)
            self._boxes[code] = box
        return self._boxes[code]

    def _add_chosen(self) -> None:
        code = self._more.value()
        if code:
            box = self._box(code)
            if not box.value():
                box.setValue(self._fresh)
            self._more.choose("")
            box.setFocus()
            box.selectAll()
