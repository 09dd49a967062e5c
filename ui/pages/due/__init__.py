"""What is due to be let go: the lead decides one by one, or everything that waits at once."""

from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework.anonymised import PERSON
from outreach_app.errors import KnownError, NotAllowed
from outreach_app.retention import anonymising, due
from outreach_app.retention.anonymising import Preview
from outreach_app.retention.due import DueList, DueRow
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.due_forms import Decide, KeptFor, LetAllGo
from ui.page import Context, Page
from ui.pages.due.old_copies import OldCopies
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column
from ui.widgets.scroll import scrolled
from ui.widgets.status import CountChip

_WIDTHS: Final = (190, 190, 150, 330, 200)
_LEAST: Final = 200


class DuePage(Page):
    """Arrives with nothing, or with `person_id` of somebody who asks to be let go of."""

    name = "due"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: DueList | None = None
        self.head = PageHead(self.name, say("erasing.title"), say("erasing.line"))
        self._count = CountChip("")
        self.head.add_chip(self._count)
        self._years = button(say("erasing.years"), "due.years", icon="time")
        self._years.clicked.connect(self._set_years)
        self._all = button(say("erasing.all"), "due.all", kind="danger")
        self._all.clicked.connect(self._let_all_go)
        self.head.add_action(self._years)
        self.head.add_action(self._all)
        self.told = Notice("ok", " ", closable=True, name="due.told")
        self.told.hide()
        self._refused = Notice("private", say("erasing.only_lead"), name="due.refused")
        self._refused.hide()
        self.list: Listing[DueRow] = Listing(
            self.name,
            say("erasing.title"),
            self._columns(),
            _WIDTHS,
            hint=say("erasing.filter"),
            foot=say("erasing.foot"),
        )
        self.list.setMinimumHeight(current().px(_LEAST))
        self.list.opened.connect(self._decide)
        self.old = OldCopies(context)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        for part in (self.head, self.told, self._refused):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self.old)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "due.scroll"))

    @override
    def open(self, **where: Any) -> None:
        self.told.hide()
        self._load()
        if where.get("person_id"):
            self._look(str(where["person_id"]), asked=True)

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("people", "due", "incidents", "settings", "copies"):
            self._load()

    @override
    def leave(self) -> None:
        # Whoever sits down next may be somebody else.
        self.list.show_rows((), empty=("", ""))

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def _columns(self) -> tuple[Column[DueRow], ...]:
        def title(name: str) -> str:
            return say(f"erasing.column.{name}")

        return (
            Column(title("what"), lambda row: say(f"erasing.what.{row.what}")),
            Column(title("whose"), _whose, strong=True),
            Column(title("due"), self._day_of, sort=lambda row: str(row.due_on)),
            Column(title("why"), self._why),
            Column(
                title("state"),
                self._state,
                icon=lambda row: ("time", "caution") if row.waits(self._today()) else None,
            ),
        )

    def _today(self) -> date:
        return when.local_day(self.context.desk.clock.now(), self.context.desk.zone)

    def _day_of(self, row: DueRow) -> str:
        return when.plain_day(row.due_on, self._today())

    def _why(self, row: DueRow) -> str:
        years = self._found.years[row.what] if self._found else 0
        day = when.plain_day(row.since, self._today())
        return say(f"erasing.why.{row.what}", day=day, years=years)

    def _state(self, row: DueRow) -> str:
        today = self._today()
        if row.hold is not None:
            day = when.plain_day(when.local_day(row.hold.placed_at, self.context.desk.zone), today)
            reason = say(f"erasing.reason.{row.hold.reason}")
            return say("erasing.on_hold_since", day=day, reason=reason)
        if row.warning:
            return say("erasing.warning_out")
        if row.kept_until is not None and row.kept_until > today:
            reason = say(f"erasing.reason.{row.kept_why}")
            return say(
                "erasing.kept_until", day=when.plain_day(row.kept_until, today), reason=reason
            )
        return say(f"erasing.state.{'waits' if row.waits(today) else 'soon'}")

    def _load(self) -> None:
        self.context.ask(due.listed, then=self._show, failed=self._not_shown)
        self.old.load()

    def _show(self, found: DueList) -> None:
        self._found = found
        self._refused.hide()
        self.list.show_rows(found.rows, empty=(say("erasing.empty"), say("erasing.empty_text")))
        waiting = found.waiting
        self._count.set_words(say("erasing.waiting", count=waiting))
        self._count.setVisible(bool(waiting))
        self._all.setEnabled(bool(waiting))

    def _not_shown(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        lead = isinstance(error, NotAllowed)
        self._refused.say(say("erasing.only_lead") if lead else worded(error))
        self._refused.show()
        if lead:
            for part in (self.list, self.old, self._years, self._all, self._count):
                part.hide()

    # deciding

    def _decide(self, row: DueRow) -> None:
        if row.kind == PERSON:
            self._look(row.key)
        else:
            self._ask(row, None)

    def _look(self, person_id: str, *, asked: bool = False) -> None:
        def seen(preview: Preview) -> None:
            self._ask(self._row_of(preview), preview, asked=asked)

        self.context.ask(anonymising.look, person_id, then=seen, failed=self._not_shown)

    def _row_of(self, preview: Preview) -> DueRow:
        """Return the line of somebody; who asks for it may not be due at all."""
        for row in self._found.rows if self._found else ():
            if row.key == preview.person_id:
                return row
        today = self._today()
        return DueRow(
            PERSON, preview.person_id, preview.alias, preview.code, "contact_person", today, today
        )

    def _ask(self, row: DueRow, preview: Preview | None, *, asked: bool = False) -> None:
        dialog = Decide(self, self.context, row, preview, asked=asked)
        dialog.saved.connect(lambda _: self._decided(1 if dialog.erased else 0))
        dialog.ask()

    def _let_all_go(self) -> None:
        if self._found is None:
            return
        today = self._today()
        wanted = [(row.kind, row.key) for row in self._found.rows if row.waits(today)]
        if wanted:
            dialog = LetAllGo(self, self.context, wanted)
            dialog.saved.connect(lambda done: self._decided(done.value))
            dialog.ask()

    def _set_years(self) -> None:
        if self._found is not None:
            dialog = KeptFor(self, self.context, self._found)
            dialog.saved.connect(lambda _: self._decided(0))
            dialog.ask()

    def _decided(self, erased: int) -> None:
        if not erased:
            self._tell(say("erasing.done.kept"))
            self._load()
            return
        title = say("erasing.done.gone", count=erased)
        self._tell(title, say("erasing.done.scrubbing"))
        desk = self.context.desk

        def scrubbed(_: object) -> None:
            self._tell(title, say("erasing.done.scrubbed"))
            self._load()

        def failed(error: Exception) -> None:
            self._tell(title, say("erasing.done.not_scrubbed"))
            if not isinstance(error, KnownError):
                self.context.background.trouble.emit(error)

        self.context.background.run(desk.scrub, scrubbed, failed)

    def _tell(self, title: str, text: str = "") -> None:
        self.told.say(title, text)
        self.told.show()
        self.told.setFocus()


def _whose(row: DueRow) -> str:
    return saying.name(row.name, row.code) if row.kind == PERSON else row.name
