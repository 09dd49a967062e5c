"""The third card: what was given. Everything starts at nought."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from outreach_app.casework.bundles import BundleRow
from outreach_app.casework.naloxone import SAID
from outreach_app.vocabulary import CodeList, Vocabulary
from outreach_app.words import known, say
from ui.pages.log_contact.parts import Unlabelled
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label, show_if
from ui.widgets.number import NamedNumber

RETURNS: Final = "needle_returns"
_MOST: Final = 999
_KITS: Final = ("naloxone_nasal", "naloxone_im")
_ROW: Final = (
    "condom_ext",
    "lube",
    "needle_set",
    RETURNS,
    "naloxone_nasal",
    "naloxone_im",
    "hot_drink",
    "food",
)


class Supplies(QWidget):
    """Numbers by item. The value maps item codes, and `needle_returns`, to numbers above nought.

    What was said about naloxone stands among them once a kit is given, or when it is asked for.

    Signal: `changed`.
    """

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._boxes: dict[str, NamedNumber] = {}
        self._items: CodeList | None = None
        self._flow = FlowLayout(self, gap=8, line_gap=8)
        self._more = button(say("contact.page.more_items"), f"{name}.more", icon="add", small=True)
        self._more.setAccessibleName(say("contact.page.more_items_name"))
        self._more.clicked.connect(self._open_menu)
        # As high as a number with its name, so that the button stands on the numbers' line.
        self._end = QWidget()
        end = QVBoxLayout(self._end)
        end.setContentsMargins(0, 0, 0, 3)
        end.setSpacing(1)
        end.addWidget(label(" ", "small"))
        end.addWidget(self._more)

    def offer(self, items: CodeList) -> None:
        """Show the usual items, and the rest of the list behind the last button."""
        self._items = items
        kept = self.value()
        for code in _ROW:
            if code == RETURNS or (code in items and items[code].active):
                self._box(code)
        self.set_value(kept)
        self._flow.removeWidget(self._end)
        self._flow.addWidget(self._end)

    def value(self) -> dict[str, int]:
        """Return what was given and what came back."""
        return {code: each.box.value() for code, each in self._boxes.items() if each.box.value()}

    def set_value(self, given: Mapping[str, int]) -> None:
        """Set every number; what is not named is nought."""
        for code in given:
            self._box(code)
        for code, each in tuple(self._boxes.items()):
            each.box.setValue(int(given.get(code, 0)))

    def put(self, given: Mapping[str, int]) -> None:
        """Set these numbers and leave the others."""
        self.set_value({**self.value(), **given})

    def take_focus(self) -> None:
        """Focus the first number."""
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            first.box.setFocus(Qt.FocusReason.TabFocusReason)

    def menu(self) -> QMenu:
        """Make the menu of the items that have no number yet."""
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in self._items.choices() if self._items else ():
            if entry.code not in self._boxes:
                action = menu.addAction(entry.label.replace("&", "&&"))
                action.setData(entry.code)
        for code in SAID:
            if code not in self._boxes:
                menu.addAction(self._title(code)).setData(code)
        menu.triggered.connect(self._add)
        return menu

    def _open_menu(self) -> None:
        corner = QPoint(0, self._more.height())
        self.menu().popup(self._more.mapToGlobal(corner))

    def _add(self, action: Any) -> None:
        made = self._box(str(action.data()))
        made.box.setValue(1)
        made.box.setFocus(Qt.FocusReason.TabFocusReason)

    def _box(self, code: str) -> NamedNumber:
        if code in self._boxes:
            return self._boxes[code]
        title = self._title(code)
        made = NamedNumber(f"{self.objectName()}.{code}", title, most=_MOST)
        made.box.setAccessibleName(say("contact.page.number_name", item=title))
        made.box.valueChanged.connect(self._told)
        self._boxes[code] = made
        self._flow.removeWidget(self._end)
        self._flow.addWidget(made)
        self._flow.addWidget(self._end)
        return made

    def _title(self, code: str) -> str:
        if known(f"contact.number.{code}"):
            return say(f"contact.number.{code}")
        return self._items.label(code) if self._items else code

    def _told(self) -> None:
        if any(self._boxes[code].box.value() for code in _KITS if code in self._boxes):
            for code in SAID:
                self._box(code)
        self.changed.emit()


class GivenCard(Card):
    """What was given. `supplies` is the field; `same_wanted` asks for what was given last time."""

    def __init__(self, name: str, same_wanted: Callable[[], object]) -> None:
        super().__init__(
            f"3  {say('contact.page.given')}",
            say("contact.page.given_note"),
            keys=("Alt", "3"),
            name=f"{name}.card_given",
        )
        self.supplies = Supplies(f"{name}.supplies")
        self.frame = Unlabelled(say("contact.page.given"), self.supplies)
        self.pack = button(
            say("contact.page.standard_pack"), f"{name}.standard_pack", icon="pack", small=True
        )
        self.same = button(say("contact.page.same"), f"{name}.same", icon="history", small=True)
        self.pack.clicked.connect(self._put_pack)
        self.same.clicked.connect(same_wanted)
        self._tools = QWidget()
        flow = FlowLayout(self._tools, gap=8)
        flow.addWidget(self.pack)
        flow.addWidget(self.same)
        self._items: dict[str, int] = {}
        self._low = False
        self.add_to_head(self._tools)
        self.add(self.frame)

    def offer(self, lists: Vocabulary, pack: BundleRow | None) -> None:
        """Offer what the project's list of supplies holds, and the pack it calls standard."""
        self.supplies.offer(lists["supply_item"])
        self._items = dict(pack.items) if pack is not None else {}
        if pack is not None:
            self.pack.setText(pack.label.replace("&", "&&"))
            self.pack.setAccessibleName(pack.label)
        show_if(self.pack, pack is not None)

    def compact(self, width_class: str) -> None:
        """Put the two buttons into the title line, or below it where there is no room."""
        low = width_class in {"narrow", "tiny"}
        if low != self._low:
            self._low = low
            if low:
                self.body.insertWidget(0, self._tools)
            else:
                self.add_to_head(self._tools)

    def _put_pack(self) -> None:
        self.supplies.put(self._items)
