"""The private words of a casebook, ready to be looked for in a text that is to leave."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from models.contacts import Contact
from models.erasing import ValueChange
from models.following import Amendment, WitnessAccount
from models.incidents import Incident, PartnerReport
from models.people import Alias, ContactRoute, Person
from models.sharing import Alert
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.own_copy.tokens import WORD, fold
from outreach_app.casework.seen import records_of
from outreach_app.sharing.phones import ends
from outreach_app.work import Work

_BETWEEN_PLACES: Final = re.compile(r"[,;\n]+")
_MEMORY: Final = "sharing.secrets"
_ROUTES: Final = {"address": "place", "email": "account", "message": "account"}
# What a changed incident said before, by the name of the field, and what kind of mark that is.
_FORMER: Final = {"own_words": "note", "private_note": "note", "place_exact": "place"}

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, folded for comparing, and where it stands."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Secret:
    """A private phrase; `whose` is the record it belongs to, None for nobody's."""

    kind: str
    phrase: Phrase
    whose: str | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class Secrets:
    """Private phrases by their first word, and the ends of telephone numbers."""

    phrases: dict[str, tuple[Secret, ...]]
    phones: dict[str, Secret]


def tokens(text: str) -> list[Token]:
    """Cut a text into words of letters and digits, folded so that spelling in capitals is one."""
    return [Token(fold(each.group()), each.start(), each.end()) for each in WORD.finditer(text)]


def gather(work: Work) -> Secrets:
    """Return the private words of everybody; kept in the desk's memory until people change."""
    kept = work.memory.read.get(_MEMORY)
    if isinstance(kept, Secrets):
        return kept
    phrases: dict[str, list[Secret]] = {}
    phones: dict[str, Secret] = {}
    for kind, words, whose, restricted in _all(work):
        if kind == "phone":
            for end in ends(words):
                phones[end] = Secret(kind, (), whose, restricted)
        phrase = tuple(token.word for token in tokens(words))
        if phrase and not _like_a_figure(phrase):
            phrases.setdefault(phrase[0], []).append(Secret(kind, phrase, whose, restricted))
    made = Secrets({word: tuple(some) for word, some in phrases.items()}, phones)
    work.memory.read[_MEMORY] = made
    return made


def _like_a_figure(phrase: Phrase) -> bool:
    """Tell whether nothing but a short number is there, which every page may hold."""
    digits = "".join(phrase)
    return digits.isdecimal() and len(digits) <= 4


_Found = tuple[str, str, str | None, bool]


def _all(work: Work) -> Iterator[_Found]:
    yield from _of_people(work, "name", Person.alias)
    yield from _of_people(work, "name", Alias.alias, Alias.person_id)
    yield from _former_names(work)
    for column in (Person.code, Person.own_code, Person.source_id):
        yield from _of_people(work, "code", column)
    for column in (Incident.reference, Incident.source_id):
        for code, whose in work.session.execute(
            select(column, Incident.person_id).where(column.is_not(None))
        ):
            yield "code", str(code), whose, False
    references: tuple[InstrumentedAttribute[Any], ...] = (
        PartnerReport.reference,
        Alert.reference,
    )
    for reference in references:
        for code in work.session.scalars(select(reference).where(reference.is_not(None))):
            yield "code", str(code), None, False
    yield from _routes(work)
    places = select(Incident.place_exact, Incident.person_id, Person.restricted).outerjoin(
        Person, Person.id == Incident.person_id
    )
    for row in work.session.execute(places.where(Incident.place_exact.is_not(None))):
        place = row.place_exact or ""
        for part in (place, *_BETWEEN_PLACES.split(place)):
            yield "place", part.strip(), row.person_id, bool(row.restricted)


def _routes(work: Work) -> Iterator[_Found]:
    routes = select(
        ContactRoute.route, ContactRoute.value, ContactRoute.person_id, Person.restricted
    ).join(Person, Person.id == ContactRoute.person_id)
    for route, value, whose, restricted in work.session.execute(
        routes.where(ContactRoute.value.is_not(None))
    ):
        yield _ROUTES.get(route, "phone"), value or "", whose, bool(restricted)
        yield "phone", value or "", whose, bool(restricted)
        if route == "address":
            for part in _BETWEEN_PLACES.split(value or ""):
                if len(part.split()) > 1 and any(sign.isdecimal() for sign in part):
                    yield "place", part.strip(), whose, bool(restricted)


def _former_names(work: Work) -> Iterator[_Found]:
    """Give what somebody was called before their name was put right: notes still say it."""
    rows = work.session.execute(
        select(ValueChange.values, Person.id, Person.restricted)
        .join(Person, Person.id == ValueChange.object_id)
        .where(still_here())
    )
    for values, whose, restricted in rows:
        if name := values.get("alias"):
            yield "name", str(name), whose, bool(restricted)


def _of_people(
    work: Work,
    kind: str,
    column: InstrumentedAttribute[Any],
    person: InstrumentedAttribute[str] = Person.id,
) -> Iterator[_Found]:
    wanted = select(column, Person.id, Person.restricted).where(
        column.is_not(None), person == Person.id, still_here()
    )
    for words, whose, restricted in work.session.execute(wanted):
        yield kind, words or "", whose, bool(restricted)


def notes(
    work: Work, incident_ids: Iterable[str], person_ids: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Give the private notes of some incidents and of all incidents of some people.

    Each with its exact place, kind first: single words of either point to somebody. So do what
    stood there before it was changed, what others told, and what was remembered of their contacts.
    """
    person_ids = tuple(person_ids)
    about: list[ColumnElement[bool]] = [Incident.id.in_(list(incident_ids))]
    about += [Incident.person_id.in_(records_of(each)) for each in person_ids]
    rows = work.session.execute(
        select(Incident.id, Incident.private_note, Incident.place_exact).where(or_(*about))
    ).all()
    for _, note, place in rows:
        yield "note", note or ""
        yield "place", place or ""
    keys = [row.id for row in rows]
    for before in work.session.scalars(
        select(Amendment.before).where(Amendment.incident_id.in_(keys))
    ):
        for field, kind in _FORMER.items():
            yield kind, str(before.get(field) or "")
    told: list[ColumnElement[bool]] = [WitnessAccount.incident_id.in_(keys)]
    met: list[ColumnElement[bool]] = [false()]
    for each in person_ids:
        told.append(WitnessAccount.person_id.in_(records_of(each)))
        met.append(Contact.person_id.in_(records_of(each)))
    for words in work.session.scalars(
        select(WitnessAccount.words).where(WitnessAccount.voided_at.is_(None), or_(*told))
    ):
        yield "note", words or ""
    for words in work.session.scalars(
        select(Contact.note).where(Contact.note.is_not(None), or_(*met))
    ):
        yield "note", words or ""
