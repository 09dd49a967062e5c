"""The board: four columns of cards. Arrows walk over it, Ctrl and an arrow moves a card."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework.board import COLUMNS, Card
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.covering import cover
from ui.pages.needs.card_view import CardView
from ui.theme import current, put_status, role
from ui.widgets.buttons import link
from ui.widgets.card import row
from ui.widgets.clearing import clear
from ui.widgets.filling import filling
from ui.widgets.labels import icon_label, label
from ui.widgets.scroll import scrolled

# So many cards of a column are drawn at once; the others wait under a link.
_AT_ONCE: Final = 25
# So many are made before keys are let through again.
_IN_A_SLICE: Final = 6
# What a column has at either side of its cards.
_EDGE: Final = 10
_GAP: Final = 6
_BETWEEN: Final = 10
_ANY: Final = 16_777_215
_HEADS: Final = {
    "to_start": "need_to_start",
    "worked_on": "need_working",
    "waiting": "need_waiting",
    "closed": "need_met",
}


class Column(QFrame):
    """One column: its state, how many, its cards. Signal: `more_wanted`."""

    more_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.cards: list[CardView] = []
        self.shown = _AT_ONCE
        # What the cards were made from; None before the first.
        self._made_from: tuple[object, ...] | None = None
        self.setObjectName(f"needs.board.{name}")
        role(self, "boardcolumn")
        mark = icon_label("note")
        put_status(mark, _HEADS[name], 17)
        self._count = label("", "muted", name=f"needs.board.{name}.count")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(9, 9, 9, 9)
        whole.setSpacing(_GAP)
        head = row(mark, label(say(f"needs.board.{name}"), "h2", wrap=True), self._count, gap=8)
        head.setStretch(1, 1)
        whole.addLayout(head)
        self._head = head
        self._inner = QWidget()
        self._list = QVBoxLayout(self._inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(6)
        self.area: QScrollArea = scrolled(self._inner, f"needs.board.{name}.scroll")
        whole.addWidget(self.area, 1)

    def drawn(
        self, cards: Sequence[Card], lists: Vocabulary, today: date
    ) -> Iterator[Sequence[CardView]]:
        """Replace the cards a few at a time, and yield those; none where they stay as they are."""
        size = current().percent
        made_from = (tuple(cards), self.shown, lists, today, cover().on, size)
        if made_from == self._made_from:
            return
        # Half a column is not what it was made from.
        self._made_from = None
        clear(self._list)
        self.cards = []
        self._count.setText(str(len(cards)))
        self._count.setAccessibleName(say("needs.board.cards", count=len(cards)))
        self.setAccessibleName(
            f"{say(f'needs.board.{self.name}')}, {say('needs.board.cards', count=len(cards))}"
        )
        wanted = cards[: self.shown]
        for begin in range(0, len(wanted), _IN_A_SLICE):
            made = [CardView(card, lists, today) for card in wanted[begin : begin + _IN_A_SLICE]]
            with filling(self._inner):
                for view in made:
                    self._list.addWidget(view)
            self.cards += made
            yield made
        self._end(len(cards))
        self._made_from = made_from

    def _end(self, number: int) -> None:
        """Say below the cards that there are none, or how many are left."""
        if not number:
            self._list.addWidget(label(say("needs.page.nothing_here"), "muted", wrap=True))
        left = number - len(self.cards)
        if left:
            more = link(say("needs.page.more_cards", count=left), f"{self.objectName()}.more")
            more.clicked.connect(self.more_wanted)
            self._list.addWidget(more)
        self._list.addStretch(1)

    def upright(self, width: int) -> None:
        """Be as high as the cards at this width, or for 0 as high as there is room."""
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.area.setVerticalScrollBarPolicy(
            policy if width else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        inside = width - 2 * _EDGE
        wanted = 0
        if width:
            self._list.activate()
            wanted = max(
                self._list.totalHeightForWidth(inside)
                if self._list.hasHeightForWidth()
                else self._list.sizeHint().height(),
                0,
            )
        self.area.setMinimumHeight(wanted)
        self.area.setMaximumHeight(wanted if width else _ANY)
        around = self._head.sizeHint().height() + _GAP + 2 * _EDGE
        self.setMinimumHeight(wanted + around if width else 0)
        self.setMaximumHeight(wanted + around if width else _ANY)


class BoardView(QWidget):
    """Four columns of cards, of which one has the cursor.

    Signals: `chosen` carries the card of the cursor; `opened`, `forward` and `back` the card that
    is to be opened or moved; `person` a card whose person is wanted.
    """

    chosen = Signal(object)
    opened = Signal(object)
    forward = Signal(object)
    back = Signal(object)
    person = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("needs.board")
        self.setAccessibleName(say("needs.page.board"))
        self._at = ""
        self._cards: tuple[Card, ...] = ()
        self._lists: Vocabulary | None = None
        self._today = date.min
        self._upright = False
        self.columns = {name: Column(name) for name in COLUMNS}
        inner = QWidget()
        self._box = QHBoxLayout(inner)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_BETWEEN)
        for column in self.columns.values():
            column.more_wanted.connect(self._more(column))
            self._box.addWidget(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(inner, "needs.board.scroll")
        whole.addWidget(self.area)

    def show_cards(self, cards: Sequence[Card], lists: Vocabulary, today: date) -> None:
        """Show these cards; the cursor stays on its need, wherever that went."""
        for _ in self.drawn(cards, lists, today):
            pass

    def drawn(self, cards: Sequence[Card], lists: Vocabulary, today: date) -> Iterator[None]:
        """Show these cards as `show_cards` does, a few at a time."""
        focused = self.isAncestorOf(self.window().focusWidget()) if self._has_focus() else False
        self._cards, self._lists, self._today = tuple(cards), lists, today
        for name, column in self.columns.items():
            mine = [card for card in cards if card.column == name]
            if name == "closed":
                mine.sort(key=lambda card: card.need.status_on, reverse=True)
            for made in column.drawn(mine, lists, today):
                for view in made:
                    view.taken.connect(self._taking(view))
                    view.keyed.connect(self._keyed)
                    view.opened.connect(self._opening(view))
                yield
        self.compact(upright=self._upright)
        found = self.view(self._at) or self._first()
        self._light(found)
        if focused and found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def compact(self, *, upright: bool) -> None:
        """Put the columns one below the other where there is little room."""
        self._upright = upright
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )
        for column in self.columns.values():
            column.setMinimumWidth(0 if upright else current().px(200))
        self._measure()
        # New cards count as hidden until the next turn of the loop, and have no height before.
        QTimer.singleShot(0, self, self._measure)

    def _measure(self) -> None:
        """Take the height that the cards need where columns stand one below the other."""
        for column in self.columns.values():
            column.upright(self.width() if self._upright else 0)
        every = sum(column.minimumHeight() + _BETWEEN for column in self.columns.values())
        self.area.setMinimumHeight(every if self._upright else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._upright and event.size().width() != event.oldSize().width():
            self._measure()

    def view(self, need_id: str) -> CardView | None:
        """Return the card of a need, if it is drawn."""
        return next((view for view in self._views() if view.card.need.id == need_id), None)

    def current_card(self) -> Card | None:
        """Return the card of the cursor."""
        found = self.view(self._at)
        return found.card if found is not None else None

    def take_focus(self) -> None:
        """Focus the card of the cursor."""
        found = self.view(self._at) or self._first()
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    # moving over it

    def _has_focus(self) -> bool:
        return self.window().focusWidget() is not None

    def _views(self) -> list[CardView]:
        return [view for column in self.columns.values() for view in column.cards]

    def _first(self) -> CardView | None:
        return next(iter(self._views()), None)

    def _taking(self, view: CardView) -> Callable[[], None]:
        def take() -> None:
            self._light(view)
            _bring_into_sight(view)

        return take

    def _opening(self, view: CardView) -> Callable[[], None]:
        def open_it() -> None:
            self.opened.emit(view.card)

        return open_it

    def _more(self, column: Column) -> Callable[[], None]:
        def more() -> None:
            column.shown += _AT_ONCE
            if self._lists is not None:
                self.show_cards(self._cards, self._lists, self._today)

        return more

    def _light(self, view: CardView | None) -> None:
        self._at = view.card.need.id if view is not None else ""
        for each in self._views():
            each.light(on=each is view)
        self.chosen.emit(view.card if view is not None else None)

    def _keyed(self, event: QKeyEvent) -> None:
        here = self.view(self._at)
        if here is None:
            return
        key, ctrl = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        event.accept()
        match key:
            case Qt.Key.Key_Right if ctrl:
                self.forward.emit(here.card)
            case Qt.Key.Key_Left if ctrl:
                self.back.emit(here.card)
            case Qt.Key.Key_Right | Qt.Key.Key_Left:
                self._sideways(here, 1 if key == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Down | Qt.Key.Key_Up if not ctrl:
                self._go(here, 1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                cards = self.columns[here.card.column].cards
                cards[0 if key == Qt.Key.Key_Home else -1].setFocus()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if not ctrl:
                self.opened.emit(here.card)
            case Qt.Key.Key_P if not event.modifiers():
                self.person.emit(here.card)
            case _:
                event.ignore()

    def _go(self, here: CardView, step: int) -> None:
        cards = self.columns[here.card.column].cards
        place = cards.index(here) + step
        if 0 <= place < len(cards):
            cards[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _sideways(self, here: CardView, step: int) -> None:
        """Go to the next column that has cards, to the card that stands beside this one."""
        names = list(COLUMNS)
        place = self.columns[here.card.column].cards.index(here)
        number = names.index(here.card.column) + step
        while 0 <= number < len(names):
            cards = self.columns[names[number]].cards
            if cards:
                cards[min(place, len(cards) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
                return
            number += step


def _bring_into_sight(view: QWidget) -> None:
    """Scroll whatever holds a card so that it can be seen: its column, the page."""
    above = view.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(view, 0, 6)
        above = above.parentWidget()
