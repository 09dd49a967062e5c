"""No shift is open: what, where, with whom, and the table begins."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from outreach_app.casework import roles, sessions
from outreach_app.casework import today as first_page
from outreach_app.casework.today import TodayView
from outreach_app.words import say
from ui.forms.start_session import StartSession, ToStart
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import label


class Starting(Card):
    """Hidden while a shift is shown. Signals: `started`; `failed` carries an error; `paper_in`."""

    started = Signal(object)
    failed = Signal(object)
    paper_in = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(say("session.none.start"), name="session.none")
        self._context = context
        self._form: StartSession | None = None
        self._place = QVBoxLayout()
        paper = button(say("session.none.paper_in"), "session.paper_in", icon="blank_form")
        paper.clicked.connect(self.paper_in)
        self.add(label(say("session.none.text"), "muted", wrap=True, name="session.none.text"))
        self.add(self._place)
        self.add(row(paper, 1))
        self.hide()

    def offer(self) -> None:
        """Ask, unless it is asked already or the role works on no shift."""
        self.show()
        if self._form is None and self._context.desk.me.role in roles.SHIFT:
            self._context.ask(first_page.look, then=self._ask)

    def put_away(self) -> None:
        """Ask no longer."""
        self.hide()
        clear(self._place)
        self._form = None

    def _ask(self, view: TodayView) -> None:
        if self._form is not None or self.isHidden() or view.session is not None:
            return
        form = self._form = StartSession(
            view, self._context.desk.me.code, "session.start", may_cancel=False
        )
        form.wanted.connect(self._start)
        self._place.addWidget(form)
        form.show()
        form.take_focus()

    def _start(self, chosen: ToStart) -> None:
        desk = self._context.desk
        draft = chosen.draft(desk.clock.now(), desk.me.code)
        self._context.do(
            sessions.start, draft, then=self._was_started, failed=self._was_not_started
        )

    def _was_started(self, done: object) -> None:
        self.started.emit(done)

    def _was_not_started(self, error: Exception) -> None:
        self.failed.emit(error)
