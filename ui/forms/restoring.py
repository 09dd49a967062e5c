"""Restoring from a copy: which, whose passphrase, where to; proved before anything moves."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from outreach_app import paths
from outreach_app.errors import KnownError, WrongPassphrase
from outreach_app.safekeeping.container import Seen
from outreach_app.safekeeping.restoring import Restored
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.dialogs.files import open_file, save_file
from ui.forms.new_casebook import SUFFIX, free_name, text_line
from ui.house import Gate
from ui.widgets.buttons import button, link
from ui.widgets.field import Field
from ui.widgets.labels import label, show_if
from ui.widgets.notice import Notice
from ui.widgets.passphrase import PassphraseField


class Restoring(QWidget):
    """Without a casebook a new one is made; with one, the copy takes its place.

    Signals: `done` carries the path of the casebook and a line to say; `given_up` when Back was
    pressed.
    """

    done = Signal(object, str)
    given_up = Signal()

    def __init__(
        self, gate: Gate, casebook: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("restore")
        self._gate = gate
        self._replaces = casebook is not None
        self._where = casebook or free_name(paths.documents_folder())
        self._copy: Path | None = None
        self._working = False
        self._build()
        if casebook is not None:
            gate.run(lambda: gate.house.find_copy(casebook), self._found, self._not_found)

    def take_focus(self) -> None:
        """Focus the first thing to do."""
        first = self.choose_button if self._copy is None else self.name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self) -> None:
        """Let the copy be chosen."""
        folder = self._copy.parent if self._copy else None
        open_file(
            self,
            say("copies.restore.choose"),
            say("copies.restore.kinds"),
            self.look_at,
            folder if folder is not None and folder.is_dir() else None,
        )

    def look_at(self, copy: Path) -> None:
        """Take a copy, after a look whether it is one."""
        self.notice.hide()
        self._gate.run(lambda: self._gate.house.look_at_copy(copy), self._seen, self._refused)

    def start(self) -> None:
        """Restore, once everything was said."""
        if self._working:
            return
        self.notice.hide()
        copy, name, secret = self._copy, self.name.text().strip(), self.secret.text()
        if copy is None or not secret:
            target = self.choose_button if copy is None else self.secret.line
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._work(now=True)
        house, where, replaces = self._gate.house, self._where, self._replaces
        self._gate.run(
            lambda: house.restore(copy, where, name, secret, replaces),
            self._restored,
            self._refused,
        )

    # building

    def _build(self) -> None:
        self.heading = label(say("copies.restore.title"), "h1", wrap=True, name="restore.heading")
        key = "note_replace" if self._replaces else "note_new"
        note = label(say(f"copies.restore.{key}", name=self._where.name), wrap=True)
        self.choose_button = button(
            say("copies.restore.choose"), "restore.choose", icon="folder-open-outline"
        )
        self.choose_button.clicked.connect(self.choose)
        self.chosen = label(say("copies.restore.none"), "strong", wrap=True, name="restore.chosen")
        self.name = text_line("restore.name")
        self._name = Field(say("copies.restore.name"), self.name)
        self.secret = PassphraseField("restore.secret", say("copies.restore.secret"))
        self.name.returnPressed.connect(self._to_secret)
        self.secret.line.returnPressed.connect(self.start)
        self._place = label(str(self._where), "muted", wrap=True, name="restore.place")
        self._change = link(say("copies.restore.change_place"), "restore.change_place")
        self._change.clicked.connect(self._change_place)
        self.notice = Notice("stop", "", loud=True, name="restore.notice")
        self.notice.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        place = label(say("copies.restore.place"), "label")
        hint = label(say("copies.restore.secret_hint"), "small", wrap=True)
        before: tuple[QWidget, ...] = (self.heading, note, self.choose_button, self.chosen)
        where: tuple[QWidget, ...] = (place, self._place, self._change)
        for each in (*before, self._name, self.secret, hint, *where, self.notice):
            whole.addWidget(each)
        for each in where:
            show_if(each, not self._replaces)
        whole.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self.back_button = button(say("copies.restore.back"), "restore.back")
        self.start_button = button(say("copies.restore.start"), "restore.start", kind="primary")
        self.back_button.clicked.connect(self._back)
        self.start_button.clicked.connect(self.start)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.start_button)
        return row

    # slots

    def _to_secret(self) -> None:
        self.secret.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        if not self._working:
            self._forget()
            self.given_up.emit()

    def _found(self, seen: Seen | None) -> None:
        if seen is not None and self._copy is None:
            self._seen(seen)
            self.chosen.setText(f"{self.chosen.text()} {say('copies.restore.found')}")

    def _not_found(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._gate.background.trouble.emit(error)

    def _seen(self, seen: Seen) -> None:
        self._copy = seen.path
        words = say(
            "copies.restore.chosen", name=seen.path.name, when=self._gate.house.copy_moment(seen)
        )
        self.chosen.setText(words)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_place(self) -> None:
        save_file(
            self,
            say("copies.restore.place"),
            say("welcome.kinds"),
            self._where,
            self._placed,
        )

    def _placed(self, path: Path) -> None:
        self._where = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._place.setText(str(self._where))

    def _restored(self, restored: Restored) -> None:
        self._forget()
        key = "done_code" if restored.by_code else "done_aside" if restored.aside else "done"
        folder = restored.aside.name if restored.aside is not None else ""
        when = self._gate.house.copy_moment(restored)
        self.done.emit(restored.casebook, say(f"copies.restore.{key}", when=when, folder=folder))

    def _refused(self, error: Exception) -> None:
        self._work(now=False)
        if isinstance(error, WrongPassphrase):
            self.notice.say(say("copies.restore.wrong"), say("unlock.wrong_text"))
            self.secret.line.selectAll()
        elif isinstance(error, KnownError):
            self.notice.say(worded(error))
        else:
            self.notice.say(say("errors.unknown"))
            self._gate.background.trouble.emit(error)
        self.notice.show()
        self.notice.take_focus()

    def _work(self, *, now: bool) -> None:
        self._working = now
        for each in (self.start_button, self.back_button, self.choose_button):
            each.setEnabled(not now)
        self.start_button.setText(say(f"copies.restore.{'working' if now else 'start'}"))

    def _forget(self) -> None:
        self.name.clear()
        self.secret.clear()
