"""Pages made before they are wanted, while nobody types, so that a first visit is like a later one.

Making the form of an incident holds the window for longer than somebody typing should notice, so
that it is made in pieces. A page made ahead is out of sight, hears of no change and reads nothing
until it is opened.
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
    "reports",
    "month_end",
    "safekeeping",
    "colleagues",
    "looked",
)
_EVERY_MS: Final = 100
# Nothing was pressed or moved for so long: a pause, and not the space between two keys.
_PAUSE_MS: Final = 700


class Ahead(QObject):
    """Makes one page after the other.

    `make` makes the next piece of one and tells whether it is whole; `may` says whether this is a
    moment.
    """

    def __init__(
        self, make: Callable[[str], bool], may: Callable[[int], bool], parent: QObject
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

    @property
    def coming(self) -> str:
        """The page of which a piece comes next; "" when every page is there."""
        return self._left[0] if self._left else ""

    def _next(self) -> None:
        if not self._left:
            self._timer.stop()
        elif self._may(_PAUSE_MS):
            # Out of the list first: one that cannot be made is not tried again and again.
            name = self._left.pop(0)
            if not self._make(name):
                self._left.insert(0, name)
