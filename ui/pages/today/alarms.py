"""Safeguarding that waits, above everything else on the first page."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework.concern_alarm import Alarm
from outreach_app.words import say
from ui import protected_words, when
from ui.widgets.clearing import clear
from ui.widgets.notice import Notice

_SHOWN: Final = 3


class Alarms(QWidget):
    """A notice for each; hidden when nothing waits. Signal: `go` carries a page and parameters."""

    go = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("today.alarms")
        self._shown: tuple[Alarm, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_alarms(self, found: Sequence[Alarm], now: datetime, zone: tzinfo) -> None:
        """Show what waits, the first few; the rest stands on the page of concerns."""
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        clear(self._column)
        for number, alarm in enumerate(found[:_SHOWN]):
            self._column.addWidget(self._notice(number, alarm, now, zone))
        if len(found) > _SHOWN:
            words = say("protection.alarm.more", count=len(found) - _SHOWN)
            actions = (("all", say("protection.alarm.all")),)
            more = Notice("caution", words, actions=actions, name="today.alarm.more")
            more.pressed.connect(self._all)
            self._column.addWidget(more)
        self.setVisible(bool(found))

    def _notice(self, number: int, alarm: Alarm, now: datetime, zone: tzinfo) -> Notice:
        today = when.local_day(now, zone)
        day = when.lately(when.local_day(alarm.raised_at, zone), today)
        moment = f"{day}, {when.clock_time(alarm.raised_at, zone)}"
        if alarm.overdue:
            title = protected_words.unanswered("protection.alarm.overdue", alarm.hours)
        else:
            title = say("protection.alarm.danger" if alarm.danger else "protection.alarm.raised")
        text = say("protection.alarm.danger_text" if alarm.danger else "protection.alarm.text")
        made = Notice(
            "stop" if alarm.danger else "caution",
            say("protection.alarm.title", words=title),
            f"{say('protection.concern.raised', moment=moment)} {text}",
            actions=(("open", say("protection.alarm.open")),),
            icon="safeguarding",
            loud=True,
            name=f"today.alarm.{number}",
        )
        made.pressed.connect(self._opening(alarm.concern_id))
        return made

    def _opening(self, concern_id: str) -> Callable[[str], None]:
        def press(_: str) -> None:
            self.go.emit("concern", {"record_id": concern_id})

        return press

    def _all(self, _: str) -> None:
        self.go.emit("protection", {"section": "concerns"})
