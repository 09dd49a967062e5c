"""Where a report leads on to: the end of its month, and what stands behind its figures."""

from typing import Any

from PySide6.QtCore import Signal

from outreach_app.reports.asked import Asked
from outreach_app.reports.showing import Shown
from outreach_app.words import say
from ui.widgets.buttons import button, link
from ui.widgets.card import Card
from ui.widgets.labels import label


class More(Card):
    """Signal: `wanted` carries a page and its parameters. The card itself is for the lead alone.

    `month_end` is a button for the head of the page.
    """

    wanted = Signal(str, dict)

    def __init__(self, *, lead: bool) -> None:
        super().__init__(say("reports.more.title"), name="reports.more")
        self._lead = lead
        self._shown: Shown | None = None
        self.month_end = button(say("reports.more.month_end"), "reports.month_end", icon="calendar")
        self.month_end.clicked.connect(self._to_month_end)
        self.trace = link(say("reports.more.trace"), "reports.trace", icon="would_go")
        self.trace.clicked.connect(self._to_figures)
        self.add(label(say("reports.more.text"), "muted", wrap=True))
        self.add(self.trace)
        self.hide()

    def show_report(self, shown: Shown | None) -> None:
        """Lead to the month of this report, and to its figures."""
        self._shown = shown
        self.setVisible(self._lead and shown is not None)

    def _to_month_end(self) -> None:
        where: dict[str, Any] = {}
        if self._shown is not None and self._shown.wanted.period.kind == "month":
            where["month"] = self._shown.wanted.period.first
        self.wanted.emit("month_end", where)

    def _to_figures(self) -> None:
        shown = self._shown
        if shown is not None:
            issue = shown.issued.id if shown.issued is not None else ""
            asked = Asked(shown.wanted.period, shown.as_at, shown.wanted.pack, issue)
            self.wanted.emit("trace", {"asked": asked})
