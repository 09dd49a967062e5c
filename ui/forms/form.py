"""A page that is a form: keeps drafts, shows problems, saves once. It never decides."""

import json
from collections.abc import Callable, Sequence
from threading import Event
from typing import Any, ClassVar
from uuid import uuid4

import shiboken6
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from outreach_app.errors import CheckFailed, KnownError, Problem
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui.drafting import Drafting
from ui.forms import values
from ui.page import Context, Page, Unkept
from ui.widgets.field import Field
from ui.widgets.notice import ErrorSummary, Notice
from ui.widgets.savebar import SaveBar


class FormPage(Page):
    """A form. Everything that every form does alike is done here.

    Bind fields with `bind`; put `summary`, `trouble` and `savebar` into the layout; then write
    `check` (the problems of what stands there), `command` (what saves it inside one transaction)
    and `saved` (what to show afterwards). In return: drafts, Ctrl+Enter, errors on top and at the
    field, saving once, and nothing lost when saving fails.
    """

    draft_kind: ClassVar[str] = ""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.summary = ErrorSummary(f"{self.name}.summary")
        self.summary.wanted.connect(self.focus_field)
        self.trouble = Notice("stop", "", loud=True, name=f"{self.name}.trouble")
        self.trouble.hide()
        self.savebar = SaveBar(f"{self.name}.savebar")
        self._fields: dict[str, QWidget] = {}
        self._frames: dict[str, Field] = {}
        self._shown: tuple[Problem, ...] = ()
        self._saving = False
        self._held: list[QLineEdit | QPlainTextEdit] = []
        self._record = Event()
        self._finished = False
        self._clean: dict[str, Any] = {}
        self._after: Callable[[Any], object] | None = None
        self.drafting = self._new_drafting(uuid4().hex)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        QShortcut(QKeySequence("Alt+Down"), self).activated.connect(self.next_error)

    # to be written by the form

    def check(self) -> Sequence[Problem]:
        """Return what must be mended before this can be saved; pure and instant."""
        return ()

    def command(self) -> Callable[[Any], Any]:
        """Return what saves the values as they stand now: takes `Work`, answers `Done`.

        Usually ``return lambda work: contacts.log(work, draft)``. It runs on the worker thread, in
        one transaction with letting the draft go.
        """
        raise NotImplementedError

    def saved(self, done: Any) -> None:
        """Show that it is saved: go somewhere, or make the form ready for the next."""

    def changed(self) -> None:
        """Hear that something was typed or chosen, to show what follows from it."""

    # fields

    def bind(self, field: str, widget: QWidget, frame: Field | None = None) -> None:
        """Make a widget the one for a field of the draft; `frame` shows its label and errors."""
        self._fields[field] = widget
        if frame is not None:
            self._frames[field] = frame
        values.on_change(widget, self._on_change)

    def bound(self, field: str) -> QWidget:
        """Return the widget of a field."""
        return self._fields[field]

    def value(self, field: str) -> Any:
        """Return what stands in a field."""
        return values.read(self._fields[field])

    def set_value(self, field: str, value: Any) -> None:
        """Put a value into a field."""
        values.write(self._fields[field], value)

    def values(self) -> dict[str, Any]:
        """Return everything that stands in the fields."""
        return {field: values.read(widget) for field, widget in self._fields.items()}

    def focus_field(self, field: str) -> None:
        """Bring a field into sight and focus it."""
        frame = self._frames.get(field)
        if frame is not None:
            frame.take_focus()
        elif field in self._fields:
            self._fields[field].setFocus()

    def next_error(self) -> None:
        """Focus the next field that must be mended, after the one that has the focus."""
        fields = [found.field for found in self._shown if found.field in self._frames]
        focused = self.focusWidget()
        here = next(
            (
                number
                for number, field in enumerate(fields)
                if focused is not None and self._frames[field].isAncestorOf(focused)
            ),
            -1,
        )
        if fields:
            self.focus_field(fields[(here + 1) % len(fields)])

    # drafts

    def begin(self) -> None:
        """Call at the end of `open`, when everything preset stands: from now on typing is kept."""
        self._clean = self._state()
        self._finished = False
        self.show_problems(())
        self.trouble.hide()
        self._replace_drafting(uuid4().hex)
        self.drafting.start()

    def make_way(self) -> None:
        """Call in `open` once the fields are emptied for something else: the rest comes later.

        What stood here was kept on leaving; until `begin`, typing is a piece of its own.
        """
        self._clean = self._state()
        self._replace_drafting(uuid4().hex)

    def carry_on(self, about: str, state: dict[str, Any]) -> None:
        """Take up a waiting draft (its `about` and its state read from JSON), after `begin`."""
        self._replace_drafting(about)
        self.restore(state)
        self.drafting.start()

    def resume(self) -> bool:
        """Go on with what stands in the form since the last visit; False when there is nothing."""
        if self._finished or self._saving or not self.is_dirty():
            return self._saving
        self.drafting.again()
        return True

    def is_dirty(self) -> bool:
        """Tell whether anything was typed since `begin`; before it nothing was."""
        return bool(self._clean) and self._state() != self._clean

    @override
    def draft_state(self) -> dict[str, Any] | None:
        return self._state() if not self._finished and self.is_dirty() else None

    @override
    def restore(self, state: dict[str, Any]) -> None:
        for field, value in state.get("fields", {}).items():
            if field in self._fields:
                values.write(self._fields[field], value)
        self.restore_more(state.get("more", {}))
        self.changed()

    def more_state(self) -> dict[str, Any]:
        """Return what the form must keep beside its fields, such as the person chosen."""
        return {}

    def restore_more(self, state: dict[str, Any]) -> None:
        """Put back what `more_state` gave."""

    @override
    def unkept(self) -> Unkept | None:
        if not self._saving:
            return self.drafting.unkept()
        # Whether it has become a record is only known when the worker comes to keep it.
        saved = self._record
        state = json.dumps(self._state(), ensure_ascii=False, sort_keys=True)
        return Unkept(self.drafting.kind, self.drafting.about, state, lambda: not saved.is_set())

    @override
    def leave(self) -> None:
        if not self._saving:
            self.drafting.keep_now()
            self.drafting.stop()

    def _state(self) -> dict[str, Any]:
        return {"fields": self.values(), "more": self.more_state()}

    # saving

    def save(self, after: Callable[[Any], object] | None = None) -> None:
        """Check, then save once; `after` is called instead of `saved`."""
        if self._saving or self._finished:
            return
        problems = tuple(self.check())
        self.show_problems(problems)
        if problems:
            return
        self._saving = True
        self._hold_typing()
        self._after = after if callable(after) else None
        self.savebar.setEnabled(False)
        # Kept before the saving begins, so that a lock or a full disk meanwhile loses nothing.
        self.drafting.keep_now()
        self.drafting.stop()
        context, command, drafting = self.context, self.command(), self.drafting
        kind, about = drafting.kind, drafting.about

        def one_transaction(work: Any) -> Any:
            done = command(work)
            context.drafts.discard(work, kind, about)
            return done

        record = self._record = Event()

        def job() -> Any:
            done = context.desk.do(one_transaction)
            record.set()
            return done

        context.background.run(job, self._was_saved, self._was_not_saved)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what must be mended, on top and at each field; none takes all of it away."""
        self._shown = tuple(problems)
        for frame in self._frames.values():
            frame.clear_error()
        lines = []
        for found in problems:
            frame_of = self._frames.get(found.field)
            words = sentence(found)
            if frame_of is not None:
                frame_of.set_error(words)
            title = frame_of.title if frame_of else say("shell.form")
            lines.append((found.field, title, words))
        self.summary.show_lines(lines)
        if lines:
            self.summary.take_focus()

    def _hold_typing(self) -> None:
        """Take no letter between Save and its answer: it would be seen, and not be saved."""
        lines: list[QLineEdit | QPlainTextEdit] = [*self.findChildren(QLineEdit)]
        lines += self.findChildren(QPlainTextEdit)
        self._held = [line for line in lines if not line.isReadOnly()]
        for line in self._held:
            line.setReadOnly(True)

    def _free_typing(self) -> None:
        held, self._held = self._held, []
        for line in held:
            if shiboken6.isValid(line):
                line.setReadOnly(False)

    def _was_saved(self, done: Any) -> None:
        self._saving = False
        self._finished = True
        self._free_typing()
        self.savebar.setEnabled(True)
        self.trouble.hide()
        self.context.say_saved()
        self.context.announce(done)
        (self._after or self.saved)(done)

    def _was_not_saved(self, error: Exception) -> None:
        self._saving = False
        self._free_typing()
        self.savebar.setEnabled(True)
        self.drafting.again()
        if isinstance(error, CheckFailed):
            self.show_problems(error.problems)
            return
        words = worded(error) if isinstance(error, KnownError) else say("shell.not_saved")
        self.trouble.say(words, say("shell.typing_still_here"))
        self.trouble.show()
        self.trouble.setFocus()
        self.context.relay.kept.emit("not_saved", say("shell.not_saved_short"))
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)

    def _on_change(self) -> None:
        if self._shown:
            still = {(found.field, found.code) for found in self.check()}
            kept = [found for found in self._shown if (found.field, found.code) in still]
            if len(kept) < len(self._shown):
                self._clear_live(kept)
        self.changed()

    def _clear_live(self, kept: Sequence[Problem]) -> None:
        """Take away what has been mended, without moving the focus."""
        gone = {found.field for found in self._shown} - {found.field for found in kept}
        for field in gone:
            if field in self._frames:
                self._frames[field].clear_error()
        self._shown = tuple(kept)
        self.summary.show_lines(
            [
                (found.field, self._frames[found.field].title, sentence(found))
                for found in kept
                if found.field in self._frames
            ]
        )

    def _new_drafting(self, about: str) -> Drafting:
        made = Drafting(self.context, self, self.draft_kind or self.name, about)
        made.kept.connect(self._draft_kept)
        made.not_kept.connect(self._draft_not_kept)
        return made

    def _replace_drafting(self, about: str) -> None:
        self.drafting.stop()
        self.drafting.deleteLater()
        self.drafting = self._new_drafting(about)

    def _draft_kept(self, moment: Any) -> None:
        self.savebar.state("kept", self.drafting.words(moment))

    def _draft_not_kept(self, words: str) -> None:
        self.savebar.state("not_saved", words)
