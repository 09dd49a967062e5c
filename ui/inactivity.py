"""Notices stillness at keyboard and mouse. It only reports; the window decides."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
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
    """Signal: `still` after the given time without a key or a movement."""

    still = Signal()

    def __init__(self, app: QApplication, seconds: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.still)
        self.set_seconds(seconds)
        app.installEventFilter(self)

    def set_seconds(self, seconds: float) -> None:
        """Set how long stillness may last."""
        self._timer.setInterval(round(seconds * 1000))

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

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _LIFE and self._timer.isActive():
            self._timer.start()
        return False


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
