"""The left column of the builder: which facts may be used, the ground, and what never goes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from outreach_app.sharing.alert_view import DraftView
from outreach_app.words import lookup, say
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label, rule


class FactsCard(Card):
    """Tick boxes. Signal: `changed` when a fact or a ground was ticked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(say("alert.facts_title"), name="alert.facts")
        self.add(label(say("alert.facts_note"), "small", wrap=True))
        self._facts: dict[str, QCheckBox] = {}
        self._grounds: dict[str, QCheckBox] = {}
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(3)
        self.add(self._boxes)
        self.add(rule())
        self.add(label(say("alert.ground_title"), "small_strong"))
        self._ground_boxes = QVBoxLayout()
        self._ground_boxes.setSpacing(3)
        self.add(self._ground_boxes)
        self.add(label(say("alert.ground_hint"), "small", wrap=True))
        self.add(rule())
        title = row(
            icon_label("lock", "private", 16), label(say("alert.never_title"), "strong"), 1, gap=6
        )
        self.add(title)
        for words in lookup("alert.never"):
            line = row(icon_label("remove", "ink_faint", 14), label(words, wrap=True), gap=6)
            line.setStretch(1, 1)
            self.add(line)
        self.body.addStretch(1)

    def show_view(self, view: DraftView) -> None:
        """Offer what is known of the incident, ticked as it was kept."""
        offered = {each.field: each.label for each in view.facts.facts}
        if list(offered) != list(self._facts):
            self._facts = self._make(self._boxes, offered, "fact")
            if not offered:
                self._boxes.addWidget(label(say("alert.no_facts"), "muted", wrap=True))
        grounds = {each.code: each.label for each in view.lists["alert_ground"].choices()}
        if list(grounds) != list(self._grounds):
            self._grounds = self._make(self._ground_boxes, grounds, "ground")
        for boxes, chosen in (
            (self._facts, view.change.facts),
            (self._grounds, view.change.grounds),
        ):
            for code, box in boxes.items():
                box.blockSignals(True)
                box.setChecked(code in chosen)
                box.blockSignals(False)

    def facts(self) -> tuple[str, ...]:
        """Return the ticked facts."""
        return tuple(code for code, box in self._facts.items() if box.isChecked())

    def grounds(self) -> tuple[str, ...]:
        """Return the ticked grounds."""
        return tuple(code for code, box in self._grounds.items() if box.isChecked())

    def _make(self, into: QVBoxLayout, offered: dict[str, str], kind: str) -> dict[str, QCheckBox]:
        clear(into)
        made = {}
        for code, words in offered.items():
            box = QCheckBox(words.replace("&", "&&"))
            box.setObjectName(f"alert.{kind}.{code}")
            box.setAccessibleName(words)
            box.toggled.connect(self._ticked)
            into.addWidget(box)
            made[code] = box
        return made

    def _ticked(self, _: bool) -> None:
        self.changed.emit()
