"""One answer out of several, one below the other; the chosen one may have a line under it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGroupBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import current
from ui.widgets.clearing import drop
from ui.widgets.labels import label

_INDENT = 26


class RadioList(QGroupBox):
    """Radio buttons in one group: one Tab stop, arrows move and choose.

    Signal: `chosen` carries the code of the answer given by hand. Words must be short: a radio
    button does not wrap.
    """

    chosen = Signal(str)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._codes: dict[str, QRadioButton] = {}
        self._lines: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._toggled)
        self._quiet = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        current().changed.connect(self._show_line)

    def set_choices(self, choices: Iterable[tuple[str, str, str]], chosen: str = "") -> None:
        """Replace what can be chosen: code, words, and the line shown while it is chosen."""
        wanted = tuple(choices)
        if [code for code, *_ in wanted] != list(self._codes):
            self._make(wanted)
        for code, words, line in wanted:
            button = self._codes[code]
            button.setText(words.replace("&", "&&"))
            button.setAccessibleName(words)
            button.setAccessibleDescription(line)
            self._lines[code].setText(line)
        if chosen:
            self.set_value(chosen)
        self._show_line()

    def value(self) -> str:
        """Return the code chosen, or ""."""
        return next((code for code, each in self._codes.items() if each.isChecked()), "")

    def set_value(self, code: str) -> None:
        """Choose a code without telling anyone; one that is not offered changes nothing."""
        if code in self._codes:
            self._quiet = True
            self._codes[code].setChecked(True)
            self._quiet = False
            self._show_line()

    def button(self, code: str) -> QRadioButton:
        """Return the button of a code."""
        return self._codes[code]

    def take_focus(self) -> None:
        """Focus the answer."""
        if self.value():
            self._codes[self.value()].setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, choices: tuple[tuple[str, str, str], ...]) -> None:
        focused = self.focusWidget()
        had_focus = focused is not None and focused.hasFocus()
        for each in (*self._codes.values(), *self._lines.values()):
            if isinstance(each, QRadioButton):
                self._group.removeButton(each)
            self._column.removeWidget(each)
            drop(each)
        self._codes, self._lines = {}, {}
        for code, words, _ in choices:
            button = QRadioButton(words, self)
            button.setObjectName(f"{self.objectName()}.{code}")
            line = label("", "small", wrap=True, name=f"{self.objectName()}.{code}.line")
            line.setParent(self)
            self._group.addButton(button)
            self._column.addWidget(button)
            self._column.addWidget(line)
            self._codes[code], self._lines[code] = button, line
        if had_focus:
            self.take_focus()

    def _toggled(self, button: QAbstractButton, checked: bool) -> None:
        if checked and not self._quiet:
            self._show_line()
            self.chosen.emit(self.value())

    def _show_line(self) -> None:
        for code, line in self._lines.items():
            line.setContentsMargins(current().px(_INDENT), 0, 0, 4)
            line.setVisible(self._codes[code].isChecked() and bool(line.text()))
