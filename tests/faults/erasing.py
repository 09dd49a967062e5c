"""A trial of taking people out: everything about one of them goes in one transaction, or nothing."""

from pathlib import Path
from typing import Final

from sqlalchemy import select

from models.contacts import Contact
from models.people import Person
from outreach_app.casework import contacts
from outreach_app.casework.contacts import ContactDraft
from outreach_app.retention.anonymising import ASKED, EraseDraft, anonymise, look
from tests.faults.trials import (
    CLOCK,
    Half,
    Lost,
    Told,
    Trial,
    add,
    insist,
    insist_on_whole,
    new,
    opened,
)

MANY: Final = 60


def _begin(folder: Path) -> None:
    desk = new(folder)
    for number in range(MANY):
        key = add(desk, f"Dune {number}")
        draft = ContactDraft(CLOCK.now(), who="known", person_id=key, note=f"note {number}")
        desk.do(contacts.log, draft)
    desk.close()


def _erase(folder: Path, tell: Told) -> None:
    desk = opened(folder)
    rows = desk.ask(lambda work: work.session.execute(select(Person.alias, Person.id)).all())
    tell.ready()
    for alias, key in rows:
        code = desk.ask(look, key).word
        desk.do(anonymise, EraseDraft(key, ASKED, code))
        tell.said(str(alias.split()[1]))
        desk.scrub()
    desk.close()


def _look(folder: Path, said: list[str]) -> str:
    desk = opened(folder)
    insist_on_whole(desk)
    rows = desk.ask(
        lambda work: work.session.execute(
            select(Person.alias, Contact.note).join(Contact, Contact.person_id == Person.id)
        ).all()
    )
    desk.close()
    insist(len(rows) == MANY, Lost, "a contact of somebody taken out")
    here = {alias.split()[1] for alias, note in rows if note}
    for alias, note in rows:
        insist((note is None) or f"Dune {note.split()[1]}" == alias, Half, f"{alias}")
    named = {alias.split()[1] for alias, _ in rows if alias.startswith("Dune ")}
    insist(here == named, Half, f"{here ^ named}")
    insist(not here & set(said), Lost, "that somebody was taken out")
    return "some taken out" if len(here) < MANY else "nobody"


ERASE: Final = Trial(_begin, _erase, _look)
