"""Two descriptions beside each other: how likely they are of one man, by the rules of 9.3.

All evidence is looked at, the strongest tier wins, what differs is always kept beside it. Where the
rules leave room: a difference of make excludes what a part of a registration suggests; two
registrations that differ exclude what features of a vehicle suggest, and so do people who differ in
two or more of their looks; half a registration on a vehicle that differs and agrees in nothing else
is nothing; another sex or appearance excludes what looks suggest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal

from outreach_app.matching import features, people, plates, vehicles
from outreach_app.matching.facts import Facts
from outreach_app.matching.people import LOOKS, Suspect, SuspectFound
from outreach_app.matching.plates import PlateFound, Reading
from outreach_app.matching.rarity import Rarity
from outreach_app.matching.vehicles import Vehicle, VehicleFound

Tier = Literal["strong", "likely", "possible"]

# Where each tier begins (list ``match_tier``); the step to the next is never reached by score.
SCORES: Final[dict[Tier, int]] = {"strong": 80, "likely": 55, "possible": 30}
TIERS: Final[tuple[Tier, ...]] = ("strong", "likely", "possible")
_ROOM: Final = 19
_PER_CONFLICT: Final = 3
# So many differences in how somebody looks, or other things in the same place, are another person:
# one may be seen badly, and the same model is driven by many.
_OTHERS: Final = 2


@dataclass(frozen=True, slots=True)
class Ready:
    """One incident or partner report, made ready for comparing."""

    vehicle: Vehicle | None
    suspects: tuple[Suspect, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How two descriptions compare. `which` are the places of the two suspects that fit best."""

    tier: Tier
    score: int
    plate: PlateFound | None
    vehicle: VehicleFound | None
    suspect: SuspectFound | None
    which: tuple[int, int] | None


def ready(facts: Facts, rule: Reading, *, typing: bool = False) -> Ready:
    """Make what was said ready. `typing`: the registration may go on."""
    car = facts.vehicle
    return Ready(
        vehicles.ready(car, rule, typing=typing) if car else None,
        tuple(people.ready(each) for each in facts.suspects),
    )


