"""The end of the night: its sum, a line for whoever comes next, and then it is closed."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from outreach_app.casework import drafts, night_end, sessions
from outreach_app.casework.night_end import Summary
from outreach_app.casework.night_page import NightView
from outreach_app.words import say
from ui.drafting import Drafting
from ui.page import Context
from ui.widgets.card import Card
from ui.widgets.end_session import EndSession, end_words

NIGHTS: Final = frozenset({"van_night", "foot_night"})


class Closing(Card):
    """Hidden until it is asked for. Signals: `asked` and `put_away`; `failed`.

    `ended` carries what the shift came to, in words.
    """

    asked = Signal()
    put_away = Signal()
    ended = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(name="session.closing")
        self._context = context
        self._view: NightView | None = None
        self._drafting: Drafting | None = None
        self._question: EndSession | None = None
        self._kept = ""
        self._came_to = ""
        self._place = QVBoxLayout()
        self.add(self._place)
        self.hide()

    def about(self, view: NightView, drafting: Drafting) -> None:
        """End this shift when asked to."""
        self._view, self._drafting = view, drafting

    def ask(self) -> None:
        """Show what the night came to, and ask."""
        if self._view is not None and self._question is None:
            self._context.ask(night_end.summary, self._view.table.session.id, then=self._show)

    def typed(self) -> str:
        """Return the handover as far as it is written."""
        return self._question.handover.toPlainText() if self._question else self._kept

    def restore(self, text: str) -> None:
        """Take up a handover that was being written."""
        self._kept = text
        if text.strip():
            self.ask()

    @property
    def is_open(self) -> bool:
        """Whether the question stands."""
        return self._question is not None

    def _show(self, found: Summary) -> None:
        if self._view is None or self._question is not None:
            return
        self._came_to = end_words(found.tally, self._view.table.lists, found.session)
        low = ", ".join(
            say(
                "session.end.low_item",
                count=line.left,
                item=self._view.table.lists["supply_item"].label(line.item),
            )
            for line in found.running_low
        )
        question = self._question = EndSession(
            found.tally,
            self._view.table.lists,
            night=found.session.type in NIGHTS,
            name="session.end",
            more=say("session.end.low", items=low) if low else "",
            check=say("session.end.check"),
        )
        question.wanted.connect(self._end)
        question.cancelled.connect(self.close_question)
        self._place.addWidget(question)
        question.handover.setPlainText(self._kept)
        self.show()
        question.show()
        question.take_focus()
        self.asked.emit()

    def close_question(self) -> None:
        """Put the question away; what was written for the next shift stays."""
        if self._question is not None:
            self._kept = self._question.handover.toPlainText()
            self._place.removeWidget(self._question)
            self._question.hide()
            self._question.deleteLater()
            self._question = None
        self.hide()
        self.put_away.emit()

    def _end(self, handover: str) -> None:
        if self._view is None or self._drafting is None:
            return
        self._context.do(
            drafts.saving,
            self._drafting.kind,
            self._drafting.about,
            sessions.end,
            self._view.table.session.id,
            handover,
            then=self._was_ended,
            failed=self._has_failed,
        )

    def _was_ended(self, _done: object) -> None:
        self.close_question()
        self._kept = ""
        self.ended.emit(self._came_to)

    def _has_failed(self, error: Exception) -> None:
        self.failed.emit(error)
