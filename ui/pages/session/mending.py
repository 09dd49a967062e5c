"""Putting rows right, taking them back and putting them back again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from outreach_app.casework import night, night_page
from outreach_app.casework.night import NightRow
from outreach_app.casework.night_page import NightView
from outreach_app.errors import KnownError
from outreach_app.words import say
from outreach_app.work import Done
from ui import when
from ui.dialogs.ask import Answer, ask
from ui.page import Context
from ui.pages.session import cells, columns
from ui.pages.session.cells import NotUnderstood
from ui.pages.session.columns import TIME, Column


class Mending(QObject):
    """Signals: `said` carries words about what was done, `taken_back` the words after taking back.

    `not_understood` carries words, `failed` an error; `saved` after every change. What is typed
    into the row of the next contact comes back as `next_typed` (column and text) and
    `moment_chosen`.
    """

    said = Signal(str)
    taken_back = Signal(str)
    not_understood = Signal(str)
    failed = Signal(object)
    saved = Signal()
    next_typed = Signal(object, str)
    moment_chosen = Signal(object)

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._view: NightView | None = None
        self._taken: list[NightRow] = []

    def show_view(self, view: NightView | None) -> None:
        """Work on this table from now on."""
        if view is None or self._id_of(self._view) != self._id_of(view):
            self._taken.clear()
        self._view = view

    def forget(self) -> None:
        """Hear that a new line was added: what was taken back before stays so."""
        self._taken.clear()

    @property
    def _zone(self) -> ZoneInfo:
        return cast("ZoneInfo", self._context.desk.zone)

    @property
    def _session_id(self) -> str:
        return self._id_of(self._view)

    @staticmethod
    def _id_of(view: NightView | None) -> str:
        return view.table.session.id if view is not None else ""

    # cells

    def cell_typed(self, row: NightRow | None, column: Column, typed: str) -> None:
        """Hear what was typed into a cell; a row of None is the next contact."""
        if self._view is None:
            return
        try:
            if column.key == TIME:
                self._time_typed(self._view, row, typed)
            elif row is None:
                self.next_typed.emit(column, typed)
            else:
                done = cells.changed(self._view, row, column, typed)
                self._put_right(done.row, done.person)
        except NotUnderstood as error:
            self.not_understood.emit(str(error))

    def _time_typed(self, view: NightView, row: NightRow | None, typed: str) -> None:
        found = cells.moments(view, typed, self._context.desk.clock.now(), self._zone)
        if len(found) == 1:
            self._at(row, found[0])
        else:
            self._ask_which(row, typed, found)

    def _ask_which(self, row: NightRow | None, typed: str, found: Sequence[datetime]) -> None:
        def answered(key: str) -> None:
            if key in {"first", "second"}:
                self._at(row, found[0 if key == "first" else 1])

        answers = tuple(Answer(key, say(f"session.cell.{key}")) for key in ("first", "second"))
        ask(self._page, say("session.cell.twice", time=typed), "", answers, answered)

    def _at(self, row: NightRow | None, moment: datetime) -> None:
        if row is None:
            self.moment_chosen.emit(moment)
        else:
            self._put_right(replace(row, at=moment), None)

    def _put_right(self, row: NightRow, person: str | None) -> None:
        self._context.do(
            night_page.put_right,
            self._session_id,
            row,
            person,
            then=self._was_put_right,
            failed=self._has_failed,
        )

    def _was_put_right(self, _done: object) -> None:
        self.saved.emit()

    def _has_failed(self, error: Exception) -> None:
        self.failed.emit(error)

    # taking back

    def undo_last(self) -> None:
        """Take back the last line entered here by whoever sits at the keyboard."""
        if self._view is not None:
            self._context.do(
                night.undo_last,
                self._session_id,
                then=self._was_taken_back,
                failed=self._nothing_there,
            )

    def ask_out(self, row: NightRow) -> None:
        """Ask whether a line is to be taken out, and why."""

        def answered(key: str) -> None:
            if key in {"test", "not_happened"}:
                self._context.do(
                    night.take_back,
                    row.id,
                    key,
                    then=self._was_taken_back,
                    failed=self._has_failed,
                )

        answers = ("keep", "test", "not_happened")
        ask(
            self._page,
            say("session.cell.ask_out"),
            say("session.cell.ask_out_text", **self._naming(row)),
            tuple(Answer(key, say(f"session.cell.{key}")) for key in answers),
            answered,
            safe="keep",
        )

    def put_back(self) -> None:
        """Write the line again that was taken back last, with its own moment."""
        if self._view is not None and self._taken:
            self._context.do(
                night_page.put_back,
                self._session_id,
                self._taken.pop(),
                then=self._was_put_back,
                failed=self._has_failed,
            )

    def _was_taken_back(self, done: Done[NightRow]) -> None:
        self._taken.append(done.value)
        self.taken_back.emit(say("session.next.undone", **self._naming(done.value)))
        self.saved.emit()

    def _was_put_back(self, done: Done[NightRow]) -> None:
        self.said.emit(say("session.next.was_put_back", **self._naming(done.value)))
        self.saved.emit()

    def _nothing_there(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.said.emit(say("session.next.nothing_to_undo"))
        else:
            self.failed.emit(error)

    def _naming(self, row: NightRow) -> dict[str, str]:
        who = columns.who(row, self._view) if self._view is not None else ""
        return {"time": when.clock_time(row.at, self._zone), "who": who}
