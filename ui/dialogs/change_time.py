"""When it was: a day and a time that have come already, on the project's clock."""

from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QDateEdit, QDialog, QTimeEdit, QVBoxLayout, QWidget

from outreach_app.casework import wall_clock
from outreach_app.casework.wall_clock import FIRST, SECOND
from outreach_app.words import say
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label


class ChangeTime(QDialog):
    """Asks for a moment. `chosen` gets an aware UTC moment, or None for "now".

    Where the clock went back an hour came twice: then it asks which one. An hour the clock jumped
    over is refused in words.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        moment: datetime,
        now: datetime,
        zone: tzinfo,
        chosen: Callable[[datetime | None], object],
    ) -> None:
        super().__init__(parent.window())
        self.setObjectName("change_time")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(parent.window().windowTitle())
        self.setAccessibleName(title)
        self._now, self._zone, self._chosen = now, zone, chosen
        local, latest = moment.astimezone(zone), now.astimezone(zone)
        self.day = QDateEdit(QDate(local.year, local.month, local.day))
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setMaximumDate(QDate(latest.year, latest.month, latest.day))
        self.day.setObjectName("change_time.day")
        self.clock = QTimeEdit(QTime(local.hour, local.minute))
        self.clock.setDisplayFormat("HH:mm")
        self.clock.setObjectName("change_time.clock")
        for edit in (self.day, self.clock):
            edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.day.setMinimumWidth(current().px(190))
        self.clock.setMinimumWidth(current().px(90))
        self._frame = Field(say("contact.time.day"), self.day)
        self._clock_frame = Field(say("contact.time.clock"), self.clock)
        self.which = ChipGroup(
            "change_time.which",
            say("contact.time.which"),
            [(each, say(f"session.cell.{each}")) for each in (FIRST, SECOND)],
        )
        self.which.set_value(wall_clock.which_of_two(moment, zone))
        self._which_frame = Field(
            say("contact.time.which"), self.which, hint=say("contact.time.which_hint")
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(label(title, "h2"))
        whole.addLayout(row(self._frame, self._clock_frame, gap=12))
        whole.addWidget(self._which_frame)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        use = button(say("contact.time.use"), "change_time.use", kind="primary")
        use.clicked.connect(self._use)
        use.setDefault(True)
        at_once = button(say("contact.time.now"), "change_time.now")
        at_once.clicked.connect(self._take_now)
        cancel = button(say("contact.page.cancel"), "change_time.cancel")
        cancel.clicked.connect(self.reject)
        for each in (use, at_once, cancel):
            flow.addWidget(each)
        whole.addWidget(buttons)
        self.day.dateChanged.connect(self._typed)
        self.clock.timeChanged.connect(self._typed)
        self._show_which()
        self.day.setFocus()

    def _reading(self) -> wall_clock.Reading:
        day, clock = self.day.date(), self.clock.time()
        return wall_clock.on_day(
            date(day.year(), day.month(), day.day()),
            time(clock.hour(), clock.minute()),
            cast("ZoneInfo", self._zone),
        )

    def _typed(self) -> None:
        """Another time is another question: which one is never answered beforehand."""
        self.which.set_value("")
        self._clock_frame.clear_error()
        self._which_frame.clear_error()
        self._show_which()

    def _show_which(self) -> None:
        reading = self._reading()
        # Of an hour that has only come once so far there is nothing to ask.
        twice = reading.twice and reading.moments[-1] <= self._now
        self._which_frame.setVisible(twice)
        if twice and self.isVisible():
            self.adjustSize()

    def _use(self) -> None:
        reading = self._reading()
        come = [moment for moment in reading.moments if moment <= self._now]
        moment = reading.moment(self.which.value()) if len(come) > 1 else next(iter(come), None)
        if reading.never_was:
            self._refuse(say("contact.time.never_was", time=self.clock.time().toString("HH:mm")))
        elif not come:
            self._refuse(say("problems.in_the_future"))
        elif moment is None:
            self._which_frame.set_error(say("contact.time.which_needed"))
            self.which.take_focus()
        else:
            self._chosen(moment)
            self.accept()

    def _refuse(self, sentence: str) -> None:
        self._clock_frame.set_error(sentence)
        self.adjustSize()
        self.clock.setFocus()

    def _take_now(self) -> None:
        self._chosen(None)
        self.accept()
