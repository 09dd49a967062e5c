"""The fourth card: what matters next time, a reminder, and whether harm was told."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from outreach_app.casework.tasks import TaskDraft
from outreach_app.words import say
from ui.pages.log_contact.parts import Unlabelled
from ui.widgets.card import Card, row
from ui.widgets.flow import FlowLayout
from ui.widgets.growing import GrowingText

# The words of a task are one line; what is longer stands in the note.
_TASK_LIMIT: Final = 200
_DAYS: Final = {
    "tomorrow": 1,
    "in_two_days": 2,
    "next_week": 7,
    "two_weeks": 14,
    "next_seen": None,
}


class RememberCard(Card):
    """What to remember. `words`, `remind`, `remind_when` and `harm` are the fields."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"4  {say('contact.page.remember')}",
            say("contact.page.remember_note"),
            keys=("Alt", "4"),
            name=f"{name}.card_remember",
        )
        self.words = GrowingText(f"{name}.note", say("contact.page.note"), lines=1)
        self.words.setPlaceholderText(say("contact.page.note_hint"))
        self.words_frame = Unlabelled(say("contact.page.note"), self.words)
        self.remind = _check(f"{name}.remind", "contact.page.remind")
        self.remind_when = QComboBox()
        self.remind_when.setObjectName(f"{name}.remind_when")
        self.remind_when.setAccessibleName(say("contact.page.remind_when"))
        for code in _DAYS:
            self.remind_when.addItem(say(f"contact.remind_when.{code}"), code)
        # Choosing a day is saying that there is something to remember.
        self.remind_when.activated.connect(self._day_chosen)
        self.harm = _check(f"{name}.harm", "contact.page.harm")
        reminder = QWidget()
        reminder.setLayout(row(self.remind, self.remind_when))
        below = QWidget()
        flow = FlowLayout(below, gap=26)
        flow.addWidget(reminder)
        flow.addWidget(self.harm)
        self.add(self.words_frame)
        self.add(below)

    def reminder(self, today: date, named: bool) -> TaskDraft | None:
        """Return what is to be remembered, or None; its words are the first line of the note."""
        if not self.remind.isChecked():
            return None
        days = _DAYS[str(self.remind_when.currentData())]
        lines = self.words.toPlainText().strip().splitlines()
        standard = say("contact.reminder.known" if named else "contact.reminder.nobody")
        words = (lines[0] if lines else standard)[:_TASK_LIMIT]
        return TaskDraft(words, today + timedelta(days=days) if days else None, "other")

    def _day_chosen(self) -> None:
        self.remind.setChecked(True)


def _check(name: str, key: str) -> QCheckBox:
    made = QCheckBox(say(key))
    made.setObjectName(name)
    made.setAccessibleName(say(key))
    return made
