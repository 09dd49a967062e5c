"""Whether screenshots and shared screens see the windows: chosen by whoever sits here, noted."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from outreach_app.casework import screen
from outreach_app.words import say
from ui import capture
from ui.page import Context
from ui.widgets.card import Card
from ui.widgets.choices import OptionButtons
from ui.widgets.field import Field
from ui.widgets.labels import label


class ScreenCard(Card):
    """What was chosen counts once the trail has it."""

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(say("settings.screen.title"), name=f"{page.objectName()}.screen_card")
        self._context = context
        self._filter = capture.active()
        self._wanted = capture.HIDDEN
        choices = [(state, say(f"settings.screen.{state}")) for state in capture.STATES]
        self.choice = OptionButtons("settings.screen", say("settings.screen.choice"), choices)
        self.choice.chosen.connect(self._choose)
        if self._filter is None:
            self.add(label(say("settings.screen.none"), wrap=True))
            self.choice.setParent(self)
            self.choice.hide()
        else:
            self.add(label(say("settings.screen.text"), wrap=True))
            self.add(Field(say("settings.screen.choice"), self.choice))

    def load(self) -> None:
        """Show how windows stand now."""
        if self._filter is not None:
            self.choice.set_value(self._filter.state)

    def _choose(self, state: str) -> None:
        self._wanted = state
        shown = state != capture.HIDDEN
        self._context.do(
            partial(screen.chosen, shown=shown, until_lock=state == capture.UNTIL_LOCK),
            then=self._noted,
            failed=self._refused,
        )

    def _noted(self, _: Any) -> None:
        state = self._wanted
        if self._filter is not None:
            self._filter.choose(state)
        for_good = capture.SHOWN if state == capture.SHOWN else capture.HIDDEN
        self._context.settings.choose(screen=for_good)

    def _refused(self, error: Exception) -> None:
        self.load()
        self._context.background.trouble.emit(error)
