"""Before and after: two periods side by side with both figures; and what became of whole years."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from outreach_app.reports import days
from outreach_app.statistics.periods import Period
from outreach_app.statistics.rates import LEAST_BASE
from outreach_app.statistics.trends import Change, Cohort, Comparison
from outreach_app.words import say
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.figure_table import FigureTable
from ui.widgets.labels import label
from ui.widgets.select import Select


class CompareCard(Card):
    """Signal: `wanted` carries two periods to be put side by side."""

    wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(say("figures.compare.title"), name="figures.compare")
        self._periods: dict[str, Period] = {}
        self.before = Select("figures.compare.before", say("figures.compare.before"), letters=11)
        self.after = Select("figures.compare.after", say("figures.compare.after"), letters=11)
        self.table = FigureTable(
            "figures.compare.table",
            say("figures.compare.title"),
            [say(f"figures.compare.{name}") for name in ("line", "before", "after", "difference")],
        )
        self._notes = label("", "small", wrap=True, name="figures.compare.notes")
        fields = QGridLayout()
        fields.setColumnStretch(0, 1)
        fields.setColumnStretch(1, 1)
        fields.addWidget(Field(say("figures.compare.before"), self.before), 0, 0)
        fields.addWidget(Field(say("figures.compare.after"), self.after), 0, 1)
        self.add(label(say("figures.compare.text"), "muted", wrap=True))
        self.add(fields)
        self.add(self.table)
        self.add(self._notes)
        self.before.currentIndexChanged.connect(self._ask)
        self.after.currentIndexChanged.connect(self._ask)

    def offer(self, periods: Sequence[Period], after: Period) -> None:
        """Offer periods, newest first; the one looked at stands after the one before it."""
        self._periods = {each.name: each for each in periods}
        names = list(self._periods)
        at = names.index(after.name) if after.name in self._periods else 0
        chosen = (names[min(at + 1, len(names) - 1)], names[at])
        for select, name in zip((self.before, self.after), chosen, strict=True):
            blocked = select.blockSignals(True)
            select.set_choices((each.name, days.period_name(each)) for each in periods)
            select.set_value(name)
            select.blockSignals(blocked)
        self._ask()

    def show_comparison(self, comparison: Comparison) -> None:
        """Show two periods."""
        self.table.show_rows([_row(change) for change in comparison.changes])
        notes = [say(f"trends.{comparison.basis}")]
        if not comparison.fair:
            notes.append(say("trends.unequal"))
        if any(change.small for change in comparison.changes):
            notes.append(say("trends.small_base"))
        self._notes.setText(" ".join(notes))

    def refused(self, words: str) -> None:
        """Say why two periods cannot stand side by side."""
        self.table.show_rows(())
        self._notes.setText(words)

    def _ask(self) -> None:
        before = self._periods.get(self.before.value())
        after = self._periods.get(self.after.value())
        if before is not None and after is not None:
            self.wanted.emit(before, after)


def _row(change: Change) -> tuple[str, ...]:
    name = say(f"lines.{change.key}.label")
    if change.rate_before is not None and change.rate_after is not None:
        difference = _signed("points", change.points)
        return name, change.rate_before.text(), change.rate_after.text(), difference
    # Of fewer than five no percentage is given, here as everywhere.
    percent = change.percent if (change.before or 0) >= LEAST_BASE else None
    difference = _signed("percent", percent)
    if change.small and percent is not None:
        difference = say("figures.compare.small", value=difference)
    return name, f"{change.before or 0:,}", f"{change.after or 0:,}", difference


def _signed(unit: str, value: float | None) -> str:
    if value is None:
        return say("figures.compare.none")
    sign = "+" if value > 0 else "\u2212" if value < 0 else ""
    number = f"{sign}{abs(value):,.{0 if value.is_integer() else 1}f}"
    return say(f"figures.compare.{unit}", value=number)


class CohortCard(Card):
    """What had become, by now, of the incidents told in each year."""

    def __init__(self) -> None:
        super().__init__(say("figures.cohort.title"), name="figures.cohort")
        steps = ("year", "told", "reported", "charged", "finished", "convicted")
        heads = [say(f"figures.cohort.{step}") for step in steps]
        self.table = FigureTable("figures.cohort.table", say("figures.cohort.title"), heads)
        self.add(label(say("figures.cohort.text"), "muted", wrap=True))
        self.add(self.table)
        self.add(label(say("trends.unfinished"), "small", wrap=True))

    def show_cohorts(self, cohorts: Sequence[Cohort]) -> None:
        """Show years, oldest first; every step with the whole it is a part of."""
        self.table.show_rows([_cohort(each) for each in cohorts])


def _cohort(year: Cohort) -> tuple[str, ...]:
    steps: tuple[Callable[[], str], ...] = (
        year.charged_of_reported.text,
        year.convicted_of_finished.text,
    )
    charged, convicted = (step() for step in steps)
    name = days.period_name(year.year)
    return name, str(year.disclosed), str(year.reported), charged, str(year.finished), convicted
