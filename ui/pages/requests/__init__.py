"""Requests from outside: what waits for the lead, what was answered, and what to say meanwhile."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import outside_requests
from outreach_app.casework.outside_requests import RequestRow
from outreach_app.errors import KnownError, NotAllowed
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import when
from ui.dialogs.kept_form import unkept_in
from ui.dialogs.request_forms import RegisterRequest
from ui.page import Context, Page, Unkept
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column
from ui.widgets.scroll import scrolled

_WIDTHS = (80, 150, 280, 210, 140, 110, 150)
_LEAST = 220


class RequestsPage(Page):
    """The lead reads the list; whoever is on a shift writes one down. `draft` carries on typing."""

    name = "requests"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.head = PageHead(self.name, say("requests.title"), say("requests.line"))
        write = button(
            say("requests.page.register"), "requests.register", kind="primary", icon="add"
        )
        write.clicked.connect(self._register)
        own = button(say("own_copy.title"), "requests.own", icon="outside_request")
        own.clicked.connect(self._own_records)
        self.head.add_action(own)
        self.head.add_action(write)
        words = f"“{say('requests.say_this')}”"
        self._words = Notice("info", say("requests.note.say"), words, name="requests.words")
        self._told = Notice("ok", say("requests.form.saved"), closable=True, name="requests.told")
        self._told.hide()
        self._refused = Notice("private", say("requests.page.only_lead"), name="requests.refused")
        self._refused.hide()
        self.list: Listing[RequestRow] = Listing(
            "requests",
            say("requests.title"),
            self._columns(),
            _WIDTHS,
            hint=say("requests.page.filter"),
            chips=[
                ("wait", say("requests.page.wait")),
                ("all", say("requests.page.all")),
            ],
            keep=lambda chip, row: chip == "all" or row.result == outside_requests.PENDING,
            foot=say("requests.page.foot"),
        )
        self.list.chips.set_value("wait")
        self.list.setMinimumHeight(current().px(_LEAST))
        self.list.opened.connect(self._open_row)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        for part in (self.head, self._told, self._refused, self._words):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "requests.scroll"))

    @override
    def open(self, **where: Any) -> None:
        self._told.hide()
        self._load()
        if where.get("draft"):
            self._register()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("requests"):
            self._load()

    @override
    def leave(self) -> None:
        # Whoever sits down next may be somebody else.
        self.list.show_rows((), empty=("", ""))

    @override
    def unkept(self) -> Unkept | None:
        return unkept_in(self)

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self._words.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def _columns(self) -> tuple[Column[RequestRow], ...]:
        zone = self.context.desk.zone

        def today() -> date:
            return when.local_day(self.context.desk.clock.now(), zone)

        def title(name: str) -> str:
            return say(f"requests.column.{name}")

        def urgency(row: RequestRow) -> str:
            return say(f"requests.urgency.{row.urgency}") if row.urgency else ""

        def who(row: RequestRow) -> str:
            return ", ".join(part for part in (row.officer, row.unit) if part)

        def stands(row: RequestRow) -> str:
            if row.result != outside_requests.PENDING:
                return say(f"requests.short.{row.result}")
            days = say("requests.days", count=row.days) if row.days else say("requests.days.today")
            return f"{say('requests.short.waits')}, {days}"

        return (
            Column(title("reference"), lambda row: row.reference, strong=True),
            Column(
                title("received"),
                lambda row: when.near(row.received_at, zone, today()),
                sort=lambda row: row.received_at,
            ),
            Column(title("kind"), lambda row: say(f"requests.kind.{row.kind}")),
            Column(title("who"), who),
            Column(title("urgency"), urgency),
            Column(
                title("by"),
                lambda row: when.near_day(row.answer_by, today()) if row.answer_by else "",
                sort=lambda row: str(row.answer_by or ""),
            ),
            Column(
                title("stands"),
                stands,
                icon=lambda row: ("time", "caution") if row.overdue else None,
            ),
        )

    def _load(self) -> None:
        self.context.ask(outside_requests.listing, then=self._show, failed=self._not_shown)

    def _show(self, rows: tuple[RequestRow, ...]) -> None:
        self._refused.hide()
        self.list.show_rows(rows, empty=(say("requests.page.empty"), ""))

    def _not_shown(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        words = say("requests.page.only_lead") if isinstance(error, NotAllowed) else worded(error)
        self._refused.say(words)
        self._refused.show()
        self.list.hide()

    def _open_row(self, row: RequestRow) -> None:
        self.go.emit("request", {"record_id": row.id})

    def _own_records(self) -> None:
        self.go.emit("own_records", {})

    def _register(self) -> None:
        form = RegisterRequest(self, self.context)
        form.saved.connect(self._registered)
        form.ask()

    def _registered(self, _: object) -> None:
        self._told.show()
        self._told.setFocus()
