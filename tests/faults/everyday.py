"""Trials of everyday work: writing down, taking a file in, freezing a report.

Each thing written down has several rows of its own, so that half of one would show: a contact with
what was given, an incident with its vehicle and suspect, two answers given together, a draft that
is there or its contact.
"""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from models.contacts import Contact, ContactSupply
from models.incidents import Incident, Suspect, Vehicle
from models.people import Person
from models.sharing import Consent
from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, contacts, drafts, incidents
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.errors import KnownError
from outreach_app.exchange import importing
from outreach_app.exchange.checked import read_and_check
from outreach_app.reports import issuing
from outreach_app.statistics import periods
from outreach_app.work import Work
from tests.conftest import PASSPHRASE
from tests.faults.trials import (
    CLOCK,
    START,
    Half,
    Lost,
    Told,
    Trial,
    add,
    aliases,
    insist,
    insist_on_whole,
    new,
    opened,
)
from tests.filled import SAMPLE

MONTH: Final = periods.month("2025-11")
DAY: Final = date(2026, 3, 1)
MANY: Final = 400
BRIEF: Final = 80
# After so many refusals in a row somebody would close the program.
PATIENCE: Final = 3


def _begin(folder: Path) -> None:
    desk = new(folder)
    add(desk, "Comet")
    desk.close()


def _log(folder: Path, tell: Told) -> None:
    write_down(folder, tell, MANY)


def write_down(folder: Path, tell: Told, many: int) -> None:
    """Write things down until `many` are, or until it was refused again and again."""
    desk = opened(folder)
    person = comet(desk)
    tell.ready()
    refused = 0
    for number in range(many):
        try:
            tell.said(one(desk, person, number))
            refused = 0
        except KnownError as error:
            tell.refused(error)
            refused += 1
            if refused == 1:
                tell.mend()
            if refused == PATIENCE:
                break
    tell.closing()
    desk.close()


def comet(desk: Desk) -> str:
    """Return the key of the person the template knows."""
    hits = desk.ask(lambda work: work.session.scalars(select(Person.id)).all())
    return hits[0]


def one(desk: Desk, person: str, number: int) -> str:
    """Write one thing down; its number stands in every row of it."""
    now, kind = CLOCK.now(), number % 5
    contact = ContactDraft(
        now,
        who="known",
        person_id=person,
        supplies={"condom_ext": number + 1, "condom_int": number + 1},
        note=f"note {number}",
    )
    if kind == 0:
        desk.do(contacts.log, contact)
        return f"contact {number}"
    if kind == 1:
        told = IncidentDraft(
            now,
            person,
            "robbery",
            "unknown",
            "unknown",
            own_words=f"words {number}",
            vehicle=VehicleDraft(plate_said="AB12 CDE"),
            suspects=(SuspectDraft(phone_said="07700 900123"),),
        )
        desk.do(incidents.log, told)
        return f"incident {number}"
    if kind == 2:
        until = DAY + timedelta(days=number)
        given = [Answer(scope, "yes", "verbal", "able", until) for scope in ("housing", "health")]
        desk.do(consents.answer, AnswersDraft(person, None, tuple(given)))
        return f"consent {number}"
    if kind == 3:
        desk.do(drafts.keep, "contact", "", f"typed {number}")
        return f"draft {number}"
    desk.do(drafts.saving, "contact", "", contacts.log, contact)
    return f"contact {number}"


def look_at_written(folder: Path, said: list[str], passphrase: str = PASSPHRASE) -> str:
    """Look whether everything acknowledged is there, and nothing by half."""
    desk = opened(folder, passphrase=passphrase)
    insist_on_whole(desk)
    found = desk.ask(_written)
    waiting = [each.state for each in desk.ask(drafts.waiting)]
    desk.close()
    last = "" if not said else said[-1]
    for each in said:
        kind = each.split()[0]
        if kind != "draft":
            insist(each in found, Lost, each)
    if last.startswith("draft"):
        number = int(last.split()[1])
        saved = f"contact {number + 1}" in found
        insist(saved or waiting == [f"typed {number}"], Lost, last)
        insist(not (saved and waiting), Half, "the draft and its contact")
    many = len(found)
    return "nothing" if not many else "some"


