"""Who looked: the trail by person, by colleague and by day, and its end to be compared."""

from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import looked
from outreach_app.casework.looked import MOST, Asked, Looked
from outreach_app.casework.trail import Look
from outreach_app.errors import KnownError, NotAllowed
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import when
from ui.dialogs.person_choice import find_somebody
from ui.page import Context, Page
from ui.pages.looked.end import EndCard
from ui.theme import current
from ui.trail_columns import looks
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.day_known import DayKnown
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled
from ui.widgets.select import Select

_WIDTHS: Final = (150, 130, 330, 200)
_LEAST: Final = 260
_FIELD: Final = 190


class LookedPage(Page):
    """Arrives with nothing, or with `person_id` and `who`, a name to show for it."""

    name = "looked"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.head = PageHead(self.name, say("looked.title"), say("looked.line"))
        back = button(say("looked.back"), "looked.back", icon="previous")
        back.clicked.connect(self._turn_back)
        self.head.add_action(back)
        self._notice = Notice("info", " ", closable=True, name="looked.notice")
        self._notice.hide()
        self.asking = Card(name="looked.asking")
        self.asking.add(self._fields())
        self.list: Listing[Look] = Listing(
            "looked",
            say("looked.table"),
            looks(self._today(), context.desk.zone),
            _WIDTHS,
            hint=say("looked.filter"),
            foot=say("looked.foot"),
        )
        self.list.setMinimumHeight(current().px(_LEAST))
        self.end = EndCard()
        self.end.compared.connect(self._compare)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        for part in (self.head, self._notice, self.asking):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self.end)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "looked.scroll"))

    @override
    def open(self, **where: Any) -> None:
        self._notice.hide()
        self.context.ask(looked.colleagues, then=self._show_colleagues, failed=self._failed)
        self.context.ask(looked.head, then=self.end.show_head, failed=self._failed)
        self.ask()

    @override
    def refresh(self, changes: Any) -> None:
        # Names were covered or uncovered; asking again would be another line in the trail.
        if self.isVisible() and changes.concern("people"):
            self.list.table.viewport().update()

    @override
    def leave(self) -> None:
        self.list.show_rows((), empty=("", ""))
        self.person.forget()
        self.end.forget()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class not in {"narrow", "tiny"})
        self.list.compact(width_class)

    def ask(self) -> None:
        """Ask for what the fields say."""
        wanted = Asked(
            person_id=self.person.value() or None,
            staff_code=str(self.who.currentData() or "") or None,
            first_day=_day(self.first.value()),
            last_day=_day(self.last.value()),
            looks=self.only.isChecked(),
        )
        self.context.do(looked.asked, wanted, then=self._show, failed=self._failed)

    def _fields(self) -> QWidget:
        holder = QWidget()
        line = FlowLayout(holder, gap=12)
        words = say("looked.person")
        self.person = find_somebody(self, self.context, "looked.person", words)
        self.who = Select("looked.who", say("looked.who"), empty=say("looked.anybody"))
        day, known = self._today(), say("looked.day_known")
        self.first = DayKnown("looked.first_day", say("looked.first_day"), known, day)
        self.last = DayKnown("looked.last_day", say("looked.last_day"), known, day)
        for name, widget in (
            ("person", self.person),
            ("who", self.who),
            ("first_day", self.first),
            ("last_day", self.last),
        ):
            field = Field(say(f"looked.{name}"), widget)
            field.setMinimumWidth(current().px(_FIELD))
            line.addWidget(field)
        self.only = QCheckBox(say("looked.only_looks"))
        self.only.setObjectName("looked.only_looks")
        self.only.setAccessibleName(say("looked.only_looks"))
        line.addWidget(self.only)
        show = button(say("looked.ask"), "looked.ask", kind="primary")
        show.clicked.connect(self.ask)
        line.addWidget(show)
        return holder

    def _today(self) -> date:
        return when.local_day(self.context.desk.clock.now(), self.context.desk.zone)

    def _show_colleagues(self, found: tuple[tuple[str, str], ...]) -> None:
        self.who.set_choices(found)

    def _show(self, done: Any) -> None:
        found: Looked = done.value
        empty = (say("looked.empty"), say("looked.empty_text"))
        self.list.show_rows(found.lines, empty=empty)
        said = []
        if found.more:
            said.append(say("looked.more", count=MOST))
        if self.person.value():
            said.append(say("looked.noted"))
        self._notice.become("info")
        self._notice.say(" ".join(said))
        self._notice.setVisible(bool(said))

    def _compare(self, entries: int, digits: str) -> None:
        self.context.ask(
            looked.compare, entries, digits, then=self.end.show_answer, failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        only = isinstance(error, NotAllowed)
        for part in (self.asking, self.list, self.end):
            part.setVisible(not only)
        self._notice.become("private")
        self._notice.say(say("looked.not_for_you") if only else worded(error))
        self._notice.show()

    def _turn_back(self) -> None:
        self.go.emit("safekeeping", {})


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
