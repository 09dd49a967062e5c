"""Saving the line: once, with the moment of its first sign; its draft goes in the same step."""

import json
from collections.abc import Sequence
from datetime import datetime, tzinfo
from threading import Event
from typing import Any, cast

from PySide6.QtCore import QObject, Signal

from outreach_app.casework import drafts, names, night, night_page
from outreach_app.casework.names import Like
from outreach_app.casework.night import Added, LineDraft
from outreach_app.casework.nightline import NAMED, Choice
from outreach_app.words import say
from outreach_app.work import Done
from ui import when
from ui.drafting import Drafting
from ui.forms.night_line.entry import LineEntry
from ui.page import Context, Unkept


class Adding(QObject):
    """Between the line and the casebook. `about` names shift and draft.

    Signals: `added` carries an `Added`; `failed` the error; `moment_changed` the moment the line
    gets, None while it is empty.
    """

    added = Signal(object)
    failed = Signal(object)
    moment_changed = Signal(object)

    def __init__(self, context: Context, entry: LineEntry, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._entry = entry
        self._session_id = ""
        self._drafting: Drafting | None = None
        self._moment: datetime | None = None
        self._record = Event()
        entry.changed.connect(self._line_changed)
        entry.wanted.connect(self.save)
        entry.alike.connect(self._look_alike)

    def about(self, session_id: str, drafting: Drafting) -> None:
        """Add to this shift from now on."""
        self._session_id = session_id
        self._drafting = drafting

    # the moment

    def moment(self) -> datetime:
        """Return the moment the line gets: that of its first sign, or the one chosen."""
        return self._moment or self._context.desk.clock.now()

    def choose_moment(self, moment: datetime) -> None:
        """Give the line another moment."""
        self._moment = moment
        self._tell_moment()

    def _line_changed(self) -> None:
        if not self._entry.text().strip():
            self._moment = None
        elif self._moment is None:
            self._moment = self._context.desk.clock.now()
        self._tell_moment()

    def _tell_moment(self) -> None:
        self.moment_changed.emit(self._moment)
        if self._moment is not None:
            words = _saved_as(self._moment, self._context.desk.clock.now(), self._context.desk.zone)
            self._entry.say_state(words)

    # saving

    def save(self) -> None:
        """Save what stands in the line, if all of it was understood."""
        entry, drafting = self._entry, self._drafting
        if drafting is None or entry.line.busy or not entry.parsed.understood:
            return
        draft = LineDraft(self._session_id, entry.text(), self.moment())
        face = entry.reading.new_face(entry.text())
        entry.line.set_busy(busy=True)
        entry.add_button.setEnabled(False)
        context, kind, about = self._context, drafting.kind, drafting.about
        record = self._record = Event()

        def job() -> Done[Added]:
            if face is None:
                done = context.desk.do(drafts.saving, kind, about, night.add, draft)
            else:
                new = night_page.add_new_face
                done = context.desk.do(drafts.saving, kind, about, new, draft, *face)
            record.set()
            return cast("Done[Added]", done)

        context.background.run(job, self._was_added, self._was_not_added)

    def unkept(self) -> Unkept | None:
        """Return a line on its way: whether it has become a record is known by the worker only."""
        if not self._entry.line.busy or self._drafting is None:
            return None
        saved = self._record
        text = json.dumps(self.state(), ensure_ascii=False, sort_keys=True)
        about = self._drafting.about
        return Unkept(self._drafting.kind, about, text, lambda: not saved.is_set())

    def state(self) -> dict[str, Any]:
        """Return what must be kept of the line."""
        text = self._entry.text()
        if not text.strip():
            return {}
        new = {part: name for part, name in self._entry.reading.new.items() if part in text}
        return {"text": text, "at": self.moment().isoformat(), "new": new}

    def restore(self, state: dict[str, Any]) -> None:
        """Put a line back that was kept."""
        text = str(state.get("text") or "")
        if text.strip():
            self._entry.reading.new = dict(state.get("new") or {})
            self._entry.line.setText(text)
            self.choose_moment(datetime.fromisoformat(state["at"]))

    def _was_added(self, done: Done[Added]) -> None:
        entry = self._entry
        words = entry.echo.words()
        entry.fresh()
        entry.add_button.setEnabled(True)
        entry.say_state(say("session.next.was_saved", words=words), aloud=True)
        self._context.announce(done)
        self.added.emit(done.value)
        entry.line.set_busy(busy=False)

    def _was_not_added(self, error: Exception) -> None:
        self._entry.line.set_busy(busy=False)
        self._entry.add_button.setEnabled(True)
        self._entry.take_focus()
        self.failed.emit(error)

    # somebody new

    def _look_alike(self, part: str) -> None:
        # A volunteer meets those of this shift only; adding people is for the others.
        if self._context.desk.me.role == "volunteer":
            return
        desk = self._context.desk

        def found(likes: Sequence[Like]) -> None:
            choices = [Choice(each.person.code, each.person.alias) for each in likes]
            self._entry.show_alike(part, choices)

        said = part.removeprefix(NAMED)
        self._context.background.run(lambda: desk.ask(names.similar, said), found, owner=self)


def _saved_as(moment: datetime, now: datetime, zone: tzinfo) -> str:
    day, time = when.local_day(moment, zone), when.clock_time(moment, zone)
    if day == when.local_day(now, zone):
        return say("session.next.saved_as", time=time)
    return say("session.next.saved_as_day", day=when.weekday(day), time=time)
