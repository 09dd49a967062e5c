"""Figures: what the report for inside says, on screen, with what changed over time."""

from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError
from outreach_app.reports import dashboard, days, showing
from outreach_app.reports.dashboard import Dashboard
from outreach_app.reports.document import Count, printed
from outreach_app.reports.showing import Overview
from outreach_app.statistics.periods import Period
from outreach_app.statistics.trends import Comparison
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.page import Context, InPieces, at_once
from ui.pages.figures.charts import BarCard, EventsCard, LineCard, places
from ui.pages.figures.choosing import Choosing
from ui.pages.figures.compared import CohortCard, CompareCard
from ui.pages.figures.headlines import Tiles
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled

_COUNTED: Final = (
    *("contacts", "incidents", "people", "needs", "referrals", "consents", "cases", "sessions"),
    *("alerts", "lists", "safeguarding", "enforcement", "outside_figures"),
)
_BARS: Final = 5
_SHARES: Final = ("reporting", "identity", "consent")


class FiguresPage(InPieces):
    """The page of figures."""

    name = "figures"
    nav = "reports"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        at_once(self.pieces(context, parent))

    @override
    def pieces(self, context: Context, parent: QWidget | None) -> Iterator[None]:
        super().__init__(context, parent)
        self._shown: Dashboard | None = None
        self._wanted: Period | None = None
        self._pair: tuple[Period, Period] | None = None
        self._where: dict[str, Any] = {}
        self._width_class = "wide"
        self.head = PageHead(self.name, say("figures.title"), " ")
        self.report_button = button(say("figures.report"), "figures.report", icon="reports")
        self.report_button.clicked.connect(self._to_report)
        self.head.add_action(self.report_button)
        self.choosing = Choosing()
        self.choosing.chosen.connect(self._make)
        self._empty = Card(say("figures.empty"), name="figures.empty")
        self._empty.add(label(say("figures.empty_text"), wrap=True))
        self._empty.hide()
        yield
        yield from self._build_cards()
        yield
        space = current().space
        whole = QVBoxLayout(self)
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        whole.setSpacing(10)
        whole.addWidget(self.head)
        whole.addWidget(self.choosing)
        whole.addWidget(self._empty)
        whole.addWidget(self._area, 1)

    def _build_cards(self) -> Iterator[None]:
        self.tiles = Tiles()
        self.months = LineCard("figures.months", say("figures.months"), percent=False)
        self.shares = LineCard("figures.shares", say("figures.shares"), percent=True)
        self.events = EventsCard()
        yield
        self.compare = CompareCard()
        self.compare.wanted.connect(self._compare)
        self.cohorts = CohortCard()
        self.bars = [BarCard(f"figures.bars{number}") for number in range(_BARS)]
        yield
        self._cards: tuple[Card, ...] = (
            self.months,
            self.shares,
            self.events,
            *self.bars,
            self.compare,
            self.cohorts,
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 6)
        column.setSpacing(current().space("between_cards"))
        column.addWidget(self.tiles)
        self._grid = QGridLayout()
        self._grid.setSpacing(current().space("between_cards"))
        column.addLayout(self._grid)
        column.addStretch(1)
        self._area = scrolled(inner, "figures.scroll")
        self._area.hide()
        self._arrange()

    # arriving and hearing

    @override
    def open(self, **where: Any) -> None:
        self._where = where
        self.context.ask(showing.overview, then=self._arrived, failed=self._failed)

    @override
    def refresh(self, changes: Any) -> None:
        if self._shown is not None and self.isVisible() and changes.concern(*_COUNTED):
            self._make()

    @override
    def compact(self, width_class: str) -> None:
        self._width_class = width_class
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.tiles.compact(width_class)
        self._arrange()

    def _arrange(self) -> None:
        """Put the cards in two columns where there is room, in the order in which they are read."""
        for card in self._cards:
            self._grid.removeWidget(card)
        wide = self._width_class in {"wide", "middle"}
        at = 0
        for card in self._cards:
            if wide and card not in (self.events, self.compare, self.cohorts):
                self._grid.addWidget(card, at // 2, at % 2)
                at += 1
            else:
                at += at % 2 if wide else 0
                self._grid.addWidget(card, at // 2 if wide else at, 0, 1, 2)
                at += 2 if wide else 1
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def _arrived(self, overview: Overview) -> None:
        period = self._where.pop("period", None)
        self._empty.setVisible(overview.empty)
        self._area.setVisible(not overview.empty)
        self.choosing.setVisible(not overview.empty)
        self.head.line.setText("")
        if overview.empty:
            return
        chosen = showing.named(period) if isinstance(period, str) else None
        self.choosing.begin(overview.today, chosen)
        self._make()

    # making and showing

    def _make(self) -> None:
        self._wanted = period = self.choosing.value()
        name = days.period_name(period)
        self.head.set_title(say("figures.title"), say("figures.making", period=name))
        self.context.ask(dashboard.look, period, then=self._made, failed=self._failed)

    def _made(self, shown: Dashboard) -> None:
        if shown.period != self._wanted:
            return
        self._shown = shown
        line = say("figures.line", period=days.period_name(shown.period))
        self.head.set_title(say("figures.title"), line)
        self.head.line.setVisible(self._width_class != "tiny")
        self.tiles.show_block(shown.headlines)
        self._show_lines(shown)
        self.events.show_events(shown.events, shown.outside)
        charts = (shown.funnel, *shown.tables)
        for number, card in enumerate(self.bars):
            card.setVisible(number < len(charts))
            if number < len(charts):
                card.show_chart(charts[number])
        self.compare.offer(self.choosing.offered(), shown.period)
        self.cohorts.show_cohorts(shown.cohorts)

    def _show_lines(self, shown: Dashboard) -> None:
        marks, first = places(shown.trend), say("figures.month")
        self.months.setVisible(shown.months is not None)
        if shown.months is not None:
            series = shown.months.series
            rows = zip(shown.months.labels, *(one.values for one in series), strict=True)
            cells = [(month, *map(_figure, values)) for month, *values in rows]
            heads = [first, *(one.name for one in series)]
            self.months.show_chart(shown.months, heads, cells, marks)
        heads = [first, *(say(f"trends.share.{name}") for name in _SHARES)]
        cells = [
            (days.period_name(each.period), *(getattr(each, name).text() for name in _SHARES))
            for each in shown.trend.points
        ]
        self.shares.show_chart(shown.shares, heads, cells, marks)

    def _compare(self, before: Period, after: Period) -> None:
        self._pair = (before, after)
        self.context.ask(
            dashboard.before_and_after,
            before,
            after,
            then=self._compared,
            failed=self._not_compared,
        )

    def _compared(self, comparison: Comparison) -> None:
        # The answer to an older choice must not stand under a newer one.
        if (comparison.before, comparison.after) == self._pair:
            self.compare.show_comparison(comparison)

    def _not_compared(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.compare.refused(worded(error))
        else:
            self.context.background.trouble.emit(error)

    # leading on

    def _to_report(self) -> None:
        where = {"period": self.choosing.value().name} if self._shown is not None else {}
        self.go.emit("reports", {"pack": dashboard.PACK, **where})

    def _failed(self, error: Exception) -> None:
        self.context.background.trouble.emit(error)


def _figure(value: Count | None) -> str:
    return "" if value is None else printed(value)
