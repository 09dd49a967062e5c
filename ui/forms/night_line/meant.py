"""Who or where is meant: a list over the page, just below the line, worked from the line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from outreach_app.casework.nightline import Choice
from outreach_app.words import say
from ui import saying
from ui.theme import current, role
from ui.widgets.notice import announce

KNOWN: Final = "known"
ALIKE: Final = "alike"
AREA: Final = "area"
NEW: Final = "new"

_MOST: Final = 7


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list; `kind` is one of the words above."""

    kind: str
    choice: Choice

    @property
    def words(self) -> str:
        """What the line says."""
        label, code = self.choice.label, self.choice.key
        if self.kind in (KNOWN, ALIKE):
            label = saying.name(label, code)
        return say(f"session.meant.{self.kind}", name=label, code=code)


class MeantList(QListWidget):
    """Never has the focus: the line keeps it. Signal: `picked` carries an `Offer`."""

    picked = Signal(object)

    def __init__(self, page: QWidget, name: str) -> None:
        super().__init__(page)
        self.setObjectName(name)
        self.setAccessibleName(say("session.meant.title"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        role(self, "popup")
        self._offers: tuple[Offer, ...] = ()
        self.itemClicked.connect(self._clicked)
        self.hide()

    def offer(self, offers: Sequence[Offer], line: QWidget) -> None:
        """Show what may be meant under the line; nothing hides the list. None is chosen yet."""
        shown = tuple(offers[:_MOST])
        if shown != self._offers:
            self._offers = shown
            self.clear()
            for each in shown:
                self.addItem(QListWidgetItem(each.words))
            self.setCurrentRow(-1)
        if not shown:
            self.hide()
            return
        if self.isHidden():
            announce(self)
        self.place_under(line)
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Go to the next line or the one before, round and round."""
        if self._offers:
            here = self.currentRow()
            first = 0 if step > 0 else len(self._offers) - 1
            self.setCurrentRow(first if here < 0 else (here + step) % len(self._offers))

    def chosen(self) -> Offer | None:
        """Return the line that was gone to."""
        place = self.currentRow()
        return self._offers[place] if not self.isHidden() and place >= 0 else None

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What the list shows."""
        return () if self.isHidden() else self._offers

    @override
    def hideEvent(self, event: object) -> None:
        self._offers = ()
        self.clear()

    def _clicked(self, item: QListWidgetItem) -> None:
        place = self.row(item)
        if 0 <= place < len(self._offers):
            self.picked.emit(self._offers[place])

    def place_under(self, line: QWidget) -> None:
        """Hang the list under the line, or under what is said of it."""
        page = self.parentWidget()
        if page is None:
            return
        below = line.mapTo(page, QPoint(0, line.height()))
        height = len(self._offers) * max(self.sizeHintForRow(0), current().px(28)) + 6
        room = page.height() - below.y() - 4
        width = min(current().px(420), line.width())
        self.setGeometry(below.x(), below.y(), width, max(min(height, room), current().px(32)))
