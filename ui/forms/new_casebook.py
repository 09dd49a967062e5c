"""Making a casebook in four steps: name and project, passphrase, recovery code, done."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach_app import paths
from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.dialogs.files import save_file
from ui.forms.code_on_paper import CodeOnPaper, proved
from ui.forms.new_passphrase import NewPassphrase
from ui.house import Gate, Made
from ui.theme import role
from ui.widgets.buttons import button, link
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.notice import Notice

STEPS: Final = ("who", "passphrase", "recovery", "done")
SUFFIX: Final = ".casebook"
FILE_NAME: Final = f"casebook{SUFFIX}"


class NewCasebook(QWidget):
    """Signals: `done` carries the desk; `given_up` when Back left the first step."""

    done = Signal(object)
    given_up = Signal()

    def __init__(self, gate: Gate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new")
        self._gate = gate
        self._made: Made | None = None
        self._where = free_name(paths.documents_folder())
        self.counter = label("", "small", name="new.counter")
        self.heading = label("", "h1", wrap=True, name="new.heading")
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._step = 0
        self._pages = (self._who(), self._phrase(), self._recovery(), self._ready())
        self.notice = Notice("stop", "", loud=True, name="new.notice")
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
        """The step shown, from 0 to 3."""
        return self._step

    @property
    def made(self) -> Made | None:
        """The casebook, from the third step on."""
        return self._made

    def take_focus(self) -> None:
        """Focus the first field of the step."""
        first = {
            0: self.name,
            1: self.passphrase,
            2: self.paper,
            3: self.next_button,
        }[self._step]
        focus = getattr(first, "take_focus", None) or first.setFocus
        focus()

    # building

    def _who(self) -> QWidget:
        self.name = text_line("new.name")
        self.project = text_line("new.project")
        self._name = Field(
            say("welcome.name"), self.name, hint=say("welcome.name_hint"), swaps=True
        )
        self._project = Field(
            say("welcome.project"), self.project, hint=say("welcome.project_hint"), swaps=True
        )
        for line, field in ((self.name, self._name), (self.project, self._project)):
            line.textChanged.connect(partial(self._mended, field))
        self._place = label(str(self._where), "muted", wrap=True, name="new.place")
        change = link(say("welcome.change_place"), "new.change_place")
        change.clicked.connect(self._change_place)
        page, column = step_page()
        column.addWidget(self._name)
        column.addWidget(self._project)
        column.addWidget(label(say("welcome.place"), "label"))
        column.addWidget(self._place)
        column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _mended(self, field: Field, text: str) -> None:
        """Take an error away as soon as there is something in the line."""
        if text.strip() and field.error():
            field.clear_error()

    def _phrase(self) -> QWidget:
        self.passphrase = NewPassphrase(self._gate.house, "new", self.name.text)
        self.passphrase.entered.connect(self.forward)
        page, column = step_page()
        column.addWidget(self.passphrase)
        return page

    def _recovery(self) -> QWidget:
        gate = self._gate
        self.paper = CodeOnPaper(
            gate.background, gate.house.recovery_sheet, "new", say("welcome.code_note")
        )
        self.paper.entered.connect(self.forward)
        page, column = step_page()
        column.addWidget(self.paper)
        return page

    def _ready(self) -> QWidget:
        page, column = step_page()
        self._ready_place = label("", "muted", wrap=True)
        column.addWidget(label(say("welcome.ready_text"), wrap=True))
        column.addWidget(self._ready_place)
        column.addWidget(label(say("welcome.ready_backup"), wrap=True))
        return page

    def _buttons(self) -> QHBoxLayout:
        self.back_button = button(say("welcome.back"), "new.back")
        self.next_button = button(say("welcome.next"), "new.next", kind="primary")
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.forward)
        for line in (self.name, self.project):
            line.returnPressed.connect(self.forward)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.next_button)
        return row

    # going on

    def forward(self) -> None:
        """Go to the next step if this one is complete."""
        if not self.next_button.isEnabled():
            return  # Enter in a field, once more, while the casebook is being made
        self.notice.hide()
        match self._step:
            case 0:
                self._leave_who()
            case 1:
                if self.passphrase.complete():
                    self._make()
            case 2:
                self._leave_recovery()
            case _:
                if self._made is not None:
                    self.done.emit(self._made.desk)

    def back(self) -> None:
        """Go back one step; once the casebook is made there is no way back."""
        step = self._step
        if step == 0:
            self.given_up.emit()
        elif step == 1:
            self._show(0)

    def _show(self, step: int) -> None:
        self._step = step
        for number, page in enumerate(self._pages):
            page.setVisible(number == step)
        self.counter.setText(say("welcome.step", number=step + 1, count=len(STEPS)))
        self.heading.setText(say(f"welcome.title_{STEPS[step]}"))
        self.heading.setAccessibleName(self.heading.text())
        self.back_button.setVisible(step < 2)
        self._name_next(self.next_button)
        self.take_focus()

    def _name_next(self, made: QPushButton) -> None:
        words = {1: "welcome.make", 3: "welcome.start"}.get(self._step, "welcome.next")
        made.setText(say(words))
        made.setAccessibleName(say(words))
        made.setEnabled(True)

    def _leave_who(self) -> None:
        empty = [
            field
            for field, line in ((self._name, self.name), (self._project, self.project))
            if not line.text().strip()
        ]
        for field in (self._name, self._project):
            field.clear_error()
        for field in empty:
            field.set_error(say("problems.required"))
        if empty:
            empty[0].take_focus()
        else:
            self._show(1)

    def _make(self) -> None:
        self.next_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self.next_button.setText(say("welcome.making"))
        house, where = self._gate.house, self._where
        project, name = self.project.text().strip(), self.name.text().strip()
        phrase = self.passphrase.text()
        self._gate.run(
            lambda: house.create(where, project, name, phrase), self._was_made, self._not_made
        )

    def _was_made(self, made: Made) -> None:
        self._made = made
        self.passphrase.clear()
        self.back_button.setEnabled(True)
        self.paper.show_code(made.recovery_code)
        self._show(2)

    def _not_made(self, error: Exception) -> None:
        self.back_button.setEnabled(True)
        self._name_next(self.next_button)
        if isinstance(error, KnownError):
            self.notice.say(worded(error))
        else:
            self.notice.say(say("errors.unknown"))
            self._gate.background.trouble.emit(error)
        self.notice.show()

    def _leave_recovery(self) -> None:
        if self._made is not None and self.paper.complete():
            proved(self._gate, self._made.desk)
            self._ready_place.setText(say("welcome.ready_place", place=str(self._where)))
            self._show(3)

    # small things

    def _change_place(self) -> None:
        save_file(self, say("welcome.place"), say("welcome.kinds"), self._where, self._placed)

    def _placed(self, path: Path) -> None:
        self._where = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._place.setText(str(self._where))


def free_name(folder: Path) -> Path:
    """Return a file name in `folder` that is not taken: casebook, casebook-2 and so on."""
    path, number = folder / FILE_NAME, 1
    while path.exists():
        number += 1
        path = folder / f"casebook-{number}{SUFFIX}"
    return path


def text_line(name: str) -> QLineEdit:
    """Make a line for words that the keyboard should not guess at."""
    made = QLineEdit()
    made.setObjectName(name)
    made.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
    return made


def step_page() -> tuple[QWidget, QVBoxLayout]:
    """Make the ground of one step, and the column its parts go into."""
    page = QWidget()
    role(page, "step")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return page, column
