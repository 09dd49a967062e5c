"""Alerts: the warnings that were issued, on what grounds, and how far they reached."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import alerts
from outreach_app.casework.alerts import AlertList, AlertRow
from outreach_app.errors import KnownError
from outreach_app.sharing import alert_view
from outreach_app.sharing.alert_view import Waiting
from outreach_app.words import say
from ui import saying, when
from ui.page import Context, Page
from ui.theme import current
from ui.theme.tokens import tokens
from ui.widgets.buttons import link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.listing import Listing
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column
from ui.widgets.scroll import scrolled

_CHIPS: Final = ("standing", "due", "withdrawn", "all")
_WIDTHS: Final = (120, 120, 170, 210, 130, 220, 120)
_LEAST: Final = 220
_STATES: Final = {
    "draft": "alert_draft",
    "checked": "alert_checked",
    "issued": "alert_issued",
    "corrected": "alert_corrected",
    "withdrawn": "alert_withdrawn",
    "expired": "alert_review_due",
}


class AlertsPage(Page):
    """The warnings that went out, and above them the drafts that have not."""

    name = "alerts"
    nav = "alerts"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: AlertList | None = None
        self.head = PageHead(self.name, say("alerts.title"), " ")
        self.list: Listing[AlertRow] = Listing(
            self.name,
            say("alerts.table"),
            self._columns(),
            _WIDTHS,
            hint=say("alerts.filter"),
            chips=[(code, say(f"alerts.chip.{code}")) for code in _CHIPS],
            keep=self._keep,
            foot=say("alerts.foot"),
        )
        self.list.chips.set_value("all")
        self.list.opened.connect(self._open_row)
        self._drafts = Card(say("alerts.drafts"), name="alerts.drafts")
        self._draft_lines = QVBoxLayout()
        self._draft_lines.setSpacing(2)
        self._drafts.add(self._draft_lines)
        self._drafts.hide()
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self._drafts)
        column.addWidget(self.list, 1)
        # Large words in the smallest window leave less height than a list needs.
        self.list.setMinimumHeight(current().px(_LEAST))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "alerts.scroll"))

    @override
    def open(self, **where: Any) -> None:
        self.context.ask(alerts.listing, then=self._show)
        self.context.ask(alert_view.waiting, then=self._show_drafts, failed=self._no_drafts)

    @override
    def refresh(self, changes: Any) -> None:
        if changes.concern("alerts"):
            self.open()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def _show(self, found: AlertList) -> None:
        self._found = found
        line = say("alerts.line_none")
        if found.rows:
            reached = sum(row.reach for row in found.rows)
            issued = say("alerts.issued", count=len(found.rows))
            line = f"{issued} {say('alerts.reached', count=reached, number=f'{reached:,}')}"
        shown = not self.head.line.isHidden()
        self.head.set_title(say("alerts.title"), line)
        self.head.line.setVisible(shown)
        self.list.show_rows(found.rows, empty=(say("alerts.empty"), say("alerts.empty_text")))

    def _show_drafts(self, drafts: tuple[Waiting, ...]) -> None:
        clear(self._draft_lines)
        for each in drafts:
            day = when.full(each.kept_at, self.context.desk.zone)
            words = say(f"alerts.draft_{each.state}", reference=each.reference, day=day)
            made = link(words, f"alerts.draft.{each.reference}")
            made.clicked.connect(self._going_on(each.id))
            self._draft_lines.addLayout(row(made, 1))
        self._drafts.setVisible(bool(drafts))

    def _no_drafts(self, error: Exception) -> None:
        """Hear that drafts are not for this role; anything else is told."""
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)

    def _going_on(self, draft_id: str) -> Callable[[], None]:
        def go_on() -> None:
            self.go.emit("alert", {"draft_id": draft_id})

        return go_on

    def _open_row(self, row_: AlertRow) -> None:
        self.go.emit("alert_sent", {"alert_id": row_.id})

    def _is_due(self, row: AlertRow) -> bool:
        return (
            self._found is not None
            and row.status in ("issued", "corrected")
            and row.review_on is not None
            and row.review_on < self._found.today
        )

    def _keep(self, chip: str, row: AlertRow) -> bool:
        match chip:
            case "standing":
                return row.status in ("issued", "corrected")
            case "due":
                return self._is_due(row)
            case "withdrawn":
                return row.status == "withdrawn"
            case _:
                return True

    def _state(self, row: AlertRow) -> str:
        return "alert_review_due" if self._is_due(row) else _STATES.get(row.status, "alert_issued")

    def _mark(self, row: AlertRow) -> tuple[str, str]:
        found = tokens().status[self._state(row)]
        return found.icon, found.colour

    def _columns(self) -> tuple[Column[AlertRow], ...]:
        zone = self.context.desk.zone

        def day(row: AlertRow) -> str:
            if self._found is None:
                return ""
            return when.near_day(when.local_day(row.issued_at, zone), self._found.today)

        def grounds(row: AlertRow) -> str:
            if self._found is None:
                return ""
            labels = self._found.lists["alert_ground"]
            return saying.together(labels.label(code) for code in row.grounds)

        def review(row: AlertRow) -> str:
            if self._found is None or row.review_on is None:
                return ""
            return when.plain_day(row.review_on, self._found.today)

        def reach(row: AlertRow) -> str:
            if self._found is None:
                return ""
            labels = self._found.lists["alert_channel"]
            parts = ", ".join(f"{labels.label(code)} {number}" for code, number in row.sent)
            return f"{row.reach:,}: {parts}" if parts else ""

        def title(name: str) -> str:
            return say(f"alerts.column.{name}")

        return (
            Column(title("reference"), lambda row: row.reference, strong=True),
            Column(title("issued"), day, sort=lambda row: row.issued_at),
            Column(
                title("state"),
                lambda row: tokens().status[self._state(row)].word,
                icon=self._mark,
                tone=lambda row: self._mark(row)[1],
            ),
            Column(title("grounds"), grounds),
            Column(title("review"), review, sort=lambda row: str(row.review_on or "")),
            Column(title("reach"), reach, sort=lambda row: row.reach),
            Column(title("from"), lambda row: ", ".join(row.incidents)),
        )
