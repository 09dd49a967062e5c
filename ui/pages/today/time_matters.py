"""What closes soon, above everything that can wait; no option of health is named here."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework.time_matters import KEPT_ELSEWHERE, Matter
from outreach_app.words import say
from ui import saying, when
from ui.widgets.clearing import clear
from ui.widgets.notice import Notice

_SHOWN: Final = 3


class TimeMatters(QWidget):
    """A notice for each incident; hidden when nothing closes.

    Signals: `go` carries a page and its parameters, `settled` an incident and the window that is
    done or not wanted.
    """

    go = Signal(str, dict)
    settled = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("today.time")
        self._shown: tuple[tuple[Matter, str, str], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_matters(self, found: Sequence[Matter], zone: tzinfo) -> None:
        """Show the first few; of the rest it is said how many there are."""
        lines = tuple((each, _title(each), _text(each, zone)) for each in found)
        if lines == self._shown:
            return
        self._shown = lines
        clear(self._column)
        for each, title, text in lines[:_SHOWN]:
            self._column.addWidget(self._notice(each, title, text))
        if len(lines) > _SHOWN:
            actions = (("all", say("today.time.all")),)
            words = say("today.time.more", count=len(lines) - _SHOWN)
            more = Notice("caution", words, actions=actions, icon="time", name="today.time.more")
            more.pressed.connect(self._all)
            self._column.addWidget(more)
        self.setVisible(bool(lines))

    def _notice(self, each: Matter, title: str, text: str) -> Notice:
        actions = (("open", say("today.time.open")), ("settled", say("today.time.settled")))
        made = Notice(
            "caution",
            title,
            text,
            actions=actions,
            icon="time",
            loud=True,
            name=f"today.time.{each.reference}",
        )
        for key in ("open", "settled"):
            made.button(key).setAccessibleName(f"{title}: {say(f'today.time.{key}')}")
        made.pressed.connect(self._pressing(each))
        return made

    def _pressing(self, each: Matter) -> Callable[[str], None]:
        def press(key: str) -> None:
            if key == "settled":
                self.settled.emit(each.incident_id, each.window)
                return
            where = {"incident_id": each.incident_id, "reference": each.reference}
            self.go.emit("wishes", where)

        return press

    def _all(self, _: str) -> None:
        self.go.emit("incidents", {})


def _title(each: Matter) -> str:
    if not each.alias:
        return say("today.time.title", name=each.reference)
    return say("today.time.title", name=saying.name(each.alias, each.code))


def _text(each: Matter, zone: tzinfo) -> str:
    what = say("today.time.kept" if each.window in KEPT_ELSEWHERE else "today.time.health")
    if each.closes_at is None or each.hours_left is None:
        words = say("today.time.not_known", what=what)
    else:
        day = when.local_day(each.closes_at, zone)
        words = say(
            "today.time.closes",
            what=what,
            day=when.lately(day, day),
            time=when.clock_time(each.closes_at, zone),
        )
        key = "hours" if each.hours_left >= 1 else "within"
        words = f"{words} {say(f'today.time.{key}', count=each.hours_left)}"
    if each.others:
        words = f"{words} {say('today.time.others', count=each.others)}"
    return words
