"""Python's collector of circular garbage, kept to the thread of the window.

Left alone it runs in whichever thread happens to fill the measure. On the worker it would find
widgets, whose end the bindings then put off until the window's thread comes by; by then Qt may have
destroyed them itself, and the program falls.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 500

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
        """Collect the generations that are due by Python's own measure."""
        for generation, (count, enough) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        ):
            if count <= enough:
                break
            gc.collect(generation)
