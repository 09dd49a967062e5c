"""What can be done about a request for one's own record, each as a button or a tick."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox

from outreach_app.casework.access_reading import PENDING, AccessRecord
from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.card import Card

_STEPS: Final = (
    "find",
    "identify",
    "way",
    "pause",
    "go_on",
    "extend",
    "without",
    "letter",
    "complaint",
    "again",
)


class StepsCard(Card):
    """Signal: `pressed` carries what: a code of the steps, ``colleagues.on`` or ``.off``."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("own_copy.one.do"), name="own_record.steps")
        self._buttons = {}
        for code in _STEPS:
            made = button(say(f"own_copy.one.{code}"), f"own_record.{code}")
            made.clicked.connect(self._pressing(code))
            self._buttons[code] = made
            self.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._colleagues = QCheckBox(say("own_copy.one.colleagues"))
        self._colleagues.setObjectName("own_record.colleagues")
        self._colleagues.setAccessibleName(say("own_copy.one.colleagues"))
        self._colleagues.clicked.connect(self._ticked)
        self.add(self._colleagues)
        self.body.addStretch(1)

    def show_record(self, record: AccessRecord, letter: str) -> None:
        """Show what can be done now."""
        waits = record.row.result == PENDING
        stands = record.row.clock.paused is not None
        shown = {
            "find": waits and record.row.person_id is None,
            "identify": waits and record.identity is None,
            "way": waits,
            "pause": waits and not stands,
            "go_on": waits and stands,
            "extend": waits and not stands and record.extended_on is None,
            "without": waits,
            "letter": bool(letter),
            "complaint": not waits and record.complained_on is None,
            "again": not waits,
        }
        for code, made in self._buttons.items():
            made.setVisible(shown[code])
        self._colleagues.setVisible(waits)
        self._colleagues.setChecked(record.name_colleagues)

    def _pressing(self, code: str) -> Callable[[], None]:
        def press() -> None:
            self.pressed.emit(code)

        return press

    def _ticked(self, on: bool) -> None:
        self.pressed.emit(f"colleagues.{'on' if on else 'off'}")
