"""People whose name is like the one being typed, so that nobody is added twice by accident."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Final

from sqlalchemy import select

from models.people import Alias, Person
from outreach_app.casework.hits import hits
from outreach_app.casework.people import PersonHit
from outreach_app.work import Work

# Below three letters nearly every name is like another.
_LEAST: Final = 3
_NEAR: Final = 0.75
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")
_DOUBLED: Final = re.compile(r"(.)\1+")


def plain(name: str) -> str:
    """Return a name as it sounds at a glance: no case, accents, marks or doubled letters."""
    if name.isascii():
        # Most names; every one of them is looked at while somebody types.
        return _DOUBLED.sub(r"\1", _NO_LETTER.sub("", name.lower()))
    letters = [
        letter
        for letter in unicodedata.normalize("NFKD", name).casefold()
        if letter.isalnum() and not unicodedata.combining(letter)
    ]
    return "".join(
        letter for place, letter in enumerate(letters) if not place or letters[place - 1] != letter
    )


def likeness(one: str, other: str) -> float:
    """Return how alike two plain names are, from 0 to 1; one that begins the other is 0.9."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) >= _LEAST and long.startswith(short):
        return 0.9
    return SequenceMatcher(None, one, other).ratio()


def similar(work: Work, typed: str, limit: int = 3) -> tuple[PersonHit, ...]:
    """Return whom somebody of this name may be, the likest first; never anyone restricted.

    Restricted records are left out for everyone: this list appears without being asked for.
    """
    wanted = plain(typed)
    if len(wanted) < _LEAST:
        return ()
    living = select(Person.id, Person.alias).where(
        Person.merged_into.is_(None), Person.restricted.is_(False)
    )
    others = (
        select(Alias.person_id, Alias.alias)
        .join(Person, Person.id == Alias.person_id)
        .where(Person.merged_into.is_(None), Person.restricted.is_(False))
    )
    best: dict[str, float] = {}
    for query in (living, others):
        for person_id, name in work.session.execute(query):
            found = likeness(wanted, plain(name))
            if found >= _NEAR and found > best.get(person_id, 0.0):
                best[person_id] = found
    keys = sorted(best, key=lambda key: (-best[key], key))[:limit]
    return hits(work, keys)
