"""Ten thousand descriptions in memory, asked at every key which of them are worth a closer look.

Every value has a whole number whose bit n stands for description n, so that "four of these five" is
a handful of additions. What is found is a superset: `compare` has the last word.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import and_, or_
from typing import Final

from outreach_app.matching import people, vehicles
from outreach_app.matching.compare import Ready
from outreach_app.matching.people import LOOKS, Suspect
from outreach_app.matching.plate_index import PlateIndex
from outreach_app.matching.rarity import Rarity, of_casebook
from outreach_app.matching.vehicles import Vehicle

_CAR_LOOKS: Final = 2
_LOOKS_OF_RARE: Final = 2
_LOOKS_AND_WAY: Final = 4
_END: Final = 4


@dataclass(slots=True)
class Index:
    """Descriptions by number, and for every value which of them have it."""

    entries: tuple[Ready, ...]
    rarity: Rarity
    plates: PlateIndex = field(default_factory=PlateIndex)
    cars: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    men: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    owners: list[int] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    ends: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    names: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def candidates(self, wanted: Ready) -> Iterator[int]:
        """Yield the numbers of descriptions that may be linked with this one, each once."""
        found = 0
        if wanted.vehicle is not None:
            found |= self._of_vehicle(wanted.vehicle)
        men = 0
        for each in wanted.suspects:
            found |= self._of_names(each)
            men |= self._of_looks(each)
        yield from bits(found | self._owned(men))

    def _of_vehicle(self, car: Vehicle) -> int:
        found = self.plates.candidates(car.plate) if car.plate is not None else 0
        marked = reduce(or_, (self.cars[("car", w)] for f in car.features for w in f.tokens), 0)
        if marked:
            found |= marked & _at_least(_CAR_LOOKS, self._car_looks(car))
        return found

    def _car_looks(self, car: Vehicle) -> list[int]:
        colours = vehicles.near_colours(car.colour) if car.colour else ()
        return [
            self.cars[("make", car.make or "")],
            # A model may be spelt otherwise: whoever has one is looked at.
            self.cars[("model", "")] if car.model else 0,
            reduce(or_, (self.cars[("colour", each)] for each in colours), 0),
            self.cars[("type", car.type or "")],
        ]

    def _of_names(self, man: Suspect) -> int:
        found = self.names[man.account.plain] if man.account else 0
        for each in man.phones:
            if each.whole:
                found |= self.numbers[each.digits]
            tail = each.digits[-_END:]
            found |= self.ends[tail if "?" not in tail else ""] | self.ends[""]
            if not each.whole:
                found |= self.ends["all"] if "?" in tail else self.ends[f"all {tail}"]
        return found

    def _of_looks(self, man: Suspect) -> int:
        looks = [self._look(name, value) for name, value in zip(LOOKS, man.looks, strict=True)]
        marks = [
            (feature.kind, word)
            for feature in man.features
            for word in feature.tokens
            if self.rarity.rare(feature.kind, (word,))
        ]
        found = 0
        if marks:
            marked = reduce(or_, (self.men[mark] for mark in marks))
            found = marked & _at_least(_LOOKS_OF_RARE, looks)
        for way in man.mo:
            acting = self.men[("mo", way)]
            if acting:
                found |= acting & self._described(man, looks, way)
        return found

    def _look(self, name: str, value: str | None) -> int:
        if value is None:
            return 0
        if name != "age":
            return self.men[(name, value)]
        return reduce(or_, (self.men[(name, each)] for each in people.near_ages(value)))

    def _described(self, man: Suspect, looks: Sequence[int], way: str) -> int:
        """Return who has four of the looks, where so much in common says something here."""
        values = tuple(zip(LOOKS, man.looks, looks, strict=True))
        found = 0
        for some in combinations([each for each in values if each[1]], _LOOKS_AND_WAY):
            agreeing = [(name, value) for name, value, _ in some if value]
            # Five in common are rarer than four: the fifth is asked for where four say too little.
            if self.rarity.telling([*agreeing, ("mo", way)]):
                found |= reduce(and_, (mask for _, _, mask in some))
        if all(man.looks):
            found |= reduce(and_, looks)
        return found

    def _owned(self, men: int) -> int:
        return reduce(or_, (1 << self.owners[each] for each in bits(men)), 0)


def build(entries: Sequence[Ready]) -> Index:
    """Make the index of these descriptions, in this order."""
    suspects = [man for each in entries for man in each.suspects]
    cars = [each.vehicle for each in entries if each.vehicle]
    made = Index(tuple(entries), of_casebook(suspects, cars))
    for number, each in enumerate(entries):
        bit = 1 << number
        if each.vehicle is not None:
            _add_vehicle(made, each.vehicle, number, bit)
        for man in each.suspects:
            _add_suspect(made, man, number, bit)
    return made


def bits(mask: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set."""
    text = bin(mask)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)


def _add_vehicle(index: Index, car: Vehicle, number: int, bit: int) -> None:
    if car.plate is not None:
        index.plates.add(car.plate, number)
    for name, value in (("make", car.make), ("colour", car.colour), ("type", car.type)):
        if value:
            index.cars[(name, value)] |= bit
    if car.model:
        index.cars[("model", "")] |= bit
    for feature in car.features:
        for word in feature.tokens:
            index.cars[("car", word)] |= bit


def _add_suspect(index: Index, man: Suspect, number: int, bit: int) -> None:
    mine = 1 << len(index.owners)
    index.owners.append(number)
    for name, value in zip(LOOKS, man.looks, strict=True):
        if value:
            index.men[(name, value)] |= mine
    for way in man.mo:
        index.men[("mo", way)] |= mine
    for feature in man.features:
        for word in feature.tokens:
            index.men[(feature.kind, word)] |= mine
    if man.account is not None:
        index.names[man.account.plain] |= bit
    for each in man.phones:
        tail = each.digits[-_END:]
        if each.whole:
            index.numbers[each.digits] |= bit
            index.ends[f"all {tail}"] |= bit
            index.ends["all"] |= bit
        else:
            # Found from any number with this end; where the end has a gap, from every number.
            index.ends["" if "?" in tail else tail] |= bit


def _at_least(count: int, masks: Sequence[int]) -> int:
    """Return which bits stand in at least `count` of the masks."""
    some = [mask for mask in masks if mask]
    return reduce(or_, (reduce(and_, each) for each in combinations(some, count)), 0)
