"""What the lead sets for the project: how long the short possibilities last."""

from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout

from outreach_app.casework import time_settings
from outreach_app.casework.time_settings import TimeSettings
from outreach_app.errors import CheckFailed, KnownError
from outreach_app.vocabulary import Vocabulary
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import known, say
from ui import when
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.filling import filling
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.number import NumberBox
from ui.widgets.sized import hold_width

LEAD: Final = "lead"


class TimesCard(Card):
    """The hours of each possibility and the day they were checked; the lead changes them."""

    def __init__(self, name: str, context: Context) -> None:
        super().__init__(say("settings.times.title"), name=f"{name}.times")
        self._name = f"{name}.times"
        self._context = context
        self._boxes: dict[str, NumberBox] = {}
        self.add(label(say("settings.times.text"), wrap=True))
        self._checked = label(" ", "small", wrap=True, name=f"{self._name}.checked")
        self.add(self._checked)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(5)
        self.add(self._rows)
        self._told = Notice("ok", say("settings.times.saved"), name=f"{self._name}.told")
        self._told.hide()
        self.add(self._told)
        self._save = button(say("settings.times.save"), f"{self._name}.save", icon="agree")
        self._save.clicked.connect(self.save)
        self.add(row(self._save, 1))

    def load(self) -> None:
        """Read the values as they stand."""
        self._context.ask(_read, then=self._show)

    def save(self) -> None:
        """Keep the values, checked today."""
        today = when.local_day(self._context.desk.clock.now(), self._context.desk.zone)
        hours = {code: box.value() for code, box in self._boxes.items()}
        self._told.hide()
        self._context.do(
            time_settings.change, TimeSettings(hours, today), then=self._saved, failed=self._refused
        )

    def _show(self, found: tuple[TimeSettings, Vocabulary]) -> None:
        with filling(self):
            self._fill(*found)

    def _fill(self, settings: TimeSettings, lists: Vocabulary) -> None:
        lead = self._context.desk.me.role == LEAD
        clear(self._rows)
        self._boxes = {}
        for code, hours in settings.hours.items():
            own = f"incident.time.name.{code}"
            title = say(own) if known(own) else lists["time_window"].label(code)
            named = say("settings.times.hours", name=title)
            box = NumberBox(f"{self._name}.{code}", named, most=time_settings.MOST_HOURS)
            box.setValue(hours)
            box.setEnabled(lead)
            hold_width(box, 110)
            self._boxes[code] = box
            words = label(title, wrap=True)
            words.setBuddy(box)
            line = row(words, box, label(say("settings.times.unit"), "small"))
            line.setStretch(0, 1)
            self._rows.addLayout(line)
        self._checked.setText(
            say("choices.windows.checked", day=when.full_day(settings.checked_on))
            if settings.checked_on
            else say("settings.times.never")
        )
        self._save.setVisible(lead)

    def _saved(self, _: Any) -> None:
        self._told.become("ok")
        self._told.say(say("settings.times.saved"))
        self._told.show()
        self.load()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._context.background.trouble.emit(error)
            return
        words = worded(error)
        if isinstance(error, CheckFailed) and error.problems:
            words = sentence(error.problems[0])
        self._told.become("stop")
        self._told.say(words)
        self._told.show()


def _read(work: Any) -> tuple[TimeSettings, Vocabulary]:
    return time_settings.current(work), work.lists
