"""The line that is typed into: its keys, and patience while the one before is being saved."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from outreach_app.words import say
from ui.theme import role

LONGEST: Final = 4000
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class QuickLine(QLineEdit):
    """Signals: `entered`; `moved` carries 1 or -1 for the list below; `closed` for Esc over it.

    `again` is Up in an empty line, `down` Down; `undo_wanted` and `redo_wanted` are for the last
    line, when there is nothing to undo in the text.

    `listing` tells whether a list is open below. While `busy` is set, keys wait and are typed when
    it is not any more, so that nobody has to wait for the disk.
    """

    entered = Signal()
    moved = Signal(int)
    closed = Signal()
    again = Signal()
    down = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(say("session.next.line"))
        self.setMaxLength(LONGEST)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        role(self, "mono")
        self.listing = False
        self._busy = False
        self._waiting: list[QKeyEvent] = []

    @property
    def busy(self) -> bool:
        """Whether the line is being saved."""
        return self._busy

    def set_busy(self, *, busy: bool) -> None:
        """Let keys wait, or type those that have waited."""
        self._busy = busy
        if not busy and self._waiting:
            QTimer.singleShot(0, self, self._catch_up)

    def _catch_up(self) -> None:
        while self._waiting and not self._busy:
            self.keyPressEvent(self._waiting.pop(0))

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.listing
        ):
            # Esc closes the list first; only then it is the window's key for going back.
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._busy:
            self._waiting.append(event.clone())
            return
        if not self._own_key(event):
            super().keyPressEvent(event)

    def _own_key(self, event: QKeyEvent) -> bool:  # noqa: PLR0911 - one line a key
        key, plain = event.key(), not event.modifiers()
        if key in _ENTER:
            self.entered.emit()
            return True
        if self.listing and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
            return True
        if self.listing and key == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        if key == Qt.Key.Key_Up and plain and not self.text():
            self.again.emit()
            return True
        if key == Qt.Key.Key_Down and plain:
            self.down.emit()
            return True
        if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            self.undo_wanted.emit()
            return True
        if _is_redo(event) and not self.isRedoAvailable():
            self.redo_wanted.emit()
            return True
        return False

    def put(self, text: str) -> None:
        """Put a text into the line as if it had been typed, so that it can be undone."""
        self.selectAll()
        self.insert(text)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def fresh(self) -> None:
        """Empty the line; what stood there is no step of undoing any more."""
        self.setText("")


def _is_redo(event: QKeyEvent) -> bool:
    control_y = (
        event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )
    return control_y or event.matches(QKeySequence.StandardKey.Redo)
