"""Looking through the words of a report for anything of the casebook, before the report leaves.

A report is made of figures and of the program's own words, so nothing of a person can stand in it
unless somebody typed it where the project's words are kept: a name for an area, a code of a list,
the project's name. That is what this finds. It compares whole words and phrases, never parts.
Source: report lines, part 4, and the reports page of the window's design.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from models.incidents import Incident, PartnerReport, Suspect, Vehicle
from models.matching import SafePlate
from models.packs import OwnPackVersion
from models.people import Alias, ContactRoute, Person
from models.project import Project, Staff
from models.sharing import Alert
from outreach_app import paths
from outreach_app.casework import access, roles
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.plates import tidy
from outreach_app.reports.days import month
from outreach_app.statistics import registry
from outreach_app.vocabulary import Vocabulary, shipped
from outreach_app.work import Work

# Digits alone, up to this many, cannot be told from a figure, a year or a day.
_FIGURE_DIGITS: Final = 4
# The end of a phone number, without the 0 or +44 it may be written with.
_PHONE_DIGITS: Final = 9
_SHORTEST_PLATE: Final = 4
# A number plate or a phone number may be written in as many pieces.
_PIECES: Final = 5
_ROUTES: Final = {"address": "place", "email": "account", "message": "account"}
_NOT_WORD: Final = re.compile(r"[\W_]+")
_BETWEEN_PLACES: Final = re.compile(r"[,;\n]+")


@dataclass(frozen=True, slots=True)
class Leak:
    """Something of the casebook that stands in the pages.

    `kind` is ``name``, ``code``, ``place``, ``phone``, ``plate`` or ``account``; `words` is what
    was found, "" when it belongs to a restricted record that the reader may not open.
    """

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class _Secret:
    kind: str
    words: str
    restricted: bool = False


def scan(work: Work, text: str) -> tuple[Leak, ...]:
    """Return what of the casebook stands in `text`, each once, in the order of the kinds.

    It tells what is a name here, so it answers those alone who make reports; else NotAllowed.
    """
    roles.insist(work, roles.PROTECTED_FIGURES)
    typed = (_phrase(each) for each in _typed(work))
    told = _Told(text)
    told.typed = tuple(phrase for phrase in typed if phrase in told.phrases)
    told.own = _own_words() + "".join(_phrase(name) + "|" for name in _colleagues(work))
    found: dict[Leak, None] = {}
    for secret in _secrets(work):
        if told.says(secret):
            hidden = secret.restricted and work.role != access.LEAD
            found[Leak(secret.kind, "" if hidden else secret.words)] = None
    return tuple(found)


class _Told:
    """The words of the pages, ready to be asked.

    `own` are words of the program and names of colleagues, which stand in a report by right;
    `typed` are words of the project that stand in it.
    """

    def __init__(self, text: str) -> None:
        self.phrases = _phrase(text)
        self.typed: tuple[str, ...] = ()
        self.own = ""
        words = self.phrases.split()
        self._words = frozenset(words)
        self._joined = {
            "".join(words[at : at + length])
            for at in range(len(words))
            for length in range(1, _PIECES + 1)
        }
        self._phones = {_phone(each) for each in self._joined if each.isdecimal()} - {""}

    def says(self, secret: _Secret) -> bool:
        """Tell whether a secret stands in the pages and is not simply a word of the program."""
        match secret.kind:
            case "phone":
                return _phone(secret.words) in self._phones
            case "plate":
                return _plate(secret.words) in self._joined
            case _:
                phrase = _phrase(secret.words)
                # Nearly every name fails at its first word, long before the text is read through.
                first = phrase.split(maxsplit=1)[:1]
                if not first or first[0] not in self._words or phrase not in self.phrases:
                    return False
                if _like_a_figure(phrase):
                    return False
                return phrase not in self.own or any(phrase in each for each in self.typed)


def _phrase(text: str) -> str:
    """Return words in small letters between single blanks, so that `in` finds whole words only."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return f" {_NOT_WORD.sub(' ', plain).strip()} "


def _like_a_figure(phrase: str) -> bool:
    digits = phrase.replace(" ", "")
    return digits.isdecimal() and len(digits) <= _FIGURE_DIGITS


def _phone(said: str) -> str:
    """Return the end of a phone number, "" for what is too short to be one."""
    digits = re.sub(r"\D", "", said)
    return digits[-_PHONE_DIGITS:] if len(digits) >= _PHONE_DIGITS else ""


