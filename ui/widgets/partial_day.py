"""A day as far as it is known: day, month and year, or only the month and year, or the year."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from outreach_app.words import lookup, say
from ui.theme import restyle
from ui.widgets.day_typing import go_on
from ui.widgets.flow import FlowLayout
from ui.widgets.sized import hold_width

_BOXES: Final = (("day", 56), ("month", 92), ("year", 70))
_NEAR: Final = {"t": 0, "y": 1}
_EMPTY: Final = {"day": "", "month": "", "year": ""}


@dataclass(frozen=True, slots=True)
class Partial:
    """What was typed: a day and how far it is known (``day``, ``month``, ``year``).

    Nothing typed is neither a day nor `amiss`; `amiss` tells that it makes no day.
    """

    day: date | None = None
    precision: str | None = None
    amiss: bool = False


class PartialDay(QWidget):
    """Three boxes; a month may be typed as its name. Signal: `changed`.

    Where `today` is given, `t` stands for it and `y` for the day before.
    """

    changed = Signal()

    def __init__(self, name: str, title: str, today: date | None = None) -> None:
        super().__init__()
        self._today = today
        self.setObjectName(name)
        self.setAccessibleName(title)
        flow = FlowLayout(self, gap=6, line_gap=4)
        self.boxes: dict[str, QLineEdit] = {}
        for part, width in _BOXES:
            box = QLineEdit()
            box.setObjectName(f"{name}.{part}")
            box.setAccessibleName(f"{title}, {say(f'when.part.{part}').lower()}")
            box.setPlaceholderText(say(f"when.part.{part}"))
            # Room for a whole day typed or pasted into the first of them.
            box.setMaxLength(24)
            hold_width(box, width)
            box.textEdited.connect(partial(self._edited, part))
            flow.addWidget(box)
            self.boxes[part] = box
        if today is not None:
            self.boxes["day"].setToolTip(say("when.part.day_tip"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _edited(self, part: str, text: str) -> None:
        day, typed = self._today, text.casefold()
        if day is not None and typed in _NEAR:
            self.set_day(day - timedelta(days=_NEAR[typed]), "day")
        else:
            go_on(self.boxes, part, text)
        self.changed.emit()

    def value(self) -> dict[str, str]:
        """Return what was typed, as it stands."""
        return {part: box.text().strip() for part, box in self.boxes.items()}

    def set_value(self, value: Any) -> None:
        """Put back what `value` gave; "" empties it."""
        kept = {**_EMPTY, **(value if isinstance(value, dict) else {})}
        for part, box in self.boxes.items():
            box.setText(kept[part])

    def set_day(self, day: date | None, precision: str | None) -> None:
        """Show a day as far as it is known."""
        if day is None:
            self.set_value("")
            return
        self.set_value(
            {
                "year": str(day.year),
                "month": "" if precision == "year" else str(day.month),
                "day": str(day.day) if precision == "day" else "",
            }
        )

    def read(self) -> Partial:
        """Return the day meant, the first of its month or year where no more is known."""
        typed = self.value()
        if not any(typed.values()):
            return Partial()
        month = _month(typed["month"])
        precision = "day" if typed["day"] else "month" if typed["month"] else "year"
        if (typed["day"] and not typed["month"]) or not typed["year"].isdecimal():
            return Partial(amiss=True)
        try:
            found = date(int(typed["year"]), month or 1, int(typed["day"] or 1))
        except ValueError:
            return Partial(amiss=True)
        return Partial(amiss=True) if month == 0 else Partial(found, precision)

    def take_focus(self) -> None:
        """Focus the first box that is still empty."""
        empty = [box for box in self.boxes.values() if not box.text()]
        (empty or [*self.boxes.values()])[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        for box in getattr(self, "boxes", {}).values():
            box.setAccessibleDescription(description)

    def show_error(self, *, on: bool) -> None:
        """Mark the boxes."""
        for box in self.boxes.values():
            box.setProperty("error", on)
            restyle(box)


def _month(typed: str) -> int | None:
    """Return the number of a month, None for nothing typed, 0 for something else."""
    if not typed:
        return None
    if typed.isdecimal():
        return int(typed) if 1 <= int(typed) <= 12 else 0
    names = [str(name).casefold() for name in lookup("when.months")]
    begun = [number for number, name in enumerate(names, 1) if name.startswith(typed.casefold())]
    return begun[0] if len(begun) == 1 else 0
