"""To do: mine or everyone's, the earliest day first, each with what is next."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from outreach_app.casework.due_soon import Due
from outreach_app.casework.tasks import TaskDraft, TaskRow
from outreach_app.casework.today import TodayView
from outreach_app.words import say
from ui.pages.today.due_line import DueLine, where
from ui.pages.today.parts import holder
from ui.pages.today.task_line import TaskLine
from ui.widgets.buttons import button, link
from ui.widgets.card import Card
from ui.widgets.choices import ChipGroup
from ui.widgets.clearing import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label, rule
from ui.widgets.select import Select
from ui.widgets.status import CountChip

_SHOWN: Final = 8
_DAYS: Final[dict[str, int | None]] = {
    "today": 0,
    "tomorrow": 1,
    "next_week": 7,
    "next_seen": None,
}


class TodoCard(Card):
    """Signals: `done` carries a task's key; `add` a `TaskDraft`; `go` a page and its parameters."""

    done = Signal(str)
    add_wanted = Signal(object)
    go = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__(say("today.todo.title"), name="today.todo")
        self._view: TodayView | None = None
        self._today = date.min
        self._all = False
        self._width_class = "wide"
        self._count = CountChip("")
        self.whose = ChipGroup(
            "today.todo.whose",
            say("today.todo.whose"),
            [("mine", say("today.todo.mine")), ("everyone", say("today.todo.everyone"))],
        )
        self.whose.set_value("mine")
        self.whose.chosen.connect(self._chosen)
        self.whose.setMinimumWidth(self.whose.sizeHint().width())
        # Beside the title, where it is read with it.
        self._head.insertWidget(1, self._count)
        self.add_to_head(self.whose)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.add(self._lines)
        self._add_link = link(say("today.todo.add"), "today.todo.add", icon="add")
        self._add_link.clicked.connect(self._open_adding)
        self._adding = self._make_adding()
        self._adding.hide()
        self.add(self._add_link)
        self.add(self._adding)

    def show_view(self, view: TodayView, today: date) -> None:
        """Show what waits."""
        self._view, self._today = view, today
        self._fill()

    def compact(self, width_class: str) -> None:
        """Give each line two rows where there is no room for one."""
        self._width_class = width_class
        for line in self.findChildren(TaskLine):
            line.compact(width_class)
        for due in self.findChildren(DueLine):
            due.compact(width_class)

    def rows(self) -> tuple[TaskRow, ...]:
        """Return what is shown: mine, or everyone's."""
        if self._view is None:
            return ()
        return self._view.mine if self.whose.value() == "mine" else self._view.everyone

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        clear(self._lines)
        rows = self._lines_of(view)
        due = sum(1 for day, _ in rows if day <= self._today)
        self._count.set_words(say("today.todo.today", count=due))
        self._count.setVisible(bool(due))
        if not rows:
            key = "nothing_start" if view.logs and view.session is None else "nothing"
            self._lines.addWidget(label(say(f"today.todo.{key}"), "muted", wrap=True))
        shown = rows if self._all else rows[:_SHOWN]
        for number, (_, each) in enumerate(shown):
            if number:
                self._lines.addWidget(rule())
            made = self._due(each) if isinstance(each, Due) else self._line(each, view)
            self._lines.addWidget(made)
        if len(rows) > len(shown):
            more = link(say("today.todo.all", count=len(rows) - len(shown)), "today.todo.all")
            more.clicked.connect(self._show_all)
            self._lines.addWidget(more)

    def _lines_of(self, view: TodayView) -> list[tuple[date, TaskRow | Due]]:
        """Return what is shown with its day, the earliest first; what has none comes last."""
        tasks: list[tuple[date, TaskRow | Due]] = [
            (task.due_on or date.max, task) for task in self.rows()
        ]
        days: list[tuple[date, TaskRow | Due]] = [(each.day, each) for each in view.due]
        return sorted((*tasks, *days), key=lambda line: line[0])

    def _due(self, each: Due) -> DueLine:
        line = DueLine(each, self._today)
        line.compact(self._width_class)
        line.action.clicked.connect(lambda: self.go.emit(*where(each)))
        return line

    def _line(self, task: TaskRow, view: TodayView) -> TaskLine:
        owner = ""
        if self.whose.value() == "everyone" and task.owner:
            owner = view.names.get(task.owner, task.owner)
        line = TaskLine(task, self._today, owner)
        line.compact(self._width_class)
        line.tick.clicked.connect(self._ticking(task.id))
        if line.action is not None:
            line.action.clicked.connect(self._going(task))
        return line

    def _ticking(self, task_id: str) -> Callable[[], None]:
        def tick() -> None:
            self.done.emit(task_id)

        return tick

    def _going(self, task: TaskRow) -> Callable[[], None]:
        def go() -> None:
            if task.kind == "request":
                self.go.emit("requests", {})
            elif task.incident_id:
                self.go.emit("incident", {"incident_id": task.incident_id})
            elif task.kind == "call":
                self.go.emit("log_contact", {"person_id": task.person_id, "setting": "phone"})
            elif task.person_id is None:
                self.go.emit("protection", {"section": "concerns"})
            else:
                self.go.emit("person", {"person_id": task.person_id})

        return go

    def _chosen(self) -> None:
        self._all = False
        self._fill()

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    # adding

    def _make_adding(self) -> QWidget:
        self.what = QLineEdit()
        self.what.setObjectName("today.todo.what")
        self.what.setAccessibleName(say("today.todo.what"))
        self.what.setPlaceholderText(say("today.todo.what"))
        self.what.setMinimumWidth(260)
        self.what.setMaxLength(500)
        self.what.returnPressed.connect(self._add_it)
        self.day = Select(
            "today.todo.when",
            say("today.todo.when"),
            [(code, say(f"today.todo.days.{code}")) for code in _DAYS],
        )
        save = button(say("today.todo.save"), "today.todo.save", kind="primary")
        save.clicked.connect(self._add_it)
        cancel = button(say("today.todo.cancel"), "today.todo.cancel")
        cancel.clicked.connect(self._close_adding)
        flow = FlowLayout(gap=8, line_gap=6)
        for each in (self.what, self.day, save, cancel):
            flow.addWidget(each)
        return holder(flow)

    def _open_adding(self) -> None:
        self._adding.show()
        self._add_link.hide()
        self.what.setFocus()

    def _close_adding(self) -> None:
        self._adding.hide()
        self._add_link.show()
        self._add_link.setFocus()

    def _add_it(self) -> None:
        if not self.what.text().strip():
            self.what.setFocus()
            return
        days = _DAYS[self.day.value()]
        due = self._today + timedelta(days=days) if days is not None else None
        self.add_wanted.emit(TaskDraft(self.what.text().strip(), due))

    def typed(self) -> str:
        """Return what is being typed to be done."""
        return self.what.text()

    def restore(self, text: str) -> None:
        """Put back what was being typed."""
        self.what.setText(text)
        self._adding.show()
        self._add_link.hide()

    def added(self) -> None:
        """Hear that it was written down, and be ready for the next."""
        self.what.clear()
        self._close_adding()
