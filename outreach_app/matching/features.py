"""Features in free words: alike when a word that carries meaning is shared (exchange format, 9.3).

Words said beside it (left, on), endings and what the kind says already are set aside; words for one
thing stand for one another. The words are in ``resources/words/likewords.toml``.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from outreach_app.words import lookup

# By a thing itself ("swallow"), or only by where it is ("hand") while the things differ.
Kind = Literal["thing", "place"]

_WORD: Final = re.compile(r"[a-z0-9]+")
_VOWELS: Final = frozenset("aeiouy")
_LEAST_STEM: Final = 3


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature made ready: words by what they stand for, sorted by how much they carry."""

    kind: str
    said: str
    things: frozenset[str]
    places: frozenset[str]
    weak: frozenset[str]

    @property
    def tokens(self) -> frozenset[str]:
        """Return every word by which it may be found."""
        return self.things | self.places | self.weak


@dataclass(frozen=True, slots=True)
class _Words:
    aside: frozenset[str]
    weak: frozenset[str]
    implied: frozenset[str]
    parts: frozenset[str]
    same: dict[str, str]


@cache
def read(said: str) -> Feature:
    """Read one feature: words, or ``kind: words``."""
    before, colon, after = said.partition(":")
    kind = before.strip().casefold() if colon else ""
    words = _words()
    plain = [_stem(each) for each in _plain(after if colon else said)]
    kept = frozenset(
        words.same.get(each, each)
        for each in plain
        if each not in words.aside and each not in words.implied
    )
    weak = kept & words.weak
    places = kept & words.parts
    return Feature(kind, said.strip(), kept - weak - places, places, weak)


def of_person(said: str) -> Feature:
    """Read a feature of a person: its kind (list ``perp_feature``) stands first, words may lack."""
    kind = said.partition(":")[0].strip().casefold()
    return read(said if ":" in said else f"{kind}:")


def compare(one: Feature, other: Feature) -> Kind | None:
    """Tell whether two features are alike, by the thing or only by its place."""
    if one.kind and other.kind and one.kind != other.kind:
        return None
    if one.things & other.things:
        return "thing"
    if one.places & other.places:
        # "bird on the hand" and "something on the hand" may well be one thing.
        return "place" if one.things and other.things else "thing"
    bare = not (one.things or one.places) or not (other.things or other.places)
    return "thing" if bare and one.weak & other.weak else None


def shared(one: Feature, other: Feature) -> frozenset[str]:
    """Return the words two features share."""
    return one.tokens & other.tokens


@cache
def _words() -> _Words:
    def stems(name: str) -> frozenset[str]:
        return frozenset(_stem(each) for each in lookup(f"likewords.{name}"))

    same: dict[str, str] = {}
    for group in lookup("likewords.same"):
        for each in group:
            same.setdefault(_stem(each), _stem(group[0]))
    # A word may stand for another that stands for a third.
    flat = {each: same.get(first, first) for each, first in same.items()}
    parts = frozenset(flat.get(each, each) for each in stems("parts"))
    return _Words(stems("aside"), stems("weak"), stems("implied"), parts, flat)


def _plain(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text).casefold()
    joined = "".join(each for each in letters if not unicodedata.combining(each))
    return _WORD.findall(joined.replace("'", "").replace("’", ""))


def _stem(word: str) -> str:
    """Take off an ending; only ever compared with other stems."""
    for ending in ("ings", "ing", "edly", "ed", "es", "s", "y", "er"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _LEAST_STEM and _VOWELS & set(stem):
            word = stem
            break
    if len(word) > _LEAST_STEM and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word[:-1] if len(word) > _LEAST_STEM and word.endswith("e") else word
