"""How far a report is that takes longer than a moment, and the way to stop it."""

from collections.abc import Callable
from threading import Event
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from outreach_app.statistics.steps import Progress
from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.labels import label
from ui.widgets.still import StillBar

_AFTER_MS: Final = 1000
# The window hears of every hundredth, not of every question.
_STEP: Final = 0.01


class Making(QWidget):
    """Hidden while a report is made within a second. `name` begins the names of its parts.

    Signals: `stopped` when nobody wants to wait any more, `again` when it is wanted after all,
    `came` when it is shown.
    """

    stopped = Signal()
    again = Signal()
    came = Signal()
    _moved = Signal(float, str)

    def __init__(self, name: str = "reports") -> None:
        super().__init__()
        self._stop = Event()
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.setInterval(_AFTER_MS)
        self._after.timeout.connect(self._slow)
        self._bar = StillBar(f"{name}.progress")
        self._stop_button = button(say("reports.stop"), f"{name}.stop", small=True)
        self._stop_button.clicked.connect(self.stop)
        self._said = label(say("reports.stopped"), wrap=True, name=f"{name}.stopped")
        self._again_button = button(say("reports.again"), f"{name}.again", small=True)
        self._again_button.clicked.connect(self.again)
        line = row(self._bar, self._stop_button, self._said, self._again_button)
        line.setStretch(0, 1)
        line.setStretch(2, 1)
        self.setLayout(line)
        self._moved.connect(self._show)
        self.let_go()

    @property
    def waiting(self) -> bool:
        """Whether a report is being made."""
        return not self._stop.is_set()

    def begin(self) -> Progress:
        """Begin to wait for a report in place of any other; whoever makes it tells the answer."""
        self.let_go()
        self._stop = Event()
        self._bar.wait(say("report.making.counting"))
        self._after.start()
        return telling(self._stop, self._tell)

    def let_go(self) -> None:
        """Wait no more: it is made, or nobody wants it."""
        self._stop.set()
        self._after.stop()
        self.hide()

    def stop(self) -> None:
        """Stop what is being made, and offer to make it after all."""
        if not self.waiting:
            return
        self.let_go()
        self._show_parts(waiting=False)
        self._again_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stopped.emit()

    def hears(self, event: QKeyEvent) -> bool:
        """Stop on Esc while a report is waited for; tell whether that is what was pressed."""
        escape = event.key() == Qt.Key.Key_Escape
        if not escape or not self.waiting or self.isHidden():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self.stop()
        return True

    def _slow(self) -> None:
        self._show_parts(waiting=True)

    def _show_parts(self, *, waiting: bool) -> None:
        self._bar.setVisible(waiting)
        self._stop_button.setVisible(waiting)
        self._said.setVisible(not waiting)
        self._again_button.setVisible(not waiting)
        self.show()
        self.came.emit()

    def _tell(self, share: float, words: str) -> None:
        # On the worker thread: the signal carries it over. The window may be gone already.
        if shiboken6.isValid(self):
            self._moved.emit(share, words)

    def _show(self, share: float, words: str) -> None:
        if not self.waiting:
            return
        hidden = self._bar.isHidden()
        self._bar.wait(words)
        self._bar.progress(share)
        self._bar.setHidden(hidden)


def telling(stop: Event, tell: Callable[[float, str], None]) -> Progress:
    """Return what is called while a report is made; False once it was stopped."""
    last = (-1.0, "")

    def progress(share: float, words: str) -> bool:
        nonlocal last
        if words != last[1] or abs(share - last[0]) >= _STEP:
            last = share, words
            tell(share, words)
        return not stop.is_set()

    return progress
