"""The note for the lead on the locked screen: what somebody from outside asked for (workflow 12).

Nothing of the casebook is known here and nothing of it is opened. What is typed is sealed every two
seconds while it changes; it can be read again only after unlocking, so that going away and coming
back begins a new note and loses nothing of the one before.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import request_notes
from outreach_app.casework.request_notes import NoteDraft
from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui.forms import values
from ui.house import Gate
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText
from ui.widgets.labels import label, show_if
from ui.widgets.notice import Notice, announce
from ui.widgets.sized import hold_width

KEEP_MS: Final = 2000
_CHIPS: Final = ("warrant_seen", "in_writing", "urgency")
_SIDE: Final = 190
_SHORT: Final = {"number": 200, "power": 260}


class LeadNote(QWidget):
    """Signal: `left` when the locked screen is wanted again; what is typed is sealed by then."""

    left = Signal()

    def __init__(self, gate: Gate, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lead_note")
        self._gate = gate
        self._path = path
        self._received = gate.clock.now()
        self._letter = uuid4().hex[:16]
        self._kept: NoteDraft | None = None
        self._saving = False
        self._saved = False
        self._fields: dict[str, QWidget] = {}
        self._frames: dict[str, Field] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep_now)
        self._build()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.go_back)
        house = gate.house
        gate.run(lambda: house.note_door(path), self._door_known, self._not_kept)

    # building

    def _build(self) -> None:
        self.heading = label(say("requests.note.title"), "h1", wrap=True, name="lead_note.heading")
        words = f"“{say('requests.say_this')}”"
        self.words = Notice("info", say("requests.note.say"), words, name="lead_note.words")
        self.call = label("", "strong", name="lead_note.call")
        self.call.hide()
        self.state = label(say("requests.note.sealed"), "small", wrap=True, name="lead_note.state")
        self.trouble = Notice("stop", " ", loud=True, name="lead_note.trouble")
        self.trouble.hide()
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addLayout(self._line("officer", "number"))
        column.addLayout(self._line("unit", "power"))
        column.addWidget(self._text("what"))
        column.addWidget(self._text("why"))
        for name in _CHIPS:
            column.addWidget(self._chips(name))
        column.addLayout(self._line("taken_by", side=True))
        self.done = Notice(
            "ok",
            say("requests.note.saved"),
            say("requests.note.saved_text"),
            actions=(("another", say("requests.note.another")),),
            loud=True,
            name="lead_note.saved",
        )
        self.done.pressed.connect(self._begin_again)
        self.done.hide()
        self.back_button = button(say("requests.note.back"), "lead_note.back")
        self.back_button.clicked.connect(self.go_back)
        self.save_button = button(say("requests.note.save"), "lead_note.save", kind="primary")
        self.save_button.clicked.connect(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(7)
        head = row(self.heading, self.call, gap=14)
        head.setStretch(0, 1)
        whole.addLayout(head)
        for part in (self.words, self.trouble, self.form, self.done):
            whole.addWidget(part)
        whole.addWidget(self.state)
        whole.addLayout(row(self.back_button, 1, self.save_button))

    def _line(self, *names: str, side: bool = False) -> QVBoxLayout:
        fields = []
        for name in names:
            made = QLineEdit()
            made.setObjectName(f"lead_note.{name}")
            made.setMaxLength(request_notes.LINE)
            made.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
            if name in _SHORT:
                hold_width(made, _SHORT[name])
            fields.append(self._bind(name, made, side=side))
        column = QVBoxLayout()
        line = row(*fields, gap=10)
        line.setStretch(0, 1)
        column.addLayout(line)
        return column

    def _text(self, name: str) -> Field:
        title = say(f"requests.note.{name}")
        return self._bind(name, GrowingText(f"lead_note.{name}", title, lines=1, most=4))

    def _chips(self, name: str) -> Field:
        title = say(f"requests.note.{name}")
        words = "urgency" if name == "urgency" else "answer"
        codes = request_notes.URGENCY if name == "urgency" else request_notes.ANSWERS
        choices = [(code, say(f"requests.{words}.{code}")) for code in codes]
        return self._bind(name, ChipGroup(f"lead_note.{name}", title, choices), side=True)

    def _bind(self, name: str, widget: QWidget, *, side: bool = False) -> Field:
        field = Field(say(f"requests.note.{name}"), widget, side=side, side_width=_SIDE)
        self._fields[name], self._frames[name] = widget, field
        values.on_change(widget, self._changed)
        return field

    # what is done

    def take_focus(self) -> None:
        """Focus the first field."""
        self._frames["officer"].take_focus()

    def draft(self, *, finished: bool) -> NoteDraft:
        """Return the note as it stands."""
        held = {name: values.read(widget) or None for name, widget in self._fields.items()}
        return NoteDraft(self._received, finished=finished, **held)

    def save(self) -> None:
        """Seal the note as finished."""
        if self._saving or self._saved:
            return
        note = self.draft(finished=True)
        problems = request_notes.check(note)
        for name, frame in self._frames.items():
            found = next((each for each in problems if each.field == name), None)
            frame.set_error(sentence(found)) if found else frame.clear_error()
        if problems:
            self._frames[problems[0].field].take_focus()
            return
        self._saving = True
        self._timer.stop()
        self.form.setEnabled(False)
        self.save_button.setEnabled(False)
        self._gate.run(self._sealing(note), self._was_saved, self._not_saved)

    def keep_now(self) -> None:
        """Seal what stands there, if it is not sealed yet."""
        self._timer.stop()
        note = self.draft(finished=False)
        if self._saving or self._saved or note == self._kept or note.is_empty():
            return
        self._kept = note
        self._gate.run(self._sealing(note), self._was_kept, self._not_kept)

    def go_back(self) -> None:
        """Seal what stands there and show the locked screen."""
        self.keep_now()
        self.left.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_now()
        super().hideEvent(event)

    def _sealing(self, note: NoteDraft) -> Callable[[], None]:
        house, path, letter = self._gate.house, self._path, self._letter
        return lambda: house.leave_note(path, letter, note)

    def _changed(self) -> None:
        if not self._timer.isActive() and not self._saved:
            self._timer.start()

    def _door_known(self, call: str | None) -> None:
        if call is None:
            self.trouble.say(say("requests.note.not_sealed"))
            self.trouble.show()
        show_if(self.call, bool(call))
        if call:
            self.call.setText(say("requests.note.call", number=call))

    def _was_kept(self, _: object) -> None:
        time = self._gate.clock.now().astimezone().strftime("%H:%M")
        self.state.setText(say("requests.note.kept", time=time))
        self.trouble.hide()

    def _not_kept(self, error: Exception) -> None:
        # What is on the screen is all there is: it is tried again, and said.
        self._kept = None
        known = isinstance(error, KnownError)
        self.state.setText(say("requests.note.not_kept"))
        self.trouble.say(worded(error) if isinstance(error, KnownError) else say("errors.unknown"))
        self.trouble.show()
        if known:
            self._timer.start()
        else:
            self._gate.background.trouble.emit(error)

    def _was_saved(self, _: object) -> None:
        self._saving, self._saved = False, True
        self._empty()
        self.form.hide()
        self.trouble.hide()
        self.save_button.hide()
        self.state.hide()
        self.done.show()
        announce(self.done)
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_saved(self, error: Exception) -> None:
        self._saving = False
        self.form.setEnabled(True)
        self.save_button.setEnabled(True)
        self._not_kept(error)

    def _empty(self) -> None:
        for widget in self._fields.values():
            values.write(widget, "")
        self._timer.stop()

    def _begin_again(self, _: str) -> None:
        self._saved, self._kept = False, None
        self._letter = uuid4().hex[:16]
        self._received = self._gate.clock.now()
        self.form.setEnabled(True)
        self.form.show()
        self.save_button.setEnabled(True)
        self.save_button.show()
        self.state.setText(say("requests.note.sealed"))
        self.state.show()
        self.done.hide()
        self.take_focus()
