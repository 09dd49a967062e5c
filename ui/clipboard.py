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
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Clear the clipboard if it is ours."""
        self._timer.stop()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            if self._ours(mode):
                self._clipboard.clear(mode)

    def _changed(self) -> None:
        if self._clipboard.ownsClipboard() and self._clipboard.text():
            self._timer.start()

    def _ours(self, mode: QClipboard.Mode) -> bool:
        if mode == QClipboard.Mode.Clipboard:
            return self._clipboard.ownsClipboard()
        return self._clipboard.supportsSelection() and self._clipboard.ownsSelection()
