"""Start here: the first steps of a new casebook, each with the way to it, and the first contact."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework.start_here import StartHere
from outreach_app.words import say
from ui.pages.today.parts import holder
from ui.registry import PAGES
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label

# Each step with the page where it is done.
_STEPS: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("areas", "lists", {"section": "areas"}),
    ("colleagues", "colleagues", {}),
    ("services", "lists", {"section": "services"}),
)
_FIRST_DAY: Final = (("log_contact", "log"), ("van_night", "start"), ("reports", "look"))


class FirstSteps(Card):
    """Signals: `go` carries a page and its parameters; `put_away` that it is not wanted."""

    go = Signal(str, dict)
    put_away = Signal()

    def __init__(self) -> None:
        super().__init__(say("today.first_day.title"), name="today.first_day")
        self._shown: tuple[StartHere | None, bool] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.add(self._lines)
        self.hide()

    def show_steps(self, steps: StartHere | None, *, first_day: bool) -> None:
        """Show what is still to be set up; on the first day also how to begin."""
        if (steps, first_day) != self._shown:
            self._shown = (steps, first_day)
            clear(self._lines)
            if steps is not None:
                self._show_steps(steps)
            if first_day:
                for icon, key in _FIRST_DAY:
                    self._lines.addWidget(_line(icon, "accent", say(f"today.first_day.{key}")))
        self.setVisible(first_day or steps is not None)

    def _show_steps(self, steps: StartHere) -> None:
        ways = holder(FlowLayout(gap=8, line_gap=6))
        flow = ways.layout()
        for name, page, where in _STEPS:
            if getattr(steps, name):
                done = _line("check-circle-outline", "ok", say(f"today.first_day.{name}_done"))
                self._lines.addWidget(done)
                continue
            self._lines.addWidget(
                _line("circle-outline", "ink_muted", say(f"today.first_day.{name}"))
            )
            if page in PAGES and flow is not None:
                way = button(
                    say(f"today.first_day.{name}_go"), f"today.first_day.{name}", small=True
                )
                way.clicked.connect(partial(self.go.emit, page, dict(where)))
                flow.addWidget(way)
        moving = button(say("today.first_day.moving_in"), "today.first_day.moving_in", small=True)
        moving.clicked.connect(partial(self.go.emit, "moving_in", {}))
        if flow is not None:
            flow.addWidget(moving)
        away = button(say("today.first_day.put_away"), "today.first_day.put_away", small=True)
        away.clicked.connect(self.put_away)
        if flow is not None:
            flow.addWidget(away)
        self._lines.addWidget(ways)


def _line(icon: str, colour: str, words: str) -> QWidget:
    made = row(icon_label(icon, colour, 17), gap=9)
    made.addWidget(label(words, wrap=True), 1)
    return holder(made)
