"""How rare something is in this casebook: what many have in common says little here.

Two measures. *Chance*: how many other descriptions would agree by chance alone, counted from how
often each value stands in the casebook; it begins to matter in large casebooks only. *Looks*: of
how many different-looking people, or differently registered vehicles, a feature was told; one man
told of ten times keeps his feature rare, ten men with one feature make it common.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log2
from typing import Final

from outreach_app.matching import people, plates
from outreach_app.matching.people import LOOKS, Suspect
from outreach_app.matching.plates import Plate
from outreach_app.matching.vehicles import Vehicle

# Below this many descriptions everything that agrees is worth a look.
_SMALL: Final = 400
# So many by chance alone are still few enough to look through.
_FEW_BY_CHANCE: Final = 3.0
# Told of so many people who cannot be one, a feature is common here.
_COMMON: Final = 4
_LOOKED_AT: Final = 60
_WEIGHTS: Final = (1.0, 6.0)
_OF_VEHICLES: Final = frozenset({"make", "colour", "type", "model", "car"})


@dataclass(slots=True)
class Rarity:
    """Counts over a casebook; `people` and `vehicles` say of how many."""

    people: int = 0
    vehicles: int = 0
    looks: Mapping[tuple[str, str], int] = field(default_factory=dict)
    marks: Mapping[tuple[str, str], int] = field(default_factory=dict)
    places: Mapping[tuple[int, str], int] = field(default_factory=dict)

    def weight(self, name: str, value: str) -> float:
        """Return how much it says that both have this value, in bits, from 1 to 6."""
        total = self.vehicles if name in _OF_VEHICLES else self.people
        count = self.looks.get((name, value), 0)
        bits = log2((total + 2) / (count + 1))
        return min(max(bits, _WEIGHTS[0]), _WEIGHTS[1])

    def expected(self, agreeing: Iterable[tuple[str, str]], *, vehicles: bool = False) -> float:
        """Return how many descriptions would agree in all this by chance."""
        total = self.vehicles if vehicles else self.people
        found = float(total)
        for name, value in agreeing:
            counted = self.vehicles if name in _OF_VEHICLES else self.people
            found *= (self.looks.get((name, value), 0) + 1) / (counted + 1)
        return found

    def telling(self, agreeing: Iterable[tuple[str, str]], *, vehicles: bool = False) -> bool:
        """Tell whether so much in common is worth a look in a casebook of this size."""
        total = self.vehicles if vehicles else self.people
        if total < _SMALL:
            return True
        return self.expected(agreeing, vehicles=vehicles) <= _FEW_BY_CHANCE

    def telling_places(
        self, places: Iterable[tuple[int, str]], agreeing: Iterable[tuple[str, str]]
    ) -> bool:
        """Tell the same of places of a registration, with whatever else agrees of the vehicle."""
        if self.vehicles < _SMALL:
            return True
        found = self.expected(agreeing, vehicles=True)
        for place in places:
            found *= (self.places.get(place, 0) + 1) / (self.vehicles + 1)
        return found <= _FEW_BY_CHANCE

    def rare(self, kind: str, words: Iterable[str]) -> bool:
        """Tell whether a feature with one of these words is rare here."""
        if kind in people.NEVER_RARE:
            return False
        return any(self.marks.get((kind, word), 0) < _COMMON for word in words)


def of_casebook(suspects: Iterable[Suspect], vehicles: Iterable[Vehicle]) -> Rarity:
    """Count what a casebook holds."""
    looks: Counter[tuple[str, str]] = Counter()
    places: Counter[tuple[int, str]] = Counter()
    marked: dict[tuple[str, str], list[Suspect]] = {}
    plated: dict[str, list[Plate]] = {}
    number = cars = 0
    for each in suspects:
        number += 1
        looks.update((n, v) for n, v in zip(LOOKS, each.looks, strict=True) if v)
        looks.update(("mo", way) for way in each.mo)
        for feature in each.features:
            for word in feature.tokens:
                marked.setdefault((feature.kind, word), []).append(each)
    for car in vehicles:
        cars += 1
        values = (("make", car.make), ("colour", car.colour), ("type", car.type))
        looks.update((name, value) for name, value in values if value)
        looks.update(("model", word) for word in car.model)
        words = {word for each in car.features for word in each.tokens}
        looks.update(("car", word) for word in words)
        if car.plate is not None:
            for word in words:
                plated.setdefault(word, []).append(car.plate)
        if car.plate is not None:
            places.update((at, letter) for at, letter in enumerate(car.plate.heads))
    marks = {mark: _different(of[:_LOOKED_AT]) for mark, of in marked.items()}
    marks |= {("car", word): _plates(of[:_LOOKED_AT]) for word, of in plated.items()}
    return Rarity(number, cars, looks, marks, places)


def _plates(told: list[Plate]) -> int:
    """Return how many vehicles at least these registrations are of."""
    apart: list[Plate] = []
    for each in told:
        if len(apart) >= _COMMON:
            break
        if all(plates.compare(each, other).kind == "different" for other in apart):
            apart.append(each)
    return len(apart)


def _different(suspects: list[Suspect]) -> int:
    """Return how many people at least these descriptions are of: some cannot be one man's."""
    apart: list[Suspect] = []
    for each in suspects:
        if len(apart) >= _COMMON:
            break
        if all(people.compare(each, other).conflicts >= 2 for other in apart):
            apart.append(each)
    return len(apart)
