"""What agrees and what differs, in words: only of the suspect and the vehicle."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from outreach_app.matching.compare import Found
from outreach_app.matching.facts import Facts, SuspectFacts, VehicleFacts
from outreach_app.matching.people import LOOKS
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say

_PLATES: Final = ("full", "part", "half", "few", "swapped")


@dataclass(frozen=True, slots=True)
class Said:
    """Two descriptions as they were said. `here`: the first is the one being looked at."""

    one: Facts
    other: Facts
    lists: Vocabulary
    here: bool = False


def agrees(found: Found, said: Said) -> tuple[str, ...]:
    """Return what agrees, what weighs most first."""
    return tuple(dict.fromkeys((*_named(found), *_of_car(found, said), *_of_man(found, said))))


def differs(found: Found, said: Said) -> tuple[str, ...]:
    """Return what differs, also what is only nearly the same."""
    return tuple(dict.fromkeys((*_car_differs(found, said), *_man_differs(found, said))))


def _named(found: Found) -> Iterator[str]:
    plate = found.plate
    if plate is not None and plate.kind in _PLATES:
        words = say(
            f"matching.agrees.plate_{plate.kind}",
            **({"letters": plate.swapped} if plate.kind == "swapped" else {}),
            **({"count": plate.agree} if plate.kind in {"part", "half", "few"} else {}),
        )
        pairs = [say("matching.agrees.read_pair", one=a, other=b) for a, b in plate.read_as]
        if pairs:
            joined = ", ".join(dict.fromkeys(pairs))
            words = say("matching.agrees.read_as", plate=words, pairs=joined)
        yield words
    if found.suspect is not None:
        if found.suspect.number:
            yield say(f"matching.agrees.phone_{found.suspect.number}")
        if found.suspect.name:
            yield say(f"matching.agrees.account_{found.suspect.name}")


def _of_car(found: Found, said: Said) -> Iterator[str]:
    car, mine = found.vehicle, said.one.vehicle
    if car is None or mine is None:
        return
    sure = [name for name in car.agree if name not in car.near]
    words = [
        _car_word(name, mine, said.lists) for name in ("colour", "make", "model") if name in sure
    ]
    together = " ".join(words)
    kind = _car_word("type", mine, said.lists) if "type" in sure else ""
    if together or kind:
        yield ", ".join(each for each in (together, kind) if each)
    for one, other in car.alike:
        yield _both(one.said, other.said)


def _of_man(found: Found, said: Said) -> Iterator[str]:
    man = found.suspect
    if man is None or found.which is None:
        return
    mine = said.one.suspects[found.which[0]]
    for one, other, _ in man.alike:
        yield _both(one.said, other.said)
    looks = [
        say(f"matching.agrees.{name}", word=_look(name, mine, said.lists))
        for name in LOOKS
        if name in man.agree
    ]
    if looks:
        yield ", ".join(looks)
    for way in man.ways:
        yield said.lists["perp_mo"].label(way)


def _both(one: str, other: str) -> str:
    plain = (one.casefold(), other.casefold())
    if plain[0] == plain[1]:
        return one
    return say("matching.agrees.two_words", one=one, other=other)


def _car_word(name: str, car: VehicleFacts, lists: Vocabulary) -> str:
    value = getattr(car, name) or ""
    return value if name == "model" else lists[f"vehicle_{name}"].label(value)


def _look(name: str, man: SuspectFacts, lists: Vocabulary) -> str:
    """Return the words for one look; the same again in feet and inches is left out."""
    words = lists[f"perp_{name}"].label(getattr(man, name) or "")
    return words.partition(" (")[0] if name == "height" else words


def _car_differs(found: Found, said: Said) -> Iterator[str]:
    mine, theirs = said.one.vehicle, said.other.vehicle
    if found.vehicle is None or mine is None or theirs is None:
        return
    if found.plate is not None and found.plate.kind == "different":
        yield _differ("plate", mine.plate_said or "", theirs.plate_said or "", said)
    for name in (*found.vehicle.differ, *found.vehicle.near):
        words = _car_word(name, mine, said.lists)
        yield _differ(name, words, _car_word(name, theirs, said.lists), said)


def _man_differs(found: Found, said: Said) -> Iterator[str]:
    man = found.suspect
    if man is None or found.which is None:
        return
    mine, theirs = said.one.suspects[found.which[0]], said.other.suspects[found.which[1]]
    for name in (*man.apart, *man.differ, *man.near):
        if name == "ic":
            # The code is for police only: here it is enough that it is another one.
            yield say("matching.differs.ic" if name in man.apart else "matching.differs.ic_near")
        else:
            yield _differ(
                name, _look(name, mine, said.lists), _look(name, theirs, said.lists), said
            )
    for one, other, kind in man.alike:
        if kind == "place":
            yield say("matching.differs.feature", one=one.said, other=other.said)


def _differ(name: str, one: str, other: str, said: Said) -> str:
    what = say(f"matching.differs.{name}")
    return say(
        f"matching.differs.{'here' if said.here else 'pair'}", what=what, one=one, other=other
    )
