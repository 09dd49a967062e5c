"""Filling a place that is in sight without laying the page out once for every piece."""

from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


@contextmanager
def filling(place: QWidget) -> Iterator[None]:
    """Take a place out of sight while things are put into it, and show them all at once.

    What comes into a place in sight is shown piece by piece a moment later, and each time every
    layout around it is worked out anew: thirty-six people to hand over held the window for 80 ms.
    Nothing is painted meanwhile, so that nobody sees it go. A field in it keeps the focus.
    """
    if not place.isVisible():
        yield
        return
    focused = place.window().focusWidget()
    inside = focused is not None and place.isAncestorOf(focused)
    place.hide()
    try:
        yield
    finally:
        place.show()
        if inside and shiboken6.isValid(focused) and place.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
