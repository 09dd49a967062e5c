"""To which incident belongs what somebody else told."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from outreach_app.casework import witnesses
from outreach_app.casework.incident_card import Listing
from outreach_app.errors import Problem
from outreach_app.words import say
from ui import when
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.field import Field
from ui.widgets.search_select import Grouped, SearchSelect

_SAID = "amending.waiting."


class WitnessBelongs(SmallForm):
    """One of the incidents that may be read, found by number, kind or part of town."""

    def __init__(
        self, parent: QWidget, context: Context, witness_id: str, incidents: Listing
    ) -> None:
        super().__init__(
            parent,
            context,
            "belongs",
            say(f"{_SAID}belongs_title"),
            say(f"{_SAID}belongs_text"),
            save=say(f"{_SAID}belongs_save"),
        )
        self._witness_id = witness_id
        title = say(f"{_SAID}belongs_which")
        self._which = SearchSelect("belongs.incident_id", title, empty=say(f"{_SAID}belongs_empty"))
        self._which.set_choices(self._choices(incidents))
        self.add("incident_id", Field(title, self._which))
        self.check = self._check
        self.command = self._command

    def reference(self) -> str:
        """Return the words of the incident chosen."""
        return self._which.words().partition(",")[0]

    def _choices(self, incidents: Listing) -> list[Grouped]:
        found = []
        for row in incidents.rows:
            # Of a closed record nothing but the number is there, and it may not be written to.
            if not row.type:
                continue
            kind = incidents.lists["incident_type"].label(row.type)
            area = incidents.lists["area"].label(row.area)
            day = when.local_day(row.told_at, self.context.desk.zone)
            words = ", ".join((row.reference, kind, area, when.near_day(day, incidents.today)))
            found.append(Grouped(row.id, words))
        return found

    def _check(self) -> Sequence[Problem]:
        return () if self._which.value() else (Problem("incident_id", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        key, incident_id = self._witness_id, self._which.value()
        return lambda work: witnesses.belongs(work, key, incident_id)
