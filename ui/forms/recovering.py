"""Coming in with the recovery sheet: its code, a new passphrase, and the new sheet on paper."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from outreach_app.errors import KnownError, WrongPassphrase
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.forms.code_on_paper import CodeOnPaper, proved
from ui.forms.new_casebook import step_page, text_line
from ui.forms.new_passphrase import NewPassphrase
from ui.house import Gate, Made
from ui.widgets.buttons import button
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.notice import Notice

STEPS: Final = ("code", "who", "paper")
_NEXT: Final = {"code": "next", "who": "try", "paper": "finish"}


class Recovering(QWidget):
    """Signals: `done` carries the desk; `given_up` when Back left the first step."""

    done = Signal(object)
    given_up = Signal()

    def __init__(self, gate: Gate, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recover")
        self._gate = gate
        self._path = path
        self._made: Made | None = None
        self._step = 0
        self._trying = False
        self.counter = label("", "small", name="recover.counter")
        self.heading = label("", "h1", wrap=True, name="recover.heading")
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._pages = (self._code_page(), self._who_page(), self._paper_page())
        self.notice = Notice("stop", "", loud=True, name="recover.notice")
        self.notice.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.counter)
        whole.addWidget(self.heading)
        for page in self._pages:
            whole.addWidget(page)
        whole.addWidget(self.notice)
        whole.addLayout(self._buttons())
        self._show(0)

    @property
    def step(self) -> int:
        """The step shown, from 0 to 2."""
        return self._step

    @property
    def made(self) -> Made | None:
        """The open casebook and its new code, on the last step."""
        return self._made

    def take_focus(self) -> None:
        """Focus the first field of the step."""
        if self._step == 0:
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._step == 1:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.paper.take_focus()

    # building

    def _code_page(self) -> QWidget:
        self.code = text_line("recover.code")
        self.code.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.code.returnPressed.connect(self.forward)
        self._code = Field(
            say("unlock.recover.code"), self.code, hint=say("unlock.recover.code_hint")
        )
        page, column = step_page()
        column.addWidget(label(say("unlock.recover.code_note"), wrap=True))
        column.addWidget(self._code)
        return page

    def _who_page(self) -> QWidget:
        self.name = text_line("recover.name")
        self.name.returnPressed.connect(self.forward)
        self._name = Field(say("unlock.recover.name"), self.name)
        self.passphrase = NewPassphrase(self._gate.house, "recover", self.name.text)
        self.passphrase.entered.connect(self.forward)
        page, column = step_page()
        column.addWidget(self._name)
        column.addWidget(self.passphrase)
        return page

    def _paper_page(self) -> QWidget:
        gate, note = self._gate, say("unlock.recover.paper_note")
        self.paper = CodeOnPaper(gate.background, gate.house.recovery_sheet, "recover.new", note)
        self.paper.entered.connect(self.forward)
        page, column = step_page()
        column.addWidget(self.paper)
        return page

    def _buttons(self) -> QHBoxLayout:
        self.back_button = button(say("unlock.recover.back"), "recover.back")
        self.next_button = button(say("unlock.recover.next"), "recover.next", kind="primary")
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.forward)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.next_button)
        return row

    # going on

    def forward(self) -> None:
        """Go to the next step if this one is complete."""
        self.notice.hide()
        if self._trying:
            return
        match STEPS[self._step]:
            case "code":
                self._leave_code()
            case "who":
                self._leave_who()
            case _:
                if self._made is not None and self.paper.complete():
                    proved(self._gate, self._made.desk)
                    self.done.emit(self._made.desk)

    def back(self) -> None:
        """Go back one step; once the casebook is open there is no way back."""
        if self._step == 0:
            self.forget()
            self.given_up.emit()
        elif self._step == 1 and not self._trying:
            self._show(0)

    def forget(self) -> None:
        """Clear every field."""
        self.code.clear()
        self.name.clear()
        self.passphrase.clear()

    def _show(self, step: int) -> None:
        self._step = step
        name = STEPS[step]
        for number, page in enumerate(self._pages):
            page.setVisible(number == step)
        self.counter.setText(say("unlock.recover.step", number=step + 1, count=len(STEPS)))
        self.heading.setText(say(f"unlock.recover.title_{name}"))
        self.heading.setAccessibleName(self.heading.text())
        self.back_button.setVisible(step < 2)
        self._ready()
        self.take_focus()

    def _ready(self) -> None:
        self._trying = False
        words = say(f"unlock.recover.{_NEXT[STEPS[self._step]]}")
        self.next_button.setText(words)
        self.next_button.setAccessibleName(words)
        self.next_button.setEnabled(True)
        self.back_button.setEnabled(True)

    def _leave_code(self) -> None:
        mistyped = self._gate.house.mistyped(self.code.text())
        if mistyped is None:
            self._code.clear_error()
            self._show(1)
        else:
            self._code.set_error(worded(mistyped))
            self._code.take_focus()

    def _leave_who(self) -> None:
        self._name.clear_error()
        if not self.name.text().strip():
            self._name.set_error(say("problems.required"))
            self._name.take_focus()
        elif self.passphrase.complete():
            self._try()

    def _try(self) -> None:
        self._trying = True
        self.next_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self.next_button.setText(say("unlock.recover.trying"))
        house, path = self._gate.house, self._path
        code, name, phrase = self.code.text(), self.name.text().strip(), self.passphrase.text()
        self._gate.run(lambda: house.recover(path, code, name, phrase), self._came_in, self._not_in)

    def _came_in(self, made: Made) -> None:
        self._made = made
        self.forget()
        self.paper.show_code(made.recovery_code)
        self._show(2)

    def _not_in(self, error: Exception) -> None:
        self._ready()
        if isinstance(error, WrongPassphrase):
            self.notice.say(say("unlock.recover.wrong"), say("unlock.recover.wrong_text"))
        elif isinstance(error, KnownError):
            self.notice.say(worded(error))
        else:
            self.notice.say(say("errors.unknown"))
            self._gate.background.trouble.emit(error)
        self.notice.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
