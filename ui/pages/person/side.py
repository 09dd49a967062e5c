"""Beside the story: how they may be reached, what is next, what they want help with."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from outreach_app.casework.folder import Folder
from outreach_app.casework.needs import NeedRow
from outreach_app.casework.tasks import TaskRow
from outreach_app.words import known, say
from ui import saying, when
from ui.colleagues import shown_name
from ui.theme import current, put_status
from ui.widgets.buttons import elided_link, icon_button, link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label

# Beside the mark of a need, in a card of the side column.
_NEED_WIDTH: Final = 222


class SideCards(QWidget):
    """Three cards, one for who has no part in casework.

    Signals: `add_route`, `add_need`; `move_need` and `task_done` carry a row.
    """

    add_route = Signal()
    add_need = Signal()
    move_need = Signal(object)
    task_done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("person.side")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current().space("between_cards"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_folder(self, folder: Folder) -> None:
        """Show these three of a folder."""
        clear(self._column)
        living = folder.card.deceased_on is None
        if living:
            self._column.addWidget(self._safe(folder))
        if folder.casework and (living or folder.tasks):
            self._column.addWidget(self._next(folder))
        if folder.casework:
            self._column.addWidget(self._needs(folder))
        self._column.addStretch(1)

    def _safe(self, folder: Folder) -> Card:
        card = Card(say("person.side.safe"), name="person.safe")
        add = link(say("person.side.add"), "person.safe.add", icon="add")
        add.setAccessibleName(say("person.menu.route"))
        add.clicked.connect(self.add_route)
        card.add_to_head(add)
        for route in folder.routes:
            card.add(_line(saying.route(route.row), saying.route_icon(route.row)))
        labels = folder.lists["risk_flag"]
        for flag in folder.card.flags:
            key = f"person.flag.{flag}"
            words = say(key) if known(key) else labels.label(flag)
            card.add(_line(words, saying.flag_icon(flag)))
        if not folder.routes and not folder.card.flags:
            card.add(label(say("person.side.safe_none"), "muted", wrap=True))
        return card

    def _next(self, folder: Folder) -> Card:
        card = Card(say("person.side.next"), name="person.next")
        for task in folder.tasks:
            day = when.near_day(task.due_on, folder.today) if task.due_on else ""
            who = shown_name(folder.colleagues.get(task.owner or "", task.owner or ""))
            note = day or say("person.side.when_seen")
            if who:
                note = say("person.side.due_owner", day=note, who=who)
            tick = icon_button(
                "agree",
                say("person.side.done", task=task.text),
                f"person.next.done.{task.id}",
                small=True,
            )
            tick.clicked.connect(self._ticking(task))
            icon = "calendar" if task.due_on else "time"
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(task.text, wrap=True))
            words.addWidget(label(note, "small", wrap=True))
            line = row(icon_label(icon, "ink_muted"), words, tick, gap=9)
            line.setStretch(1, 1)
            card.add(line)
        if not folder.tasks:
            card.add(label(say("person.side.next_none"), "muted", wrap=True))
        return card

    def _needs(self, folder: Folder) -> Card:
        card = Card(say("person.side.needs"), name="person.needs_card")
        if folder.card.deceased_on is None:
            add = link(say("person.side.add"), "person.needs_card.add", icon="add")
            add.setAccessibleName(say("person.needs.add"))
            add.clicked.connect(self.add_need)
            card.add_to_head(add)
        for need in folder.needs:
            name = saying.need(folder.lists, need.category)
            status = saying.need_status_words(folder.lists, need.status, start=False)
            words = say("person.side.need_line", need=name, status=status)
            if need.closed:
                text: QWidget = label(words, wrap=True)
            else:
                text = elided_link(words, f"person.needs_card.move.{need.id}", _NEED_WIDTH)
                text.setAccessibleName(say("person.side.move_name", need=name, status=status))
                text.clicked.connect(self._moving(need))
            mark = icon_label("note")
            put_status(mark, saying.need_status(need.status), 18)
            line = row(mark, text, 1, gap=9) if not need.closed else row(mark, text, gap=9)
            line.setStretch(1, 1)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            card.add(line)
        if not folder.needs:
            card.add(label(say("person.side.needs_none"), "muted", wrap=True))
        return card

    def _moving(self, need: NeedRow) -> Callable[[], None]:
        def move() -> None:
            self.move_need.emit(need)

        return move

    def _ticking(self, task: TaskRow) -> Callable[[], None]:
        def tick() -> None:
            self.task_done.emit(task)

        return tick


def _line(words: str, icon: tuple[str, str]) -> QWidget:
    made = QWidget()
    line = row(icon_label(*icon), label(words, wrap=True), gap=9)
    line.setStretch(1, 1)
    made.setLayout(line)
    return made