def _written(work: Work) -> set[str]:
    session = work.session
    found = set()
    given: dict[str, list[int]] = {}
    for key, quantity in session.execute(
        select(ContactSupply.contact_id, ContactSupply.quantity)
    ).all():
        given.setdefault(key, []).append(quantity)
    for key, note in session.execute(select(Contact.id, Contact.note)).all():
        number = int(str(note).split()[1])
        insist(given.get(key) == [number + 1] * 2, Half, f"contact {number}")
        found.add(f"contact {number}")
    for key, words in session.execute(select(Incident.id, Incident.private_note)).all():
        number = int(str(words).split()[1])
        for kind in (Vehicle, Suspect):
            there = session.scalar(select(func.count()).where(kind.incident_id == key))
            insist(there == 1, Half, f"incident {number}")
        found.add(f"incident {number}")
    answers = Counter(session.scalars(select(Consent.expires_on)).all())
    for until, count in answers.items():
        number = (until - DAY).days if until is not None else -1
        insist(count == 2, Half, f"consent {number}")
        found.add(f"consent {number}")
    return found


def _begin_empty(folder: Path) -> None:
    new(folder).close()


def _take_in(folder: Path, tell: Told) -> None:
    desk = opened(folder)
    tell.ready()
    data = json.dumps(json.loads(SAMPLE.read_text())["data"]).encode()
    checked: Any = read_and_check(data, desk.vocabulary(), CLOCK.now(), None)
    desk.do(importing.take_in, checked)
    tell.said("taken in")
    desk.close()


def _look_at_taken(folder: Path, said: list[str]) -> str:
    desk = opened(folder)
    insist_on_whole(desk)
    count = len(aliases(desk))
    desk.close()
    insist(count > 10 or not count, Half, f"{count} people")
    insist(count or not said, Lost, "the import")
    return "taken in" if count else "nothing"


class _Silent(Told):
    def __init__(self) -> None:
        super().__init__(-1)

    def _say(self, words: str) -> None:
        pass


def _begin_full(folder: Path) -> None:
    new(folder).close()
    _take_in(folder, _Silent())


def _freeze(folder: Path, tell: Told) -> None:
    desk = opened(folder)
    tell.ready()
    desk.do(issuing.issue, "internal", MONTH, CLOCK.now())
    tell.said("issued")
    desk.close()


def _look_at_frozen(folder: Path, said: list[str]) -> str:
    desk = opened(folder)
    insist_on_whole(desk)
    rows = desk.ask(issuing.of_period, "internal", MONTH)
    for row in rows:
        insist(desk.ask(issuing.printed, row.id)[1].startswith(b"%PDF"), Half, "its pages")
    desk.close()
    insist(len(rows) <= 1, Half, "issued twice")
    insist(rows or not said, Lost, "the report")
    return "issued" if rows else "not issued"


def _log_with_a_wild_clock(folder: Path, tell: Told) -> None:
    """Write down while the clock of the computer jumps back and forth by hours and days."""
    desk = opened(folder)
    person = comet(desk)
    tell.ready()
    for number in range(MANY):
        CLOCK.moment = START + timedelta(hours=(number * 37) % 101 - 70)
        tell.said(one(desk, person, number))
    desk.close()


def _log_briefly(folder: Path, tell: Told) -> None:
    write_down(folder, tell, BRIEF)


BRIEFLY: Final = Trial(_begin, _log_briefly, look_at_written)
LOG: Final = Trial(_begin, _log, look_at_written)
CLOCKS: Final = Trial(_begin, _log_with_a_wild_clock, look_at_written)
IMPORT: Final = Trial(_begin_empty, _take_in, _look_at_taken)
FREEZE: Final = Trial(_begin_full, _freeze, _look_at_frozen)
