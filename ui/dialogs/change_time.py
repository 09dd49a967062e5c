"""When it was: a day and a time that have come already, on the project's clock."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QDateEdit, QDialog, QTimeEdit, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label


class ChangeTime(QDialog):
    """Asks for a moment. `chosen` gets an aware UTC moment, or None for "now"."""

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
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(label(title, "h2"))
        whole.addLayout(row(self._frame, self._clock_frame, gap=12))
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
        self.day.setFocus()

    def _use(self) -> None:
        day, clock = self.day.date(), self.clock.time()
        local = datetime(
            day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=self._zone
        )
        moment = local.astimezone(UTC)
        if moment > self._now:
            self._clock_frame.set_error(say("problems.in_the_future"))
            self.clock.setFocus()
            return
        self._chosen(moment)
        self.accept()

    def _take_now(self) -> None:
        self._chosen(None)
        self.accept()
