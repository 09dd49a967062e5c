"""Needs and referrals: what people want help with, where each stands, and with which service."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import support_page
from outreach_app.casework.board import Card, is_on_board
from outreach_app.casework.referral_rows import ReferralRow
from outreach_app.casework.support_page import Support
from outreach_app.errors import KnownError, NotAllowed
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.dialogs.referral_forms import may_tell_without
from ui.in_slices import Slices
from ui.page import Context, InPieces, at_once
from ui.pages.needs import tables
from ui.pages.needs.bar import CardBar, things_to_do
from ui.pages.needs.board_view import BoardView
from ui.pages.needs.filters import Filters
from ui.pages.needs.moving import Moving
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.labels import show_if
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled

VIEWS: Final = ("table", "board", "referrals")
# So much of a table is always there; what does not fit is scrolled to.
_LEAST: Final = 210
_ICONS: Final = {"table": "table", "board": "board", "referrals": "register"}


_SUBJECTS: Final = (
    "needs",
    "referrals",
    "people",
    "consents",
    "tasks",
    "lists",
    "cases",
)


class NeedsPage(InPieces):
    """Board, table, or every referral; the choice is remembered on this computer.

    Arrives with `view`, or with `chip` of the table or of the referrals.
    """

    name = "needs"
    nav = "needs"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        at_once(self.pieces(context, parent))

    @override
    def pieces(self, context: Context, parent: QWidget | None) -> Iterator[None]:
        super().__init__(context, parent)
        self._found: Support | None = None
        self._slices = Slices(context.background, self)
        self._width = "wide"
        self.moving = Moving(self, lambda: self._found)
        self.filters = Filters()
        self.board = BoardView()
        self.bar = CardBar()
        yield
        self.list: Listing[Card] = Listing(
            self.name,
            say("needs.page.table"),
            tables.card_columns(lambda: self._found),
            tables.WIDTHS,
            hint=say("needs.page.filter"),
            chips=[(code, say(f"needs.chip.{code}")) for code in tables.CHIPS],
            keep=tables.keep_card,
            letters="PM",
            foot=say("needs.page.foot"),
            button=button(say("needs.page.add"), "needs.empty.add", icon="add"),
        )
        self.list.chips.set_value("open")
        yield
        self.referrals: Listing[ReferralRow] = Listing(
            "needs.referrals",
            say("needs.page.referrals"),
            tables.referral_columns(lambda: self._found),
            tables.REFERRAL_WIDTHS,
            hint=say("needs.page.filter"),
            chips=[(code, say(f"needs.referral_chip.{code}")) for code in tables.REFERRAL_CHIPS],
            keep=partial(tables.keep_referral, lambda: self._found),
            letters="P",
            foot=say("needs.page.referrals_foot"),
        )
        self.referrals.chips.set_value("out")
        yield
        self._build_head()
        self._build_page()
        self._wire()
        self._everyone = False
        self.show_view(self._first_view())

    @override
    def open(self, **where: Any) -> None:
        if where.get("view") in VIEWS:
            self.show_view(where["view"])
        chip = where.get("chip")
        if chip in tables.CHIPS:
            self.show_view("table")
            self.list.keep_chip(str(chip))
        elif chip in tables.REFERRAL_CHIPS:
            self.show_view("referrals")
            self.referrals.keep_chip(str(chip))
        self._everyone = where.get("whose") == "everyone"
        if self._everyone:
            self.filters.whose.set_value("everyone")
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern(*_SUBJECTS):
            self._load()

    @override
    def compact(self, width_class: str) -> None:
        self._width = width_class
        tiny, upright = width_class == "tiny", width_class in {"narrow", "tiny"}
        self.head.compact(width_class)
        self.head.line.setVisible(not tiny)
        self.filters.compact(width_class)
        self.board.compact(upright=upright)
        self.bar.compact(width_class)
        self.list.compact(width_class)
        self.referrals.compact(width_class)

    def view(self) -> str:
        """Return how the page is looked at now."""
        return next(name for name, each in self._views.items() if each.isChecked())

    def show_view(self, name: str) -> None:
        """Look at it otherwise."""
        self._views[name].setChecked(True)
        self._stack.setCurrentIndex(VIEWS.index(name))
        for part in (self.bar, self.filters):
            show_if(part, name != "referrals")
        self.filters.show_keys(on=name == "board")
        show_if(self._received, name == "referrals")
        show_if(self._add, name != "referrals")
        self.head.compact(self._width)
        self._tell_bar()

    # building

    def _build_head(self) -> None:
        self.head = PageHead(self.name, say("needs.page.title"), " ")
        group = QButtonGroup(self)
        self._views: dict[str, QPushButton] = {}
        for name in VIEWS:
            words, icon = say(f"needs.view.{name}"), _ICONS[name]
            made = button(words, f"needs.view.{name}", icon=icon, small=True)
            made.setCheckable(True)
            made.clicked.connect(self._choosing(name))
            group.addButton(made)
            self._views[name] = made
            self.head.add_action(made)
        self._received = button(say("needs.page.received"), "needs.received")
        self._received.clicked.connect(self.moving.receive)
        self._add = button(say("needs.page.add"), "needs.add", kind="primary", icon="add")
        self._add.clicked.connect(self.moving.add)
        self.head.add_action(self._received)
        self.head.add_action(self._add)

    def _build_page(self) -> None:
        self._refused = Notice("private", " ", name="needs.refused")
        self._refused.hide()
        self._told = Notice("ok", " ", closable=True, name="needs.told")
        self._told.hide()
        # From the outside in: what changes its place is dressed anew with all that is in it.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        holder = QWidget()
        whole.addWidget(scrolled(holder, "needs.scroll"), 1)
        self._stack = QStackedWidget()
        inner = QVBoxLayout(holder)
        space = current().space
        inner.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        inner.setSpacing(8)
        for part in (self.head, self._refused, self._told, self.filters):
            inner.addWidget(part)
        inner.addWidget(self._stack, 1)
        for each in (self.list, self.board, self.referrals):
            each.setMinimumHeight(current().px(_LEAST))
            self._stack.addWidget(each)
        whole.addWidget(self.bar)

    def _wire(self) -> None:
        self.filters.changed.connect(self._fill)
        self.board.chosen.connect(lambda _: self._tell_bar())
        self.board.opened.connect(self.moving.open_need)
        self.board.forward.connect(self.moving.forward)
        self.board.back.connect(self.moving.back)
        self.board.person.connect(lambda card: self.moving.open_person(card.need.person_id))
        self.list.opened.connect(self.moving.open_need)
        self.list.pressed.connect(self._pressed)
        self.list.nothing_wanted.connect(self.moving.add)
        self.list.table.selectionModel().currentChanged.connect(lambda *_: self._tell_bar())
        self.referrals.opened.connect(self.moving.happened)
        self.referrals.pressed.connect(lambda _, row: self.moving.open_person(row.person_id))
        self.bar.wanted.connect(self._wanted)
        self.moving.stopped.connect(self._stopped)
        self.moving.told.connect(self._tell)

    def _first_view(self) -> str:
        """Return the view chosen last; at first the table for a screen reader, else the board."""
        kept = self.context.settings.choices.needs_view
        if kept in VIEWS:
            return kept
        return "table" if QAccessible.isActive() else "board"

    def _choosing(self, name: str) -> Callable[[], None]:
        def choose() -> None:
            self.context.settings.choose(needs_view=name)
            self.show_view(name)

        return choose

    # showing

    def _load(self) -> None:
        self.context.ask(support_page.read, then=self._show, failed=self._not_shown)

    def _show(self, found: Support) -> None:
        first = self._found is None
        self._refused.hide()
        if (
            first
            and not self._everyone
            and any(card.mine and not card.need.closed for card in found.board.cards)
        ):
            self.filters.whose.set_value("mine")  # before there is anything to be filled
        self._found = found
        shown = not self.head.line.isHidden()
        self.head.set_title(say("needs.page.title"), self._line(found))
        self.head.line.setVisible(shown)
        if first:
            # Nobody has the cursor on a card yet: the columns may come one by one.
            self._slices.draw(self._filled())
        else:
            self._fill()
        empty = (say("needs.page.no_referrals"), say("needs.page.no_referrals_text"))
        self.referrals.show_rows(found.referrals, empty=empty)

    def _line(self, found: Support) -> str:
        still = [card for card in found.board.cards if not card.need.closed]
        if not found.board.cards:
            return say("needs.page.line_none")
        people = len({card.need.person_id for card in still})
        parts = [
            say("needs.page.open_needs", count=len(still)),
            say("needs.page.for_people", count=people),
            say("needs.page.with_services", count=len(found.with_others)),
        ]
        if found.to_chase:
            parts.append(say("needs.page.to_chase", count=len(found.to_chase)))
        return " ".join(parts)

    def _fill(self) -> None:
        self._slices.stop()
        for _ in self._filled():
            pass

    def _filled(self) -> Iterator[None]:
        found = self._found
        if found is None:
            return
        cards = self.filters.kept(found.board.cards)
        today = found.board.today
        on_board = [card for card in cards if is_on_board(card, today)]
        empty = (say("needs.page.empty"), say("needs.page.empty_text"))
        self.list.show_rows(cards, empty=empty)
        yield from self.board.drawn(on_board, found.board.lists, today)
        self._tell_bar()

    def _tell_bar(self) -> None:
        if self._found is not None:
            board, card = self._found.board, self._card()
            row = card.referral if card is not None else None
            without = row is not None and may_tell_without(self.context, row)
            self.bar.show_card(card, board.lists, board.today, without=without)

    def _card(self) -> Card | None:
        return self.board.current_card() if self.view() == "board" else self.list.current_row()

    def _not_shown(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        mine = isinstance(error, NotAllowed)
        self._refused.say(say("needs.page.not_yours") if mine else worded(error))
        self._refused.show()
        for part in (self._stack, self.bar, self.filters, self._add, self._received):
            part.hide()

    # what is pressed

    def _wanted(self, what: str) -> None:
        card = self._card()
        if card is not None:
            self._told.hide()
            self.moving.do(what, card)

    def _pressed(self, letter: str, card: Card) -> None:
        if letter == "M":
            self.moving.forward(card)
        else:
            self.moving.open_person(card.need.person_id)

    def _stopped(self) -> None:
        card = self._card()
        if card is not None:
            self.bar.take_focus(things_to_do(card)[0])

    def _tell(self, text: str) -> None:
        self._told.say(text)
        self._told.show()