def _plate(said: str) -> str:
    """Return a plate as `_Told` joins words, "" for what is too little to be told apart."""
    plate = tidy(said).casefold()
    if "?" in plate or "*" in plate or len(plate) < _SHORTEST_PLATE or _like_a_figure(plate):
        return ""
    return plate


@cache
def _own_words() -> str:
    """Return every word the program itself may print, as one phrase with breaks between."""
    lines: list[str] = [month(day) for day in _first_days()]
    lines += [month(day, short=True) for day in _first_days()]
    names = ["words/report.toml", "words/lines.toml"]
    names += [f"packs/{path.name}" for path in sorted(paths.resource("packs").glob("*.toml"))]
    for name in names:
        lines += _strings(tomllib.loads(paths.resource(name).read_text(encoding="utf-8")))
    lines += _labels(shipped())
    # Files of figures name lines and codes.
    lines += [
        *registry.known(),
        *(code for each in shipped().lists.values() for code in each.entries),
    ]
    return "|".join(_phrase(line) for line in lines)


@cache
def _shipped_packs() -> frozenset[str]:
    """Return every text of the packs that are shipped."""
    texts = (path.read_text(encoding="utf-8") for path in paths.resource("packs").glob("*.toml"))
    return frozenset(words for text in texts for words in _strings(tomllib.loads(text)))


def _first_days() -> Iterator[date]:
    for number in range(1, 13):
        yield date(2000, number, 1)


def _strings(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for each in entry.values():
            yield from _strings(each)
    elif isinstance(entry, list):
        for each in entry:
            yield from _strings(each)


def _labels(lists: Vocabulary) -> Iterator[str]:
    for each in lists.lists.values():
        for entry in each.entries.values():
            yield entry.label


def _typed(work: Work) -> Iterator[str]:
    """Give what the project itself typed and a report may print."""
    standard = frozenset(_labels(shipped()))
    for label in _labels(work.lists):
        if label not in standard:
            yield label
    yield from work.session.scalars(select(Project.name))
    # Words of the project's own packs; those copied from a pack that is shipped are the program's.
    printed = _shipped_packs()
    for document in work.session.scalars(select(OwnPackVersion.document)):
        yield from (words for words in _strings(document) if words not in printed)


def _colleagues(work: Work) -> Iterator[str]:
    """Give the names of colleagues: whoever made a report stands on it."""
    yield from (name for name in work.session.scalars(select(Staff.name)) if name)


def _secrets(work: Work) -> Iterator[_Secret]:
    """Give everything that must not stand in a report, whoever it belongs to, merged or not."""
    yield from _of_person(work, "name", Person.alias)
    yield from _of_person(work, "name", Alias.alias, Alias.person_id)
    yield from _of_person(work, "code", Person.code)
    yield from _of_person(work, "code", Person.own_code)
    yield from _routes(work)
    for reference in (Incident.reference, PartnerReport.reference, Alert.reference):
        yield from (_Secret("code", each) for each in work.session.scalars(select(reference)))
    told = select(Incident.place_exact, Person.restricted).outerjoin(
        Person, Person.id == Incident.person_id
    )
    for place, restricted in work.session.execute(told.where(Incident.place_exact.is_not(None))):
        for part in _BETWEEN_PLACES.split(place or ""):
            yield _Secret("place", part.strip(), bool(restricted))
    yield from _said(work, "plate", Vehicle.plate_said)
    safe = work.session.scalars(select(SafePlate.plate_said))
    yield from (_Secret("plate", each) for each in safe)
    yield from _said(work, "phone", Suspect.phone_said)
    yield from _said(work, "account", Suspect.account_name)


def _of_person(
    work: Work,
    kind: str,
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    person: InstrumentedAttribute[str] = Person.id,
) -> Iterator[_Secret]:
    wanted = select(column, Person.restricted).where(
        column.is_not(None), person == Person.id, still_here()
    )
    for words, restricted in work.session.execute(wanted):
        yield _Secret(kind, words or "", bool(restricted))


def _routes(work: Work) -> Iterator[_Secret]:
    wanted = select(ContactRoute.route, ContactRoute.value, Person.restricted).where(
        ContactRoute.value.is_not(None), ContactRoute.person_id == Person.id
    )
    for route, words, restricted in work.session.execute(wanted):
        yield _Secret(_ROUTES.get(route, "name"), words or "", bool(restricted))
        yield _Secret("phone", words or "", bool(restricted))


def _said(work: Work, kind: str, column: InstrumentedAttribute[str | None]) -> Iterator[_Secret]:
    for words in work.session.scalars(select(column)):
        yield _Secret(kind, words or "")
