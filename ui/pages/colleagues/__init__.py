"""Colleagues: who signs in here; each opens with Enter."""

from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import colleague_page
from outreach_app.casework.colleague_page import Colleagues
from outreach_app.casework.staff import StaffRow
from outreach_app.errors import NotAllowed
from outreach_app.words import say
from ui.colleagues import load_words, shown_name
from ui.dialogs.new_sheet import NewSheet
from ui.dialogs.staff_forms import AddColleague, OwnPassphrase
from ui.forms.new_key_card import NewKeyCard
from ui.page import Context, Page
from ui.pages.colleagues.columns import WIDTHS, columns
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled

_LEAST: Final = 200


class ColleaguesPage(Page):
    """Arrives with `add` to begin with somebody new. What others may not see says so."""

    name = "colleagues"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: Colleagues | None = None
        self._wanted = False
        self.head = PageHead(self.name, say("colleagues.title"), say("colleagues.line"))
        self._own = button(say("colleagues.own_button"), "colleagues.own")
        self._own.clicked.connect(self.change_own)
        self._sheet = button(say("colleagues.sheet_button"), "colleagues.sheet", icon="recovery")
        self._sheet.clicked.connect(self.new_sheet)
        self._add = button(
            say("colleagues.add_button"), "colleagues.add", kind="primary", icon="add"
        )
        self._add.clicked.connect(self.add)
        for each in (self._own, self._sheet, self._add):
            self.head.add_action(each)
        self.told = Notice("ok", " ", closable=True, name="colleagues.told")
        self.told.hide()
        self.left = Notice(
            "caution",
            say("colleagues.left_title"),
            " ",
            actions=[("open", say("colleagues.left_button"))],
            name="colleagues.left",
        )
        self.left.pressed.connect(self._open_left)
        self.left.hide()
        self._refused = Notice("private", say("colleagues.not_for_you"), name="colleagues.refused")
        self._refused.hide()
        self.list: Listing[StaffRow] = Listing(
            "colleagues",
            say("colleagues.title"),
            columns(context.desk.me.code, lambda: self._found, context.desk.zone),
            WIDTHS,
            hint=say("colleagues.filter"),
            foot=say("colleagues.foot"),
        )
        self.list.setMinimumHeight(current().px(_LEAST))
        self.list.opened.connect(self._open_row)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        for part in (self.head, self.told, self.left, self._refused):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        self.key = NewKeyCard(context, self.name)
        self.key.hide()
        column.addWidget(self.key)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "colleagues.scroll"))

    @override
    def open(self, **where: Any) -> None:
        self.told.hide()
        self._wanted = bool(where.get("add"))
        self._load()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("staff", "cases", "tasks"):
            self._load()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def add(self) -> None:
        """Let somebody new in."""
        if self._found is None:
            return
        form = AddColleague(self, self.context, self._found.lists)
        form.saved.connect(self._added)
        form.ask()

    def change_own(self) -> None:
        """Change the passphrase of whoever is at the keyboard."""
        form = OwnPassphrase(self, self.context)
        form.saved.connect(self._own_done)
        form.ask()

    def new_sheet(self) -> None:
        """Make a new recovery sheet."""
        form = NewSheet(self, self.context)
        form.saved.connect(self._sheet_done)
        form.ask()

    def _load(self) -> None:
        self.context.ask(colleague_page.everybody, then=self._show, failed=self._not_shown)

    def _show(self, found: Colleagues) -> None:
        self._found = found
        self.key.show()
        self.key.load()
        self.list.show_rows(found.rows, empty=(say("colleagues.empty"), ""))
        waiting = found.left_with_load
        self.left.setVisible(bool(waiting))
        if waiting:
            who = ", ".join(_load_of(found, row) for row in waiting)
            self.left.put(say("colleagues.left_title"), say("colleagues.left_text", who=who))
        if self._wanted:
            self._wanted = False
            self.add()

    def _not_shown(self, error: Exception) -> None:
        if not isinstance(error, NotAllowed):
            self.context.background.trouble.emit(error)
            return
        self._refused.show()
        for part in (self.list, self._add, self._sheet):
            part.hide()

    def _open_row(self, row: StaffRow) -> None:
        self.go.emit("colleague", {"code": row.code})

    def _open_left(self, _: str) -> None:
        if self._found is not None and self._found.left_with_load:
            self._open_row(self._found.left_with_load[0])

    def _added(self, done: Any) -> None:
        self._tell(say("colleagues.added", name=shown_name(done.value.name)))

    def _own_done(self, _: object) -> None:
        self._tell(say("colleagues.own_done"))

    def _sheet_done(self, _: object) -> None:
        self._tell(say("colleagues.sheet_done"))

    def _tell(self, words: str) -> None:
        self.told.say(words)
        self.told.show()
        self.list.take_focus()


def _load_of(found: Colleagues, row: StaffRow) -> str:
    return f"{shown_name(row.name)} ({load_words(*found.load[row.code])})"
