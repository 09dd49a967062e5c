"""Opening one casebook while giving nothing away: a name, a passphrase, no list of anybody."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError, WrongPassphrase
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.forms.lead_note import LeadNote
from ui.forms.recovering import Recovering
from ui.forms.restoring import Restoring
from ui.house import Gate
from ui.registry import bring_in
from ui.theme import put_icon, role
from ui.widgets import clearing
from ui.widgets.buttons import button, link
from ui.widgets.labels import label, show_if
from ui.widgets.lookbar import LookBar
from ui.widgets.notice import Notice
from ui.widgets.passphrase import PassphraseField
from ui.widgets.scroll import centred


class UnlockPage(QWidget):
    """Signals: `opened` carries the desk; `other_file` when another casebook is wanted.

    `restored` carries the path of the casebook a copy took the place of, and the line to say.
    """

    opened = Signal(object)
    other_file = Signal()
    restored = Signal(object, str)

    def __init__(
        self, gate: Gate, path: Path, line: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("unlock")
        role(self, "canvas")
        self._gate = gate
        self._path = path
        self._opening = False
        self._recovering: Recovering | None = None
        self._instead: Recovering | Restoring | LeadNote | None = None
        self._build(line)
        gate.theme.changed.connect(self._fit)

    # properties

    @property
    def path(self) -> Path:
        """The casebook that will be opened."""
        return self._path

    @property
    def recovering(self) -> Recovering | None:
        """The steps of coming in with the recovery sheet, once they were begun."""
        return self._recovering

    def take_focus(self) -> None:
        """Focus the first empty field."""
        (self.passphrase.line if self.name.text() else self.name).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def set_line(self, words: str) -> None:
        """Say something else under the title, such as when it was locked."""
        self.line.setText(words)
        show_if(self.line, bool(words))

    # building

    def _build(self, line: str) -> None:
        self.card = QFrame()
        self.card.setObjectName("unlock.card")
        role(self.card, "card")
        self._inside = QVBoxLayout(self.card)
        self._inside.setContentsMargins(28, 26, 28, 18)
        self._door = QWidget()
        self._inside.addWidget(self._door)
        inside = QVBoxLayout(self._door)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(11)
        inside.addLayout(self._head(line))
        self.name = QLineEdit()
        self.name.setObjectName("unlock.name")
        self.name.setAccessibleName(say("unlock.name"))
        self.name.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        words = label(say("unlock.name"), "label")
        words.setBuddy(self.name)
        named = QVBoxLayout()
        named.setSpacing(2)
        named.addWidget(words)
        named.addWidget(self.name)
        inside.addLayout(named)
        self.passphrase = PassphraseField("unlock.passphrase", say("unlock.passphrase"))
        inside.addWidget(self.passphrase)
        self.notice = Notice("stop", "", loud=True, name="unlock.notice")
        self.notice.hide()
        inside.addWidget(self.notice)
        self.unlock = button(say("unlock.unlock"), "unlock.open", kind="primary")
        inside.addWidget(self.unlock)
        inside.addLayout(self._links())
        self.restore = link(say("copies.restore.link"), "unlock.restore")
        self.restore.clicked.connect(self.begin_restore)
        inside.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignHCenter)
        self._bringing_in: Iterator[str] = iter(())
        self._bring_in = QTimer(self)
        self._bring_in.timeout.connect(self._bring_next)
        self.unlock.clicked.connect(self.open)
        self.name.returnPressed.connect(self._to_passphrase)
        self.passphrase.line.returnPressed.connect(self.open)
        self.look = LookBar("unlock", self._gate.background, self._gate.theme, self._gate.settings)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(centred(self.card, "unlock.scroll"), 1)
        whole.addWidget(self.look)
        self._fit()

    def _head(self, line: str) -> QHBoxLayout:
        mark = label("")
        role(mark, "brandmark")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        put_icon(mark, "app", "accent", 26)
        self.line = label("", "muted", wrap=True, name="unlock.line")
        self.set_line(line)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(say("shell.title"), "h1", name="unlock.heading"))
        words.addWidget(self.line)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(words, 1)
        return head

    def _links(self) -> QHBoxLayout:
        self.recovery = link(say("unlock.recovery"), "unlock.recovery")
        self.lead = link(say("unlock.lead"), "unlock.lead")
        self.other = link(say("unlock.other"), "unlock.other")
        self.recovery.clicked.connect(self.begin_recovery)
        self.lead.clicked.connect(self.begin_note)
        self.other.clicked.connect(self.other_file)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.recovery)
        row.addStretch(1)
        row.addWidget(self.lead)
        row.addStretch(1)
        row.addWidget(self.other)
        return row

    # slots

    def open(self) -> None:
        """Try to open the casebook with what was typed."""
        name, passphrase = self.name.text(), self.passphrase.text()
        if self._opening:
            return
        if not name or not passphrase:
            self.take_focus()
            return
        self._opening = True
        self.unlock.setText(say("shell.opening"))
        self.unlock.setEnabled(False)
        self.notice.hide()
        self._bringing_in = bring_in()
        self._bring_in.start()
        path, house = self._path, self._gate.house
        self._gate.run(lambda: house.open_desk(path, name, passphrase), self._opened, self._refused)

    def _bring_next(self) -> None:
        """Import a page while the key is worked out, so that its first visit need not."""
        if next(self._bringing_in, None) is None:
            self._bring_in.stop()

    def _opened(self, desk: object) -> None:
        self.passphrase.clear()
        self.opened.emit(desk)

    def _refused(self, error: Exception) -> None:
        self._opening = False
        self.unlock.setText(say("unlock.unlock"))
        self.unlock.setEnabled(True)
        if isinstance(error, WrongPassphrase):
            self.notice.say(say("unlock.wrong"), say("unlock.wrong_text"))
            self.passphrase.line.selectAll()
        elif isinstance(error, KnownError):
            self.notice.say(worded(error))
        else:
            self.notice.say(say("errors.unknown"))
            self._gate.background.trouble.emit(error)
        self.notice.show()
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_passphrase(self) -> None:
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_recovery(self) -> None:
        """Show the steps of coming in with the recovery sheet."""
        if self._begins():
            self._recovering = Recovering(self._gate, self._path)
            self._recovering.done.connect(self.opened)
            self._recovering.given_up.connect(self._back)
            self._show_instead(self._recovering)

    def begin_restore(self) -> None:
        """Show the form that puts a copy in the place of this casebook."""
        if self._begins():
            restoring = Restoring(self._gate, self._path)
            restoring.done.connect(self.restored)
            restoring.given_up.connect(self._back)
            self._show_instead(restoring)

    def begin_note(self) -> None:
        """Show the note for the lead: what somebody from outside asked for."""
        if self._begins():
            note = LeadNote(self._gate, self._path)
            note.left.connect(self._back)
            self._show_instead(note)

    def _begins(self) -> bool:
        """Forget what was typed; False while it is being opened or something else is shown."""
        if self._opening or self._instead is not None:
            return False
        self.passphrase.clear()
        self.notice.hide()
        return True

    def _show_instead(self, steps: Recovering | Restoring | LeadNote) -> None:
        self._instead = steps
        self._door.hide()
        self._inside.addWidget(steps)
        steps.take_focus()
        self._fit()

    def _back(self) -> None:
        steps, self._instead, self._recovering = self._instead, None, None
        if steps is not None:
            clearing.drop(steps)
        self._door.show()
        self._fit()
        self.take_focus()

    def _fit(self) -> None:
        self.look.compact(self._gate.theme.breakpoint(self.width()))
        wide = 680 if isinstance(self._instead, LeadNote) else 520 if self._recovering else 440
        wanted = self._gate.theme.px(wide)
        self.card.setFixedWidth(max(min(wanted, self.width() - 36), 280))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
