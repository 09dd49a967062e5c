"""Python's collector of circular garbage, kept to the thread of the window.

Left alone it runs in whichever thread happens to fill the measure. On the worker it would find
widgets, whose end the bindings then put off until the window's thread comes by; by then Qt may have
destroyed them itself, and the program falls.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

_EVERY_MS: Final = 500
_YOUNG: Final = 1
_ALL: Final = 2
# Where no pause comes for so many times as long as Python would wait, it is done all the same.
_LONGEST: Final = 5

_watching: set[int] = set()


class Collector(QObject):
    """While it is started nothing is collected but here, a few times a second where it is due.

    Signal: `all_due` when everything is to be looked through in the next pause.
    """

    all_due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Take the collecting over from Python."""
        _watching.add(id(self))
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give it back when no other worker is about."""
        self._timer.stop()
        _watching.discard(id(self))
        if not _watching:
            gc.enable()

    def look(self) -> None:
        """Collect what is young where Python would; say when everything is due.

        The young are looked through once each, old enough from then on. Python leaves them for
        ten more rounds and looks through all of those at one go: too long for who is typing. All
        there is takes a tenth of a second in a large casebook, and waits for a pause.
        """
        young, _, rounds = gc.get_count()
        enough, more, most = gc.get_threshold()
        due = more * most
        if rounds > _LONGEST * due:
            self.look_at_all()
        elif young > enough:
            gc.collect(_YOUNG)
        if rounds > due:
            self.all_due.emit()

    def look_at_all(self) -> None:
        """Collect everything, as seldom as Python would, if it is due still."""
        _, more, most = gc.get_threshold()
        if gc.get_count()[_ALL] > more * most:
            gc.collect(_ALL)
