"""An own code word that was lost: who it is, who speaks for them, and a new word."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from outreach_app.casework import own_codes
from outreach_app.casework.names import Like
from outreach_app.casework.own_codes import LostCode, NewCode
from outreach_app.errors import Problem
from outreach_app.words import say
from ui import saying
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.card import column, row
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.labels import icon_label, label
from ui.widgets.notice import announce
from ui.widgets.word_taken import WordTaken


class _Spoken(SmallForm):
    """A dialog with the field for the word of whoever speaks for somebody."""

    def add_spoken_for(self) -> QLineEdit:
        """Add the field `spoken_for`."""
        line = QLineEdit()
        line.setObjectName(f"{self.objectName()}.spoken_for")
        hint = say("person.code.spoken_for_hint")
        self.add("spoken_for", Field(say("person.code.spoken_for"), line, hint=hint))
        return line


class NewWord(_Spoken):
    """A new word for somebody whose record it is known to be. For the lead."""

    def __init__(
        self, parent: QWidget, context: Context, person: tuple[str, str], spoken_for: str = ""
    ) -> None:
        super().__init__(
            parent,
            context,
            "code",
            say("person.code.new_title", alias=person[1]),
            say("person.code.new_text"),
            save=say("person.code.save"),
        )
        self._person_id = person[0]
        self._word = QLineEdit()
        self._word.setObjectName("code.own_code")
        self.add("own_code", Field(say("person.code.word"), self._word))
        taken = WordTaken(context, self._word, "code.taken")
        taken.about(person[0])
        self.add_widget(taken)
        self._spoken_for = self.add_spoken_for()
        self._spoken_for.setText(spoken_for)
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._word.text().strip() else (Problem("own_code", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        draft = NewCode(self._person_id, self._word.text(), self._spoken_for.text())
        return lambda work: own_codes.replace_lost(work, draft)


class LostWord(_Spoken):
    """Who it may be that lost their word. For the lead; the trail keeps that somebody looked.

    Signal: `found` carries key, alias, and the word of whoever spoke for them.
    """

    found = Signal(str, str, str)

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            context,
            "lost_code",
            say("person.code.lost_title"),
            say("person.code.lost_text"),
            save=say("person.code.look"),
        )
        self._called = QLineEdit()
        self._called.setObjectName("lost_code.called")
        self._called.returnPressed.connect(self.save)
        self.add("called", Field(say("person.code.called"), self._called))
        self._spoken_for = self.add_spoken_for()
        self._answer = QWidget()
        self._answer.setObjectName("lost_code.answer")
        self._column = QVBoxLayout(self._answer)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.add_widget(self._answer)
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._called.text().strip() else (Problem("called", "alias_needed"),)

    def _command(self) -> Callable[[Any], Any]:
        draft = LostCode(self._called.text(), self._spoken_for.text())
        return lambda work: own_codes.find_lost(work, draft)

    def _was_saved(self, done: Any) -> None:
        # Looking is the command here: what was found is shown, and the dialog stays.
        self.save_button.setEnabled(True)
        clear(self._column)
        likes: tuple[Like, ...] = done.value
        title = say("person.code.found" if likes else "person.code.nobody")
        self._column.addWidget(label(title, "strong", wrap=True))
        for like in likes:
            self._column.addWidget(self._line(like))
        self._answer.setAccessibleName(title)
        announce(self._answer)
        self.fit()

    def _line(self, like: Like) -> QWidget:
        person = like.person
        who = saying.who(person.alias, person.code)
        them = button(say("person.code.that_is_them"), f"lost_code.them.{person.code}", small=True)
        them.setAccessibleName(say("person.code.that_is", who=who))
        them.clicked.connect(self._choosing(like))
        made = QWidget()
        words = column(
            label(who, wrap=True), label(f"{saying.like(like)}.", "small", wrap=True), gap=0
        )
        side = row(icon_label("person", "accent"), words, them, gap=9)
        side.setStretch(1, 1)
        made.setLayout(side)
        return made

    def _choosing(self, like: Like) -> Callable[[], None]:
        def choose() -> None:
            word = self._spoken_for.text()
            self.accept()
            self.found.emit(like.person.id, like.person.alias, word)

        return choose
