"""One thing to do: about whom, what, when, and the buttons for it."""

from datetime import date
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from outreach_app.casework.tasks import TaskRow
from outreach_app.words import say
from ui import saying, when
from ui.colleagues import shown_name
from ui.pages.today.parts import holder
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.labels import icon_label, label, show_if

_ICONS: Final = {
    "call": ("phone", "caution"),
    "chase": ("needs", "ink_muted"),
    "consent": ("check_file", "ink_muted"),
    "alert": ("alerts", "ink_muted"),
    "safeguarding": ("safeguarding", "private"),
    "request": ("outside_request", "private"),
    "other": ("today", "ink_muted"),
}


# How much of a line a name may take, at text size 100; longer ones end in "…".
_NAME: Final = 220


class TaskLine(QWidget):
    """`action` opens what it is about (None where that is nothing), `tick` says it is done."""

    def __init__(
        self, task: TaskRow, today: date, owner: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        hidden = task.restricted and not task.text
        icon, colour = ("lock", "private") if hidden else _ICONS.get(task.kind, _ICONS["other"])
        whose = saying.name(task.alias or "", task.code)
        about = say("today.todo.restricted") if hidden else whose
        text = say("today.todo.restricted_text") if hidden else task.text
        due = due_words(task.due_on, today)
        if owner:
            due = say("today.todo.owner", due=due, who=shown_name(owner))
        self.setAccessibleName(f"{about} {text}. {due}".strip())
        mark = icon_label(icon, colour, 17)
        name = label(about, "strong", elides=True)
        name.setMaximumWidth(current().px(_NAME))
        show_if(name, bool(about))
        words = row(mark, name, gap=9)
        words.addWidget(label(text, wrap=True), 1)
        leads = bool(task.person_id or task.incident_id) or task.kind in {"safeguarding", "request"}
        self.action = self._action(task, about or text) if leads and not hidden else None
        self.tick = button(say("today.todo.done"), f"today.todo.done.{task.id}", small=True)
        self.tick.setAccessibleName(say("today.todo.done_name", text=f"{about} {text}".strip()))
        show_if(self.tick, not hidden)
        right = row(1, label(due, "small"), gap=9)
        for each in (self.action, self.tick):
            if each is not None:
                right.addWidget(each)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(9)
        self._box.addLayout(words, 1)
        self._box.addWidget(holder(_flat(right)))

    def compact(self, width_class: str) -> None:
        """Put day and buttons below the words where there is no room beside them."""
        below = width_class in {"narrow", "tiny"}
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )
        self._box.setSpacing(2 if below else 9)

    def _action(self, task: TaskRow, about: str) -> QPushButton:
        key = "log_call" if task.kind == "call" and not task.incident_id else "open"
        made = button(say(f"today.todo.{key}"), f"today.todo.{key}.{task.id}", small=True)
        made.setAccessibleName(say(f"today.todo.{key}_name", name=about or task.text))
        return made


def _flat(box: QBoxLayout) -> QBoxLayout:
    box.setContentsMargins(0, 0, 0, 0)
    return box


def due_words(day: date | None, today: date) -> str:
    """Say when something is due: "Due today", "Since Fri 19 December", "When next seen"."""
    if day is None:
        return say("today.todo.no_day")
    away = (day - today).days
    if away < 0:
        return say("today.todo.since", day=when.lately(day, today))
    if away <= 1:
        return say("today.todo.due_tomorrow" if away else "today.todo.due_today")
    return say("today.todo.due", day=when.near_day(day, today))
