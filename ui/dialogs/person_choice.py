"""Choosing somebody we know: for whom they belong with, and for records that may be one person."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from outreach_app.casework import partners, people
from outreach_app.casework.partners import PartnerDraft
from outreach_app.casework.people import PersonCard, PersonHit
from outreach_app.errors import Problem
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.person_field import PersonField
from ui.widgets.picker import Found, Suggestion


class _Choosing(SmallForm):
    """A dialog with one field for somebody other than the person it is about."""

    def find_other(self, name: str, title: str, card: PersonCard) -> PersonField:
        """Make the field, and add it to the dialog as `other_id`."""
        self._not = card.id
        field = PersonField(name, title, self._search)
        self.add("other_id", Field(title, field))
        return field

    def _search(self, text: str, found: Found) -> None:
        today = when.local_day(self.context.desk.clock.now(), self.context.desk.zone)

        def show(hits: Sequence[PersonHit]) -> None:
            found(
                [
                    Suggestion(
                        hit.id,
                        hit.alias,
                        _note(hit, today),
                        hit.code,
                    )
                    for hit in hits
                    if hit.id != self._not
                ]
            )

        desk = self.context.desk
        self.context.background.run(lambda: desk.ask(people.find, text), show, owner=self)


def find_somebody(owner: QWidget, context: Context, name: str, title: str) -> PersonField:
    """Make a field in which anybody known is found by typing; `owner` is what it belongs to."""

    def search(text: str, found: Found) -> None:
        def show(hits: Sequence[PersonHit]) -> None:
            found([Suggestion(hit.id, saying.who(hit.alias, hit.code), "") for hit in hits])

        desk = context.desk
        context.background.run(lambda: desk.ask(people.find, text), show, owner=owner)

    return PersonField(name, title, search)


class AddPartner(_Choosing):
    """Somebody belongs together with somebody else; each keeps a record of their own."""

    def __init__(self, parent: QWidget, context: Context, card: PersonCard) -> None:
        super().__init__(
            parent,
            context,
            "partner",
            say("person.partners.title", alias=saying.name(card.alias, card.code)),
            say("linking.partners.text"),
            save=say("person.partners.save"),
        )
        self._person_id = card.id
        self._other = self.find_other("partner.other_id", say("person.partners.who"), card)
        kinds = [(kind, say(f"linking.kind.{kind}")) for kind in partners.KINDS]
        words = say("person.partners.kind")
        self._kind = ChipGroup("partner.kind", words, kinds)
        self._kind.set_value(partners.KINDS[0])
        self.add("kind", Field(words, self._kind))
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._other.value() else (Problem("other_id", "no_record"),)

    def _command(self) -> Callable[[Any], Any]:
        draft = PartnerDraft(self._person_id, self._other.value(), self._kind.value())
        return lambda work: partners.add(work, draft)


class OtherRecord(_Choosing):
    """Which other record may be the same person; `then` gets its key. Nothing is changed here."""

    def __init__(
        self, parent: QWidget, context: Context, card: PersonCard, then: Callable[[str], object]
    ) -> None:
        super().__init__(
            parent,
            context,
            "other_record",
            say("doubles.choose.title", alias=saying.name(card.alias, card.code)),
            say("doubles.choose.text"),
            save=say("doubles.choose.save"),
        )
        self._then = then
        self._other = self.find_other("other_record.other_id", say("doubles.choose.who"), card)
        self._other.picked.connect(lambda _: self.save())

    def save(self) -> None:
        """Hand the choice on, or say that there is none."""
        found = self._other.value()
        self.show_problems(() if found else (Problem("other_id", "no_record"),))
        if found:
            self.accept()
            self._then(found)


def _note(hit: PersonHit, today: date) -> str:
    return f"{hit.code}, {when.lately(hit.seen_on, today)}" if hit.seen_on else hit.code
