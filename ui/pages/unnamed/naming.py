"""Who was it: somebody known, found by typing; what it was stands above."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from outreach_app.casework import contact_links, people
from outreach_app.casework.contact_links import Unnamed
from outreach_app.casework.people import PersonHit
from outreach_app.errors import Problem
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.person_field import PersonField
from ui.widgets.picker import Found, Suggestion


class NamePerson(SmallForm):
    """Signal: `named` carries the contact's key and what stands for the name."""

    named = Signal(str, str)

    def __init__(self, parent: QWidget, context: Context, found: Unnamed, words: str) -> None:
        text = say("unnamed.ask.text")
        super().__init__(
            parent,
            context,
            "name_person",
            say("unnamed.ask.title"),
            f"{words}.\n{text}" if words else text,
            save=say("unnamed.ask.save"),
        )
        self._contact_id = found.id
        self._name = ""
        if found.people > 1:
            one_of = say("unnamed.ask.one_of", count=found.people)
            self.add_widget(label(one_of, wrap=True, name="name_person.one_of"))
        title = say("unnamed.ask.who")
        self._who = PersonField("name_person.person_id", title, self._search)
        self._who.picked.connect(self._picked)
        self.add("person_id", Field(title, self._who))
        self.check = self._check
        self.command = self._command
        self.saved.connect(lambda _: self.named.emit(self._contact_id, self._name))

    def _picked(self, one: Suggestion) -> None:
        self._name = one.shown

    def _search(self, text: str, found: Found) -> None:
        today = when.local_day(self.context.desk.clock.now(), self.context.desk.zone)

        def show(hits: Sequence[PersonHit]) -> None:
            found([Suggestion(hit.id, hit.alias, _note(hit), hit.code) for hit in hits])

        def _note(hit: PersonHit) -> str:
            code = "" if saying.name(hit.alias, hit.code) == hit.code else hit.code
            seen = when.lately(hit.seen_on, today) if hit.seen_on else ""
            return ", ".join(part for part in (code, seen) if part)

        desk = self.context.desk
        self.context.background.run(lambda: desk.ask(people.find, text), show, owner=self)

    def _check(self) -> tuple[Problem, ...]:
        return () if self._who.value() else (Problem("person_id", "no_record"),)

    def _command(self) -> Callable[[Any], Any]:
        contact, person = self._contact_id, self._who.value()
        return lambda work: contact_links.name_person(work, contact, person)
