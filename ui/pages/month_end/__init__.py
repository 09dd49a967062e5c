"""Month end: look at what is left, freeze by two people, make the packs, see what changed since."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError
from outreach_app.reports import closing, days, month_page
from outreach_app.reports.asked import Asked
from outreach_app.reports.month_page import MonthEnd
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import when
from ui.page import Context, Page
from ui.pages.month_end.changes import Changes
from ui.pages.month_end.checklist import Checklist
from ui.pages.month_end.freezing import Freezing
from ui.pages.month_end.packs_card import PacksCard
from ui.pages.month_end.second import SecondPerson
from ui.theme import current
from ui.widgets.buttons import icon_button
from ui.widgets.card import row
from ui.widgets.notice import Kind, Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled
from ui.widgets.select import Select
from ui.widgets.status import StatusChip

_CHIPS = {"open": "alert_draft", "waiting": "need_to_start", "frozen": "report_first"}
_COUNTED = (
    *("contacts", "incidents", "people", "needs", "referrals", "consents", "cases", "sessions"),
    *("alerts", "reports", "drafts"),
)


class MonthEndPage(Page):
    """Arrives with `month`, the first day of one, or at the last month that is over."""

    name = "month_end"
    nav = "reports"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: MonthEnd | None = None
        self._first: Any = None
        self._width = "wide"
        zone = context.desk.zone
        self.head = PageHead(self.name, say("month_end.title"), " ")
        self.chip = StatusChip("alert_draft", say("month_end.chip.open"))
        self.chip.hide()
        self.head.add_chip(self.chip)
        self.previous = icon_button("previous", say("month_end.previous"), "month_end.previous")
        self.next = icon_button("next", say("month_end.next"), "month_end.next")
        self.select = Select("month_end.month", say("month_end.month"), letters=12)
        for each in (self.previous, self.select, self.next):
            self.head.add_action(each)
        self.notice = Notice("info", " ", closable=True, name="month_end.said")
        self.notice.hide()
        self.checklist = Checklist()
        self.freezing = Freezing(zone)
        self.packs = PacksCard(zone)
        self.changes = Changes()
        self.changes.hide()
        self._build()
        self._wire()

    def _build(self) -> None:
        space = current().space
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in ((left, (self.checklist, self.freezing)), (right, (self.packs,))):
            side.setSpacing(10)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        self._columns = row(left, right, gap=10)
        self._columns.setStretch(0, 6)
        self._columns.setStretch(1, 5)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addLayout(self._columns)
        body.addWidget(self.changes, 1)
        self._body.hide()
        for each in (self.head, self.notice, self._body):
            column.addWidget(each)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "month_end.scroll"))

    def _wire(self) -> None:
        self.previous.clicked.connect(lambda: self._step(1))
        self.next.clicked.connect(lambda: self._step(-1))
        self.select.currentIndexChanged.connect(self._chosen)
        self.checklist.wanted.connect(self.go)
        self.freezing.propose.connect(self._propose)
        self.freezing.second.connect(self._ask_second)
        self.freezing.confirm.connect(self._confirm)
        self.freezing.take_back.connect(self._take_back)
        self.packs.wanted.connect(self._open_pack)
        self.changes.wanted.connect(self._trace)

    # arriving and hearing

    @override
    def open(self, **where: Any) -> None:
        if "month" in where:
            self._first = where["month"]
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        if self._found is not None and self.isVisible() and changes.concern(*_COUNTED):
            self._load()

    @override
    def leave(self) -> None:
        self.notice.hide()

    @override
    def compact(self, width_class: str) -> None:
        self._width = width_class
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        upright = width_class in {"narrow", "tiny"}
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )
        self.changes.list.compact(width_class)

    # showing

    def _load(self) -> None:
        self.context.ask(month_page.view, self._first, then=self._show, failed=self._failed)

    def _show(self, found: MonthEnd) -> None:
        if self._first is not None and found.month.first != self._first:
            return
        self._found, self._first = found, found.month.first
        quiet = self.select.blockSignals(True)
        self.select.set_choices(
            (month.first.isoformat(), days.period_name(month)) for month in found.months
        )
        self.select.set_value(found.month.first.isoformat())
        self.select.blockSignals(quiet)
        at = self.select.currentIndex()
        self.previous.setEnabled(at < self.select.count() - 1)
        self.next.setEnabled(at > 0)
        state, line = self._state(found)
        self.head.set_title(say("month_end.heading", month=days.period_name(found.month)), line)
        self.chip.set_status(_CHIPS[state], say(f"month_end.chip.{state}"))
        self.chip.show()
        self.head.compact(self._width)
        self.checklist.setVisible(state != "frozen")
        self.checklist.show_items(found.items)
        self.freezing.show_month(found)
        self.packs.show_month(found)
        self.changes.show_month(found)
        self._body.show()

    def _state(self, found: MonthEnd) -> tuple[str, str]:
        made = found.closing
        if made is None:
            return "open", say("month_end.line.open")
        zone = self.context.desk.zone
        today = when.local_day(found.now, zone)
        who = found.names.get(made.proposed_by, made.proposed_by)
        if made.confirmed_at is None or made.confirmed_by is None:
            day = when.plain_day(when.local_day(made.proposed_at, zone), today)
            return "waiting", say("month_end.line.waiting", who=who, day=day)
        line = say(
            "month_end.line.frozen",
            who=who,
            second=found.names.get(made.confirmed_by, made.confirmed_by),
            day=when.plain_day(when.local_day(made.confirmed_at, zone), today),
            moment=days.moment_text(made.as_at, zone),
        )
        return "frozen", line

    # choosing

    def _chosen(self) -> None:
        if self._found is not None:
            self.notice.hide()
            chosen = self.select.value()
            self._first = next(
                each.first for each in self._found.months if each.first.isoformat() == chosen
            )
            self._load()

    def _step(self, by: int) -> None:
        self.select.setCurrentIndex(self.select.currentIndex() + by)

    def _open_pack(self, name: str) -> None:
        if self._found is not None:
            where = {"pack": name, "period": self._found.month.name, "which": ""}
            self.go.emit("reports", where)

    def _trace(self, path: str) -> None:
        if self._found is not None and self._found.revised is not None:
            asked = Asked(self._found.month, self._found.revised.as_at)
            self.go.emit("trace", {"asked": asked, "path": path})

    # freezing

    def _propose(self, as_at_now: bool) -> None:
        if self._found is not None:
            moment = self._found.now if as_at_now else None
            self.context.do(
                closing.propose,
                self._found.month,
                moment,
                self._found.items,
                then=self._proposed,
                failed=self._failed,
            )

    def _proposed(self, _: Any) -> None:
        self._say("info", "proposed")

    def _ask_second(self) -> None:
        found = self._found
        if found is not None and found.closing is not None:
            who = found.names.get(found.closing.proposed_by, found.closing.proposed_by)
            form = SecondPerson(self, self.context, found.closing, who)
            form.saved.connect(self._frozen)
            form.ask()

    def _confirm(self) -> None:
        if self._found is not None and self._found.closing is not None:
            self.freezing.confirm_button.setEnabled(False)
            self.context.do(
                closing.confirm,
                self._found.closing.id,
                then=self._frozen,
                failed=self._failed,
            )

    def _frozen(self, _: Any) -> None:
        self._say("ok", "done")

    def _take_back(self) -> None:
        if self._found is not None and self._found.closing is not None:
            self.context.do(
                closing.take_back,
                self._found.closing.id,
                then=self._taken_back,
                failed=self._failed,
            )

    def _taken_back(self, _: Any) -> None:
        self._say("info", "taken_back")

    def _say(self, kind: Kind, key: str) -> None:
        if self._found is not None:
            month = days.period_name(self._found.month)
            self.notice.become(kind)
            self.notice.say(say(f"month_end.freeze.{key}", month=month))
            self.notice.show()
            self.notice.setFocus(Qt.FocusReason.OtherFocusReason)
        self._load()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self.notice.become("stop")
        self.notice.say(worded(error))
        self.notice.show()
        self.notice.setFocus(Qt.FocusReason.OtherFocusReason)
        self.freezing.propose_button.setEnabled(True)
        self.freezing.confirm_button.setEnabled(True)
