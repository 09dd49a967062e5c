"""Safekeeping: who can sign in, who looked, whether the file is whole, everything in or out."""

from typing import Any

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import staff, trail
from outreach_app.casework.roles import LEAD
from outreach_app.casework.staff import StaffRow
from outreach_app.casework.trail import Look, Trail
from outreach_app.errors import KnownError, NotAllowed
from outreach_app.exchange.handing import HANDS
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import when
from ui.forms.copies_card import CopiesCard
from ui.forms.due_card import DueCard
from ui.page import Context, Page
from ui.pages.safekeeping.carrying import Carrying
from ui.pages.safekeeping.tables import who_can_sign_in
from ui.theme import current
from ui.trail_columns import looks
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.labels import icon_label, label, show_if
from ui.widgets.listing import Listing
from ui.widgets.notice import Kind, Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled

_WIDTHS = (140, 110, 240, 130)


class SafekeepingPage(Page):
    """The page of safekeeping; what only the lead may see says so to others."""

    name = "safekeeping"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.head = PageHead(self.name, say("safekeeping.title"), say("safekeeping.line"))
        self._check = button(say("safekeeping.check"), "safekeeping.check", icon="check_file")
        self._check.clicked.connect(self.check_file)
        self._protection = button(
            say("protection.title"), "safekeeping.protection", icon="safeguarding"
        )
        self._protection.clicked.connect(self._open_protection)
        self._requests = button(
            say("requests.title"), "safekeeping.requests", icon="outside_request"
        )
        self._requests.clicked.connect(self._open_requests)
        self._neighbours = button(
            say("neighbours.title"), "safekeeping.neighbours", icon="transfer"
        )
        self._neighbours.clicked.connect(self._open_neighbours)
        self.head.add_action(self._neighbours)
        self.head.add_action(self._requests)
        self.head.add_action(self._protection)
        self.head.add_action(self._check)
        self.result = Notice("info", " ", closable=True, name="safekeeping.result")
        self.result.hide()
        today = when.local_day(context.desk.clock.now(), context.desk.zone)
        self._staff_model, self._staff_view = who_can_sign_in(
            context.desk.me.code, today, context.desk.zone
        )
        who = Card(say("safekeeping.who.title"), name="safekeeping.who_card")
        self._staff_view.setMinimumHeight(current().px(200))
        self._colleagues = button(
            say("safekeeping.who.open"), "safekeeping.colleagues", icon="people", small=True
        )
        self._colleagues.clicked.connect(self._open_colleagues)
        who.add_to_head(self._colleagues)
        show_if(self._colleagues, context.desk.me.role == LEAD)
        who.add(self._staff_view, 1)
        self.due = self._build_due()
        self.copies = CopiesCard(context)
        self.copies.restore_wanted.connect(context.relay.restore_wanted)
        self.carrying = Carrying(context)
        self.carrying.taken.connect(self._load)
        show_if(self.carrying, context.desk.me.role in HANDS)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.copies)
        left.addWidget(who, 1)
        left.addWidget(self.carrying)
        self._columns = row(left, self._build_looked(today), gap=10)
        self._columns.setStretch(0, 5)
        self._columns.setStretch(1, 8)
        for each in (self.head, self.result, self.due):
            column.addWidget(each)
        column.addLayout(self._columns, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "safekeeping.scroll"))

    def _build_due(self) -> DueCard:
        card = DueCard(self.context)
        card.wanted.connect(self._open_due)
        show_if(card, self.context.desk.me.role == LEAD)
        return card

    def _build_looked(self, today: Any) -> Card:
        card = Card(say("safekeeping.looked.title"), name="safekeeping.looked_card")
        self._looks: Listing[Look] = Listing(
            "safekeeping.looked",
            say("safekeeping.looked.table"),
            looks(today, self.context.desk.zone),
            _WIDTHS,
            hint=say("safekeeping.looked.filter"),
        )
        self._looks.setMinimumHeight(current().px(280))
        self._refused = label("", wrap=True, name="safekeeping.looked.refused")
        self._refused.hide()
        self._chain = label("", "small", wrap=True, name="safekeeping.chain")
        self._chain_icon = icon_label("chain", "ink_muted", 16)
        line = row(self._chain_icon, self._chain, gap=8)
        line.setStretch(1, 1)
        self._by = button(say("looked.open"), "safekeeping.looked.open", icon="chain", small=True)
        self._by.clicked.connect(self._open_looked)
        card.add_to_head(self._by)
        card.add(self._refused)
        card.add(self._looks, 1)
        card.add(line)
        return card

    @override
    def open(self, **where: Any) -> None:
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        # Every command writes a line; only the lines of other pages are of interest here.
        if self.isVisible():
            self._load()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        upright = width_class in {"narrow", "tiny"}
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )
        self._looks.compact(width_class)

    def check_file(self) -> None:
        """Look through the whole file and say in one sentence what was found."""
        self._check.setEnabled(False)
        self.result.hide()
        desk: Any = self.context.desk
        self.context.background.run(desk.verify, self._checked, self._not_checked)

    def _open_looked(self) -> None:
        self.go.emit("looked", {})

    def _open_neighbours(self) -> None:
        self.go.emit("neighbours", {})

    def _open_due(self) -> None:
        self.go.emit("due", {})

    def _open_protection(self) -> None:
        self.go.emit("protection", {})

    def _open_requests(self) -> None:
        self.go.emit("requests", {})

    def _open_colleagues(self) -> None:
        self.go.emit("colleagues", {})

    def _checked(self, health: Any) -> None:
        self._check.setEnabled(True)
        moment = self.context.desk.clock.now()
        time = when.clock_time(moment, self.context.desk.zone)
        if health.findings:
            text = " ".join((*health.findings, say("safekeeping.broken.text"), health.way_back))
            self._tell("stop", say("safekeeping.broken.title"), text)
        else:
            entries, end = _number(health.entries), health.end.grouped if health.end else ""
            text = say("safekeeping.whole.text", time=time, entries=entries, end=end)
            self._tell("ok", say("safekeeping.whole.title"), text)

    def _not_checked(self, error: Exception) -> None:
        self._check.setEnabled(True)
        if isinstance(error, KnownError):
            self._tell("stop", say("safekeeping.broken.title"), worded(error))
        else:
            self.context.background.trouble.emit(error)

    def _tell(self, kind: Kind, title: str, text: str) -> None:
        self.result.become(kind)
        self.result.say(title, text)
        self.result.show()
        self.result.setFocus()

    def _load(self) -> None:
        self.copies.load()
        self.due.load()
        self.context.ask(staff.colleagues, then=self._show_staff)
        self.context.ask(trail.read, then=self._show_trail, failed=self._no_trail)

    def _show_staff(self, rows: tuple[StaffRow, ...]) -> None:
        self._staff_model.show(rows)

    def _show_trail(self, found: Trail) -> None:
        self._looks.show_rows(found.looks, empty=("", ""))
        if found.broken_at is not None:
            words = say("safekeeping.looked.broken", number=found.broken_at)
        else:
            since = found.since
            day = when.local_day(since, self.context.desk.zone) if since else found.today
            words = say(
                "safekeeping.looked.whole",
                day=when.plain_day(day, found.today),
                entries=_number(found.entries),
            )
        self._chain.setText(words)

    def _no_trail(self, error: Exception) -> None:
        if not isinstance(error, NotAllowed):
            self.context.background.trouble.emit(error)
            return
        self._refused.setText(say("safekeeping.not_for_you"))
        self._refused.show()
        self._looks.hide()
        self._by.hide()
        self._chain_icon.hide()


def _number(value: int) -> str:
    """Write a large number so that it can be read: 18,204."""
    return f"{value:,}"
