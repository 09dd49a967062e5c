"""Who it is, in one press: not named, or one of the people usual here."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QRadioButton
from typing_extensions import override

from outreach_app.casework.nightline import Choice
from outreach_app.vocabulary import CodeList
from outreach_app.words import say
from ui import saying
from ui.theme import put_icon
from ui.widgets.buttons import link
from ui.widgets.choices import ChipGroup

NOBODY = "-"
_GAP = 6


class NameChips(ChipGroup):
    """The value is a short code, or `NOBODY`.

    A chip of somebody with a care flag carries its sign; its words are in the tooltip and in what
    a screen reader says. Signal: `find_wanted` when somebody else is looked for.
    """

    find_wanted = Signal()

    def __init__(self, name: str) -> None:
        self._care: Mapping[str, tuple[str, ...]] = {}
        self._flags: CodeList | None = None
        self._find = link(say("session.next.find"), f"{name}.find")
        self._find.setAccessibleName(say("session.next.find_name"))
        super().__init__(name, say("session.next.who"))
        self._find.clicked.connect(self.find_wanted)

    def offer(
        self, people: Sequence[Choice], care: Mapping[str, tuple[str, ...]], flags: CodeList
    ) -> None:
        """Offer these people after "Not named"."""
        self._care, self._flags = care, flags
        choices = [(NOBODY, say("session.next.not_named"))]
        choices += [(each.key, saying.name(each.label, each.key)) for each in people]
        if [(code, button.accessibleName()) for code, button in self._codes.items()] != choices:
            self.set_choices(choices)
        for code, button in self._codes.items():
            # Without its style a chip just made would say that it needs less room than it takes.
            button.ensurePolished()
            self._dress(code)
        self._find.ensurePolished()
        layout = self.layout()
        if layout is not None:
            layout.removeWidget(self._find)
            layout.addWidget(self._find)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Leave out names at the end that have no room in one line; typing finds them all."""
        buttons = list(self._codes.values())
        shown = len(buttons)
        while shown > 1 and self._width_of(buttons[:shown]) > self.width():
            shown -= 1
        for number, button in enumerate(buttons):
            # Also those not shown yet: what was never hidden, its layout shows a moment later.
            button.setVisible(number < shown)

    def _width_of(self, buttons: Sequence[QRadioButton]) -> int:
        return sum(each.sizeHint().width() + _GAP for each in (*buttons, self._find)) - _GAP

    def _dress(self, code: str) -> None:
        button = self._codes[code]
        words = ", ".join(self._flags.label(f) for f in self._care.get(code, ()) if self._flags)
        button.setToolTip(words)
        button.setAccessibleDescription(words)
        self._toggled(button, button.isChecked())

    @override
    def _toggled(self, button: QRadioButton, checked: bool) -> None:
        super()._toggled(button, checked)
        code = next((key for key, each in self._codes.items() if each is button), "")
        if not checked and self._care.get(code):
            put_icon(button, saying.flag_icon(self._care[code][0])[0], "caution", 15)
