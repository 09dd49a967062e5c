"""The steps on the way to police so far, or that there shall be none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from outreach_app.casework.incident_card import IncidentCard, StepRow
from outreach_app.words import say
from ui import when
from ui.widgets.buttons import button
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.panel import SidePanel
from ui.widgets.select import Select


class Steps(SidePanel):
    """Signal: `chosen` carries the code of a step to be written down."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}.steps", say("incident.one.steps"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.add(label(say("incident.one.steps_note"), "small", wrap=True))
        self.body.insertLayout(self.body.count() - 1, self._rows)
        self.select = Select(
            f"{name}.step", say("incident.one.step_label"), empty=say("incident.one.step_empty")
        )
        self.select.currentIndexChanged.connect(self._changed)
        self.add(Field(say("incident.one.step_label"), self.select))
        self.write = button(say("incident.one.step_add"), f"{name}.step_add", small=True)
        self.write.clicked.connect(self._press)
        self.write.setEnabled(False)
        self.add(self.write)

    def show_card(self, card: IncidentCard) -> None:
        """Show the steps of an incident, the newest first."""
        clear(self._rows)
        for step in reversed(card.steps):
            self._add(step, card)
        if not card.steps:
            self._rows.addWidget(label(say("incident.one.no_steps"), wrap=True))
        entries = card.lists["police_path"].choices()
        self.select.set_choices([(each.code, each.label) for each in entries])
        self.select.set_value("")

    def _add(self, step: StepRow, card: IncidentCard) -> None:
        by = say("incident.one.by", name=card.colleagues.get(step.by or "", step.by or ""))
        self._rows.addWidget(label(card.lists["police_path"].label(step.path), "strong", wrap=True))
        words = when.full_day(step.on_day)
        self._rows.addWidget(label(f"{words}. {by}" if step.by else words, "small", wrap=True))

    def _changed(self) -> None:
        self.write.setEnabled(bool(self.select.value()))

    def _press(self) -> None:
        self.chosen.emit(self.select.value())
