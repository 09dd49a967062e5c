"""Cover names: while others can see the screen, codes stand where names would."""

from functools import cache

from PySide6.QtCore import QObject, Signal


class Cover(QObject):
    """Whether names are covered. Signal: `changed` carries whether they are now.

    It outlives a lock: whoever stood by before may still stand there.
    """

    changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._on = False

    @property
    def on(self) -> bool:
        """Whether names are covered now."""
        return self._on

    def set(self, *, on: bool) -> None:
        """Cover names, or show them again."""
        if on != self._on:
            self._on = on
            self.changed.emit(on)

    def toggle(self) -> None:
        """Change it."""
        self.set(on=not self._on)


@cache
def cover() -> Cover:
    """Return the one cover of this program; every word of a name passes by it."""
    return Cover()
