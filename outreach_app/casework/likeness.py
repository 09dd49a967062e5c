"""Names that are like another: typed differently, heard differently, or cut short.

`Name` is one name made ready for comparing; `compare` says how two of them are alike, with the
reason. Nothing here reads the casebook.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from jellyfish import metaphone
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

SAME: Final = "same"
BEGINS: Final = "begins"
ONE_LETTER: Final = "one_letter"
SOUNDS: Final = "sounds"
NEAR: Final = "near"

# How much each reason weighs; within one reason the nearer spelling comes first.
WEIGHT: Final = {SAME: 5.0, ONE_LETTER: 4.0, BEGINS: 3.0, SOUNDS: 2.0, NEAR: 1.0}

# Below three letters nearly every name is like another: only the very same one is worth a word.
LEAST: Final = 3
# One letter in three says little: "Ann" and "Ant" are two people. From four on it is a slip.
_LEAST_FOR_SLIP: Final = 4
# A sound of one consonant is shared by "Jo", "Joy" and "Jay".
_LEAST_SOUND: Final = 2
_NEAR: Final = 80.0
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")
_DOUBLED: Final = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name made ready: `plain` is how it is spelt at a glance, `sound` how it is heard."""

    plain: str
    sound: str


def plain(name: str) -> str:
    """Return a name as it looks at a glance: no case, accents, marks or doubled letters."""
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


def ready(name: str) -> Name:
    """Make a name ready for comparing."""
    spelt = plain(name)
    return Name(spelt, sound(spelt))


def sound(spelt: str) -> str:
    """Return how a plain name is heard in English, digits kept; "" where that says too little.

    Names in other scripts have no sound here: they are compared by their letters alone.
    """
    if len(spelt) < LEAST:
        return ""
    heard = metaphone("".join(filter(str.isalpha, spelt)).replace("chr", "kr"))
    if len(heard) < _LEAST_SOUND:
        return ""
    return heard + "".join(filter(str.isdigit, spelt))


def compare(one: Name, other: Name) -> tuple[str, float] | None:
    """Return why two names are alike and how much, or None when they are not.

    The likeness is a weight of the reason and, after the point, how near the spelling is.
    """
    if not one.plain or not other.plain:
        return None
    if one.plain == other.plain:
        return SAME, WEIGHT[SAME]
    short, long = sorted((one.plain, other.plain), key=len)
    if len(short) < LEAST:
        return None
    nearness = fuzz.ratio(one.plain, other.plain)
    reason = None
    if len(long) >= _LEAST_FOR_SLIP and one_slip(one.plain, other.plain):
        reason = ONE_LETTER
    elif long.startswith(short):
        reason = BEGINS
    elif one.sound and one.sound == other.sound:
        reason = SOUNDS
    elif nearness >= _NEAR and _digits(one.plain) == _digits(other.plain):
        reason = NEAR
    return (reason, WEIGHT[reason] + nearness / 101.0) if reason else None


def one_slip(one: str, other: str) -> bool:
    """Tell whether one letter more, less, other, or two changed places make one of the other.

    A digit is never a slip: "Finch 2" and "Finch 3" were told apart by whoever named them.
    """
    return _digits(one) == _digits(other) and OSA.distance(one, other, score_cutoff=1) <= 1


def _digits(spelt: str) -> str:
    return "".join(filter(str.isdigit, spelt))
