"""Pages made before they are wanted, while nobody types, so that a first visit is like a later one.

Making the form of an incident holds the window for longer than somebody typing should notice. A
page made ahead is out of sight, hears of no change and reads nothing until it is opened.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

# The longest to make and the first to be wanted come first.
PAGES: Final = (
    "log_contact",
    "log_incident",
    "person",
    "consent",
    "session",
    "incident",
    "needs",
    "alert",
    "settings",
    "amend_incident",
    "protection",
    "stock",
    "person_details",
    "neighbours",
    "pack",
    "own_review",
    "paper_sheet",
    "figures",
    "colleague",
    "wishes",
    "moving_in",
)
_EVERY_MS: Final = 250
# Nothing was pressed or moved for so long: a pause, and not the space between two keys.
_PAUSE_MS: Final = 700


class Ahead(QObject):
    """Makes one page after the other. `make` makes one; `may` says whether this is a moment."""

    def __init__(
        self, make: Callable[[str], object], may: Callable[[int], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._may = may
        self._left = list(PAGES)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    @property
    def done(self) -> bool:
        """Whether every page is there."""
        return not self._left

    def _next(self) -> None:
        if not self._left:
            self._timer.stop()
        elif self._may(_PAUSE_MS):
            self._make(self._left.pop(0))
