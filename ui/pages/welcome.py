"""The first page of all: a new casebook, one that exists, or a look round with invented people."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.dialogs.files import open_file
from ui.forms.new_casebook import NewCasebook
from ui.forms.restoring import Restoring
from ui.house import Gate
from ui.theme import put_icon, role
from ui.widgets.buttons import button
from ui.widgets.labels import icon_label, label, show_if
from ui.widgets.lookbar import LookBar
from ui.widgets.notice import Notice
from ui.widgets.scroll import centred


class WelcomePage(QWidget):
    """Signals: `opened` and `sampled` carry a desk; `wanted` the path of a casebook to unlock.

    `restored` carries the path of one made from a copy, and the line that says so.
    """

    opened = Signal(object)
    sampled = Signal(object)
    wanted = Signal(object)
    restored = Signal(object, str)

    def __init__(self, gate: Gate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        role(self, "canvas")
        self._gate = gate
        self._busy = False
        self._start = self._first()
        self._new: NewCasebook | None = None
        self._restoring: Restoring | None = None
        self.look = LookBar("welcome", gate.background, gate.theme, gate.settings)
        self._card = QFrame()
        self._card.setObjectName("welcome.card")
        role(self._card, "card")
        self._inside = QVBoxLayout(self._card)
        self._inside.setContentsMargins(28, 24, 28, 22)
        self._inside.addWidget(self._start)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(centred(self._card, "welcome.scroll"), 1)
        whole.addWidget(self.look)
        gate.theme.changed.connect(self._fit)
        self._fit()

    @property
    def new(self) -> NewCasebook | None:
        """The steps of a new casebook, once they were begun."""
        return self._new

    def take_focus(self) -> None:
        """Focus the first choice."""
        self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _first(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        mark = label("")
        role(mark, "brandmark")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        put_icon(mark, "app", "accent", 26)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(say("shell.title"), "h1", name="welcome.heading"))
        words.addWidget(label(say("welcome.line"), "muted", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addSpacing(6)
        self.new_button = _door("new", "add", primary=True)
        self.open_button = _door("open", "folder-open-outline")
        self.restore_button = button(
            say("copies.restore.link"), "welcome.restore", icon="backup-restore"
        )
        self.sample_button = _door("sample", "eye-outline")
        self.new_button.clicked.connect(self.begin_new)
        self.open_button.clicked.connect(self._open)
        self.restore_button.clicked.connect(self.begin_restore)
        self.sample_button.clicked.connect(self._sample)
        show_if(self.sample_button, self._gate.house.open_sample is not None)
        for name, door in (
            ("new", self.new_button),
            ("open", self.open_button),
            ("restore", self.restore_button),
            ("sample", self.sample_button),
        ):
            said = say(
                "copies.restore.welcome_note" if name == "restore" else f"welcome.{name}_note"
            )
            note = label(said, "small", wrap=True)
            show_if(note, name != "sample" or self._gate.house.open_sample is not None)
            door.setAccessibleDescription(said)
            column.addWidget(door)
            column.addWidget(note)
            column.addSpacing(4)
        self.notice = Notice("stop", "", loud=True, name="welcome.notice")
        self.notice.hide()
        column.addWidget(self.notice)
        column.addLayout(_promise())
        return page

    # slots

    def begin_new(self) -> None:
        """Show the steps of a new casebook."""
        self._new = NewCasebook(self._gate)
        self._new.done.connect(self.opened)
        self._new.given_up.connect(self._given_up)
        self._start.hide()
        self._inside.addWidget(self._new)
        self._new.take_focus()

    def begin_restore(self) -> None:
        """Show the form that makes a casebook from a copy."""
        self._restoring = Restoring(self._gate)
        self._restoring.done.connect(self.restored)
        self._restoring.given_up.connect(self._given_up)
        self._start.hide()
        self._inside.addWidget(self._restoring)
        self._restoring.take_focus()

    def _given_up(self) -> None:
        for steps in (self._new, self._restoring):
            if steps is not None:
                self._inside.removeWidget(steps)
                steps.hide()
                steps.deleteLater()
        self._new = self._restoring = None
        self._start.show()
        self.take_focus()

    def _open(self) -> None:
        open_file(self, say("welcome.open"), say("welcome.kinds"), self._chosen)

    def _chosen(self, path: Path) -> None:
        self.wanted.emit(path)

    def _sample(self) -> None:
        opener = self._gate.house.open_sample
        if opener is None or self._busy:
            return
        self._busy = True
        self.sample_button.setEnabled(False)
        self.sample_button.setText(say("welcome.sample_making"))
        self._gate.run(opener, self._sample_ready, self._sample_failed)

    def _sample_ready(self, desk: object) -> None:
        self.sampled.emit(desk)

    def _sample_failed(self, error: Exception) -> None:
        self._busy = False
        self.sample_button.setEnabled(True)
        self.sample_button.setText(say("welcome.sample"))
        if isinstance(error, KnownError):
            self.notice.say(worded(error))
        else:
            self.notice.say(say("errors.unknown"))
            self._gate.background.trouble.emit(error)
        self.notice.show()

    def _fit(self) -> None:
        self.look.compact(self._gate.theme.breakpoint(self.width()))
        self._card.setFixedWidth(max(min(self._gate.theme.px(520), self.width() - 36), 280))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _door(name: str, icon: str, *, primary: bool = False) -> QPushButton:
    return button(
        say(f"welcome.{name}"), f"welcome.{name}", kind="primary" if primary else "", icon=icon
    )


def _promise() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(icon_label("lock", "ok", 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(say("welcome.promise"), "small", wrap=True), 1)
    return row
