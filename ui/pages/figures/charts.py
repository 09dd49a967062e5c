"""Cards of the page: a line chart with its table, bars, shares with local events."""

from collections.abc import Sequence
from datetime import date

from outreach_app.reports.document import BarChart, LineChart
from outreach_app.statistics.trends import Trend
from outreach_app.words import say
from ui.widgets.bar_plot import BarPlot
from ui.widgets.buttons import link
from ui.widgets.card import Card
from ui.widgets.clearing import clear
from ui.widgets.figure_table import FigureTable
from ui.widgets.labels import label
from ui.widgets.line_plot import LinePlot


class LineCard(Card):
    """A line chart; below it the month pointed at, and on demand all figures as a table."""

    def __init__(self, name: str, title: str, *, percent: bool) -> None:
        super().__init__(title, name=name)
        self.plot = LinePlot(f"{name}.plot", percent=percent)
        self._pointed = label("", wrap=True, name=f"{name}.pointed")
        self._notes = label("", "small", wrap=True, name=f"{name}.notes")
        self.table = FigureTable(f"{name}.table", title, ())
        self.more = link(say("figures.table"), f"{name}.more")
        self.more.clicked.connect(self._toggle)
        self.plot.pointed.connect(self._pointed.setText)
        for each in (self.plot, self._pointed, self._notes, self.more, self.table):
            self.add(each)
        self.body.addStretch(1)
        self.table.hide()

    def show_chart(
        self,
        chart: LineChart,
        heads: Sequence[str],
        rows: Sequence[tuple[str, ...]],
        marks: Sequence[float],
    ) -> None:
        """Show a chart with the places of events, and the same figures as rows under heads."""
        self.set_note(chart.heading.note)
        self.plot.show_chart(chart, marks)
        self._pointed.setText(self.plot.words_of(len(chart.labels) - 1))
        self._notes.setText(" ".join(chart.notes))
        self._notes.setVisible(bool(chart.notes))
        self.table.show_rows(rows, heads)

    def _toggle(self) -> None:
        shown = self.table.isHidden()
        self.table.setVisible(shown)
        words = say("figures.table_hide" if shown else "figures.table")
        self.more.setText(words)
        self.more.setAccessibleName(words)


class BarCard(Card):
    """Lying bars."""

    def __init__(self, name: str) -> None:
        super().__init__(say("figures.more"), name=name)
        self.plot = BarPlot(f"{name}.plot")
        self._notes = label("", "small", wrap=True)
        self.add(self.plot)
        self.add(self._notes)
        # Beside a higher card the words stay at the top.
        self.body.addStretch(1)

    def show_chart(self, chart: BarChart) -> None:
        """Show a chart."""
        self.title.setText(chart.heading.title)
        self.setAccessibleName(chart.heading.title)
        self.set_note(chart.heading.note)
        self.plot.show_chart(chart)
        self._notes.setText(" ".join(chart.notes))
        self._notes.setVisible(bool(chart.notes))


class EventsCard(Card):
    """What happened around the project, with the numbers that stand in the charts."""

    def __init__(self) -> None:
        super().__init__(say("figures.events"), name="figures.events")

    def show_events(self, events: tuple[str, ...], outside: tuple[str, ...]) -> None:
        """List the events of the months shown, and figures of others with their sources."""
        clear(self.body)
        for number, event in enumerate(events, start=1):
            words = say("figures.event", number=number, event=event)
            self.add(label(words, wrap=True))
        text = say("trends.no_cause" if events else "figures.no_events")
        self.add(label(text, "small" if events else "muted", wrap=True))
        if outside:
            self.add(label(say("trends.outside.title"), "strong", wrap=True))
            for quoted in outside:
                self.add(label(quoted, wrap=True))
            self.add(label(say("trends.outside.note"), "small", wrap=True))


def places(trend: Trend) -> tuple[float, ...]:
    """Return where the events stand on the time line, in months from the first one's middle."""
    first = trend.points[0].period.first
    return tuple(
        max(0.0, min(float(len(trend.points) - 1), _months(first, mark.on_day)))
        for mark in trend.marks
    )


def _months(first: date, day: date) -> float:
    return (day.year - first.year) * 12 + day.month - first.month + (day.day - 15) / 30
