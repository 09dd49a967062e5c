"""Notices stillness at keyboard and mouse. It only reports; the window decides."""

from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from outreach_app.clock import Clock

_LOOK_MS: Final = 5_000
# Longer than any job that keeps the window from looking, shorter than anybody's way to the door.
_ASLEEP_SECONDS: Final = 60

_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class Inactivity(QObject):
    """Signal: `still` after the given time without a key or a movement.

    It listens at the window and the field that have the focus, where keys and movements arrive
    first. Listening to the whole program would mean a word of Python for each of its events, a
    sixth of all the time that drawing a page takes.
    """

    still = Signal()

    def __init__(self, app: QApplication, seconds: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.still)
        self.set_seconds(seconds)
        self._field: QObject | None = None
        app.focusWindowChanged.connect(self._watch_window)
        app.focusObjectChanged.connect(self._watch_field)
        self._watch_window(app.focusWindow())
        self._watch_field(app.focusObject())

    def set_seconds(self, seconds: float) -> None:
        """Set how long stillness may last."""
        self._timer.setInterval(round(seconds * 1000))

    def quiet_ms(self) -> int:
        """Return for how many milliseconds nothing was pressed or moved; 0 while not watching."""
        left = self._timer.remainingTime()
        return self._timer.interval() - left if left >= 0 else 0

    def start(self) -> None:
        """Begin to watch."""
        self._timer.start()

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()

    @property
    def watching(self) -> bool:
        """Whether stillness is being waited for."""
        return self._timer.isActive()

    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _watch_field(self, field: QObject | None) -> None:
        # An input method speaks to the field alone.
        before, self._field = self._field, field
        if before is not None and shiboken6.isValid(before):
            before.removeEventFilter(self)
        if field is not None:
            field.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._timer.isActive() and event.type() in _LIFE:
            self.alive()
        return False

    def alive(self) -> None:
        """Begin the time of stillness anew."""
        self._timer.start()


class WakeWatch(QObject):
    """Notices that the computer slept: the clock on the wall went on and this program did not.

    Signal: `woke`, also when the clock was set, forward or back: nobody can tell the one from the
    other, and a lock loses nothing. It needs no help from the system, whose own signals differ on
    each; a sleeping computer also does not count the seconds of `Inactivity`.
    """

    woke = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock.now()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch."""
        self._last = self._clock.now()
        self._timer.start()

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()

    def look(self) -> None:
        """Compare the clock with the last look; called every few seconds."""
        now = self._clock.now()
        away = (now - self._last).total_seconds()
        self._last = now
        if abs(away) > _ASLEEP_SECONDS:
            self.woke.emit()
