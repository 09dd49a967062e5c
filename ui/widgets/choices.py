"""One answer out of several: chips that wrap, and larger option buttons."""

from collections.abc import Iterable
from typing import Final

import shiboken6
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGroupBox, QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import put_icon, role
from ui.widgets.clearing import drop
from ui.widgets.flow import FlowLayout
from ui.widgets.reading_order import in_place_of

_BY_TAB: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_DIGITS: Final = range(int(Qt.Key.Key_1), int(Qt.Key.Key_9) + 1)


class _Choice(QRadioButton):
    """A radio button that may be pressed anywhere on its face.

    Tab comes to the answer where there is one. Qt alone would come to the first choice, from where
    the arrows choose nothing: they do so only beside the answer. Signal: `pointed` after a press of
    the mouse was heard by everyone.
    """

    pointed = Signal()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if shiboken6.isValid(self) and self.isChecked():
            self.pointed.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        group = self.group()
        answer = group.checkedButton() if group is not None else None
        if answer is not None and answer is not self and event.reason() in _BY_TAB:
            answer.setFocus(event.reason())

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)


class Choices(QGroupBox):
    """Radio buttons in one group: one Tab stop, arrows move, 1 to 9 choose.

    Signals: `chosen` carries the code of the answer given by hand ("" when it was taken back);
    `pointed` follows where it was given with the mouse: arrows go on to the next answer, a hand on
    the mouse is done and wants what the answer asks for.
    """

    chosen = Signal(str)
    pointed = Signal()
    _part = "option"

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
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._group.buttonToggled.connect(self._toggled)
        self._codes: dict[str, QRadioButton] = {}
        FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Replace what can be chosen, pairs of code and words; an answer still there is kept."""
        wanted = tuple(choices)
        if wanted == tuple((code, each.accessibleName()) for code, each in self._codes.items()):
            return
        before = self.value()
        for button in self._codes.values():
            self._group.removeButton(button)
            drop(button)
        self._codes = {}
        layout = self.layout()
        for code, words in wanted:
            button = _Choice(words.replace("&", "&&"), self)
            button.setObjectName(f"{self.objectName()}.{code}")
            button.setAccessibleName(words)
            role(button, self._part)
            button.pointed.connect(self.pointed)
            self._group.addButton(button)
            self._codes[code] = button
            if layout is not None:
                layout.addWidget(button)
        in_place_of(self, list(self._codes.values()))
        if before:
            self.set_value(before)
        self.updateGeometry()

    def value(self) -> str:
        """Return the code chosen, or "" while there is no answer."""
        checked = self._group.checkedButton()
        return next((code for code, button in self._codes.items() if button is checked), "")

    def set_value(self, code: str) -> None:
        """Choose a code without telling anyone; "" or an unknown code takes the answer back."""
        wanted = self._codes.get(code)
        if wanted is not None:
            wanted.setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._codes.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def words(self) -> str:
        """Return the words of the answer, or ""."""
        found = self._codes.get(self.value())
        return found.accessibleName() if found else ""

    def button(self, code: str) -> QRadioButton:
        """Return the button of a code, for a test or a tour."""
        return self._codes[code]

    def take_focus(self) -> None:
        """Focus the answer, or the first choice."""
        checked = self._group.checkedButton() or next(iter(self._codes.values()), None)
        if checked is not None:
            checked.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        buttons = list(self._codes.values())
        key = int(event.key())
        if key in _DIGITS and not event.modifiers() and key - _DIGITS.start < len(buttons):
            button = buttons[key - _DIGITS.start]
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            button.click()
            return
        super().keyPressEvent(event)

    def _clicked(self) -> None:
        self.chosen.emit(self.value())

    def _toggled(self, button: QRadioButton, checked: bool) -> None:
        """Let a subclass dress the button."""


class OptionButtons(Choices):
    """Square buttons with a round mark, for the first question of a form."""

    _part = "option"


class ChipGroup(Choices):
    """Round chips; the chosen one carries a tick."""

    _part = "chip"

    @override
    def _toggled(self, button: QRadioButton, checked: bool) -> None:
        put_icon(button, "agree" if checked else "", "accent", 15)
        self.updateGeometry()
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
