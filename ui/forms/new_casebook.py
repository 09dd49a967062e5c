"""Making a casebook in four steps: name and project, passphrase, recovery code, done."""

import secrets
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
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui.dialogs.files import save_file
from ui.house import Gate, Made
from ui.theme import role
from ui.widgets.buttons import button, link
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.passphrase import PassphraseField

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
        self._asked: tuple[int, int] = (0, 1)
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
        first: QWidget = {
            0: self.name,
            1: self.phrase.line,
            2: self.first_group,
            3: self.next_button,
        }[self._step]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _who(self) -> QWidget:
        self.name = _line("new.name")
        self.project = _line("new.project")
        self._name = Field(say("welcome.name"), self.name, hint=say("welcome.name_hint"))
        self._project = Field(
            say("welcome.project"), self.project, hint=say("welcome.project_hint")
        )
        self._place = label(str(self._where), "muted", wrap=True, name="new.place")
        change = link(say("welcome.change_place"), "new.change_place")
        change.clicked.connect(self._change_place)
        page, column = _step()
        column.addWidget(self._name)
        column.addWidget(self._project)
        column.addWidget(label(say("welcome.place"), "label"))
        column.addWidget(self._place)
        column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _phrase(self) -> QWidget:
        self.phrase = PassphraseField("new.passphrase", say("unlock.passphrase"))
        self.again = PassphraseField("new.again", say("welcome.again"))
        self.length = label("", "small", wrap=True, name="new.length")
        self.suggestion = label("", "code", wrap=True, name="new.suggestion")
        self.suggestion.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.suggestion.hide()
        suggest = link(say("welcome.suggest"), "new.suggest")
        suggest.clicked.connect(self._suggest)
        self.phrase.line.textChanged.connect(self._measure)
        self._phrase_error = label("", "error", wrap=True, name="new.passphrase.error")
        page, column = _step()
        column.addWidget(label(say("welcome.passphrase_note"), wrap=True))
        column.addWidget(self.phrase)
        column.addWidget(self.length)
        column.addWidget(suggest, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.suggestion)
        column.addWidget(self.again)
        column.addWidget(self._phrase_error)
        self._measure("")
        return page

    def _recovery(self) -> QWidget:
        self.code = label("", "code", wrap=True, name="new.code")
        self.first_group = _line("new.first_group")
        self.second_group = _line("new.second_group")
        self._first_field = Field("", self.first_group)
        self._second_field = Field("", self.second_group)
        page, column = _step()
        column.addWidget(label(say("welcome.code_note"), wrap=True))
        column.addWidget(self.code)
        column.addWidget(label(say("welcome.code_once"), "strong", wrap=True))
        groups = QHBoxLayout()
        groups.setSpacing(10)
        groups.addWidget(self._first_field, 1)
        groups.addWidget(self._second_field, 1)
        column.addLayout(groups)
        return page

    def _ready(self) -> QWidget:
        page, column = _step()
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
        for line in (
            self.name,
            self.project,
            self.phrase.line,
            self.again.line,
            self.first_group,
            self.second_group,
        ):
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
        self.notice.hide()
        match self._step:
            case 0:
                self._leave_who()
            case 1:
                self._leave_phrase()
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

    def _leave_phrase(self) -> None:
        problems = self._gate.house.check_passphrase(self.phrase.text(), self.name.text())
        if problems:
            self._phrase_wrong(sentence(problems[0]), self.phrase)
        elif self.phrase.text() != self.again.text():
            self._phrase_wrong(say("welcome.not_the_same"), self.again)
        else:
            self._phrase_error.setText("")
            self._make()

    def _phrase_wrong(self, words: str, where: PassphraseField) -> None:
        self._phrase_error.setText(words)
        where.line.setAccessibleDescription(words)
        where.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        self.next_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self.next_button.setText(say("welcome.making"))
        house, where = self._gate.house, self._where
        project, name = self.project.text().strip(), self.name.text().strip()
        phrase = self.phrase.text()
        self._gate.run(
            lambda: house.create(where, project, name, phrase), self._was_made, self._not_made
        )

    def _was_made(self, made: Made) -> None:
        self._made = made
        self.phrase.clear()
        self.again.clear()
        self.suggestion.setText("")
        self.back_button.setEnabled(True)
        groups = made.recovery_code.split("-")
        first, second = sorted(secrets.SystemRandom().sample(range(len(groups)), 2))
        self._asked = (first, second)
        self.code.setText("  ".join(groups))
        self.code.setAccessibleName(say("welcome.code"))
        for field, place in ((self._first_field, first), (self._second_field, second)):
            field.set_title(say("welcome.group", number=place + 1))
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
        made = self._made
        if made is None:
            return
        groups = made.recovery_code.split("-")
        wrong = [
            field
            for field, line, place in (
                (self._first_field, self.first_group, self._asked[0]),
                (self._second_field, self.second_group, self._asked[1]),
            )
            if line.text().strip().upper() != groups[place]
        ]
        for field in (self._first_field, self._second_field):
            field.clear_error()
        for field in wrong:
            field.set_error(say("welcome.group_differs"))
        if wrong:
            wrong[0].take_focus()
            return
        self.code.setText("")
        self._ready_place.setText(say("welcome.ready_place", place=str(self._where)))
        self._show(3)

    # small things

    def _change_place(self) -> None:
        save_file(self, say("welcome.place"), say("welcome.kinds"), self._where, self._placed)

    def _placed(self, path: Path) -> None:
        self._where = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._place.setText(str(self._where))

    def _suggest(self) -> None:
        self.suggestion.setText(self._gate.house.suggest_passphrase())
        self.suggestion.setAccessibleName(self.suggestion.text())
        self.suggestion.show()

    def _measure(self, text: str) -> None:
        count = len(text.split())
        key = "length_none" if not text else "length_words"
        enough = bool(text) and not self._gate.house.check_passphrase(text, self.name.text())
        words = say(f"welcome.{key}", count=count)
        self.length.setText(f"{words} {say('welcome.length_enough')}" if enough else words)


def free_name(folder: Path) -> Path:
    """Return a file name in `folder` that is not taken: casebook, casebook-2 and so on."""
    path, number = folder / FILE_NAME, 1
    while path.exists():
        number += 1
        path = folder / f"casebook-{number}{SUFFIX}"
    return path


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
    return made


def _step() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    role(page, "step")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return page, column
