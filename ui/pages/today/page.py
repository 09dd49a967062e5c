"""The first page: unfinished typing, the session, what is to be done; beside it the month."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import drafts, roles, sessions, start_here, tasks, time_matters
from outreach_app.casework import today as first_page
from outreach_app.casework.drafts import DraftRow
from outreach_app.casework.roles import SHIFT
from outreach_app.casework.sessions import Tally
from outreach_app.casework.tasks import TaskDraft
from outreach_app.casework.today import TodayView
from outreach_app.retention import due
from outreach_app.safekeeping.advice import State
from outreach_app.statistics.so_far import SoFar, so_far
from outreach_app.words import say
from ui import when
from ui.copy_words import said
from ui.drafting import Drafting
from ui.forms.start_session import ToStart
from ui.page import Context, Page, Unkept
from ui.pages.today.alarms import Alarms
from ui.pages.today.first_steps import FirstSteps
from ui.pages.today.low_stock import LowStock
from ui.pages.today.session_card import SessionCard
from ui.pages.today.side import (
    HandoverCard,
    MonthCard,
    SafekeepingCard,
    greeting,
)
from ui.pages.today.time_matters import TimeMatters
from ui.pages.today.todo import TodoCard
from ui.registry import DRAFT_PAGES
from ui.session_words import session_words
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.contact_saved import ContactSaved
from ui.widgets.cover_button import CoverButton
from ui.widgets.end_session import end_words
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.reading_order import in_reading_order
from ui.widgets.scroll import scrolled
from ui.widgets.unfinished import Unfinished

_TYPING = "today"
_SUBJECTS = (
    "contacts",
    "incidents",
    "people",
    "needs",
    "sessions",
    "tasks",
    "lists",
    "staff",
    "safeguarding",
    "stock",
    "alerts",
    "consents",
)


class TodayPage(Page):
    """Today. `open` takes `saved` (a `Logged`) and `new`, for the notice after a contact.

    It takes `ended`, what a session came to, for the notice after its end.
    """

    name = "today"
    nav = "today"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.view: TodayView | None = None
        self._saved: Notice | None = None
        self.head = PageHead(self.name, " ", " ")
        shortcuts = button(say("today.head.shortcuts"), "today.shortcuts", icon="shortcuts")
        shortcuts.clicked.connect(self._show_keys)
        self.head.add_action(CoverButton("today.cover_names"))
        self.head.add_action(shortcuts)
        self.alarms = Alarms()
        self.time = TimeMatters()
        self.unfinished = Unfinished(context, leave_out=(_TYPING,))
        # A handover half written outlives a lock like everything else that is typed.
        self.drafting = Drafting(context, self, _TYPING, _TYPING)
        self._restored = False
        self.session = SessionCard()
        self.todo = TodoCard()
        self.first_day = FirstSteps()
        self.low = LowStock()
        self.month = MonthCard()
        self.handover = HandoverCard()
        self.safekeeping = SafekeepingCard()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        theme = current()
        left, top = theme.space("page_left"), theme.space("page_top")
        gap = theme.space("between_cards")
        self._main = QVBoxLayout()
        self._main.setSpacing(gap)
        for widget in (
            self.alarms,
            self.time,
            self.unfinished,
            self.first_day,
            self.session,
            self.low,
            self.todo,
        ):
            self._main.addWidget(widget)
        self._main.addStretch(1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(gap)
        for card in (self.month, self.handover, self.safekeeping):
            side.addWidget(card)
        side.addStretch(1)
        inner = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(14)
        self._columns.addLayout(self._main, 1)
        self._columns.addWidget(self._side)
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(left, top, left, top)
        whole.setSpacing(10)
        whole.addWidget(self.head)
        whole.addLayout(self._columns, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolled(inner, "today.scroll"))

    def _wire(self) -> None:
        self.alarms.go.connect(self.go)
        self.time.go.connect(self.go)
        self.time.settled.connect(self._settle)
        self.unfinished.carry_on.connect(self._carry_on)
        self.unfinished.shown.connect(self._in_order)
        self.session.start.connect(self._start)
        self.session.end.connect(self._end)
        self.session.go.connect(self._go_to)
        self.todo.done.connect(self._done)
        self.todo.add_wanted.connect(self._add_task)
        self.todo.go.connect(self.go)
        self.low.go.connect(self.go)
        self.safekeeping.go.connect(self.go)
        self.first_day.go.connect(self.go)
        self.first_day.put_away.connect(self._put_steps_away)
        self.month.report.connect(self._report)
        self.handover.line.connect(self._hand_over)

    # arriving and hearing

    @override
    def open(self, **where: Any) -> None:
        self._greet()
        self._put_away_notice()
        if where.get("saved") is not None:
            self._saved = ContactSaved(
                self.context, where["saved"], "today.saved", new=bool(where.get("new"))
            )
            self._main.insertWidget(0, self._saved)
            self._saved.show()
            self._saved.setFocus(Qt.FocusReason.OtherFocusReason)
        if where.get("ended"):
            self._say_ended(str(where["ended"]))
        self._load()
        self.unfinished.load()
        if not self._restored:
            self.context.ask(drafts.waiting, then=self._put_back)
        else:
            self.drafting.again()
        # Last: everybody is passed over for it, and nobody waits for what it says.
        self._load_due()

    @override
    def leave(self) -> None:
        self.drafting.keep_now()
        self.drafting.stop()

    @override
    def draft_state(self) -> dict[str, Any] | None:
        typed = {
            "end": self.session.typed(),
            "line": self.handover.typed.toPlainText(),
            "task": self.todo.typed(),
        }
        return typed if any(text.strip() for text in typed.values()) else None

    @override
    def unkept(self) -> Unkept | None:
        return self.drafting.unkept()

    def _put_back(self, waiting: Sequence[DraftRow]) -> None:
        """Put back what was being typed when the casebook was locked."""
        self._restored = True
        for row in waiting:
            if row.kind == _TYPING:
                typed = json.loads(row.state)
                for field, card in (
                    ("end", self.session),
                    ("line", self.handover),
                    ("task", self.todo),
                ):
                    if typed.get(field):
                        card.restore(typed[field])
        self.drafting.start()

    @override
    def refresh(self, changes: Any) -> None:
        if not self.isVisible():
            return
        if changes.concern(*_SUBJECTS):
            self._load()
        if changes.concern("copies"):
            self._load_copies()
        if changes.concern("due", "people"):
            self._load_due()
        if changes.concern("drafts"):
            self.unfinished.load()

    @override
    def compact(self, width_class: str) -> None:
        below = width_class in {"narrow", "tiny"}
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )
        wide = current().size("side_panel")
        self._side.setMinimumWidth(0 if below else wide)
        self._side.setMaximumWidth(16777215 if below else wide)
        self.head.compact(width_class)
        # The top bar of the narrowest window greets already.
        self.head.setVisible(width_class != "tiny")
        self.todo.compact(width_class)

    def _load(self) -> None:
        self.context.ask(first_page.look, then=self._show)
        self._load_copies()
        if self.context.desk.me.role in roles.EXACT_FIGURES:
            self.context.ask(so_far, then=self._show_month)

    def _load_due(self) -> None:
        self.context.ask(due.count, then=self.safekeeping.show_due)

    def _load_copies(self) -> None:
        self.context.background.run(self.context.desk.copies.state, self._show_copies)

    def _show_copies(self, state: State) -> None:
        self.safekeeping.show_copies(said(state, self.context.desk.zone))

    def _is_volunteer(self) -> bool:
        return bool(self.context.desk.me.role == "volunteer")

    def _greet(self) -> None:
        desk = self.context.desk
        local = desk.clock.now().astimezone(desk.zone)
        self.head.set_title(greeting(local.hour, desk.me.name), when.long_day(local.date()))

    def _show(self, view: TodayView) -> None:
        self.view = view
        desk = self.context.desk
        today = when.local_day(desk.clock.now(), desk.zone)
        self.alarms.show_alarms(view.alarms, desk.clock.now(), desk.zone)
        self.time.show_matters(view.time, desk.zone)
        self.session.show_view(view, desk.zone, desk.me.code)
        self.todo.show_view(view, today)
        self.handover.show_handover(
            view.handover,
            view.names,
            desk.zone,
            can_add=view.session is not None or view.handover is not None,
        )
        # What a shift leaves for the next is for whoever works on one.
        self.handover.setVisible(desk.me.role in SHIFT)
        self.safekeeping.show_state(view.trail)
        self.first_day.show_steps(view.steps, first_day=view.first_day)
        self.low.show_low(view.low)
        # Volunteers see the session, the handover and alerts, and nobody's tasks.
        for card in (self.todo, self.safekeeping):
            card.setVisible(not self._is_volunteer())
        words = session_words(view.session, view.lists, desk.zone)
        self.context.relay.session.emit(words)
        self._in_order()

    def _in_order(self) -> None:
        """Let Tab meet what came in later where it is read."""
        in_reading_order(self)

    def _show_month(self, month: SoFar) -> None:
        self.month.show_month(month)

    # what can be done here

    def _carry_on(self, kind: str, draft: dict[str, Any]) -> None:
        if kind in DRAFT_PAGES:
            self.go.emit(DRAFT_PAGES[kind], {"draft": draft})

    def _start(self, chosen: ToStart) -> None:
        desk = self.context.desk
        draft = chosen.draft(desk.clock.now(), desk.me.code)
        self.context.do(sessions.start, draft, then=self._started)

    def _started(self, _done: object) -> None:
        self.context.ask(first_page.look, then=self._show_and_go_on)

    def _show_and_go_on(self, view: TodayView) -> None:
        self._show(view)
        self.session.take_focus()

    def _end(self, handover: str) -> None:
        view = self.view
        if view is not None and view.session is not None:
            tally = view.tally or Tally(0, 0, {}, 0, 0)
            came_to = end_words(tally, view.lists, view.session)

            def ended(done: object) -> None:
                self._started(done)
                self._say_ended(came_to)

            self._save(sessions.end, view.session.id, handover, then=ended)

    def _say_ended(self, came_to: str) -> None:
        """Say what the session came to, and that the stock knows."""
        self._put_away_notice()
        self._saved = Notice(
            "ok", say("today.end.ended"), came_to, closable=True, name="today.ended"
        )
        self._main.insertWidget(0, self._saved)
        self._saved.show()

    def _hand_over(self, line: str) -> None:
        self._save(sessions.hand_over, line, then=self._handed_over)

    def _save(
        self, command: Callable[..., Any], *values: object, then: Callable[[Any], object]
    ) -> None:
        """Run a command and let the typing that is now a record go, in one transaction."""
        self.context.do(drafts.saving, _TYPING, _TYPING, command, *values, then=then)

    def _handed_over(self, _done: object) -> None:
        self.handover.added()

    def _done(self, task_id: str) -> None:
        self.context.do(tasks.done, task_id)

    def _settle(self, incident_id: str, window: str) -> None:
        self.context.do(time_matters.settle, incident_id, window)

    def _add_task(self, draft: TaskDraft) -> None:
        self._save(tasks.add, draft, then=self._added)

    def _added(self, _done: object) -> None:
        self.todo.added()

    def _go_to(self, page: str) -> None:
        self.go.emit(page, {})

    def _report(self) -> None:
        self.go.emit("reports", {})

    def _show_keys(self) -> None:
        self.go.emit("!keys", {})

    def _put_steps_away(self) -> None:
        self.context.do(start_here.put_away)
        self.session.take_focus()

    def _put_away_notice(self) -> None:
        if self._saved is not None:
            self._saved.hide()
            self._saved.deleteLater()
            self._saved = None
