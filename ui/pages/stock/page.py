"""The page: which place, what lies there, and what can be written about it."""

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import stock, stock_page
from outreach_app.casework.stock import MoveRow, StockRow
from outreach_app.casework.stock_page import StockView
from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import when
from ui.dialogs.ask import Answer, ask
from ui.dialogs.list_forms import PlaceForm
from ui.dialogs.stock_forms import LevelForm, MoveForm
from ui.page import Context, Page
from ui.pages.stock import columns
from ui.pages.stock.returns import ReturnsCard
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled
from ui.widgets.select import Select

_DOING: Final = ("deliver", "move", "lose", "count")
_VIEWS: Final = ("held", "latest")
# So much of a table is always there; what does not fit is scrolled to.
_LEAST: Final = 190


class StockPage(Page):
    """Stock. `open` takes `chip` (``low``) and `place`."""

    name = "stock"
    nav = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: StockView | None = None
        self._tables = QStackedWidget()
        self.head = PageHead(self.name, say("stock.title"), say("stock.line"))
        self.places = button(say("stock.places"), "stock.places", icon="place")
        self.places.clicked.connect(partial(self.go.emit, "lists", {"section": "places"}))
        self.head.add_action(self.places)
        self.told = Notice("ok", " ", closable=True, name="stock.told")
        self.trouble = Notice("stop", " ", loud=True, closable=True, name="stock.trouble")
        for each in (self.told, self.trouble):
            each.hide()
        self.place = Select("stock.place", say("stock.form.place"), letters=14)
        self.place.set_empty(say("stock.all_places"))
        self.place.currentIndexChanged.connect(self._place_chosen)
        self.what = ChipGroup(
            "stock.view", say("stock.view.title"), [(c, say(f"stock.view.{c}")) for c in _VIEWS]
        )
        self.what.set_value("held")
        self.what.chosen.connect(self._what_chosen)
        self.list = self._build_held()
        self.latest = self._build_latest()
        self.returns = ReturnsCard()
        self.returns.wanted.connect(self._ask_collect)
        self._buttons = self._build_buttons()
        self._lay_out()

    def _build_held(self) -> Listing[StockRow]:
        made: Listing[StockRow] = Listing(
            "stock.held",
            say("stock.title"),
            columns.held(lambda: self._view),
            columns.WIDTHS,
            hint=say("lists.filter"),
            chips=[(code, say(f"stock.chip.{code}")) for code in ("all", "low")],
            keep=lambda chip, row: chip == "all" or row.low or row.quantity < 0,
            foot=say("stock.foot"),
            button=button(say("lists.add.places"), "stock.empty.add", icon="add"),
        )
        made.chips.set_value("all")
        made.opened.connect(self._opened)
        made.nothing_wanted.connect(self._add_place)
        made.setMinimumHeight(current().px(_LEAST))
        return made

    def _build_latest(self) -> Listing[MoveRow]:
        desk = self.context.desk
        made: Listing[MoveRow] = Listing(
            "stock.latest",
            say("stock.view.latest"),
            columns.latest(
                lambda: self._view,
                lambda: desk.zone,
                lambda: when.local_day(desk.clock.now(), desk.zone),
            ),
            columns.LATEST_WIDTHS,
            hint=say("lists.filter"),
        )
        made.setMinimumHeight(current().px(_LEAST))
        return made

    def _build_buttons(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        self.doing = {
            doing: button(
                say(f"stock.{doing}.button"),
                f"stock.{doing}",
                kind="primary" if doing == "deliver" else "",
            )
            for doing in _DOING
        }
        for doing, made in self.doing.items():
            made.clicked.connect(partial(self._move, doing))
            flow.addWidget(made)
        self.level = button(say("stock.level.button"), "stock.level")
        self.level.clicked.connect(self._level)
        flow.addWidget(self.level)
        return holder

    def _lay_out(self) -> None:
        # From the outside in: what changes its place is dressed anew with all that is in it.
        inner = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "stock.scroll"))
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        for each in (self.head, self.told, self.trouble):
            column.addWidget(each)
        self._choose = row(
            Field(say("stock.form.place"), self.place, side=True), self.what, 1, gap=14
        )
        column.addLayout(self._choose)
        column.addWidget(self._buttons)
        column.addWidget(self._tables, 1)
        self._tables.addWidget(self.list)
        self._tables.addWidget(self.latest)
        column.addWidget(self.returns)

    # arriving and hearing

    @override
    def open(self, **where: Any) -> None:
        self.told.hide()
        self.trouble.hide()
        if where.get("chip"):
            self.what.set_value("held")
            self._what_chosen("held")
            self.list.keep_chip(str(where["chip"]))
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("stock", "lists", "supplies", "contacts"):
            self._load()

    @override
    def compact(self, width_class: str) -> None:
        tiny = width_class == "tiny"
        upright = width_class in {"narrow", "tiny"}
        self.head.compact(width_class)
        self.head.line.setVisible(not tiny)
        directions = self._choose.Direction
        self._choose.setDirection(directions.TopToBottom if upright else directions.LeftToRight)
        for each in (self.list, self.latest):
            each.compact(width_class)

    def _load(self) -> None:
        self.context.ask(stock_page.read, then=self._show, failed=self._not_read)

    def _not_read(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._buttons.hide()
        self.places.hide()
        self.list.show_rows((), empty=(worded(error), ""))
        self.returns.show_places(())

    def _show(self, view: StockView) -> None:
        self._view = view
        self.place.set_choices([(each.code, each.label) for each in view.places])
        self.place.setEnabled(len(view.places) > 1)
        some = bool(view.in_use)
        for doing, made in self.doing.items():
            made.setVisible(view.moves and some and (doing != "move" or len(view.in_use) > 1))
        self.level.setVisible(view.keeps and some)
        self._buttons.setVisible((view.moves or view.keeps) and some)
        self.places.setVisible(view.keeps)
        self._fill(view)

    def _fill(self, view: StockView) -> None:
        chosen = self.place.value()
        rows = [each for each in view.rows if chosen in {"", each.place}]
        empty = ("empty", "empty_text") if view.in_use else ("no_place", "no_place_text")
        self.list.show_rows(rows, empty=(say(f"stock.{empty[0]}"), say(f"stock.{empty[1]}")))
        self.list.offer_button(on=view.keeps and not view.in_use)
        latest = [each for each in view.latest if chosen in {"", each.place}]
        nothing = (say("stock.nothing_yet"), "")
        self.latest.show_rows(latest, empty=nothing)
        places = [each for each in view.places if chosen in {"", each.code}]
        self.returns.show_places([each for each in places if each.returns], may=view.moves)

    # what is pressed

    def _place_chosen(self) -> None:
        if self._view is not None:
            self._fill(self._view)

    def _what_chosen(self, code: str) -> None:
        self._tables.setCurrentIndex(_VIEWS.index(code))

    def _opened(self, found: Any) -> None:
        """Open what most wants doing: counting it."""
        if self._view is not None and self._view.moves:
            self._form(MoveForm(self, self.context, "count", self._view, found.place), "count")

    def _move(self, doing: str) -> None:
        if self._view is not None:
            form = MoveForm(self, self.context, doing, self._view, self.place.value())
            self._form(form, doing)

    def _level(self) -> None:
        if self._view is not None:
            chosen = self.list.current_row() if self.what.value() == "held" else None
            form = LevelForm(self, self.context, self._view, chosen, self.place.value())
            self._form(form, "level")

    def _form(self, form: MoveForm | LevelForm, doing: str) -> None:
        self.told.hide()
        self.trouble.hide()
        form.saved.connect(partial(self._saved, doing))
        form.ask()

    def _saved(self, doing: str, done: Any) -> None:
        count = done.value if isinstance(done.value, int) else 0
        if doing == "level":
            self._tell(say("stock.level.done"))
        elif doing == "count" and not count:
            self._tell(say("stock.count.done_none"))
        else:
            self._tell(say(f"stock.{doing}.done", count=count))

    def _tell(self, words: str) -> None:
        self.told.say(words)
        self.told.show()

    def _add_place(self) -> None:
        PlaceForm(self, self.context, None).ask()

    def _ask_collect(self, place: str, label: str, count: int) -> None:
        def answered(key: str) -> None:
            if key == "collected":
                self.context.do(stock.collect_returns, place, then=self._collected)

        ask(
            self,
            say("stock.returns.ask", count=count, place=label),
            say("stock.returns.ask_text"),
            (
                Answer("keep", say("stock.returns.keep")),
                Answer("collected", say("stock.returns.do"), "primary"),
            ),
            answered,
            safe="keep",
        )

    def _collected(self, done: Any) -> None:
        self._tell(say("stock.returns.done", count=done.value))
