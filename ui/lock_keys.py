"""The keys that lock and hide while a dialog or an open list has the keyboard."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from ui.keys import GLOBAL

_KEYS: Final = {name: tuple(map(QKeySequence, GLOBAL[name])) for name in ("lock", "hide")}


class LockKeys(QObject):
    """Signals: `lock_wanted`; `hide_wanted`.

    A dialog shuts out the shortcuts of the window behind it, and whoever has to lock in a hurry
    has no time to close it first. It listens where keys arrive first, at the window with the focus.
    """

    lock_wanted = Signal()
    hide_wanted = Signal()

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            return False
        pressed = QKeySequence(event.keyCombination())
        if pressed in _KEYS["lock"]:
            self.lock_wanted.emit()
        elif pressed in _KEYS["hide"]:
            self.hide_wanted.emit()
        else:
            return False
        return True
