"""Looking through somebody's record, part by part, and handing over what is given of it."""

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import access_reading
from outreach_app.casework.own_copy import deciding
from outreach_app.casework.own_copy.deciding import Choice, ChoiceDraft
from outreach_app.errors import KnownError
from outreach_app.sharing import own_copy
from outreach_app.sharing.own_copy import Review, Reviewed
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import when
from ui.page import Context, Page
from ui.pages.own_review.last_look import LastLook
from ui.pages.own_review.panel import PartPanel
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.labels import label
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column
from ui.widgets.scroll import scrolled

_WIDTHS: Final = (215, 170, 125)
_LEAST: Final = 240


class OwnReviewPage(Page):
    """Arrives with `request_id`. For the lead; opening the record is noted."""

    name = "own_review"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.request_id = ""
        self._rows: dict[str, Reviewed] = {}
        self.head = PageHead(self.name, say("own_copy.review.title"), say("own_copy.review.line"))
        back = button(say("own_copy.review.back"), "own_review.back", icon="previous")
        back.clicked.connect(self._turn_back)
        self._easy = button(" ", "own_review.easy", icon="agree")
        self._easy.clicked.connect(self._give_easy)
        self._look = button(
            say("own_copy.review.look"), "own_review.look_at", kind="primary", icon="check_file"
        )
        self._look.clicked.connect(self._last_look)
        for each in (back, self._easy, self._look):
            self.head.add_action(each)
        self._refused = Notice("private", " ", closable=True, name="own_review.refused")
        self._refused.hide()
        self._count = label(" ", "strong", name="own_review.count")
        self.list: Listing[Reviewed] = Listing(
            "own_review",
            say("own_copy.review.table"),
            self._columns(),
            _WIDTHS,
            hint=say("own_copy.review.filter"),
            chips=[
                ("open", say("own_copy.review.chip_open")),
                ("found", say("own_copy.review.chip_found")),
                ("all", say("own_copy.review.chip_all")),
            ],
            keep=_keep,
            letters="GWT",
            foot=say("own_copy.review.foot"),
        )
        self.list.chips.set_value("all")
        self.list.setMinimumHeight(current().px(_LEAST))
        self.list.opened.connect(self._into_text)
        self.list.pressed.connect(self._letter)
        self.list.table.selectionModel().currentChanged.connect(lambda *_: self._show_part())
        self.panel = PartPanel()
        self.panel.decided.connect(self._decide)
        self.look = LastLook(self, context)
        self.look.back.connect(self._back_to_parts)
        self.look.stale.connect(self._stale)
        self._build()

    @override
    def open(self, **where: Any) -> None:
        self.request_id = str(where.get("request_id", self.request_id))
        self._given = bool(where.get(GIVEN))
        self._stack.setCurrentIndex(0)
        self._refused.hide()
        self.context.ask(
            access_reading.read, self.request_id, then=self._found, failed=self._failed
        )

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("people"):
            # Names were covered or uncovered.
            self._show_part()
            self.look.draw_again()

    @override
    def leave(self) -> None:
        self._forget()
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or super().heading()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class not in {"narrow", "tiny"})
        self.list.compact(width_class)
        self.look.savebar.compact(width_class)
        self.look.pages.compact(width_class)
        upright = width_class in {"narrow", "tiny"}
        self._columns_row.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )

    @override
    def print_sheet(self) -> None:
        if self._stack.currentIndex() == 1:
            self.look.print()

    # what is shown

    def _found(self, record: Any) -> None:
        whose = record.row.person_id
        if whose is None:
            self._turn_back()
            return
        self.gate.ask(self._load, person_id=whose, given=self._given)

    def _load(self) -> None:
        self.context.do(own_copy.look, self.request_id, then=self._read, failed=self._failed)

    def _read(self, done: Any) -> None:
        self._show(done.value)

    def _show(self, found: Review) -> None:
        self._rows = {each.id: each for each in found.rows}
        self._show_rows()
        self.gate.enter()
        if self._stack.currentIndex() == 0:
            self.list.take_focus()

    def _show_rows(self) -> None:
        rows = tuple(self._rows.values())
        self.list.show_rows(rows, empty=(say("own_copy.review.empty"), ""))
        open_ones = sum(each.choice is None for each in rows)
        words = say("own_copy.review.open", count=open_ones) if open_ones else ""
        self._count.setText(words or say("own_copy.review.none_open"))
        easy = len(own_copy.easy(rows))
        words = say("own_copy.review.easy", count=easy)
        self._easy.setText(words)
        self._easy.setAccessibleName(words)
        self._easy.setVisible(bool(easy))
        self._show_part()

    def _show_part(self) -> None:
        found = self.list.current_row()
        self.panel.show_row(self._rows.get(found.id) if found is not None else None)

    def _forget(self) -> None:
        self._rows = {}
        self.list.show_rows((), empty=("", ""))
        self.panel.show_row(None)
        self.look.forget()

    # what is pressed

    def _letter(self, letter: str, _: object) -> None:
        {"G": self.panel.give, "W": self.panel.keep_back, "T": self.panel.cut_found}[letter]()

    def _into_text(self, _: object) -> None:
        self.panel.text.setFocus()

    def _decide(self, found: Reviewed, choice: Choice) -> None:
        self.context.do(
            deciding.decide,
            ChoiceDraft(self.request_id, found.block, choice),
            then=partial(self._decided, found, choice),
            failed=self._failed,
        )

    def _decided(self, found: Reviewed, choice: Choice, _: Any) -> None:
        if found.id not in self._rows:
            return
        stays = choice.choice == deciding.PART
        place = self.list.table.currentIndex().row()
        self._rows[found.id] = own_copy.again(found, choice)
        self._show_rows()
        model = self.list.table.model()
        if not stays and self.list.current_row() is not None:
            now = self.list.current_row()
            step = 1 if now is not None and now.id == found.id else 0
            target = min(place + step, model.rowCount() - 1)
            self.list.table.setCurrentIndex(model.index(max(target, 0), 0))
        elif self.list.current_row() is None and model.rowCount():
            target = min(max(place, 0), model.rowCount() - 1)
            self.list.table.setCurrentIndex(model.index(target, 0))

    def _give_easy(self) -> None:
        blocks = own_copy.easy(self._rows.values())
        self.context.do(
            deciding.give_all,
            self.request_id,
            blocks,
            then=self._gave_easy,
            failed=self._failed,
        )

    def _gave_easy(self, _: Any) -> None:
        self.context.ask(own_copy.review, self.request_id, then=self._show, failed=self._failed)

    def _last_look(self) -> None:
        self.context.ask(
            own_copy.prepare, self.request_id, then=self._prepared, failed=self._failed
        )

    def _prepared(self, prepared: Any) -> None:
        self.look.show_prepared(prepared)
        self.head.set_title(say("own_copy.look.title"), say("own_copy.look.line"))
        self._actions(on=False)
        self._stack.setCurrentIndex(1)
        self.head.heading.setFocus()

    def _back_to_parts(self) -> None:
        self.look.forget()
        self.head.set_title(say("own_copy.review.title"), say("own_copy.review.line"))
        self._actions(on=True)
        self._stack.setCurrentIndex(0)
        self.context.ask(own_copy.review, self.request_id, then=self._show, failed=self._failed)

    def _actions(self, *, on: bool) -> None:
        self._look.setVisible(on)
        self._easy.setVisible(on)

    def _stale(self, why: str) -> None:
        self._back_to_parts()
        self._tell(why)

    def _turn_back(self) -> None:
        where = {"request_id": self.request_id, **self.gate.handed_on()}
        self.go.emit("own_record", where)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._tell(worded(error))
        self.gate.admit()

    def _tell(self, words: str) -> None:
        self._refused.say(words)
        self._refused.show()

    # building

    def _columns(self) -> tuple[Column[Reviewed], ...]:
        return (
            Column(
                say("own_copy.review.what"),
                lambda row: row.block.title,
                icon=lambda row: ("error", "stop") if row.left or _asks(row) else None,
                strong=True,
            ),
            Column(
                say("own_copy.review.day"),
                lambda row: when.full_day(row.block.day) if row.block.day else "",
                sort=lambda row: str(row.block.day or ""),
            ),
            Column(say("own_copy.review.choice"), _choice),
        )

    def _build(self) -> None:
        # From the outside in: what changes its place is dressed anew with all that is in it.
        inner = QWidget()
        self.gate = Gate(self, self.context, scrolled(inner, "own_review.scroll"))
        self.gate.back.connect(self._turn_back)
        self.gate.refused.connect(self._failed)
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self._refused)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        parts = QWidget()
        self._stack.addWidget(parts)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self._count)
        left.addWidget(self.list, 1)
        self._columns_row = row(left, self.panel, gap=10)
        self._columns_row.setStretch(0, 5)
        self._columns_row.setStretch(1, 5)
        parts.setLayout(self._columns_row)
        self._columns_row.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.look)


def _keep(chip: str, found: Reviewed) -> bool:
    if chip == "open":
        return found.choice is None
    return chip == "all" or bool(found.found)


def _asks(found: Reviewed) -> bool:
    """Whether a part nobody decided about has something to be looked at."""
    return found.choice is None and bool(found.found or found.block.suggest)


def _choice(found: Reviewed) -> str:
    return say(f"own_copy.choice.{found.choice.choice if found.choice else 'open'}")
