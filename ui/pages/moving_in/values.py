"""The third step: what each word in a column of codes means."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from outreach_app.exchange.moving_in import guessing, targets
from outreach_app.exchange.moving_in.matching import NEW_AREA, Matching, ValueChoice
from outreach_app.exchange.moving_in.taking import Look
from outreach_app.words import say
from ui.widgets.card import Card
from ui.widgets.clearing import drop
from ui.widgets.labels import label
from ui.widgets.select import Select

_MOST: Final = 150
_NOT_KNOWN: Final = "-"


class ValuesPart(Card):
    """What nobody has said yet comes first."""

    def __init__(self) -> None:
        super().__init__(say("moving_in.step.values"), name="moving_in.values")
        self.add(label(say("moving_in.values.text"), wrap=True))
        self._more = label(" ", "small", wrap=True, name="moving_in.values.more")
        self._lines = QVBoxLayout()
        self.add(self._lines)
        self.add(self._more)
        self._grid: QWidget | None = None
        self._selects: list[tuple[ValueChoice, Select]] = []

    def show_look(self, look: Look) -> None:
        """Show every word met, and what it is taken for."""
        if self._grid is not None:
            drop(self._grid)
        self._selects = []
        known = {each.name: each for each in targets.of(look.matching.kind, look.lists)}
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, each in enumerate(look.fitted.values[:_MOST]):
            target = known[each.target]
            entries = look.lists[target.of].entries.values()
            choices = [(_NOT_KNOWN, say("moving_in.values.not_known"))]
            if each.code is not None and each.code.startswith(NEW_AREA):
                choices.append((each.code, say("moving_in.values.new_area", name=each.value)))
            choices += [(entry.code, entry.label) for entry in entries if entry.active]
            said = say("moving_in.values.is", column=target.label, value=each.value)
            select = Select(
                f"moving_in.value.{number}", said, choices,
                empty=say("moving_in.values.choose"), letters=16,
            )  # fmt: skip
            select.set_value(_NOT_KNOWN if each.code == "" else each.code or "")
            words = say(
                "moving_in.values.line", column=target.label, value=each.value, count=each.count
            )
            grid.addWidget(label(words, wrap=True), number, 0)
            grid.addWidget(select, number, 1)
            self._selects.append((each, select))
        self._lines.addWidget(self._grid)
        left = len(look.fitted.values) - len(self._selects)
        self._more.setText(say("moving_in.values.more", count=left) if left else "")
        self._more.setVisible(left > 0)

    def decided(self, matching: Matching) -> Matching:
        """Return the matching with what was said here."""
        values = {name: dict(some) for name, some in matching.values.items()}
        for each, select in self._selects:
            if code := select.value():
                words = guessing.simple(each.value) or each.value
                meant = "" if code == _NOT_KNOWN else code
                if meant != each.code:
                    values.setdefault(each.target, {})[words] = meant
        return replace(matching, values=values, without=frozenset())

    def take_focus(self) -> None:
        """Focus the first word."""
        for _, select in self._selects:
            select.setFocus(Qt.FocusReason.OtherFocusReason)
            return
