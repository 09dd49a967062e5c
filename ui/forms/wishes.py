"""After an incident: what is still possible, and what they want, each asked by itself."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach_app.casework import choices, wishes
from outreach_app.casework.choices import ChoicesDraft, Chosen
from outreach_app.casework.wishes import Wishes
from outreach_app.errors import CheckFailed, KnownError
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui import time_words, when
from ui.page import Context
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import Card, column, row
from ui.widgets.choices import ChipGroup
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.notice import Notice, announce

_SKIP: Final = "skip"
_CHIPS: Final = 250
# How an answer was given, and whether they could decide: asked once for all of them.
_ONCE: Final = {"method": "consent_method", "capacity": "capacity"}


class WishesPart(QWidget):
    """Call `show_for`; hidden until there is something to show.

    Signal: `concern` when somebody under 18 is to be raised to the lead, with the incident's key.
    """

    concern = Signal(str)

    def __init__(self, name: str, context: Context) -> None:
        super().__init__()
        self.setObjectName(f"{name}.wishes")
        self._name = f"{name}.wishes"
        self._context = context
        self._found: Wishes | None = None
        self._asked: dict[str, ChipGroup] = {}
        self._rows: list[QBoxLayout] = []
        self._once: dict[str, tuple[ChipGroup, Field]] = {}
        self.windows = Card(
            say("choices.windows.title"), say("choices.windows.note"), name=f"{self._name}.windows"
        )
        self._lines = QVBoxLayout()
        self._lines.setSpacing(7)
        self.windows.add(self._lines)
        self.windows.body.addStretch(1)
        self.card = Card(say("choices.title"), say("choices.note"), name=f"{self._name}.card")
        self._child = Notice(
            "caution",
            say("choices.child"),
            actions=(("raise", say("choices.raise_concern")),),
            name=f"{self._name}.child",
        )
        self._child.pressed.connect(self._raise)
        self._trouble = Notice("stop", " ", loud=True, name=f"{self._name}.trouble")
        self._trouble.hide()
        self._done = Notice("ok", say("choices.saved"), name=f"{self._name}.saved")
        self._done.hide()
        self._questions = QWidget()
        lines = QVBoxLayout(self._questions)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(5)
        lines.addWidget(label(say("choices.any_answer"), "small", wrap=True))
        for code in choices.CHOICES:
            lines.addWidget(self._question(code))
        for field in _ONCE:
            title = say(f"choices.{field}")
            chips = ChipGroup(f"{self._name}.{field}", title)
            self._once[field] = (chips, Field(title, chips))
            lines.addWidget(self._once[field][1])
        self._save: QPushButton = button(
            say("choices.save"), f"{self._name}.save", kind="primary", icon="agree"
        )
        self._save.clicked.connect(self.save)
        lines.addLayout(row(1, self._save))
        for part in (self._child, self._trouble, self._done, self._questions):
            self.card.add(part)
        self.card.body.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(10)
        self._columns.addWidget(self.windows, 2)
        self._columns.addWidget(self.card, 3)
        self.hide()

    # what is shown

    def show_for(self, incident_id: str) -> None:
        """Read what the screen needs and show it."""
        self.hide()
        self._context.ask(wishes.of_incident, incident_id, then=self._show, failed=self._not_shown)

    def compact(self, width_class: str) -> None:
        """Put the parts below each other where there is no room beside."""
        upright = width_class in {"narrow", "tiny"} or current().percent > 115
        direction = (
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )
        self._columns.setDirection(direction)
        tiny = width_class == "tiny"
        for each in self._rows:
            each.setDirection(
                QBoxLayout.Direction.TopToBottom if tiny else QBoxLayout.Direction.LeftToRight
            )

    def _show(self, found: Wishes) -> None:
        self._found = found
        self._show_windows(found)
        lists = found.lists
        for field, name in _ONCE.items():
            chips, frame = self._once[field]
            chips.set_choices([(each.code, each.label) for each in lists[name].choices()])
            chips.set_value("")
            frame.clear_error()
            frame.hide()
        for group in self._asked.values():
            group.set_value("")
        for part in (self._trouble, self._done):
            part.hide()
        self._child.setVisible(found.child)
        self._questions.setVisible(found.may_ask and not found.child)
        self.card.setVisible(found.may_ask)
        self._save.setEnabled(False)
        self.setVisible(found.may_ask or bool(found.windows) or found.strangled)

    def _show_windows(self, found: Wishes) -> None:
        clear(self._lines)
        zone = self._context.desk.zone
        if found.strangled:
            title, text = say("choices.strangled.title"), say("choices.strangled.text")
            notice = Notice("caution", title, text, loud=True, name=f"{self._name}.strangled")
            self._lines.addWidget(notice)
        for centre in found.centres:
            words = say("choices.windows.call", name=centre.name, phone=centre.phone or "")
            self._lines.addWidget(label(words.rstrip(": "), "strong", wrap=True))
        for window in found.windows:
            named = label(time_words.title(window, found.lists), "strong", wrap=True)
            words = time_words.text(window, zone, timed=found.timed)
            pair = QWidget()
            pair.setLayout(column(named, label(words, "small", wrap=True), gap=0))
            self._lines.addWidget(pair)
        if any(each.code.startswith("forensic") for each in found.windows):
            self._lines.addWidget(label(say("choices.windows.keep"), wrap=True))
        if found.windows:
            self._lines.addWidget(label(_checked(found), "small", wrap=True))
        self.windows.setVisible(bool(found.windows) or found.strangled)

    def _not_shown(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._context.background.trouble.emit(error)

    # what is answered

    def answers(self) -> dict[str, str]:
        """Return what was answered; what is left out was not asked."""
        given = {code: group.value() for code, group in self._asked.items()}
        return {code: answer for code, answer in given.items() if answer in ("yes", "no")}

    def save(self) -> None:
        """Keep the answers, and what follows from them."""
        if self._found is None or not self._save.isEnabled():
            return
        draft = self._draft(self._found)
        problems = {each.field: each for each in choices.check(draft, self._found.lists)}
        for field, (_, frame) in self._once.items():
            if field in problems:
                frame.set_error(sentence(problems[field]))
            else:
                frame.clear_error()
        if problems:
            self._once[next(iter(problems))][1].take_focus()
            return
        self._save.setEnabled(False)
        self._context.do(choices.keep, draft, then=self._kept, failed=self._not_kept)

    def _draft(self, found: Wishes) -> ChoicesDraft:
        said = {field: chips.value() or None for field, (chips, _) in self._once.items()}
        return ChoicesDraft(found.incident_id, self.answers(), said["method"], said["capacity"])

    def _kept(self, done: Any) -> None:
        chosen: Chosen = done.value
        yes = [code for code, answer in self.answers().items() if answer == "yes"]
        parts = []
        ready = [code for code in yes if code not in chosen.put_off]
        if ready:
            parts.append(say("choices.prepared", what=_names(ready)))
        if chosen.put_off:
            parts.append(say("choices.put_off", what=_names(chosen.put_off)))
        self._questions.hide()
        self._trouble.hide()
        self._done.say(say("choices.saved"), " ".join(parts))
        self._done.show()
        announce(self._done)

    def _not_kept(self, error: Exception) -> None:
        self._save.setEnabled(True)
        words = worded(error) if isinstance(error, KnownError) else say("shell.not_saved")
        if isinstance(error, CheckFailed) and error.problems:
            words = sentence(error.problems[0])
        self._trouble.say(words)
        self._trouble.show()
        if not isinstance(error, KnownError):
            self._context.background.trouble.emit(error)

    def _answered(self, _: str) -> None:
        answers = self.answers()
        self._once["method"][1].setVisible(bool(answers))
        self._once["capacity"][1].setVisible("yes" in answers.values())
        self._save.setEnabled(bool(answers))

    def _raise(self, _: str) -> None:
        if self._found is not None:
            self.concern.emit(self._found.incident_id)

    def _question(self, code: str) -> QWidget:
        made = QWidget()
        words = say(f"choices.ask.{code}")
        chips = ChipGroup(
            f"{self._name}.{code}",
            words,
            [(answer, say(f"choices.answer.{answer}")) for answer in ("yes", "no", _SKIP)],
        )
        chips.setMinimumWidth(current().px(_CHIPS))
        chips.setMaximumWidth(current().px(_CHIPS))
        chips.chosen.connect(partial(self._answered))
        self._asked[code] = chips
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(label(words, wrap=True), 1)
        line.addWidget(chips)
        self._rows.append(line)
        return made


def _checked(found: Wishes) -> str:
    if found.checked_on is None:
        return say("choices.windows.never_checked")
    return say("choices.windows.checked", day=when.full_day(found.checked_on))


def _names(codes: Any) -> str:
    return ", ".join(say(f"choices.short.{code}") for code in codes)
