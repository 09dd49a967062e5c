"""What do you hold about me: who asked for their own record, and how long there is."""

from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import access_reading
from outreach_app.casework.access_reading import PENDING, AccessRow
from outreach_app.errors import KnownError, NotAllowed
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.kept_form import unkept_in
from ui.dialogs.own_record_forms import RegisterOwn
from ui.own_record_words import stands
from ui.page import Context, Page, Unkept
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column
from ui.widgets.scroll import scrolled

_WIDTHS: Final = (110, 240, 170, 190, 210)
_LEAST: Final = 220


class OwnRecordsPage(Page):
    """The lead reads the list; whoever is on a shift writes one down. `draft` carries on typing."""

    name = "own_records"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.head = PageHead(self.name, say("own_copy.title"), say("own_copy.line"))
        write = button(
            say("own_copy.page.register"), "own_records.register", kind="primary", icon="add"
        )
        write.clicked.connect(self._register)
        self.head.add_action(write)
        self._told = Notice(
            "ok", say("own_copy.page.saved"), closable=True, name="own_records.told"
        )
        self._told.hide()
        self._refused = Notice(
            "private", say("own_copy.page.only_lead"), name="own_records.refused"
        )
        self._refused.hide()
        self.list: Listing[AccessRow] = Listing(
            "own_records",
            say("own_copy.title"),
            self._columns(),
            _WIDTHS,
            hint=say("own_copy.page.filter"),
            chips=[("wait", say("own_copy.page.wait")), ("all", say("own_copy.page.all"))],
            keep=lambda chip, row: chip == "all" or row.result == PENDING,
            foot=say("own_copy.page.foot"),
        )
        self.list.chips.set_value("wait")
        self.list.setMinimumHeight(current().px(_LEAST))
        self.list.opened.connect(self._open_row)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        for part in (self.head, self._told, self._refused):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "own_records.scroll"))

    @override
    def open(self, **where: Any) -> None:
        self._told.hide()
        self._load()
        if where.get("draft"):
            self._register()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("own_copies", "people"):
            self._load()

    @override
    def leave(self) -> None:
        self.list.show_rows((), empty=("", ""))

    @override
    def unkept(self) -> Unkept | None:
        return unkept_in(self)

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def _columns(self) -> tuple[Column[AccessRow], ...]:
        clock, zone = self.context.desk.clock, self.context.desk.zone

        def title(name: str) -> str:
            return say(f"own_copy.column.{name}")

        def who(row: AccessRow) -> str:
            return saying.name(row.alias, row.code) if row.alias else say("own_copy.one.nobody")

        return (
            Column(title("reference"), lambda row: row.reference, strong=True),
            Column(title("who"), who),
            Column(
                title("received"),
                lambda row: when.full_day(row.received_on),
                sort=lambda row: row.received_on,
            ),
            Column(
                title("due"),
                lambda row: when.full_day(row.clock.due) if row.clock.due else "",
                sort=lambda row: str(row.clock.due or ""),
            ),
            Column(
                title("stands"),
                lambda row: stands(row, when.local_day(clock.now(), zone)),
                icon=lambda row: ("time", "caution") if row.late else None,
            ),
        )

    def _load(self) -> None:
        self.context.ask(access_reading.listing, then=self._show, failed=self._not_shown)

    def _show(self, rows: tuple[AccessRow, ...]) -> None:
        self._refused.hide()
        empty = (say("own_copy.page.empty"), say("own_copy.page.empty_text"))
        self.list.show_rows(rows, empty=empty)

    def _not_shown(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        only = isinstance(error, NotAllowed)
        self._refused.say(say("own_copy.page.only_lead") if only else worded(error))
        self._refused.show()
        self.list.hide()

    def _open_row(self, row: AccessRow) -> None:
        self.go.emit("own_record", {"request_id": row.id})

    def _register(self) -> None:
        form = RegisterOwn(self, self.context)
        form.saved.connect(self._registered)
        form.ask()

    def _registered(self, _: object) -> None:
        self._told.show()
        self._told.setFocus()
