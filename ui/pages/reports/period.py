"""The card that chooses the period, and which figures of it."""

from collections.abc import Collection
from datetime import date, tzinfo
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar

from outreach_app.reports import days, showing
from outreach_app.reports.showing import DUE, NOW, Shown
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import Kind, Period, grant_years
from outreach_app.words import say
from ui import when
from ui.widgets.buttons import button, icon_button
from ui.widgets.card import Card, row
from ui.widgets.labels import label, show_if
from ui.widgets.radio_list import RadioList
from ui.widgets.select import Select

KINDS: Final[tuple[Kind, ...]] = ("month", "quarter", "year")
# What the tabs offer: the kinds, and the year of the grant, which is a year that begins elsewhere.
_TABS: Final = (*KINDS, "grant")
_YEARS: Final = 6


class PeriodCard(Card):
    """Signals: `chosen` when another period was chosen; `which_chosen` carries which figures.

    `days_wanted` asks for any pair of days; `choose` takes them.
    """

    chosen = Signal()
    days_wanted = Signal()
    which_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(name="reports.period")
        self.setAccessibleName(say("reports.period.title"))
        self._today = date.min
        self._tab = "month"
        self._grant_month: int | None = None
        self._periods: dict[str, Period] = {}
        self._allowed: Collection[Kind] = KINDS
        self.previous = icon_button(
            "previous", say("reports.period.previous"), "reports.period.previous"
        )
        self.next = icon_button("next", say("reports.period.next"), "reports.period.next")
        self.previous.clicked.connect(partial(self._step, 1))
        self.next.clicked.connect(partial(self._step, -1))
        self.select = Select("reports.period.choice", say("reports.period.title"), letters=9)
        self.select.currentIndexChanged.connect(self._selected)
        self.tabs = QTabBar()
        self.tabs.setObjectName("reports.period.kind")
        self.tabs.setAccessibleName(say("reports.period.kind"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for tab in _TABS:
            self.tabs.addTab(say(f"reports.period.{tab}"))
        self.tabs.setTabVisible(_TABS.index("grant"), False)
        self.tabs.currentChanged.connect(self._kind_chosen)
        line = row(self.previous, self.select, self.next, gap=6)
        line.setStretch(1, 1)
        self.days = button(say("reports.days.open"), "reports.period.days", small=True)
        self.days.clicked.connect(self.days_wanted)
        self.add(self.tabs)
        self.add(line)
        self.add(row(self.days, 1))
        self.which = RadioList("reports.which", say("reports.period.which"))
        self.which.chosen.connect(self.which_chosen)
        self._due = label("", "small", wrap=True, name="reports.due")
        for each in (self.which, self._due):
            self.add(each)
            each.hide()

    def period(self) -> Period:
        """Return the period chosen."""
        return self._periods[self.select.value()]

    def begin(self, today: date, grant_month: int | None = None) -> None:
        """Offer the periods up to today; the last one that has ended is chosen first.

        With `grant_month` the years of the grant are offered too, beginning in that month.
        """
        if (today, grant_month) != (self._today, self._grant_month):
            kept = self.select.value()
            self._today, self._grant_month = today, grant_month
            # Beginning in January it is the calendar year, which has a tab already.
            offered = grant_month not in {None, 1}
            quiet = self.tabs.blockSignals(True)
            self.tabs.setTabVisible(_TABS.index("grant"), offered)
            self.tabs.blockSignals(quiet)
            self._offer("year" if self._tab == "grant" and not offered else self._tab, kept)

    def allow(self, pack: Pack) -> None:
        """Offer only the kinds of period a pack is made for."""
        self._allowed = [kind for kind in KINDS if kind in pack.kinds]
        for number, tab in enumerate(_TABS):
            self.tabs.setTabEnabled(number, _kind(tab) in self._allowed)
        show_if(self.days, "span" in pack.kinds)
        if _kind(self._tab) not in self._allowed:
            self.choose_kind(self._allowed[0])
        elif self.select.count() and self.period().kind == "span" and "span" not in pack.kinds:
            self._offer(self._tab, "")

    def choose(self, period: Period) -> None:
        """Choose a period, also one that is older than those offered, without telling anyone."""
        quiet = self.select.blockSignals(True)
        if period.kind in KINDS:
            calendar = period.kind != "year" or period.first.month == 1
            grant = period.first.month == self._grant_month
            self._offer("grant" if grant and not calendar else period.kind, period.name)
        if self.select.value() != period.name:
            self._periods[period.name] = period
            # Days chosen freely stand before the running month, what is older after the oldest.
            place = 0 if period.kind == "span" else self.select.count()
            self.select.insertItem(place, self._words(period), period.name)
            self.select.set_value(period.name)
        self.select.blockSignals(quiet)
        self._settle()

    def choose_kind(self, tab: str) -> None:
        """Go over to months, quarters, years or years of the grant, without telling anyone."""
        self._offer(tab, self._around(tab))

    def show_which(self, shown: Shown, pack: Pack, zone: tzinfo) -> None:
        """Offer the figures there are: as issued, as first due, as of now."""
        today = when.local_day(shown.due, zone)
        choices = []
        for issue in shown.issues:
            day = when.plain_day(when.local_day(issue.issued_at, zone), today)
            key = "first" if issue.issue == 1 else "revised"
            words = say(f"reports.period.{key}", number=issue.issue - 1, day=day)
            choices.append((issue.id, words, ""))
        due_day = when.plain_day(when.local_day(shown.due, zone), self._today)
        came_due = shown.as_at >= shown.due
        if came_due and not shown.issues:
            key = "fixed" if shown.fixed else "due"
            choices.append((DUE, say(f"reports.period.{key}", day=due_day), ""))
        # What is issued once has no other figures to choose from afterwards.
        if choices and not (pack.once and shown.issues):
            choices.append((NOW, say("reports.period.now"), ""))
        self.which.set_choices(choices, shown.which)
        self.which.setVisible(len(choices) > 1)
        self._due.setText(say("reports.period.due_on", day=due_day))
        self._due.setVisible(not choices)

    def _offer(self, tab: str, name: str) -> None:
        self._tab = tab
        found = self._recent(tab)
        self._periods = {each.name: each for each in found}
        quiet = self.select.blockSignals(True)
        self.select.set_choices((each.name, self._words(each)) for each in found)
        self.select.set_value(name if name in self._periods else found[1].name)
        self.select.blockSignals(quiet)
        quiet = self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(_TABS.index(tab))
        self.tabs.blockSignals(quiet)
        self._settle()

    def _words(self, period: Period) -> str:
        name = days.period_name(period)
        if period.kind == "span":
            return say("reports.days.chosen")
        if period.kind == "year" and period.first.month != 1:
            # The heading of the page says both months; here there is room for the years.
            name = f"{period.first.year}/{period.last.year % 100:02}"
        return say("reports.period.so_far", period=name) if self._today in period else name

    def _recent(self, tab: str) -> tuple[Period, ...]:
        if tab == "grant" and self._grant_month is not None:
            return grant_years(self._today, self._grant_month, _YEARS)
        return showing.recent(_kind(tab), self._today)

    def _around(self, tab: str) -> str:
        """Return the period of a kind that holds the one chosen, once it has ended."""
        here = self.period().last
        for each in self._recent(tab):
            if here in each and each.last < self._today:
                return each.name
        return ""

    def _kind_chosen(self, number: int) -> None:
        self.choose_kind(_TABS[number])
        self.chosen.emit()

    def _selected(self) -> None:
        self._settle()
        self.chosen.emit()

    def _step(self, by: int) -> None:
        self.select.setCurrentIndex(self.select.currentIndex() + by)

    def _settle(self) -> None:
        at = self.select.currentIndex()
        self.previous.setEnabled(at < self.select.count() - 1)
        self.next.setEnabled(at > 0)


def _kind(tab: str) -> Kind:
    return next((kind for kind in KINDS if kind == tab), "year")
