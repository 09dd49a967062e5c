"""A day typed in one go into boxes for day, month and year: "21/11/2026", "21112026"."""

import re
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

_NEXT: Final = {"day": "month", "month": "year"}
# A number or a month's name and a sign after it, or more digits than a box is for.
_ENDED: Final = re.compile(r"(\d{1,2}|[^\W\d_]{3,})[ ./-]+(.*)|(\d{2})(\d+)", re.DOTALL)


def go_on(boxes: Mapping[str, QLineEdit], part: str, text: str) -> None:
    """Let what was typed past the end of one box go on in the next, while that is empty.

    Two digits alone stay: whoever goes on with Tab lands where they always did.
    """
    after = boxes.get(_NEXT.get(part, ""))
    found = _ENDED.fullmatch(text.lstrip())
    if after is None or found is None or after.text() or after.isHidden():
        return
    head, rest = (found[1], found[2]) if found[1] is not None else (found[3], found[4])
    if part != "month" and not head.isdecimal():
        return
    boxes[part].setText(head)
    after.setText(rest)
    after.setFocus(Qt.FocusReason.OtherFocusReason)
    after.end(False)
    go_on(boxes, _NEXT[part], rest)
