"""Drawing much in slices: between two of them the window answers keys and is painted.

The next slice comes by way of the worker, like every answer: whoever waits for the worker to be
idle waits for all slices, a lock lets the rest go, and so does the end of the widget they are for.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject

from ui.background import Background


class Slices:
    """Takes what a generator does up to its next `yield` as one slice."""

    def __init__(self, background: Background, owner: QObject) -> None:
        self._background = background
        self._owner = owner
        self._left: Iterator[None] = iter(())

    def draw(self, slices: Iterator[None]) -> None:
        """Take the first slice now and the others one by one; what was being drawn is let go."""
        self._left = slices
        self._next(slices)

    def stop(self) -> None:
        """Let what is left go, because something else will be shown."""
        self._left = iter(())

    def _next(self, slices: Iterator[None]) -> None:
        if slices is not self._left:
            return
        if next(slices, self) is not self:
            self._background.run(lambda: None, lambda _: self._next(slices), owner=self._owner)
