"""The bar below the steps: where one is, one step back, one step on."""

from typing import Final

from PySide6.QtCore import Signal

from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.savebar import SaveBar

STEPS: Final = ("file", "columns", "values", "people", "check")
LAST: Final = len(STEPS) - 1


class StepBar(SaveBar):
    """Signals: `back_wanted` and `on_wanted` when a button is pressed."""

    back_wanted = Signal()
    on_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("moving_in.savebar")
        self._back = button(say("moving_in.back"), "moving_in.back", icon="previous")
        self._back.clicked.connect(self.back_wanted)
        self.on = button(say("moving_in.next"), "moving_in.next", kind="primary")
        self.on.clicked.connect(self.on_wanted)
        self.add(self._back)
        self.add(self.on)

    def show_step(self, step: int) -> None:
        """Say which step this is, and what comes next."""
        title = say(f"moving_in.step.{STEPS[step]}")
        where = say("moving_in.step.number", number=step + 1, count=len(STEPS))
        self.state("kept", f"{where}: {title}")
        self._back.setVisible(step > 0)
        words = say("moving_in.take_in" if step == LAST else "moving_in.next")
        self.on.setText(words)
        self.on.setAccessibleName(words)
