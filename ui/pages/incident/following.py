"""What follows an incident on its page: police and court, what others told, taking it out."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework import amending, ladder
from outreach_app.casework.ladder import Ladder
from outreach_app.casework.police_warnings import WarningRow
from outreach_app.errors import KnownError
from outreach_app.words import say
from ui.dialogs.ask import Answer, ask
from ui.dialogs.ladder_forms import LadderEntry, PoliceFacts, WarningAnswer, WarnPolice
from ui.dialogs.witness_form import WitnessForm
from ui.page import Context
from ui.pages.incident.ladder_card import LadderCard
from ui.widgets.buttons import link
from ui.widgets.flow import FlowLayout

_VOIDS = ("duplicate", "wrong_person", "not_happened", "test")


class Following(QWidget):
    """Call `show_for` when the card is shown, `forget` when it is left.

    Signals: `go` carries a page and its parameters; `gone` when the incident was taken out.
    """

    go = Signal(str, dict)
    gone = Signal()

    def __init__(self, name: str, context: Context) -> None:
        super().__init__()
        self.setObjectName(f"{name}.following")
        self._context = context
        self._id = ""
        self._reference = ""
        self._found: Ladder | None = None
        # What a page of the same person is handed, so that it does not ask why again.
        self.handed_on: Callable[[], dict[str, bool]] = dict
        self.card = LadderCard(name)
        self.card.wanted.connect(self._write)
        self.card.answer.connect(self._answer)
        self.card.facts.connect(self._facts)
        self.card.concern.connect(partial(self._emit, "note_conduct"))
        self._links = QWidget()
        line = FlowLayout(self._links, gap=16)
        for key, words, pressed in (
            ("wishes", say("choices.link"), self._wishes),
            ("amend", say("amending.button"), self._amend),
            ("witness", say("amending.witness.add"), self._witness),
            ("void", say("amending.void"), self._ask_void),
        ):
            made = link(words, f"{name}.{key}")
            made.clicked.connect(pressed)
            line.addWidget(made)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(9)
        whole.addWidget(self.card)
        whole.addWidget(self._links)
        self.hide()

    def show_for(self, incident_id: str, reference: str) -> None:
        """Read what follows an incident and show it."""
        self._id, self._reference = incident_id, reference
        self._context.ask(ladder.of_incident, incident_id, then=self._show, failed=self._not_shown)

    def forget(self) -> None:
        """Let go of every word."""
        self._found = None
        self.card.forget()
        self.hide()

    def _show(self, found: Ladder) -> None:
        self._found = found
        self.card.show_ladder(found)
        self._links.setVisible(found.may_write)
        self.show()

    def _not_shown(self, error: Exception) -> None:
        self.forget()
        if not isinstance(error, KnownError):
            self._context.background.trouble.emit(error)

    def _write(self, kind: str) -> None:
        if self._found is None:
            return
        if kind == "warning":
            WarnPolice(self, self._context, self._id, self._found.today).ask()
            return
        form = LadderEntry(self, self._context, kind, self._id, self._found)
        form.saved.connect(self._written)
        form.ask()

    def _written(self, done: Any) -> None:
        if done.value.bad:
            self.card.show_bad()

    def _answer(self, row: WarningRow) -> None:
        if self._found is not None:
            WarningAnswer(self, self._context, self._id, row, self._found.today).ask()

    def _facts(self) -> None:
        if self._found is not None:
            PoliceFacts(self, self._context, self._id, self._found).ask()

    def _wishes(self) -> None:
        self.go.emit("wishes", self._where())

    def _amend(self) -> None:
        self.go.emit("amend_incident", self._where())

    def _where(self) -> dict[str, Any]:
        return {"incident_id": self._id, "reference": self._reference, **self.handed_on()}

    def _witness(self) -> None:
        WitnessForm(self, self._context, self._id).ask()

    def _emit(self, page: str) -> None:
        self.go.emit(page, {"incident_id": self._id})

    def _ask_void(self) -> None:
        answers = [Answer(code, say(f"amending.voiding.{code}")) for code in _VOIDS]
        ask(
            self,
            say("amending.voiding.title", reference=self._reference),
            say("amending.voiding.text"),
            [Answer("", say("amending.voiding.keep")), *answers],
            self._take_out,
        )

    def _take_out(self, reason: str) -> None:
        if reason:
            self._context.do(amending.void, self._id, reason, then=self._taken_out)

    def _taken_out(self, _: object) -> None:
        self.gone.emit()
