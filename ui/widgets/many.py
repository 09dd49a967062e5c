"""Several answers out of many: chips that wrap, each a check box."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGroupBox, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import put_icon, role
from ui.widgets.clearing import drop
from ui.widgets.flow import FlowLayout
from ui.widgets.reading_order import in_place_of


class _Chip(QCheckBox):
    """A check box that may be pressed anywhere on its face."""

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)


class ManyChips(QGroupBox):
    """Chips of which any number may be chosen; the chosen ones carry a tick.

    Signal: `changed` when one was chosen or taken back by hand.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        choices: Iterable[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._chips: dict[str, QCheckBox] = {}
        FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Replace what can be chosen, pairs of code and words; answers still there are kept."""
        wanted = tuple(choices)
        if wanted == tuple((code, chip.accessibleName()) for code, chip in self._chips.items()):
            return
        before = self.value()
        for chip in self._chips.values():
            drop(chip)
        self._chips = {}
        layout = self.layout()
        for code, words in wanted:
            chip = _Chip(words.replace("&", "&&"), self)
            chip.setObjectName(f"{self.objectName()}.{code}")
            chip.setAccessibleName(words)
            role(chip, "chip")
            chip.toggled.connect(self._dress)
            chip.clicked.connect(self.changed)
            self._chips[code] = chip
            if layout is not None:
                layout.addWidget(chip)
        in_place_of(self, list(self._chips.values()))
        self.set_value(before)
        self.updateGeometry()

    def value(self) -> list[str]:
        """Return the codes chosen, in the order shown."""
        return [code for code, chip in self._chips.items() if chip.isChecked()]

    def set_value(self, codes: Sequence[str]) -> None:
        """Choose these codes and no others, without telling anyone."""
        for code, chip in self._chips.items():
            chip.setChecked(code in codes)

    def words(self) -> list[str]:
        """Return the words of what is chosen."""
        return [chip.accessibleName() for chip in self._chips.values() if chip.isChecked()]

    def chip(self, code: str) -> QCheckBox:
        """Return the chip of a code."""
        return self._chips[code]

    def take_focus(self) -> None:
        """Focus the first chip."""
        first = next(iter(self._chips.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self, on: bool) -> None:
        chip = self.sender()
        if isinstance(chip, QCheckBox):
            put_icon(chip, "agree" if on else "", "accent", 15)
        self.updateGeometry()
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
