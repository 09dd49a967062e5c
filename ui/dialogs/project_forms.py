"""What holds for the whole project: the number of the lead, and the letters of the night line."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from outreach_app.casework import letters, project_settings
from outreach_app.casework.letters import LettersDraft
from outreach_app.casework.project_settings import ProjectSettings
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.sized import hold_width

Command = Callable[[Any], Any]


class LeadPhone(SmallForm):
    """The number under which the lead is reached when something cannot wait."""

    def __init__(self, parent: QWidget, context: Context, now: str) -> None:
        title, text = say("settings.phone.title"), say("settings.phone.text")
        super().__init__(parent, context, "lead_phone", title, text, save=say("settings.keep"))
        self._line = QLineEdit(now)
        self._line.setObjectName("lead_phone.lead_phone")
        hint = say("settings.phone.hint")
        self.add("lead_phone", Field(say("settings.phone.number"), self._line, hint=hint))
        self._line.returnPressed.connect(self.save)
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return project_settings.check_phone(self._line.text())

    def _command(self) -> Command:
        phone = self._line.text()
        return lambda work: project_settings.keep_lead_phone(work, phone)


class Letters(SmallForm):
    """A letter for each supply that has one, and those for what came back and a brief hello."""

    def __init__(self, parent: QWidget, context: Context, now: ProjectSettings) -> None:
        super().__init__(
            parent,
            context,
            "night_letters",
            say("settings.letters.title"),
            say("settings.letters.text"),
            save=say("settings.keep"),
        )
        self._lists: Vocabulary = now.lists
        self._items: dict[str, QLineEdit] = {}
        self._returned = _letter("night_letters.returned", now.letters.returned)
        self._brief = _letter("night_letters.brief", now.letters.brief)
        table = self._table(now)
        self.add("items", Field(say("settings.letters.items"), table))
        taken = ", ".join(f"{pack.letter} {pack.label}" for pack in now.packs if pack.letter)
        if taken:
            self.add_widget(label(say("settings.letters.packs", packs=taken), "small", wrap=True))
        self.add("returned", Field(say("lists.letters.returned"), self._returned))
        self.add("brief", Field(say("lists.letters.brief"), self._brief))
        self.check = self._check
        self.command = self._command

    def _table(self, now: ProjectSettings) -> QWidget:
        made = _Rows()
        made.setObjectName("night_letters.items")
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        by_item = {item: letter for letter, item in now.letters.items.items()}
        for place, entry in enumerate(now.lists["supply_item"].choices()):
            line = _letter(f"night_letters.items.{entry.code}", by_item.get(entry.code, ""))
            line.setAccessibleName(say("settings.letters.of", label=entry.label))
            words = label(entry.label, wrap=True)
            words.setBuddy(line)
            grid.addWidget(line, place, 0)
            grid.addWidget(words, place, 1)
            self._items[entry.code] = line
        return made

    def _draft(self) -> LettersDraft | None:
        """Return the letters as they stand, None when one stands twice."""
        items: dict[str, str] = {}
        for code, line in self._items.items():
            letter = line.text().strip()
            if letter in items:
                return None
            if letter:
                items[letter] = code
        return LettersDraft(items, self._returned.text().strip(), self._brief.text().strip())

    def _check(self) -> tuple[Problem, ...]:
        draft = self._draft()
        if draft is None:
            letter = _twice([line.text().strip() for line in self._items.values()])
            return (Problem("items", "letter_taken", {"letter": letter}),)
        return letters.check(draft, self._lists)

    def _command(self) -> Command:
        draft = self._draft() or LettersDraft({})
        return lambda work: letters.keep(work, draft)


class _Rows(QWidget):
    """The letters; a label that leads here leads to the first."""

    def take_focus(self) -> None:
        """Focus the first letter."""
        first = self.findChild(QLineEdit)
        if first is not None:
            first.setFocus()


def _letter(name: str, sign: str) -> QLineEdit:
    made = QLineEdit(sign)
    made.setObjectName(name)
    made.setMaxLength(1)
    hold_width(made, 60)
    return made


def _twice(signs: list[str]) -> str:
    return next((sign for sign in signs if sign and signs.count(sign) > 1), "")
