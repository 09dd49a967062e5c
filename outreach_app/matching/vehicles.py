"""Vehicles beside each other: make, model, colour, type, and features in words."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from outreach_app.matching import features, plates
from outreach_app.matching.facts import VehicleFacts, known
from outreach_app.matching.features import Feature
from outreach_app.matching.plates import Plate, Reading

# Taken for one another at night (list ``vehicle_colour``).
_NEAR: Final = (
    frozenset({"silver", "grey"}),
    frozenset({"black", "blue"}),
    frozenset({"white", "cream"}),
    frozenset({"red", "maroon"}),
    frozenset({"gold", "beige"}),
)
_MANY: Final = "multi"
_OTHER: Final = "other"
_WORD: Final = re.compile(r"[a-z0-9]+")
# Words of a model that do not tell it from another one.
_PLAIN: Final = frozenset(
    {"car", "van", "the", "a", "new", "old", "unknown", "not", "known", "series"}
)
_LEAST_SLIP: Final = 5
LOOKS: Final = ("make", "model", "colour", "type")


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle made ready for comparing; what is not known is None."""

    plate: Plate | None
    plate_said: str | None
    make: str | None
    model: frozenset[str]
    model_said: str | None
    colour: str | None
    type: str | None
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class VehicleFound:
    """What agrees of make, model, colour and type, what differs, and pairs of features alike."""

    agree: tuple[str, ...]
    near: tuple[str, ...]
    differ: tuple[str, ...]
    alike: tuple[tuple[Feature, Feature], ...]


def ready(facts: VehicleFacts, rule: Reading, *, typing: bool = False) -> Vehicle:
    """Make a vehicle ready."""
    return Vehicle(
        plate=plates.read(facts.plate_said, rule, typing=typing),
        plate_said=facts.plate_said,
        make=known(facts.make),
        model=model_words(facts.model),
        model_said=facts.model,
        colour=known(facts.colour),
        type=known(facts.type),
        features=tuple(features.read(each) for each in facts.features),
    )


def model_words(said: str | None) -> frozenset[str]:
    """Return the words that tell a model, without case and marks."""
    letters = unicodedata.normalize("NFKD", said or "").casefold()
    plain = "".join(each for each in letters if not unicodedata.combining(each))
    return frozenset(_WORD.findall(plain.replace("-", ""))) - _PLAIN


def compare(one: Vehicle, other: Vehicle) -> VehicleFound:
    """Compare two vehicles, plates aside."""
    answers = {
        "make": _make(one, other),
        "model": _model(one, other),
        "colour": _colour(one.colour, other.colour),
        "type": _plain(one.type, other.type),
    }
    if answers["make"] == "differ":
        # Another make has another model: that is one difference, not two.
        answers["model"] = ""
    return VehicleFound(
        agree=tuple(name for name in LOOKS if answers[name] in {"agree", "near"}),
        near=tuple(name for name in LOOKS if answers[name] == "near"),
        differ=tuple(name for name in LOOKS if answers[name] == "differ"),
        alike=_alike(one.features, other.features),
    )


def near_colours(colour: str) -> tuple[str, ...]:
    """Return a colour and those it is taken for."""
    return tuple(sorted({colour}.union(*(each for each in _NEAR if colour in each))))


def _make(one: Vehicle, other: Vehicle) -> str:
    if one.make == other.make == _OTHER:
        # Two makes that are in no list: only their names tell whether they are one.
        return _model(one, other)
    return _plain(one.make, other.make)


def _model(one: Vehicle, other: Vehicle) -> str:
    if not one.model or not other.model:
        return ""
    if one.model <= other.model or other.model <= one.model:
        return "agree"
    joined = ["".join(sorted(each)) for each in (one.model, other.model)]
    slip = min(map(len, joined)) >= _LEAST_SLIP and OSA.distance(*joined, score_cutoff=2) <= 2
    digits = ["".join(filter(str.isdigit, each)) for each in joined]
    return "agree" if slip and digits[0] == digits[1] else "differ"


def _colour(one: str | None, other: str | None) -> str:
    if one is None or other is None or (_MANY in (one, other) and one != other):
        return ""
    if one == other:
        return "agree"
    return "near" if other in near_colours(one) else "differ"


def _plain(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return ""
    return "agree" if one == other else "differ"


def _alike(
    mine: tuple[Feature, ...], theirs: tuple[Feature, ...]
) -> tuple[tuple[Feature, Feature], ...]:
    """Pair features that are alike, each with one other at most, things before places."""
    left = list(theirs)
    found: list[tuple[Feature, Feature]] = []
    for kind in ("thing", "place"):
        for one in mine:
            if any(one is pair[0] for pair in found):
                continue
            fit = next((each for each in left if features.compare(one, each) == kind), None)
            if fit is not None:
                left.remove(fit)
                found.append((one, fit))
    return tuple(found)
