"""The table of a shift: type a line, press names, or type into the table; always the same row."""

import json
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from outreach_app.casework import drafts, night_page, sessions
from outreach_app.casework.drafts import DraftRow
from outreach_app.casework.night import Added, NightRow
from outreach_app.casework.night_page import NightView
from outreach_app.casework.nightline import HARM
from outreach_app.errors import CheckFailed, KnownError
from outreach_app.reports import paper_forms
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui.covering import cover
from ui.drafting import Drafting
from ui.forms.paper_print import PaperPrint
from ui.page import Context, Page, Unkept
from ui.pages.session import build, cells, showing
from ui.pages.session.adding import Adding
from ui.pages.session.cells import NotUnderstood
from ui.pages.session.columns import Column
from ui.pages.session.doors import Doors
from ui.pages.session.mending import Mending
from ui.widgets.reading_order import in_reading_order

_DRAFT: Final = "session"
_SUBJECTS: Final = (
    "contacts",
    "sessions",
    "lists",
    "letters",
    "supplies",
    "people",
    "incidents",
)


class SessionPage(Page):
    """The table. `open` takes `session_id` for a shift that is not the open one, and `draft`."""

    name = "session"
    nav = "today"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.view: NightView | None = None
        self._session_id: str | None = None
        self._width_class = "wide"
        self._newest_wanted = False
        self.parts = build.parts(self, context)
        build.lay_out(self, self.parts)
        self.adding = Adding(context, self.parts.next.entry, self)
        self.mending = Mending(context, self)
        self.doors = Doors(self, context)
        self.paper = PaperPrint(context, self)
        self.drafting = Drafting(context, self, _DRAFT, "")
        self._wire_line()
        self._wire_table()
        self._wire_head()

    def _wire_line(self) -> None:
        entry = self.parts.next.entry
        self.parts.next.again.connect(self._again)
        entry.line.undo_wanted.connect(self._undo)
        entry.line.redo_wanted.connect(self.mending.put_back)
        entry.line.down.connect(self._to_table)
        entry.letters.connect(self._show_letters)
        self.adding.added.connect(self._added)
        self.adding.failed.connect(self._line_failed)
        self.adding.moment_changed.connect(self._moment_changed)

    def _wire_table(self) -> None:
        made, mending = self.parts, self.mending
        made.model.wanted.connect(self._cell_typed)
        made.grid.add.connect(self._add_from_table)
        made.grid.left.connect(made.next.entry.take_focus)
        made.grid.undo.connect(self._undo)
        made.grid.redo.connect(mending.put_back)
        made.grid.out.connect(mending.ask_out)
        made.grid.incident.connect(self._log_incident)
        made.grid.selectionModel().currentChanged.connect(self._cell_entered)
        mending.said.connect(self._say)
        mending.taken_back.connect(self._say_taken_back)
        mending.not_understood.connect(self._say_trouble)
        mending.failed.connect(self._table_failed)
        mending.saved.connect(self._saved_now)
        mending.next_typed.connect(self._next_typed)
        mending.moment_chosen.connect(self.adding.choose_moment)
        made.notice.pressed.connect(mending.put_back)

    def _wire_head(self) -> None:
        made = self.parts
        made.area.clicked.connect(self.doors.change_area)
        made.more.setMenu(self.doors.menu(made.more))
        made.paper.clicked.connect(self._ask_paper)
        made.panel.print_wanted.connect(self._print_letters)
        self.paper.printed.connect(made.next.entry.say_state)
        self.paper.trouble.connect(self._say_trouble)
        self.doors.type_in.connect(self._type_in)
        made.starting.paper_in.connect(self._type_in)
        made.starting.started.connect(self._started)
        made.starting.failed.connect(self._table_failed)
        made.end.clicked.connect(made.closing.ask)
        made.reopen.clicked.connect(self._reopen)
        made.closing.asked.connect(made.next.hide)
        made.closing.naming.connect(self.doors.name_people)
        made.closing.put_away.connect(self._carry_on)
        made.closing.ended.connect(self._ended)
        made.closing.failed.connect(self._line_failed)
        self.doors.done.connect(self._saved_now)

    # arriving and hearing

    @override
    def open(self, **where: Any) -> None:
        draft = where.get("draft") or {}
        # A line left from another shift waits for that one.
        self._session_id = where.get("session_id") or draft.get("about")
        self.parts.notice.hide()
        self.parts.trouble.hide()
        self.drafting.again()
        self._load()
        self.parts.next.entry.take_focus()

    @override
    def leave(self) -> None:
        self.parts.next.entry.put_list_away()
        self.drafting.keep_now()
        self.drafting.stop()

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern(*_SUBJECTS):
            self._load()

    @override
    def heading(self) -> QWidget | None:
        return self.parts.head.heading

    @override
    def compact(self, width_class: str) -> None:
        self._width_class = width_class
        build.compact(self.parts, width_class)
        self._tell_details()

    def _load(self) -> None:
        self.context.ask(night_page.look, self._session_id, then=self._show, failed=self._unread)

    def _unread(self, error: Exception) -> None:
        self._show(None)
        self._table_failed(error)

    def _show(self, view: NightView | None) -> None:
        before, self.view = self.view, view
        self.mending.show_view(view)
        self.doors.show_view(view)
        showing.show(self.parts, view, self.context, own=self._session_id is None)
        self.titled.emit(self.parts.head.heading.text())
        build.compact(self.parts, self._width_class)
        in_reading_order(self)
        if cover().on:
            # What was said of the last line names somebody.
            self.parts.next.entry.say_state("")
            self.parts.notice.hide()
        if view is None:
            return
        if before is None or _other_state(before) != _other_state(view):
            self._arrived(view)
        self.parts.closing.about(view, self.drafting)
        if self._newest_wanted:
            self._newest_wanted = False
            self.parts.grid.show_last()
        self._tell_details()

    def _arrived(self, view: NightView) -> None:
        """Take up what was being typed on this shift before."""
        self.drafting.stop()
        self.drafting.deleteLater()
        self.drafting = Drafting(self.context, self, _DRAFT, view.table.session.id)
        self.drafting.start()
        self.adding.about(view.table.session.id, self.drafting)
        self.parts.grid.show_last()
        self.context.ask(drafts.waiting, then=self._put_draft_back)

    # the line

    def _added(self, added: Added) -> None:
        self.mending.forget()
        self.parts.notice.hide()
        self.parts.trouble.hide()
        self._newest_wanted = True
        self._saved_now()
        if added.harm:
            self._log_incident(added.row)
        else:
            self.parts.next.entry.take_focus()

    def _again(self) -> None:
        if self.view is not None and self.view.last:
            self.parts.next.entry.put(f"{self.view.last} ")
        else:
            self.parts.next.entry.take_focus()

    def _undo(self) -> None:
        if not self.parts.next.entry.line.busy:
            self.mending.undo_last()

    def _moment_changed(self, moment: Any) -> None:
        self.parts.model.show_line(self.parts.next.entry.parsed, moment)
        if moment is not None:
            self.parts.notice.hide()

    def _log_incident(self, row: NightRow) -> None:
        here = {"session_id": self._session_id} if self._session_id else {}
        about = {
            "person_id": row.person_id,
            "area": row.area,
            "told_at": row.at,
            "back": (self.name, here),
        }
        self.go.emit("log_incident", about)

    # the table

    def _to_table(self) -> None:
        grid, model = self.parts.grid, self.parts.model
        if not grid.currentIndex().isValid() and model.rowCount():
            grid.setCurrentIndex(model.index(model.rowCount() - 1, 0))
        grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_from_table(self) -> None:
        self.parts.next.entry.enter()

    def _cell_typed(self, row: NightRow | None, column: Column, typed: str) -> None:
        self.parts.trouble.hide()
        self.mending.cell_typed(row, column, typed)

    def _next_typed(self, column: Column, typed: str) -> None:
        entry = self.parts.next.entry
        if self.view is None:
            return
        try:
            line = cells.in_line(entry.reading, self.view, entry.parsed, column, typed)
        except NotUnderstood as error:
            self._say_trouble(str(error))
        else:
            entry.line.setText(entry.reading.written(line))

    def _cell_entered(self) -> None:
        self._tell_details()

    def _tell_details(self) -> None:
        showing.tell_details(self.parts, tiny=self._width_class == "tiny")

    def _show_letters(self) -> None:
        if self.parts.panel.isVisible():
            self.parts.panel.print.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.parts.beside.more.click()

    # the beginning and the end

    def _started(self, _done: object) -> None:
        self._saved_now()
        self._load()
        self.parts.next.entry.take_focus()

    def _carry_on(self) -> None:
        self.parts.next.setVisible(self.view is not None)
        self.parts.next.entry.take_focus()

    def _ended(self, came_to: str) -> None:
        self.parts.next.entry.fresh()
        self.context.relay.session.emit("")
        self._saved_now()
        self.go.emit("today", {"ended": came_to})

    def _reopen(self) -> None:
        if self.view is not None:
            key = self.view.table.session.id
            self.context.do(sessions.reopen, key, then=self._saved_now, failed=self._table_failed)

    def _ask_paper(self) -> None:
        self.paper.choose(self.view.table.session.type if self.view else "")

    def _print_letters(self) -> None:
        self.paper.print(paper_forms.LETTERS)

    @override
    def print_sheet(self) -> None:
        self._ask_paper()

    def _type_in(self) -> None:
        self.go.emit("paper_sheet", {})

    # what is said

    def _say(self, words: str) -> None:
        self.parts.notice.hide()
        self.parts.next.entry.say_state(words, aloud=True)
        self.parts.next.entry.take_focus()

    def _say_taken_back(self, words: str) -> None:
        self.parts.notice.say(words)
        self.parts.notice.show()
        self.parts.next.entry.say_state("")

    def _say_trouble(self, words: str, text: str = "") -> None:
        self.parts.trouble.say(words, text)
        self.parts.trouble.show()

    def _line_failed(self, error: Exception) -> None:
        self._say_error(error, say("session.next.still_here"))

    def _table_failed(self, error: Exception) -> None:
        self._say_error(error, "")
        if self.view is not None:
            self._load()

    def _say_error(self, error: Exception, text: str) -> None:
        if isinstance(error, CheckFailed):
            words = " ".join(dict.fromkeys(sentence(each) for each in error.problems))
        elif isinstance(error, KnownError):
            words = worded(error)
        else:
            words = say("shell.not_saved")
            self.context.background.trouble.emit(error)
        self._say_trouble(words, text)
        if not isinstance(error, CheckFailed):
            self.context.relay.kept.emit("not_saved", say("shell.not_saved_short"))

    def _saved_now(self, _done: object = None) -> None:
        self.context.say_saved()

    # what is being typed

    @override
    def logs(self, form: str) -> bool:
        """Take a line that was begun as a contact in which harm was told (Ctrl+I)."""
        entry, line = self.parts.next.entry, self.parts.next.entry.parsed
        shown = self.view is not None and self.view.table.session.ended_at is None
        if form != "log_incident" or not shown or line.empty:
            return False
        if not line.harm:
            entry.put(f"{HARM} {entry.text()}")
        entry.enter()
        return True

    @override
    def draft_state(self) -> dict[str, Any] | None:
        state = self.adding.state()
        handover = self.parts.closing.typed()
        if handover.strip():
            state["handover"] = handover
        return state or None

    @override
    def unkept(self) -> Unkept | None:
        return self.adding.unkept() or self.drafting.unkept()

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.adding.restore(state)
        self.parts.closing.restore(str(state.get("handover") or ""))

    def _put_draft_back(self, waiting: Sequence[DraftRow]) -> None:
        if self.view is None or self.view.table.session.ended_at is not None:
            return
        about = self.view.table.session.id
        row = next((each for each in waiting if (each.kind, each.about) == (_DRAFT, about)), None)
        if row is not None and self.draft_state() is None:
            self.restore(json.loads(row.state))


def _other_state(view: NightView) -> tuple[str, bool]:
    """Return which shift it is and whether it runs: a shift opened again is arrived at anew."""
    return view.table.session.id, view.table.session.ended_at is None
