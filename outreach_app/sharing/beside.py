"""Who else may stand in somebody's own words: whoever is described, officials, parts of a name.

On shelves of their own these are offered to be kept back; in a note only a look can tell, so they
are marked and do not block. An ordinary word is not marked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from models.following import IncidentPolice, PoliceWarning
from models.incidents import Suspect, Vehicle
from models.people import Alias, Person
from models.protection import PoliceComplaint
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.own_copy.finds import Find
from outreach_app.sharing import phones
from outreach_app.sharing.marking import uncommon
from outreach_app.sharing.secrets import tokens
from outreach_app.work import Work

SUSPECT: Final = "suspect"
OFFICIAL: Final = "official"
PART: Final = "part"
# Registrations shorter than this, or with a sign nobody saw, are in too many words.
_PLATE: Final = 4
_PIECES: Final = 3
_OFFICIALS: Final = (IncidentPolice.officer, PoliceWarning.given_to, PoliceComplaint.unit_named)

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is looked for: phrases with their kind by first word, registrations, numbers' ends."""

    phrases: dict[str, tuple[tuple[Phrase, str], ...]]
    plates: frozenset[str]
    numbers: frozenset[str]


def gather(work: Work, mine: Collection[str]) -> Beside:
    """Return what may point to others; `mine` are the records of whoever asks."""
    phrases: dict[str, set[tuple[Phrase, str]]] = defaultdict(set)
    for phrase, kind in _phrases(work, frozenset(mine)):
        phrases[phrase[0]].add((phrase, kind))
    plates = {"".join(_words(said)) for said in work.session.scalars(select(Vehicle.plate_said))}
    said = work.session.scalars(select(Suspect.phone_said).where(Suspect.phone_said.is_not(None)))
    numbers = {end for each in said for end in phones.ends(each or "")}
    return Beside(
        {word: tuple(sorted(some)) for word, some in phrases.items()},
        frozenset(each for each in plates if len(each) >= _PLATE and not each.isalpha()),
        frozenset(numbers),
    )


def found(text: str, beside: Beside) -> Iterator[Find]:
    """Find them in a text, of places over the same words the longest; nothing of it blocks."""
    end = 0
    for each in sorted(_everywhere(text, beside), key=lambda each: (each.start, -each.end)):
        if each.start >= end:
            yield each
            end = each.end


def _everywhere(text: str, beside: Beside) -> Iterator[Find]:
    for start, end, _ in phones.places(text, beside.numbers):
        yield Find(SUSPECT, text[start:end], start, end, blocks=False)
    words = tokens(text)
    for at, token in enumerate(words):
        for phrase, kind in beside.phrases.get(token.word, ()):
            last = at + len(phrase)
            if tuple(each.word for each in words[at:last]) == phrase:
                end = words[last - 1].end
                yield Find(kind, text[token.start : end], token.start, end, blocks=False)
        for last in range(at, min(at + _PIECES, len(words))):
            if "".join(each.word for each in words[at : last + 1]) in beside.plates:
                end = words[last].end
                yield Find(SUSPECT, text[token.start : end], token.start, end, blocks=False)


def _phrases(work: Work, mine: frozenset[str]) -> Iterator[tuple[Phrase, str]]:
    for account in work.session.scalars(select(Suspect.account_name)):
        if whole := _words(account):
            yield whole, SUSPECT
    for column in _OFFICIALS:
        for said in work.session.scalars(select(column)):
            words = _words(said)
            if len(words) > 1:
                yield words, OFFICIAL
            yield from (((each,), OFFICIAL) for each in words if uncommon(each))
    names = (
        select(Person.alias, Person.id).where(still_here()),
        select(Alias.alias, Alias.person_id),
    )
    for name, whose in (row for query in names for row in work.session.execute(query)):
        words = _words(name)
        if whose not in mine and len(words) > 1:
            yield from (((each,), PART) for each in words if uncommon(each))


def _words(said: str | None) -> Phrase:
    return tuple(each.word for each in tokens(said or ""))
