"""Python's collector of circular garbage, kept to the thread of the window.

Left alone it runs in whichever thread happens to fill the measure. On the worker it would find
widgets, whose end the bindings then put off until the window's thread comes by; by then Qt may have
destroyed them itself, and the program falls.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 500
_YOUNG: Final = 1
_ALL: Final = 2

_watching: set[int] = set()


class Collector(QObject):
    """While it is started nothing is collected but here, a few times a second where it is due."""

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
        """Collect what is young where Python would; seldom, as seldom as Python, everything.

        The young are looked through once each, old enough from then on. Python leaves them for
        ten more rounds and looks through all of those at one go: too long for who is typing.
        """
        young, _, rounds = gc.get_count()
        enough, more, most = gc.get_threshold()
        if young > enough:
            gc.collect(_ALL if rounds > more * most else _YOUNG)
