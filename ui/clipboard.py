"""What the program put on the clipboard does not stay there: gone after 30 s, and on lock."""

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEEP_MS: Final = 30_000


class ClipboardKeeper(QObject):
    """Clears only what is still ours; what another program copied is left alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard: QClipboard = QGuiApplication.clipboard()
        # Not the words: only enough to know them again.
        self._ours: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Clear the clipboard if it is ours."""
        self._timer.stop()
        if self._ours is not None and hash(self._clipboard.text()) == self._ours:
            self._clipboard.clear()
        self._ours = None
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _changed(self) -> None:
        # Not every platform can say whose it is; what changes while we have the keyboard is ours.
        here = self._clipboard.ownsClipboard() or QGuiApplication.focusWindow() is not None
        self._ours = hash(self._clipboard.text()) if here and self._clipboard.text() else None
        if self._ours is not None:
            self._timer.start()
