"""One list: its sentence, its buttons, its table, and what they do."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework.project_lists import ProjectLists
from outreach_app.errors import CheckFailed, KnownError
from outreach_app.wording import error as worded
from outreach_app.wording import problem
from outreach_app.words import say
from ui.dialogs.ask import Answer, ask
from ui.dialogs.directory_forms import EndPolicy
from ui.dialogs.list_forms import JoinForm
from ui.dialogs.supply_forms import OtherLetters
from ui.page import Context, Page
from ui.pages.lists.kinds import Kind, active, key, label
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label as words
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice

# So much of the table is always there; what does not fit is scrolled to.
_LEAST: Final = 210


class Section(QWidget):
    """The table of one kind. Signal: `refused` carries the words for what could not be done."""

    refused = Signal(str)

    def __init__(self, page: Page, context: Context, kind: Kind, *, note: str = "") -> None:
        super().__init__()
        self.kind = kind
        self._page, self._context = page, context
        self._found: ProjectLists | None = None
        self._may = False
        name = f"lists.{kind.name}"
        self.setObjectName(name)
        self.add = button(
            say(f"lists.add.{kind.name}") if kind.name != "wording" else "",
            f"{name}.add",
            icon="add",
            kind="primary",
        )
        self.change = button(say("lists.button.change"), f"{name}.change")
        self.retire = button(say("lists.button.retire"), f"{name}.retire")
        self.restore = button(say("lists.button.restore"), f"{name}.restore")
        self.join = button(say("lists.button.join"), f"{name}.join")
        self.more = button(" ", f"{name}.more")
        self.list: Listing[Any] = Listing(
            name,
            say(f"lists.section.{kind.name}"),
            kind.columns(lambda: self._found),
            kind.widths,
            hint=say("lists.filter"),
            chips=[(code, say(f"lists.{code}")) for code in ("in_use", "all")],
            keep=lambda chip, row: chip == "all" or active(row),
            foot=say("lists.foot"),
        )
        self.list.chips.set_value("in_use")
        self.list.setMinimumHeight(current().px(_LEAST))
        self._wire()
        self._note = words(note or say(f"lists.note.{kind.name}"), "muted", wrap=True)
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        for each in (self.add, self.change, self.retire, self.restore, self.join, self.more):
            flow.addWidget(each)
        self._buttons = holder
        self.trouble = Notice("stop", " ", loud=True, closable=True, name=f"{name}.trouble")
        self.trouble.hide()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        for part in (self._note, self._buttons, self.trouble):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)

    def _wire(self) -> None:
        self.list.opened.connect(self._change)
        self.list.table.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self.list.chips.chosen.connect(lambda _: self._offer())
        self.add.clicked.connect(self._add)
        self.change.clicked.connect(lambda: self._with_row(self._change))
        self.retire.clicked.connect(lambda: self._with_row(self._retire))
        self.restore.clicked.connect(lambda: self._with_row(self._restore))
        self.join.clicked.connect(lambda: self._with_row(self._join))
        self.more.clicked.connect(self._more)

    def show_lists(self, found: ProjectLists) -> None:
        """Show what was read."""
        self._found = found
        self._may = self.kind.may(found)
        rows = self.kind.rows(found)
        text = say("lists.empty_text") if self._may else ""
        empty = say("lists.empty") if self._may else say("lists.read_only")
        self.list.show_rows(rows, empty=(empty, text))
        self._offer()

    def compact(self, width_class: str) -> None:
        """Leave out the sentence where there is little room."""
        self._note.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def _offer(self) -> None:
        """Offer what can be done with the row of the cursor."""
        row = self.list.current_row()
        kind, on = self.kind, row is not None and active(row)
        editable = self._may and self._can_add()
        self._buttons.setVisible(self._may)
        self.add.setVisible(editable)
        fixed = row is not None and kind.fixed(row)
        self.retire.setVisible(editable and kind.retire is not None)
        self.retire.setEnabled(on and not fixed)
        self.join.setVisible(editable and kind.join is not None)
        self.join.setEnabled(on and not fixed)
        self.restore.setVisible(
            editable and kind.restore is not None and row is not None and not on
        )
        self.change.setEnabled(row is not None)
        self._offer_more(row)

    def _offer_more(self, row: Any) -> None:
        """Offer what this list alone has."""
        policies, supplies = self.kind.name == "policies", self.kind.name == "supplies"
        self.more.setVisible(policies or supplies)
        said = say("lists.button.end" if policies else "lists.button.letters")
        self.more.setText(said)
        self.more.setAccessibleName(said)
        self.more.setEnabled(supplies or row is not None)
        if policies:
            self.change.setText(say("lists.button.add_version"))
            self.change.setAccessibleName(say("lists.button.add_version"))

    def _can_add(self) -> bool:
        return True

    # what is pressed

    def _with_row(self, then: Callable[[Any], None]) -> None:
        """Do it with the row of the cursor; the first press brings the cursor into the table."""
        row = self.list.current_row()
        if row is None:
            self.list.take_focus()
        else:
            then(row)

    def _add(self) -> None:
        if self._found is not None:
            self.kind.form(self._page, self._context, self._found, None).ask()

    def _change(self, row: Any) -> None:
        if self._found is not None and self._may:
            self.kind.form(self._page, self._context, self._found, row).ask()

    def _retire(self, row: Any) -> None:
        retire = self.kind.retire
        if retire is None:
            return

        def answered(answer: str) -> None:
            if answer == "retire":
                self._do(retire(row))

        used = getattr(row, "uses", 0)
        ask(
            self._page,
            say("lists.retire.title", label=label(row)),
            say("lists.retire.text", count=used) if used else say("lists.retire.text_none"),
            (
                Answer("keep", say("lists.retire.keep")),
                Answer("retire", say("lists.retire.do")),
            ),
            answered,
            safe="keep",
        )

    def _restore(self, row: Any) -> None:
        if self.kind.restore is not None:
            self._do(self.kind.restore(row))

    def _join(self, row: Any) -> None:
        join = self.kind.join
        if join is None or self._found is None:
            return
        rows = self.kind.rows(self._found)
        others = [(key(o), label(o)) for o in rows if active(o) and key(o) != key(row)]
        JoinForm(self._page, self._context, label(row), others, lambda into: join(row, into)).ask()

    def _more(self) -> None:
        if self._found is None:
            return
        if self.kind.name == "supplies":
            OtherLetters(self._page, self._context, self._found.letters).ask()
        else:
            self._with_row(self._end)

    def _end(self, row: Any) -> None:
        if self._found is not None:
            EndPolicy(self._page, self._context, self._found.today, row).ask()

    def _do(self, command: Callable[[Any], Any]) -> None:
        self.trouble.hide()
        self._context.do(command, failed=self._not_done)

    def _not_done(self, error: Exception) -> None:
        if isinstance(error, CheckFailed):
            said = " ".join(problem(each) for each in error.problems)
        elif isinstance(error, KnownError):
            said = worded(error)
        else:
            self._context.background.trouble.emit(error)
            return
        self.trouble.say(said)
        self.trouble.show()
