"""Short codes for people, to say aloud and to write on paper: ``M4-017``.

The letter helps a worker who knows the alias; the digits say nothing about the person.
"""

import random
import secrets
import unicodedata
from collections.abc import Iterable
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import Person

_TRIES: Final = 20
_NARROW: Final = 3
_WIDE: Final = 9  # "A0-" and nine digits fill the twelve characters of the column


def initial_of(alias: str) -> str:
    """Return the first letter of an alias as A to Z, accents put aside, else ``X``."""
    plain = unicodedata.normalize("NFKD", alias.strip())[:1].upper()
    return plain if "A" <= plain <= "Z" else "X"


class PersonCodes:
    """Deals out codes that nobody has yet; give it a seeded `rng` for a repeatable demo."""

    def __init__(self, taken: Iterable[str], rng: random.Random | None = None) -> None:
        self._taken = set(taken)
        self._rng = rng or secrets.SystemRandom()

    def new(self, alias: str) -> str:
        """Return a fresh code; where three digits are crowded it has more."""
        for digits in range(_NARROW, _WIDE + 1):
            for _ in range(_TRIES):
                code = self._draw(initial_of(alias), digits)
                if code not in self._taken:
                    self._taken.add(code)
                    return code
        msg = "no person code is left"
        raise RuntimeError(msg)

    def _draw(self, letter: str, digits: int) -> str:
        number = self._rng.randrange(10**digits)
        return f"{letter}{self._rng.randrange(10)}-{number:0{digits}d}"


def person_codes(session: Session, rng: random.Random | None = None) -> PersonCodes:
    """Return a dealer that knows every code in use, for many people at once."""
    return PersonCodes(session.scalars(select(Person.code)), rng)


def new_person_code(session: Session, alias: str, rng: random.Random | None = None) -> str:
    """Return one fresh code for a person called `alias`."""
    letter = initial_of(alias)
    taken = session.scalars(select(Person.code).where(Person.code.startswith(letter)))
    return PersonCodes(taken, rng).new(alias)
