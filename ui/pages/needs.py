"""Needs and referrals: what people want help with, where each stands, and with which service."""

from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import needs
from outreach_app.casework.needs import NeedList, NeedRow
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.need_forms import AddNeed, MoveNeed
from ui.page import Context, Page
from ui.theme import current
from ui.theme.tokens import tokens
from ui.widgets.buttons import button
from ui.widgets.listing import Listing
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column

_CHIPS: Final = ("open", "waiting", "referred", "closed", "all")
_WIDTHS: Final = (210, 120, 190, 110, 330)


class NeedsPage(Page):
    """The table of needs; Enter moves one on."""

    name = "needs"
    nav = "needs"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: NeedList | None = None
        self.head = PageHead(self.name, say("needs.page.title"), " ")
        self._move = button(say("needs.page.move"), "needs.move")
        self._move.clicked.connect(self._move_current)
        self._person = button(say("needs.page.open_person"), "needs.open_person", icon="person")
        self._person.clicked.connect(self._open_current)
        add = button(say("needs.page.add"), "needs.add", kind="primary", icon="add")
        add.clicked.connect(self.add_need)
        for each in (self._move, self._person, add):
            self.head.add_action(each)
        self.list: Listing[NeedRow] = Listing(
            self.name,
            say("needs.page.table"),
            self._columns(),
            _WIDTHS,
            hint=say("needs.page.filter"),
            chips=[(code, say(f"needs.chip.{code}")) for code in _CHIPS],
            keep=_keep,
            letters="P",
            foot=say("needs.page.foot"),
            button=button(say("needs.page.add"), "needs.empty.add", icon="add"),
        )
        self.list.chips.set_value("open")
        self.list.opened.connect(self.move_on)
        self.list.pressed.connect(lambda _, need: self._open_person(need))
        self.list.nothing_wanted.connect(self.add_need)
        whole = QVBoxLayout(self)
        space = current().space
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        whole.setSpacing(10)
        whole.addWidget(self.head)
        whole.addWidget(self.list, 1)

    @override
    def open(self, **where: Any) -> None:
        if where.get("chip") in _CHIPS:
            self.list.keep_chip(where["chip"])
        self.context.ask(needs.overview, then=self._show)

    @override
    def refresh(self, changes: Any) -> None:
        if changes.concern("needs", "people"):
            self.open()

    @override
    def compact(self, width_class: str) -> None:
        tiny = width_class == "tiny"
        self._move.setVisible(not tiny)
        self._person.setVisible(not tiny)
        self.head.compact("wide" if tiny else width_class)
        self.head.line.setVisible(not tiny)
        self.list.compact(width_class)

    def add_need(self) -> None:
        """Ask whose need it is and which."""
        if self._found is not None:
            AddNeed(self, self.context, self._found.lists, people=self._found.people).ask()

    def move_on(self, need: NeedRow) -> None:
        """Ask for the next step of a need."""
        if self._found is not None and not need.closed:
            MoveNeed(self, self.context, self._found.lists, need).ask()

    def _show(self, found: NeedList) -> None:
        self._found = found
        still = found.open_rows
        line = say("needs.page.line_none")
        if found.rows:
            people = len({row.person_id for row in still})
            line = " ".join(
                (
                    say("needs.page.open_needs", count=len(still)),
                    say("needs.page.for_people", count=people),
                    say("needs.page.with_services", count=sum(map(_is_referred, still))),
                )
            )
        shown = not self.head.line.isHidden()
        self.head.set_title(say("needs.page.title"), line)
        self.head.line.setVisible(shown)
        empty = (say("needs.page.empty"), say("needs.page.empty_text"))
        self.list.show_rows(found.rows, empty=empty)

    def _move_current(self) -> None:
        need = self._chosen()
        if need is not None:
            self.move_on(need)

    def _open_current(self) -> None:
        need = self._chosen()
        if need is not None:
            self._open_person(need)

    def _chosen(self) -> NeedRow | None:
        """Return the row of the cursor; the first press brings the cursor into the table."""
        need = self.list.current_row()
        if need is None:
            self.list.take_focus()
        return need

    def _open_person(self, need: NeedRow) -> None:
        self.go.emit("person", {"person_id": need.person_id, "tab": "needs"})

    def _columns(self) -> tuple[Column[NeedRow], ...]:
        def need(row: NeedRow) -> str:
            return saying.need(self._found.lists, row.category) if self._found else ""

        def status(row: NeedRow) -> str:
            if self._found is None:
                return ""
            return saying.need_status_words(self._found.lists, row.status)

        def since(row: NeedRow) -> str:
            return when.near_day(row.status_on, self._found.today) if self._found else ""

        def service(row: NeedRow) -> str:
            if self._found is None or not row.agency_type or not row.referral:
                return ""
            lists = self._found.lists
            agency = lists["agency_type"].label(row.agency_type)
            return f"{agency}: {lists['referral_status'].label(row.referral).lower()}"

        def title(name: str) -> str:
            return say(f"needs.column.{name}")

        return (
            Column(title("need"), need, strong=True),
            Column(title("who"), lambda row: saying.name(row.alias, row.code)),
            Column(title("status"), status, icon=_mark),
            Column(title("since"), since, sort=lambda row: row.status_on),
            Column(title("service"), service),
        )


def _mark(row: NeedRow) -> tuple[str, str]:
    found = tokens().status[saying.need_status(row.status)]
    return found.icon, found.colour


def _is_referred(row: NeedRow) -> bool:
    return row.referral is not None


def _keep(chip: str, row: NeedRow) -> bool:
    match chip:
        case "open":
            return not row.closed
        case "waiting":
            return row.status == "waiting"
        case "referred":
            return _is_referred(row) and not row.closed
        case "closed":
            return row.closed
        case _:
            return True
