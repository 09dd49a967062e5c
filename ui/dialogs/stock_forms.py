"""What came, went, moved or was counted at a place, and at how many left something runs low."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from outreach_app.casework import stock
from outreach_app.casework.stock import MoveDraft, StockRow
from outreach_app.casework.stock_page import StockView
from outreach_app.errors import Problem
from outreach_app.words import say
from outreach_app.work import Done
from ui.dialogs.combos import Combo
from ui.dialogs.item_numbers import ItemNumbers
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.number import NumberBox

Command = Callable[[Any], Done[Any]]

_COMMANDS: Final[dict[str, Callable[[Any, MoveDraft], Done[int]]]] = {
    "deliver": stock.deliver,
    "move": stock.move,
    "lose": stock.lose,
    "count": stock.count,
}
_MOST: Final = 100_000


class MoveForm(SmallForm):
    """Numbers of items at a place; `doing` is ``deliver``, ``move``, ``lose`` or ``count``."""

    def __init__(
        self, parent: QWidget, context: Context, doing: str, view: StockView, place: str
    ) -> None:
        super().__init__(
            parent,
            context,
            doing,
            say(f"stock.{doing}.title"),
            say(f"stock.{doing}.text"),
            save=say(f"stock.{doing}.save"),
        )
        self._doing, self._view = doing, view
        places = [(each.code, each.label) for each in view.in_use]
        title = say("stock.move.from" if doing == "move" else "stock.form.place")
        only = places[0][0] if len(places) == 1 else ""
        self._place = Combo(f"{doing}.place", title, places, chosen=place or only)
        self._place.currentIndexChanged.connect(self._place_chosen)
        self.add("place", Field(title, self._place))
        words = say("stock.move.to")
        self._to = Combo(f"{doing}.to", words, places)
        if doing == "move":
            self.add("to", Field(words, self._to))
        self._items = ItemNumbers(
            f"{doing}.items",
            view.lists,
            self._there(),
            most=_MOST,
            fresh=0,
            of=f"stock.{doing}.of",
        )
        self.add("items", Field(say(f"stock.{doing}.items"), self._items))
        self._note = QLineEdit()
        self._note.setObjectName(f"{doing}.note")
        hint = say("stock.form.note_hint")
        self.add("note", Field(say("stock.form.note"), self._note, hint=hint))
        self.check = self._check
        self.command = self._command

    @override
    def ask(self) -> None:
        """Open with the cursor where there is something to say."""
        super().ask()
        if not self._place.value():
            return
        if self._doing == "move":
            self._to.setFocus()
        else:
            self._items.take_focus()

    def _there(self) -> dict[str, int]:
        """Return what is there, with the numbers the book has when they are counted."""
        counting = self._doing == "count"
        place = self._place.value()
        return {
            row.item: max(row.quantity, 0) if counting else 0
            for row in self._view.rows
            if row.place == place
        }

    def _place_chosen(self) -> None:
        typed = self._items.value() if self._doing != "count" else {}
        self._items.put({**self._there(), **typed})

    def _draft(self) -> MoveDraft:
        return MoveDraft(
            self._place.value(),
            self._items.value(noughts=self._doing == "count"),
            self._to.value() or None if self._doing == "move" else None,
            self._note.text(),
        )

    def _check(self) -> tuple[Problem, ...]:
        draft = self._draft()
        found = [] if draft.place else [Problem("place", "required")]
        if self._doing == "move" and draft.to is None:
            found.append(Problem("to", "required"))
        lowest = 0 if self._doing == "count" else 1
        return (*found, *stock.check(draft, self._view.lists, lowest))

    def _command(self) -> Command:
        draft, command = self._draft(), _COMMANDS[self._doing]
        return lambda work: command(work, draft)


class LevelForm(SmallForm):
    """At how many left an item is said to run low at a place, or that nothing is said."""

    def __init__(
        self, parent: QWidget, context: Context, view: StockView, row: StockRow | None, place: str
    ) -> None:
        title, text = say("stock.level.title"), say("stock.level.text")
        super().__init__(parent, context, "level", title, text, save=say("stock.level.save"))
        self._view = view
        places = [(each.code, each.label) for each in view.in_use]
        words = say("stock.form.place")
        chosen = row.place if row else place or (places[0][0] if len(places) == 1 else "")
        self._place = Combo("level.place", words, places, chosen=chosen)
        self.add("place", Field(words, self._place))
        words = say("stock.level.item")
        items = [(each.code, each.label) for each in view.lists["supply_item"].choices()]
        self._item = Combo("level.item", words, items, chosen=row.item if row else "")
        self.add("item", Field(words, self._item))
        words = say("stock.level.say")
        kinds = [("at", say("stock.level.at")), ("never", say("stock.level.never"))]
        self._whether = ChipGroup("level.whether", words, kinds)
        self._whether.set_value("at")
        self._whether.chosen.connect(self._chosen)
        self.add("whether", Field(words, self._whether))
        words = say("stock.level.number")
        self._number = NumberBox("level.low_at", words, most=_MOST)
        self._number.setValue(row.low_at if row and row.low_at is not None else 0)
        self._field = self.add("low_at", Field(words, self._number))
        self.check = self._check
        self.command = self._command

    def _chosen(self, code: str) -> None:
        self._field.setVisible(code == "at")

    def _check(self) -> tuple[Problem, ...]:
        named = {"place": self._place.value(), "item": self._item.value()}
        return tuple(Problem(name, "required") for name, value in named.items() if not value)

    def _command(self) -> Command:
        place, item = self._place.value(), self._item.value()
        low_at = self._number.value() if self._whether.value() == "at" else None
        return lambda work: stock.set_level(work, place, item, low_at)