def compare(one: Ready, other: Ready, rarity: Rarity) -> Found | None:
    """Compare two descriptions; None when nothing links them."""
    plate = car = None
    if one.vehicle and other.vehicle:
        car = vehicles.compare(one.vehicle, other.vehicle)
        if one.vehicle.plate and other.vehicle.plate:
            plate = plates.compare(one.vehicle.plate, other.vehicle.plate)
    men = [
        _fit(people.compare(mine, theirs), (i, j), mine, rarity)
        for (i, mine), (j, theirs) in product(enumerate(one.suspects), enumerate(other.suspects))
    ]
    best = max(men, key=lambda fit: fit.rank, default=None)
    fewest = min((fit.man.conflicts for fit in men), default=0)
    by_car = _by_vehicle(one, other, plate, car, rarity, fewest)
    tier = min((by_car, best.tier if best else None), key=_rank)
    if tier is None:
        return None
    weight = (best.weight if best else 0.0) + _car_weight(one, plate, car, rarity)
    conflicts = (best.man.conflicts if best else 0) + (len(car.differ) if car else 0)
    score = SCORES[tier] + round(min(max(weight - _PER_CONFLICT * conflicts, 0), _ROOM))
    if best is None:
        return Found(tier, score, plate, car, None, None)
    return Found(tier, score, plate, car, best.man, best.which)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How two of the suspects fit, of all that were described."""

    man: SuspectFound
    which: tuple[int, int]
    tier: Tier | None
    weight: float

    @property
    def rank(self) -> tuple[int, int, float]:
        return -_rank(self.tier), -self.man.conflicts, self.weight


def _fit(man: SuspectFound, which: tuple[int, int], mine: Suspect, rarity: Rarity) -> _Fit:
    return _Fit(man, which, _by_person(mine, man, rarity), _weight(mine, man, rarity))


def _rank(tier: Tier | None) -> int:
    return TIERS.index(tier) if tier else len(TIERS)


def _by_vehicle(
    one: Ready,
    other: Ready,
    plate: PlateFound | None,
    car: VehicleFound | None,
    rarity: Rarity,
    conflicts: int,
) -> Tier | None:
    """Return what plates and vehicles say; `conflicts` is how much differs between the people."""
    if car is None or one.vehicle is None or other.vehicle is None:
        return None
    found = (
        _by_plate(one.vehicle, other.vehicle, plate, car, rarity) if plate else None,
        _by_features(one.vehicle, plate, car, rarity, conflicts),
    )
    return min(found, key=_rank)


def _by_plate(
    one: Vehicle, other: Vehicle, plate: PlateFound, car: VehicleFound, rarity: Rarity
) -> Tier | None:
    if plate.kind == "full":
        return "strong"
    if plate.kind == "swapped":
        return "possible"
    if plate.kind not in {"part", "half", "few"} or "make" in car.differ:
        return None
    if plate.kind == "part":
        return "possible" if car.differ else "likely"
    # Half a registration is little: a vehicle that differs and agrees in nothing else is another.
    if car.differ and not car.agree:
        return None
    return "possible" if rarity.telling_places(_places(one, other), _seen(one, car)) else None


def _by_features(
    one: Vehicle, plate: PlateFound | None, car: VehicleFound, rarity: Rarity, conflicts: int
) -> Tier | None:
    """Two features and three of make, model, colour, type are likely; one and two are possible.

    Possible it is not where the people described differ in more than one thing.
    """
    another = plate is not None and plate.kind in {"different", "swapped"}
    several = len(car.alike) > 1
    if "make" in car.differ or not car.alike:
        return None
    if several and len(car.agree) > 2 and not car.differ and not conflicts and not another:
        return "likely"
    if conflicts >= _OTHERS:
        return None
    # One slip in a registration may be one of memory, where much else agrees.
    if len(car.agree) < 2 or (another and plate and not (plate.nearly and several)):
        return None
    marks = [("car", word) for pair in car.alike for word in _rarest(*pair, rarity)]
    if not several and not any(rarity.rare("car", (word,)) for _, word in marks):
        return None
    return "possible" if rarity.telling([*_seen(one, car), *marks], vehicles=True) else None


def _rarest(one: features.Feature, other: features.Feature, rarity: Rarity) -> Iterator[str]:
    words = features.shared(one, other)
    if words:
        yield min(words, key=lambda word: (rarity.looks.get(("car", word), 0), word))


def _by_person(one: Suspect, man: SuspectFound, rarity: Rarity) -> Tier | None:
    if man.number == "same" or man.name == "same":
        return "strong"
    if man.name == "elsewhere":
        return "likely"
    rare = _by_rare(man, rarity)
    if rare is not None:
        return rare
    if man.number == "end":
        return "possible"
    described = man.same_looks >= 4 and man.ways and not man.apart
    return "possible" if described and _telling(one, man, rarity) else None


def _by_rare(man: SuspectFound, rarity: Rarity) -> Tier | None:
    """One rare feature and three of the looks are likely; fewer, or a conflict, are possible."""
    kinds = [
        kind
        for mine, theirs, kind in man.alike
        if rarity.rare(mine.kind, features.shared(mine, theirs))
    ]
    if not kinds:
        return None
    # A neighbouring age counts where nothing speaks against it.
    looks = len(man.agree) + ("age" in man.near and not man.differ)
    # Another thing in the same place may be one that was seen badly: then nothing may differ.
    allowed = 1 if "thing" in kinds else 0
    if looks >= 3:
        return "likely" if len(man.differ) <= allowed and not man.apart else "possible"
    few = looks == 2 and not man.conflicts and "thing" in kinds
    return "possible" if few else None


def _telling(one: Suspect, man: SuspectFound, rarity: Rarity) -> bool:
    values = dict(zip(LOOKS, one.looks, strict=True))
    agreeing = [(name, value) for name in man.agree if (value := values[name])]
    return any(rarity.telling([*agreeing, ("mo", way)]) for way in man.ways)


def _seen(one: Vehicle, car: VehicleFound) -> list[tuple[str, str]]:
    """Return the values that agree, for counting how many others have them."""
    found = [
        (name, value)
        for name, value in (("make", one.make), ("colour", one.colour), ("type", one.type))
        if value and name in car.agree
    ]
    if "model" in car.agree:
        found += [("model", word) for word in sorted(one.model)[:1]]
    return found


def _places(one: Vehicle, other: Vehicle) -> list[tuple[int, str]]:
    if one.plate is None or other.plate is None:
        return []
    pairs = zip(one.plate.heads, other.plate.heads, strict=False)
    return [(at, a) for at, (a, b) in enumerate(pairs) if a == b and a != "?"]


def _weight(one: Suspect, man: SuspectFound, rarity: Rarity) -> float:
    values = dict(zip(LOOKS, one.looks, strict=True))
    looks = sum(rarity.weight(name, values[name] or "") for name in man.agree)
    ways = sum(rarity.weight("mo", way) for way in man.ways)
    named = 6.0 * (man.number is not None) + 6.0 * (man.name is not None)
    return looks + ways + named + 4.0 * len(man.alike)


def _car_weight(
    one: Ready, plate: PlateFound | None, car: VehicleFound | None, rarity: Rarity
) -> float:
    if car is None or one.vehicle is None:
        return 0.0
    looks = sum(rarity.weight(*each) for each in _seen(one.vehicle, car))
    told = plate.agree if plate and plate.kind not in {"different", "nothing"} else 0
    return looks + 1.5 * told + 3.0 * len(car.alike)
