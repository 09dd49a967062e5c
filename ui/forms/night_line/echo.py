"""What the line says, in chips, while it is typed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QSizePolicy, QWidget

from outreach_app.casework import night_words
from outreach_app.casework.night_words import Chip
from outreach_app.casework.nightline import Doubt, Line
from outreach_app.words import say
from ui import saying
from ui.forms.night_line.reading import Readable
from ui.theme import current
from ui.widgets.clearing import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label
from ui.widgets.status import CountChip

_ICONS: Final = {
    "who": "person_not_named",
    "area": "place",
    "talk": "talked",
    "returned": "needle_returns",
    "harm": "log_incident",
    "note": "note",
    "doubt": "help",
}
# The height of a chip at text size 100.
_HIGH: Final = 21
_TONES: Final = {"item": "ok", "returned": "ok", "harm": "info", "doubt": "caution"}


class Echo(QWidget):
    """Chips for everything a line says. The words of all of them are its accessible name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._flow = FlowLayout(self, gap=6, line_gap=4)
        self._mark = icon_label("echoed", "ink_muted", 18)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shown: tuple[Chip, ...] | None = None
        self.show_chips(())
        current().changed.connect(self._hold)
        self._hold()

    def show_line(
        self, line: Line, readable: Readable, doubts: Sequence[Doubt], *, new: bool
    ) -> None:
        """Show what a line says; of what is in doubt only `doubts` are shown."""
        if line.empty:
            self.show_chips(())
            return
        found = [
            each
            for each in night_words.chips(line, readable.lists, readable.here)
            if each.kind != "doubt"
        ]
        if new and line.person is not None:
            found[0] = Chip("who", say("session.meant.new_chip", name=line.person.label))
        elif line.person is not None:
            found[0] = Chip("person", saying.name(line.person.label, line.person.key))
        found += [Chip("doubt", say("session.doubt.chip", part=each.part)) for each in doubts]
        self.show_chips(tuple(found))

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips; none leaves only the quiet mark."""
        if self._shown is not None and tuple(chips) == self._shown:
            return
        self._shown = tuple(chips)
        self._mark.setParent(self)
        self._flow.removeWidget(self._mark)
        clear(self._flow)
        self._flow.addWidget(self._mark)
        self._mark.setVisible(bool(chips))
        for chip in chips:
            self._flow.addWidget(_chip(chip))
        self.setAccessibleName(self.words())
        self.updateGeometry()

    def _hold(self) -> None:
        """Take the room of a line of chips without any: the table below is not drawn anew."""
        self.setMinimumHeight(current().px(_HIGH))

    def words(self) -> str:
        """Return what is shown, in one line."""
        return ", ".join(chip.text for chip in self._shown or ())


def _chip(chip: Chip) -> CountChip:
    icon = "person" if chip.kind == "person" else _ICONS.get(chip.kind, "")
    return CountChip(chip.text, icon, tone=_TONES.get(chip.kind, "neutral"))
