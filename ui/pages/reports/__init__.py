"""Reports: choose a period and a reader, look at the pages, print or save them."""

from typing import Any, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework.roles import LEAD
from outreach_app.errors import Cancelled, KnownError
from outreach_app.reports import days, showing
from outreach_app.reports.issuing import IssuedRow
from outreach_app.reports.showing import Overview, Shown, Wanted
from outreach_app.sharing import stories
from outreach_app.statistics import packs
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import Period
from outreach_app.wording import error as worded
from outreach_app.words import say
from outreach_app.work import Done
from ui import when
from ui.dialogs.other_days import OtherDays
from ui.page import Context, Page
from ui.pages.reports import saying
from ui.pages.reports.hidden import HiddenList
from ui.pages.reports.issuing import IssueForm
from ui.pages.reports.layout import ThreeParts, above, column
from ui.pages.reports.making import Making
from ui.pages.reports.more import More
from ui.pages.reports.notes import Notes
from ui.pages.reports.outgoing import Outgoing
from ui.pages.reports.period import PeriodCard
from ui.pages.reports.preview import Preview
from ui.pages.reports.ready import Checks
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.radio_list import RadioList
from ui.widgets.status import StatusChip

# What a report is made of; a page that cannot be seen is made anew on its next visit anyway.
_COUNTED: Final = (
    *("contacts", "incidents", "people", "needs", "referrals", "consents", "cases", "sessions"),
    *("alerts", "lists", "safeguarding", "reports", "packs"),
)


