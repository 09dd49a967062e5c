"""Bringing a recovery code onto paper: shown once, printed, proved by two groups typed back."""

import secrets
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from outreach_app.casework import recovery_paper
from outreach_app.errors import KnownError
from outreach_app.words import say
from ui.background import Background
from ui.dialogs.print_pages import Printed, print_pages
from ui.house import Gate
from ui.page import Desk
from ui.widgets.buttons import button
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.notice import announce


class CodeOnPaper(QWidget):
    """Signal: `entered` when Enter was pressed in one of the two fields.

    `sheet` draws the pages for a code, `name` is the beginning of the objectNames.
    """

    entered = Signal()

    def __init__(
        self,
        background: Background,
        sheet: Callable[[str], bytes],
        name: str,
        note: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._sheet = sheet
        self._code = ""
        self._asked = (0, 1)
        self.code = label("", "code", wrap=True, name=f"{name}.code")
        self.print_button = button(say("welcome.print"), f"{name}.print", icon="print")
        self.print_button.setAccessibleDescription(say("welcome.print_note"))
        self.print_button.clicked.connect(self.print)
        self.printed = label("", "small", wrap=True, name=f"{name}.printed")
        self.first_group = _group(f"{name}.first_group")
        self.second_group = _group(f"{name}.second_group")
        self._fields = (Field("", self.first_group), Field("", self.second_group))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(note, wrap=True))
        column.addWidget(self.code)
        paper = QHBoxLayout()
        paper.setSpacing(10)
        paper.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignTop)
        paper.addWidget(self.printed, 1)
        column.addLayout(paper)
        column.addWidget(label(say("welcome.code_once"), "strong", wrap=True))
        groups = QHBoxLayout()
        groups.setSpacing(10)
        for field in self._fields:
            groups.addWidget(field, 1)
        column.addLayout(groups)
        for line in (self.first_group, self.second_group):
            line.returnPressed.connect(self.entered)

    def show_code(self, code: str) -> None:
        """Show a code and ask for two of its groups, chosen by chance; "" forgets it."""
        self._code = code
        if not code:
            self._hide_code()
            return
        groups = code.split("-")
        first, second = sorted(secrets.SystemRandom().sample(range(len(groups)), 2))
        self._asked = (first, second)
        self.code.setText("  ".join(groups))
        self.code.setAccessibleName(f"{say('welcome.code')}: {'  '.join(groups)}")
        self.printed.setText(say("welcome.print_note"))
        for field, place in zip(self._fields, self._asked, strict=True):
            field.set_title(say("welcome.group", number=place + 1))

    def complete(self) -> bool:
        """Tell whether both groups are what was shown; if so, forget the code."""
        groups = self._code.split("-")
        lines = (self.first_group, self.second_group)
        wrong = []
        for field, line, place in zip(self._fields, lines, self._asked, strict=True):
            field.clear_error()
            if not self._code or line.text().strip().upper() != groups[place]:
                wrong.append(field)
        for field in wrong:
            field.set_error(say("welcome.group_differs"))
        if wrong:
            wrong[0].take_focus()
            return False
        self.show_code("")
        return True

    def _hide_code(self) -> None:
        self.code.setText("")
        self.code.setAccessibleName("")
        for line in (self.first_group, self.second_group):
            line.clear()

    def take_focus(self) -> None:
        """Focus Print: the paper comes before the proof of it."""
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def print(self) -> None:
        """Print the sheet."""
        sheet, code = self._sheet, self._code
        if not code:
            return
        self.print_button.setEnabled(False)
        self._background.run(lambda: sheet(code), self._drawn, self._not_drawn)

    def _drawn(self, sheet: bytes) -> None:
        self.print_button.setEnabled(True)
        print_pages(self, self._background, sheet, self._was_printed)

    def _not_drawn(self, error: Exception) -> None:
        self.print_button.setEnabled(True)
        self._tell(say("errors.unknown"))
        self._background.trouble.emit(error)

    def _was_printed(self, printed: Printed) -> None:
        if printed.trouble:
            self._tell(f"{printed.trouble} {say('welcome.by_hand')}")
        elif printed.pages:
            self._tell(say("welcome.printed"))
            self.first_group.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, words: str) -> None:
        self.printed.setText(words)
        announce(self.printed)


def proved(gate: Gate, desk: Desk) -> None:
    """Note that the code is on paper; where that cannot be written, Today goes on warning."""

    def failed(error: Exception) -> None:
        if not isinstance(error, KnownError):
            gate.background.trouble.emit(error)

    gate.run(lambda: desk.do(recovery_paper.proved), lambda _: None, failed)


def _group(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(8)
    made.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    )
    return made
