"""Where the page of the questions leads: back, to the lead, to what has left, to the papers."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from outreach_app.casework.sheet import Sheet
from outreach_app.words import say
from ui.dialogs.person_young import Under18
from ui.page import Page
from ui.pages.consent.taking_back import TakeBack
from ui.restricted import Gate
from ui.widgets.notice import Notice


class WaysOn(QObject):
    """`sheet` and `target` tell what the page shows at the moment it is asked."""

    def __init__(
        self,
        page: Page,
        sheet: Callable[[], Sheet | None],
        target: Callable[[], Mapping[str, str | None]],
        told: Notice,
    ) -> None:
        super().__init__(page)
        self._page, self._sheet, self._target, self._told = page, sheet, target, told
        self.gate: Gate | None = None

    def leave(self) -> None:
        """Go back to whom or what the questions are about."""
        target, sheet = self._target(), self._sheet()
        if target.get("incident_id"):
            self._go("incident", {"incident_id": target["incident_id"]})
        elif sheet is not None and sheet.person_id:
            self._go("person", {"person_id": sheet.person_id})
        else:
            self.turn_back()

    def turn_back(self) -> None:
        """Go where everybody may go."""
        self._page.go.emit("people", {})

    def raise_to_lead(self) -> None:
        """Open the form of the child path."""
        sheet = self._sheet()
        if sheet is not None and sheet.person_id:
            dialog = Under18(self._page, self._page.context, sheet.lists, sheet.person_id)
            dialog.saved.connect(self._raised)
            dialog.ask()

    def take_back(self) -> None:
        """Open the form that takes a yes back."""
        sheet = self._sheet()
        if sheet is not None:
            dialog = TakeBack(self._page, self._page.context, sheet)
            dialog.saved.connect(self._taken_back)
            dialog.ask()

    def show_papers(self) -> None:
        """Go to what may be printed."""
        self._go("sheet", dict(self._target()))

    def show_gone(self, *, told: str = "") -> None:
        """Go to what has left already."""
        sheet = self._sheet()
        if sheet is not None:
            where = {"person_id": sheet.person_id, "incident_id": None}
            if self._target().get("incident_id") or not sheet.person_id:
                where = {"person_id": None, "incident_id": sheet.incident_id}
            self._go("gone", {**where, "told": told})

    def _go(self, page: str, where: Mapping[str, Any]) -> None:
        given = self.gate.handed_on() if self.gate is not None else {}
        self._page.go.emit(page, {**where, **given})

    def _raised(self, _: Any) -> None:
        self._told.become("ok")
        self._told.say(say("young.raised"), say("young.phone"))
        self._told.show()

    def _taken_back(self, done: Any) -> None:
        """Where something has gone already, whom to tell comes next."""
        if done.value:
            self.show_gone(told=say("consent.taking_back.done_told"))
