"""The question why, before an account is written into a restricted record."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from outreach_app.casework.incident_card import ForWhom
from ui.page import Page
from ui.pages.log_incident.whom import Whom
from ui.restricted import GIVEN, Gate


class Why(QObject):
    """Asks when the form is opened about somebody, and when somebody is chosen in it.

    Signals: `ready` carries the key of whom the form may be about, "" for nobody; `let_go` that
    whoever was chosen in the form is not any more; `refused` the error why not.
    """

    ready = Signal(str)
    let_go = Signal()
    refused = Signal(object)

    def __init__(self, page: Page, content: QWidget, whom: Whom) -> None:
        super().__init__(page)
        self._whom = whom
        # Whose reason was given or is being asked for, and whether the form waits for it.
        self._about = ""
        self._opening = False
        self.gate = Gate(page, page.context, content)
        self.gate.back.connect(self._no_reason)
        self.gate.refused.connect(self._not_opened)
        whom.changed.connect(self.ask)

    def open_about(self, where: dict[str, Any]) -> None:
        """Ask for whom the form is opened about, and say when it is ready."""
        self._about = where.get("person_id") or ""
        self._opening = True
        if not self._about or where.get("draft"):
            self._about = ""
            self._is_ready()
            return
        given = bool(where.get(GIVEN))
        self.gate.ask(self._is_ready, person_id=self._about, given=given, stays=True)

    def ask(self) -> None:
        """Ask for whoever is chosen in the form now, once."""
        chosen = self._whom.chosen
        if chosen is not None and chosen.id != self._about:
            self._about = chosen.id
            self.gate.ask(lambda: None, person_id=chosen.id, stays=True)

    def is_about(self, person: ForWhom | None) -> None:
        """Hear under which key the record stands that the form was opened for."""
        self._about = person.id if person is not None else ""

    def forget(self) -> None:
        """Another page is shown: coming back asks again."""
        self._about = ""
        self.gate.shut()

    def _is_ready(self) -> None:
        self._opening = False
        self.ready.emit(self._about)

    def _no_reason(self) -> None:
        """Stay with what is typed; it is about nobody until somebody is chosen."""
        self.gate.admit()
        self._about = ""
        if self._opening:
            self._is_ready()
        else:
            self._let_go()
            self._whom.picker.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_opened(self, error: Exception) -> None:
        opening, self._opening, self._about = self._opening, False, ""
        if opening:
            self.ready.emit("")
        else:
            self._let_go()
        self.refused.emit(error)

    def _let_go(self) -> None:
        self._whom.choose(None)
        self.let_go.emit()
