"""Incidents: what was told, without the accounts. Typing filters, Enter opens one."""

from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import incident_card
from outreach_app.casework.incident_card import Listing as Listed
from outreach_app.casework.incidents import UNDECIDED, IncidentRow
from outreach_app.casework.roles import LIAISON, VOLUNTEER
from outreach_app.words import known, say
from ui import saying, when
from ui.page import Context, Page
from ui.theme import current
from ui.theme.tokens import tokens
from ui.widgets.buttons import button
from ui.widgets.listing import Listing
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column
from ui.widgets.scroll import scrolled

_NOT_REPORTED: Final = "not_reported"
_CHIPS: Final = ("all", "no_police", "open")
_WIDTHS: Final = (96, 290, 110, 170, 190, 130, 110)
_LEAST: Final = 220
# What an empty list says to those who see a part of it at most.
_EMPTY: Final = {LIAISON: "empty_police", VOLUNTEER: "empty_own"}


class IncidentsPage(Page):
    """The list of incidents, the ones told last first."""

    name = "incidents"
    nav = "incidents"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: Listed | None = None
        self.head = PageHead(self.name, say("incidents.title"), " ")
        log = button(say("incidents.log"), "incidents.log", kind="primary", icon="log_incident")
        log.clicked.connect(self._log)
        repeats = button(say("matching.show_all"), "incidents.matches", icon="differ")
        repeats.clicked.connect(self._show_repeats)
        others = button(say("amending.waiting.open"), "incidents.witnesses", icon="note")
        others.clicked.connect(self._show_witnesses)
        self.head.add_action(others)
        self.head.add_action(repeats)
        self.head.add_action(log)
        self.list: Listing[IncidentRow] = Listing(
            self.name,
            say("incidents.title"),
            self._columns(),
            _WIDTHS,
            hint=say("incidents.hint"),
            chips=[(code, say(f"incidents.chip.{code}")) for code in _CHIPS],
            keep=self._keep,
            foot=say("incidents.foot"),
            button=button(say("incidents.log"), "incidents.empty.log", icon="log_incident"),
        )
        self.list.chips.set_value("all")
        self.list.opened.connect(self._open_one)
        self.list.nothing_wanted.connect(self._log)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        # Large words in the smallest window leave less height than a list needs.
        self.list.setMinimumHeight(current().px(_LEAST))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "incidents.scroll"))

    @override
    def open(self, **where: Any) -> None:
        if where.get("chip") in _CHIPS:
            self.list.keep_chip(where["chip"])
        self.context.ask(incident_card.listing, then=self._show)

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("incidents", "people", "lists"):
            self.open()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def _columns(self) -> tuple[Column[IncidentRow], ...]:
        def title(name: str) -> str:
            return say(f"incidents.column.{name}")

        return (
            Column(title("reference"), _reference, sort=_number, strong=True),
            Column(title("kind"), self._kind, icon=_lock, tone=_closed),
            Column(title("told"), self._told, sort=lambda row: row.told_at),
            Column(title("area"), self._area),
            Column(title("path"), _path),
            Column(title("police"), self._police, icon=_police_icon, tone=_private, strong=True),
            Column(title("person"), _alias),
        )

    def _show(self, found: Listed) -> None:
        self._found = found
        count = len(found.rows)
        self.head.set_title(
            say("incidents.title"), say("incidents.line", count=count) if count else " "
        )
        empty = _EMPTY.get(self.context.desk.me.role, "empty")
        words = (say(f"incidents.{empty}"), say(f"incidents.{empty}_text"))
        self.list.show_rows(found.rows, empty=words)

    def _keep(self, chip: str, row: IncidentRow) -> bool:
        if chip == "no_police":
            return row.no_police
        return chip != "open" or (row.path == UNDECIDED and not row.restricted)

    def _kind(self, row: IncidentRow) -> str:
        if row.restricted and not row.type:
            return say("incidents.restricted")
        return self._found.lists["incident_type"].label(row.type) if self._found else ""

    def _told(self, row: IncidentRow) -> str:
        if self._found is None:
            return ""
        zone = self.context.desk.zone
        return when.near_day(when.local_day(row.told_at, zone), self._found.today)

    def _area(self, row: IncidentRow) -> str:
        if self._found is None or not row.type:
            return ""
        return self._found.lists["area"].label(row.area)

    def _police(self, row: IncidentRow) -> str:
        """Say that there shall be none, or how far it came."""
        if row.no_police:
            return say("incident.one.no_police")
        stage = self._found.stages.get(row.id, "") if self._found else ""
        return "" if stage in ("", _NOT_REPORTED) else say(f"incidents.stage.{stage}")

    def _open_one(self, row: IncidentRow) -> None:
        self.go.emit("incident", {"incident_id": row.id})

    def _show_repeats(self) -> None:
        self.go.emit("matches", {})

    def _show_witnesses(self) -> None:
        self.go.emit("witness_accounts", {})

    def _log(self) -> None:
        self.go.emit("log_incident", {})


def _reference(row: IncidentRow) -> str:
    return row.reference


def _number(row: IncidentRow) -> tuple[int, str]:
    digits = row.reference.rpartition("-")[2]
    return (int(digits) if digits.isdecimal() else 0, row.reference)


def _path(row: IncidentRow) -> str:
    if not row.type:
        return ""
    key = f"incident.path_short.{row.path}"
    return say(key) if known(key) else row.path


def _alias(row: IncidentRow) -> str:
    if row.alias:
        return saying.name(row.alias, row.code)
    return say("incidents.not_named") if row.type else ""


def _lock(row: IncidentRow) -> tuple[str, str] | None:
    return ("lock", "private") if not row.type else None


def _police_icon(row: IncidentRow) -> tuple[str, str] | None:
    return (tokens().status["no_police"].icon, "private") if row.no_police else None


def _private(row: IncidentRow) -> str | None:
    return "private" if row.no_police or not row.type else None


def _closed(row: IncidentRow) -> str | None:
    return "private" if not row.type else None
