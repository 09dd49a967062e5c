"""When it was told: now, unless somebody says that it was earlier."""

from datetime import datetime, tzinfo

from PySide6.QtCore import Signal

from outreach_app.clock import Clock
from outreach_app.words import say
from ui.dialogs.change_time import ChangeTime
from ui.widgets.buttons import button
from ui.widgets.field import Field


class ToldTime(Field):
    """A button for the head of the page; it holds `moment`, aware UTC. Signal: `changed`."""

    changed = Signal()

    def __init__(self, name: str, clock: Clock, zone: tzinfo) -> None:
        self.button = button(
            say("incident.told_earlier"), f"{name}.told_at", icon="time", small=True
        )
        super().__init__(say("incident.told_when"), self.button)
        self._label.hide()
        self.button.setToolTip(self.title)
        self._clock, self._zone = clock, zone
        self.moment = clock.now()
        self.button.clicked.connect(self._ask)

    def _ask(self) -> None:
        now = self._clock.now()
        # A clock that was put back may have left the moment ahead of it.
        moment = min(self.moment, now)
        ChangeTime(self, self.title, moment, now, self._zone, self._chosen).open()

    def _chosen(self, moment: datetime | None) -> None:
        self.moment = moment or self._clock.now()
        self.changed.emit()
