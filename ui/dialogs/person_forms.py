"""Small changes to a person's record: another name, and who may open it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from outreach_app.casework import access, other_names
from outreach_app.casework.other_names import NameDraft
from outreach_app.casework.people import PersonCard
from outreach_app.errors import Problem
from outreach_app.words import say
from ui import saying
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field


class AddName(SmallForm):
    """Another name somebody goes by."""

    def __init__(self, parent: QWidget, context: Context, card: PersonCard) -> None:
        super().__init__(
            parent,
            context,
            "name",
            say("person.names.title", alias=saying.name(card.alias, card.code)),
            say("person.names.text"),
            save=say("person.names.save"),
        )
        self._person_id = card.id
        self._name = QLineEdit()
        self._name.setObjectName("name.name")
        self._name.returnPressed.connect(self.save)
        self.add("name", Field(say("person.names.name"), self._name))
        self.check = self._check
        self.command = self._command

    def _draft(self) -> NameDraft:
        return NameDraft(self._person_id, self._name.text())

    def _check(self) -> tuple[Problem, ...]:
        return other_names.check(self._draft())

    def _command(self) -> Callable[[Any], Any]:
        draft = self._draft()
        return lambda work: other_names.add(work, draft)


class Restrict(SmallForm):
    """The lead restricts a record, or opens it to colleagues again; why is kept."""

    def __init__(self, parent: QWidget, context: Context, card: PersonCard) -> None:
        self._on = not card.restricted
        kind = "restrict" if self._on else "unrestrict"
        super().__init__(
            parent,
            context,
            "restrict",
            say("access.title"),
            say("access.text"),
            save=say(f"person.access.{kind}"),
        )
        self._person_id = card.id
        words = say("person.access.reason")
        codes = access.RESTRICT if self._on else access.UNRESTRICT
        self._reason = ChipGroup(
            "restrict.reason", words, [(code, say(f"access.{kind}.{code}")) for code in codes]
        )
        self.add("reason", Field(words, self._reason))
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._reason.value() else (Problem("reason", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        key, reason = self._person_id, self._reason.value()
        change = access.restrict if self._on else access.unrestrict
        return lambda work: change(work, key, reason)
