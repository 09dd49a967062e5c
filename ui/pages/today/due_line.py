"""One thing with a day of its own: a warning to review, a yes that ends, a request."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QWidget

from outreach_app.casework.due_soon import OWN_RECORD, REVIEW, Due
from outreach_app.words import say
from ui import saying, when
from ui.pages.today.parts import holder
from ui.pages.today.task_line import due_words
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.labels import icon_label, label, show_if

_NAME = 220
_ICONS = {REVIEW: "alerts", OWN_RECORD: "outside_request"}


class DueLine(QWidget):
    """`action` opens what is to be looked at; there is nothing to tick off."""

    def __init__(self, due: Due, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        review = due.kind == REVIEW
        about, text = _about(due), _text(due, today)
        words_due = "" if due.stands else due_words(due.day, today)
        self.setAccessibleName(f"{about} {text}. {words_due}".strip())
        mark = icon_label(_ICONS.get(due.kind, "check_file"), "ink_muted", 17)
        name = label(about, "strong", elides=True)
        name.setMaximumWidth(current().px(_NAME))
        show_if(name, bool(about))
        words = row(mark, name, gap=9)
        words.addWidget(label(text, wrap=True), 1)
        key = "review" if review else "open"
        about_it = f"{due.scope}.{due.incident_id or due.person_id}"
        named = due.alert_id or due.request_id or about_it
        self.action = button(say(f"today.due.{key}"), f"today.due.{named}", small=True)
        self.action.setAccessibleName(f"{say(f'today.due.{key}')}: {about} {text}")
        right = row(1, label(words_due, "small"), self.action, gap=9)
        right.setContentsMargins(0, 0, 0, 0)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(9)
        self._box.addLayout(words, 1)
        self._box.addWidget(holder(right))

    def compact(self, width_class: str) -> None:
        """Put day and button below the words where there is no room beside them."""
        below = width_class in {"narrow", "tiny"}
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )
        self._box.setSpacing(2 if below else 9)


def where(due: Due) -> tuple[str, dict[str, Any]]:
    """Return the page that deals with it."""
    if due.kind == REVIEW:
        return "alert_sent", {"alert_id": due.alert_id}
    if due.kind == OWN_RECORD:
        return "own_record", {"request_id": due.request_id}
    if due.incident_id:
        return "consent", {"incident_id": due.incident_id}
    return "consent", {"person_id": due.person_id}


def _about(due: Due) -> str:
    if due.kind == REVIEW:
        return say("today.due.alert", number=due.number) if due.number else due.reference
    return saying.name(due.alias, due.code) if due.alias else due.reference


def _text(due: Due, today: date) -> str:
    if due.kind == REVIEW:
        return say("today.due.review_today" if due.day == today else "today.due.review_since")
    if due.kind == OWN_RECORD:
        late = due.day < today and not due.stands
        key = "own_record_late" if late else "own_record_stands" if due.stands else "own_record"
        return say(f"today.due.{key}")
    day = when.near_day(due.day, today)
    if abs((due.day - today).days) <= 1:
        day = day[:1].lower() + day[1:]
    return say("today.due.ends", question=say(f"consent.short.{due.scope}"), day=day)