class ReportsPage(Page):
    """The page of reports."""

    name = "reports"
    nav = "reports"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._overview: Overview | None = None
        self._wanted: Wanted | None = None
        self._shown: Shown | None = None
        self._where: dict[str, Any] = {}
        self._which = ""
        self._width_class = "wide"
        self._print_next = False
        self._said: Notice | None = None
        self.outgoing = Outgoing(self, context)
        self._build_head()
        self._build_parts()
        self._wire()

    # building

    def _build_head(self) -> None:
        self.head = PageHead(self.name, say("reports.title"), " ")
        self.chip = StatusChip("alert_draft", say("reports.chip.draft"))
        self.chip.hide()
        self.head.add_chip(self.chip)
        self.issue_button = button(say("reports.issue"), "reports.issue", icon="second_check")
        self.save_button = button(say("reports.save"), "reports.save", icon="pdf")
        self.print_button = button(
            say("reports.print"), "reports.print", kind="primary", icon="print"
        )
        self.more = More(lead=self.context.desk.me.role == LEAD)
        self.more.wanted.connect(self.go)
        self.head.add_action(self.more.month_end)
        for each in (self.issue_button, self.save_button, self.print_button):
            self.head.add_action(each)
            each.setEnabled(False)

    def _build_parts(self) -> None:
        space = current().space
        self.period = PeriodCard()
        who = Card(say("reports.audience.title"), name="reports.who")
        self.audience = RadioList("reports.audience", say("reports.audience.title"))
        self.audience.set_choices(
            (pack, say(f"reports.audience.{pack}.name"), say(f"reports.audience.{pack}.line"))
            for pack in packs.SHIPPED
        )
        who.add(self.audience)
        figures = link(say("reports.figures"), "reports.figures", icon="reports")
        figures.clicked.connect(self._to_figures)
        self.period.add(figures)
        self.packs_link = link(say("reports.own_packs"), "reports.packs")
        self.packs_link.clicked.connect(self._to_packs)
        who.add(self.packs_link)
        self.checks = Checks()
        self.checks.hide()
        left = QWidget()
        cards = QVBoxLayout(left)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(space("between_cards"))
        for card in (self.period, who, self.checks):
            cards.addWidget(card)
        cards.addStretch(1)
        self.preview = Preview()
        self._nothing = Notice("info", " ", name="reports.nothing")
        self._nothing.hide()
        self.making = Making()
        pages = column(self._nothing, self.preview)
        empty = Card(say("reports.empty"), name="reports.empty")
        empty.add(label(say("reports.empty_text"), wrap=True))
        self._middle = QStackedWidget()
        for part in (QWidget(), pages, above(empty)):
            self._middle.addWidget(part)
        self.notes = Notes(self.context.desk.zone)
        self.parts = ThreeParts(left, self._middle, above(self.notes, self.more))
        self._place = QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        whole.setSpacing(10)
        whole.addWidget(self.head)
        whole.addLayout(self._place)
        whole.addWidget(self.making)
        whole.addWidget(self.outgoing.making)
        whole.addWidget(self.parts, 1)

    def _wire(self) -> None:
        self.period.chosen.connect(self._choice_changed)
        self.period.days_wanted.connect(self._ask_days)
        self.period.which_chosen.connect(self._which_chosen)
        self.audience.chosen.connect(self._audience_chosen)
        self.notes.list_wanted.connect(self._list_hidden)
        self.notes.issue_wanted.connect(self._open_issue)
        self.outgoing.said.connect(self._say)
        self.making.stopped.connect(self._stopped)
        self.making.again.connect(self._make)
        self.checks.wanted.connect(self.go)
        self.checks.issue_wanted.connect(self._issue)
        self.checks.hidden_wanted.connect(self._list_hidden)
        self.issue_button.clicked.connect(self._issue)
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self.print_sheet)

    # arriving and hearing

    @override
    def open(self, **where: Any) -> None:
        self._where = where
        self.context.ask(showing.overview, then=self._arrived, failed=self._failed)

    @override
    def refresh(self, changes: Any) -> None:
        if self._overview is not None and self.isVisible() and changes.concern(*_COUNTED):
            self.open()

    @override
    def leave(self) -> None:
        self._print_next = False
        self._say(None)
        self.making.let_go()

    @override
    def event(self, event: QEvent) -> bool:
        # Other events come before there is anything on the page.
        if isinstance(event, QKeyEvent):
            for making in (self.making, self.outgoing.making):
                if making.hears(event):
                    return True
        return super().event(event)

    @override
    def compact(self, width_class: str) -> None:
        self._width_class = width_class
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.parts.compact(width_class)
        self.preview.compact(width_class)

    def _arrived(self, overview: Overview) -> None:
        first = self._overview is None
        self._overview = overview
        where, self._where = self._where, {}
        last = self.context.settings.choices.report_audience
        self._offer()
        pack = where.get("pack", (last or packs.SHIPPED[0]) if first else self.audience.value())
        self.audience.set_value(pack)
        if not self.audience.value():
            self.audience.set_value(packs.SHIPPED[0])
        self._allow(overview.every[self.audience.value()])
        if "period" in where:
            self.period.choose(showing.named(where["period"]))
        self._which = where.get("which", self._which)
        self._make()

    def _offer(self, more: Pack | None = None) -> None:
        """Offer the packs in use, and one that no longer is while its reports are looked at."""
        every = self._overview.packs if self._overview else ()
        if more is not None and more.name not in [pack.name for pack in every]:
            every = (*every, more)
        self.audience.set_choices(saying.readers(every))

    def _allow(self, pack: Pack) -> None:
        """Offer the periods of a pack; its own year of a grant goes before the project's."""
        if self._overview is not None:
            month = pack.year_starts if pack.year_starts > 1 else self._overview.grant_month
            self.period.begin(self._overview.today, month)
        self.period.allow(pack)

    def _to_figures(self) -> None:
        where = {"period": self._wanted.period.name} if self._wanted is not None else {}
        self.go.emit("figures", where)

    def _to_packs(self) -> None:
        self.go.emit("packs", {})

    # choosing

    def _choice_changed(self) -> None:
        self._say(None)
        self._which = ""
        self._make()

    def _ask_days(self) -> None:
        now = self.period.period()
        form = OtherDays(self, self.context, now.first, now.last)
        form.saved.connect(self._days_chosen)
        form.ask()

    def _days_chosen(self, period: Period) -> None:
        self.period.choose(period)
        self._choice_changed()

    def _which_chosen(self, which: str) -> None:
        self._say(None)
        self._which = which
        self._make()

    def _audience_chosen(self, pack: str) -> None:
        if self._overview is not None:
            self._allow(self._overview.every[pack])
        self.context.settings.choose(report_audience=pack)
        self._choice_changed()

    def _open_issue(self, issue: IssuedRow) -> None:
        if self._overview is None:
            return
        pack = self._overview.every[issue.pack]
        self._offer(pack)
        self.audience.set_value(issue.pack)
        self._allow(pack)
        self.period.choose(showing.named(issue.period))
        self._which = issue.id
        self._make()

    # making

    def _make(self) -> None:
        if self._overview is None:
            return
        if self._overview.empty:
            self._show_empty(self._overview)
            return
        wanted = Wanted(self.audience.value(), self.period.period(), self._which)
        self._wanted, self._shown = wanted, None
        for each in (self.issue_button, self.save_button, self.print_button):
            each.setEnabled(False)
        period = days.period_name(wanted.period)
        self._title(wanted, say("reports.making", period=period))
        # Whoever chooses anew, or leaves, does not wait for what was chosen before.
        progress = self.making.begin()
        self.context.do(stories.show, wanted, progress, then=self._made, failed=self._failed)

    def _stopped(self) -> None:
        self._wanted, self._print_next = None, False
        self.head.set_title(saying.heading(self.period.period()), " ")

    def _made(self, shown: Shown) -> None:
        # The answer to an older choice must not stand under a newer one.
        if shown.wanted is not self._wanted or self._overview is None:
            return
        self._shown = shown
        self.making.let_go()
        pack, zone = shown.pack, self.context.desk.zone
        here = self.focusWidget()
        focused = here.objectName() if here is not None else ""
        self.preview.show_pages(shown.pages, shown.text)
        self._middle.setCurrentIndex(1)
        self.period.show_which(shown, pack, zone)
        issued = shown.issued
        day = ""
        if issued is not None:
            day = when.plain_day(when.local_day(issued.issued_at, zone), self._overview.today)
        self.checks.show_report(shown, day)
        self.checks.show()
        self.notes.show_report(shown, pack, self._overview)
        self.more.show_report(shown)
        self._title(shown.wanted, saying.line(shown, zone, self._overview.today))
        self.chip.set_status(*saying.chip(shown, pack))
        self.chip.show()
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(True)
        self.issue_button.setEnabled(True)
        self.issue_button.setVisible(pack.protected and issued is None)
        self.head.compact(self._width_class)
        self._nothing.setVisible(shown.nothing)
        if shown.nothing:
            period = days.period_name(shown.wanted.period)
            words = say("reports.nothing", period=period)
            self._nothing.say(words, say("reports.nothing_text"))
        if focused and (again := self.findChild(QWidget, focused)) is not None:
            again.setFocus()
        if self._print_next:
            self.print_sheet()

    def _show_empty(self, overview: Overview) -> None:
        self._middle.setCurrentIndex(2)
        self.chip.hide()
        self.checks.hide()
        self.notes.show_report(None, None, overview)
        self.more.show_report(None)
        self.head.set_title(say("reports.title"))

    def _title(self, wanted: Wanted, line: str) -> None:
        self.head.set_title(saying.heading(wanted.period), line)

    # what can be done

    @override
    def print_sheet(self) -> None:
        """Ask what is asked before a report leaves; pages still being made are waited for."""
        self._print_next = self._shown is None
        if self._shown is not None and self._overview is not None:
            self.outgoing.print_(self._shown, self._overview, self.preview.page_count)

    def _save(self) -> None:
        if self._shown is not None and self._overview is not None:
            self.outgoing.save(self._shown, self._overview, self.preview.page_count)

    def _issue(self) -> None:
        if self._shown is not None and self._overview is not None:
            form = IssueForm(self, self.context, self._shown, self._overview)
            form.saved.connect(self._issued)
            form.ask()

    def _issued(self, done: Done[Shown]) -> None:
        made = done.value
        once = made.pack.once
        title = say("reports.issued_now", period=days.period_name(made.wanted.period))
        text = say("reports.issued_once_text" if once else "reports.issued_now_text")
        self._choice_changed()
        self._say(Notice("ok", title, text, loud=True, closable=True, name="reports.said"))

    def _list_hidden(self) -> None:
        if self._shown is not None:
            listed = HiddenList(self, self.context, self._shown)
            listed.longer_wanted.connect(self._longer)
            listed.open()

    def _longer(self, period: str) -> None:
        self.open(period=period, pack=self.audience.value())

    def _say(self, notice: Notice | None) -> None:
        if self._said is not None:
            self._said.hide()
            self._place.removeWidget(self._said)
            self._said.deleteLater()
        self._said = notice
        if notice is not None:
            self._place.addWidget(notice)
            notice.show()
            notice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        self._print_next = False
        self.making.let_go()
        if isinstance(error, KnownError):
            self._say(Notice("stop", worded(error), loud=True, closable=True, name="reports.said"))
        else:
            self.context.background.trouble.emit(error)
