"""The card of what changed since a month was frozen: first figure, figure now, why."""

from typing import Final

from PySide6.QtCore import Signal

from outreach_app.reports import revision_rows
from outreach_app.reports.month_page import MonthEnd
from outreach_app.reports.revision_rows import RevisionRow
from outreach_app.words import say
from ui.theme import current
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.listing import Listing
from ui.widgets.rows_model import Column

_WIDTHS: Final = (250, 230, 80, 80, 300)
_HEIGHT: Final = 260


class Changes(Card):
    """Signal: `wanted` carries the path of the figure Enter was pressed on."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("month_end.changes.title"), name="month_end.changes")
        self._text = label("", "muted", wrap=True, name="month_end.changes.text")
        self.list: Listing[RevisionRow] = Listing(
            "month_end.changes",
            say("month_end.changes.title"),
            _columns(),
            _WIDTHS,
            hint=say("month_end.changes.filter"),
        )
        self.list.setMinimumHeight(current().px(_HEIGHT))
        self.list.opened.connect(self._opened)
        self.add(self._text)
        self.add(self.list, 1)

    def show_month(self, found: MonthEnd) -> None:
        """Show the table of a frozen month; hidden for any other."""
        revised = found.revised
        self.setVisible(revised is not None)
        if revised is None:
            return
        words = "text" if revised.rows else "none"
        self._text.setText(say(f"month_end.changes.{words}"))
        self.list.setVisible(bool(revised.rows))
        self.list.show_rows(revised.rows, empty=(say("month_end.changes.none"), ""))

    def _opened(self, row: RevisionRow) -> None:
        self.wanted.emit(row.path)


def _columns() -> tuple[Column[RevisionRow], ...]:
    def title(name: str) -> str:
        return say(f"month_end.changes.{name}")

    return (
        Column(title("line"), lambda row: row.line),
        Column(title("cell"), lambda row: row.cell),
        Column(
            title("first"), lambda row: f"{row.first:g}", sort=lambda row: row.first, right=True
        ),
        Column(title("now"), lambda row: f"{row.now:g}", sort=lambda row: row.now, right=True),
        Column(title("why"), lambda row: revision_rows.why_words(row.reasons)),
    )
