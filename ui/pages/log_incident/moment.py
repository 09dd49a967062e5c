"""When it happened: as exactly as they remember it, or not known."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from outreach_app.casework.incidents import PARTS_OF_DAY
from outreach_app.words import lookup, say
from ui.theme import restyle
from ui.widgets.buttons import link
from ui.widgets.day_typing import go_on
from ui.widgets.flow import FlowLayout
from ui.widgets.select import Select
from ui.widgets.sized import hold_width

# What is asked for each precision; "exact" is a time, which this form does not ask.
_BOXES: Final = {
    "day": ("day", "month", "year"),
    "week": ("day", "month", "year"),
    "month": ("month", "year"),
    "year": ("year",),
    "unknown": (),
}
_NOBODY: Final = {"precision": "day", "day": "", "month": "", "year": "", "part": ""}


class MomentBox(QWidget):
    """Precision, day, month, year and part of the day, with the answers given most at the right.

    A month may be typed as its name, a year with two digits; `t` stands for today and `y` for
    yesterday. Signal: `changed`.
    """

    changed = Signal()

    def __init__(self, name: str, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._today = today
        flow = FlowLayout(self, gap=6, line_gap=4)
        self.precision = Select(
            f"{name}.precision",
            say("incident.when.precision"),
            [(code, say(f"incident.precision.{code}")) for code in _BOXES],
        )
        hold_width(self.precision, 150)
        self.precision.currentIndexChanged.connect(self._precision_changed)
        flow.addWidget(self.precision)
        self.boxes: dict[str, QLineEdit] = {}
        for part, width in (("day", 56), ("month", 72), ("year", 64)):
            box = QLineEdit()
            box.setObjectName(f"{name}.{part}")
            box.setAccessibleName(say(f"incident.when.{part}"))
            box.setPlaceholderText(say(f"incident.when.{part}_short"))
            hold_width(box, width)
            # Room for a whole day typed or pasted into the first of them.
            box.setMaxLength(24)
            box.textEdited.connect(partial(self._edited, part))
            flow.addWidget(box)
            self.boxes[part] = box
        self.boxes["day"].setToolTip(say("incident.when.day_tip"))
        self.part = Select(
            f"{name}.part",
            say("incident.when.part"),
            [(code, say(f"incident.part.{code}")) for code in _order()],
            empty=say("incident.when.part"),
        )
        hold_width(self.part, 176)
        self.part.currentIndexChanged.connect(self.changed)
        flow.addWidget(self.part)
        for key, pressed in (
            ("today", self._say_today),
            ("yesterday", self._say_yesterday),
            ("unknown", self._say_unknown),
        ):
            made = link(say(f"incident.when.{key}"), f"{name}.{key}")
            made.clicked.connect(pressed)
            flow.addWidget(made)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def value(self) -> dict[str, str]:
        """Return what was chosen and typed, as it stands."""
        typed = {part: box.text().strip() for part, box in self.boxes.items()}
        return {"precision": self.precision.value(), **typed, "part": self.part.value()}

    @property
    def answered(self) -> bool:
        """Whether something stands there, or it was said that it is not known."""
        return self.precision.value() == "unknown" or any(b.text() for b in self.boxes.values())

    def set_value(self, value: Any) -> None:
        """Put back what `value` gave; "" empties it."""
        kept = {**_NOBODY, **(value if isinstance(value, dict) else {})}
        self.precision.set_value(kept["precision"])
        for part, box in self.boxes.items():
            box.setText(kept[part])
        self.part.set_value(kept["part"])
        self._show_boxes()

    def say_day(self, day: date) -> None:
        """Fill in a day that is known."""
        self.precision.set_value("day")
        for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
            self.boxes[part].setText(str(number))
        self.changed.emit()

    def take_focus(self) -> None:
        """Focus the first box that is still empty."""
        empty = [box for box in self.boxes.values() if box.isVisible() and not box.text()]
        (empty[0] if empty else self.precision).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, *, on: bool) -> None:
        """Mark the boxes that are to be mended."""
        for box in self.boxes.values():
            box.setProperty("error", on)
            restyle(box)

    def _edited(self, part: str, text: str) -> None:
        if text.casefold() in ("t", "y"):
            self.say_day(self._today() - timedelta(days=text.casefold() == "y"))
            return
        go_on(self.boxes, part, text)
        self.changed.emit()

    def _precision_changed(self) -> None:
        self._show_boxes()
        self.changed.emit()

    def _show_boxes(self) -> None:
        wanted = _BOXES.get(self.precision.value(), ())
        for part, box in self.boxes.items():
            box.setVisible(part in wanted)
        self.updateGeometry()

    def _say_today(self) -> None:
        self.say_day(self._today())

    def _say_yesterday(self) -> None:
        self.say_day(self._today() - timedelta(days=1))

    def _say_unknown(self) -> None:
        self.precision.set_value("unknown")


def _order() -> tuple[str, ...]:
    return (*PARTS_OF_DAY[1:], PARTS_OF_DAY[0])


def read(value: dict[str, str]) -> tuple[str | None, date | None, bool]:
    """Return the precision, the day and whether something typed is no day at all.

    What was left empty says how exactly it is known: without a day it is the month, without a
    month the year. A precision without any day is not an answer yet.
    """
    precision = value["precision"]
    if precision == "unknown":
        return "unknown", None, False
    asked = {part: value[part] if part in _BOXES[precision] else "" for part in _BOXES["day"]}
    if not any(asked.values()):
        return None, None, False
    if not asked["year"] or (asked["day"] and not asked["month"]):
        return None, None, False
    known = precision if asked["day"] else "month" if asked["month"] else "year"
    year, month = _year(asked["year"]), _month(asked["month"] or "1")
    day = asked["day"] or "1"
    if year is None or month is None or not day.isdecimal():
        return known, None, True
    try:
        return known, date(year, month, int(day)), False
    except ValueError:
        return known, None, True


def _year(text: str) -> int | None:
    if not text.isdecimal() or len(text) not in (2, 4):
        return None
    return int(text) + (2000 if len(text) == 2 else 0)


def _month(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    names = [str(name).casefold() for name in lookup("when.months")]
    hits = [place for place, name in enumerate(names, 1) if name.startswith(text.casefold())]
    return hits[0] if len(text) >= 3 and len(hits) == 1 else None
