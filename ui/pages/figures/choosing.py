"""Which period is looked at: months, quarters or years, one after the other."""

from datetime import date
from functools import partial
from typing import Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from outreach_app.reports import days, showing
from outreach_app.statistics.periods import Kind, Period
from outreach_app.words import say
from ui.widgets.buttons import icon_button
from ui.widgets.select import Select

KINDS: Final[tuple[Kind, ...]] = ("month", "quarter", "year")


class Choosing(QWidget):
    """Signal: `chosen` when another period was chosen by hand."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min
        self._periods: dict[str, Period] = {}
        self.kind = Select(
            "figures.kind",
            say("figures.kind"),
            [(kind, say(f"figures.kinds.{kind}")) for kind in KINDS],
            letters=7,
        )
        self.period = Select("figures.period", say("figures.period"), letters=11)
        self.previous = icon_button("previous", say("figures.previous"), "figures.previous")
        self.next = icon_button("next", say("figures.next"), "figures.next")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for each in (self.kind, self.previous, self.period, self.next):
            line.addWidget(each)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.period.currentIndexChanged.connect(self._chosen)
        self.previous.clicked.connect(partial(self._step, 1))
        self.next.clicked.connect(partial(self._step, -1))

    def begin(self, today: date, period: Period | None = None) -> None:
        """Offer the periods up to today; the running one is chosen where none is given."""
        if period is not None and period.kind in KINDS:
            blocked = self.kind.blockSignals(True)
            self.kind.set_value(period.kind)
            self.kind.blockSignals(blocked)
        kept = period.name if period is not None else self.period.value()
        self._today = today
        self._offer(kept)

    def value(self) -> Period:
        """Return the period chosen."""
        return self._periods[self.period.value()]

    def offered(self) -> tuple[Period, ...]:
        """Return the periods that can be chosen, the newest first."""
        return tuple(self._periods.values())

    def _offer(self, kept: str = "") -> None:
        found = showing.recent(cast("Kind", self.kind.value()), self._today)
        self._periods = {each.name: each for each in found}
        blocked = self.period.blockSignals(True)
        self.period.set_choices((each.name, days.period_name(each)) for each in found)
        if kept in self._periods:
            self.period.set_value(kept)
        else:
            self.period.setCurrentIndex(0)
        self.period.blockSignals(blocked)
        self._settle()

    def _kind_chosen(self) -> None:
        self._offer()
        self.chosen.emit()

    def _chosen(self) -> None:
        self._settle()
        self.chosen.emit()

    def _step(self, by: int) -> None:
        self.period.setCurrentIndex(self.period.currentIndex() + by)

    def _settle(self) -> None:
        at = self.period.currentIndex()
        self.previous.setEnabled(at < self.period.count() - 1)
        self.next.setEnabled(at > 0)
