"""The side panel: what to know before speaking with somebody, and what will be saved."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from outreach_app.casework.contact_entry import GoodToKnow
from outreach_app.casework.tasks import TaskRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import saying, when
from ui.theme import role
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label, rule
from ui.widgets.panel import SidePanel

# Flags about reaching somebody safely: they stand first, in the marked box.
SAFE_CONTACT: Final = ("no_voicemail", "safe_word", "not_alone", "controlled", "home_not_safe")
_ICONS: Final = {
    "no_voicemail": "no_voicemail",
    "safe_word": "safe_word",
    "not_alone": "people",
    "controlled": "safeguarding",
    "home_not_safe": "no_visit",
    "out_to_nobody": "hide",
    "staff_two_up": "people",
    "under_18_concern": "safeguarding",
}
_TASK_ICONS: Final = {"call": "phone", "chase": "needs", "consent": "check_file"}


class KnowPanel(SidePanel):
    """Signal: `done` carries the key of a task that was ticked off."""

    done = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name, say("contact.know.title"))
        self._only = ""
        self._about = QWidget()
        self._column = QVBoxLayout(self._about)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(7)
        self.add(self._about)
        self.add(rule())
        self.add(label(say("contact.know.will_be"), "label"))
        self.sentence = label("", wrap=True, name=f"{name}.sentence")
        self.counts = label("", "small", wrap=True, name=f"{name}.counts")
        self.add(self.sentence)
        self.add(self.counts)
        self.say_only(say("contact.know.pick"))

    def say_only(self, words: str) -> None:
        """Show one quiet sentence instead of a person."""
        if words == self._only:
            return
        self._only = words
        self.set_title(say("contact.know.title"))
        self._clear()
        self._column.addWidget(label(words, "muted", wrap=True))

    def show_person(self, about: GoodToKnow, lists: Vocabulary, today: date) -> None:
        """Show what is known: reaching them safely first, then what is open."""
        self._only = ""
        self.set_title(
            say("contact.know.title_about", name=saying.name(about.hit.alias, about.hit.code))
        )
        self._clear()
        flags = lists["risk_flag"]
        first = [code for code in SAFE_CONTACT if code in about.hit.care]
        routes = [(saying.route_icon(row)[0], saying.route(row)) for row in about.routes]
        if first or routes:
            marked = [(_ICONS.get(code, "note"), flags.label(code)) for code in first]
            self._column.addWidget(_marked([*marked, *routes]))
        for code in about.hit.care:
            if code not in first:
                self._line(_ICONS.get(code, "note"), flags.label(code))
        if about.needs or about.tasks:
            self._open(about, lists, today)
        elif not about.hit.care and not routes:
            self._column.addWidget(label(say("contact.know.nothing_noted"), "muted", wrap=True))

    def first_care(self, about: GoodToKnow, lists: Vocabulary) -> str:
        """Return what comes first about reaching somebody, in a few words."""
        flags = lists["risk_flag"]
        first = [flags.label(code) for code in SAFE_CONTACT if code in about.hit.care]
        heeded = [saying.route(row) for row in about.routes if row.safe != "yes"]
        return ", ".join([*first, *heeded])

    def _open(self, about: GoodToKnow, lists: Vocabulary, today: date) -> None:
        self._column.addWidget(rule())
        self._column.addWidget(
            label(
                say("contact.know.open_for", name=saying.name(about.hit.alias, about.hit.code)),
                "label",
                wrap=True,
            )
        )
        for need in about.needs:
            days = (today - need.status_on).days
            words = say(
                "contact.know.need_days" if days else "contact.know.need",
                need=saying.need(lists, need.category),
                status=_need_state(lists, need.status, need.referral),
                count=days,
            )
            self._line("time", words)
        for task in about.tasks:
            self._task(task, today)

    def _task(self, task: TaskRow, today: date) -> None:
        words = say("contact.know.no_day", text=task.text)
        if task.due_on:
            day = when.near_day(task.due_on, today)
            day = day.lower() if abs((task.due_on - today).days) <= 1 else day
            words = say("contact.know.due", text=task.text.rstrip("."), day=day)
        tick = button(say("contact.know.done"), f"{self.objectName()}.done.{task.id}", small=True)
        tick.setAccessibleName(say("contact.know.done_name", text=task.text))
        tick.clicked.connect(self._ticking(task.id))
        self._line(_TASK_ICONS.get(task.kind, "today"), words, tick)

    def _ticking(self, task_id: str) -> Callable[[], None]:
        def tick() -> None:
            self.done.emit(task_id)

        return tick

    def _line(self, icon: str, words: str, action: QWidget | None = None) -> None:
        line = row(gap=9)
        line.addWidget(icon_label(icon, "ink_muted", 17), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(words, wrap=True), 1)
        if action is not None:
            line.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        holder.setLayout(line)
        self._column.addWidget(holder)

    def _clear(self) -> None:
        clear(self._column)


def _need_state(lists: Vocabulary, status: str, referral: str | None) -> str:
    if referral:
        return lists["referral_status"].label(referral).lower()
    return saying.need_status_words(lists, status, start=False)


def _marked(lines: list[tuple[str, str]]) -> QFrame:
    box = QFrame()
    box.setProperty("kind", "caution")
    role(box, "notice")
    column = QVBoxLayout(box)
    column.setContentsMargins(11, 9, 11, 9)
    column.setSpacing(6)
    for number, (icon, words) in enumerate(lines):
        part = "strong" if not number else ""
        line = row(icon_label(icon, "caution", 17), label(words, part, wrap=True), gap=10)
        column.addLayout(line)
    box.setAccessibleName(". ".join(words for _, words in lines))
    return box
