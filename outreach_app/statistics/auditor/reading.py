"""What was printed, as a reader with a pencil has it: unknown whole numbers, sums, and prints.

Every member is checked as it is read, because the file may come from anywhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, Final

from outreach_app.errors import Refused

WITHHELD: Final = frozenset({"-", "–", "hidden"})
_ENDS: Final = {"<=": (None, 0), ">=": (0, None), "==": (0, 0), "=": (0, 0)}
# Needles brought back in a year may pass a million; solvers hold whole numbers far beyond this.
_MOST: Final = 1_000_000_000
# Years of reports of every kind stay far below; more is no report.
_MOST_TERMS: Final = 100_000
_LEAST: Final = 5


class NotAuditable(Refused):
    """The file does not say what an audit needs; `where` names the member."""

    key = "audit.errors.not_auditable"


@dataclass(frozen=True, slots=True)
class Sum:
    """A weighted sum of figures that lies between `low` and `high`; None means no end."""

    terms: tuple[tuple[str, Fraction], ...]
    low: Fraction | None
    high: Fraction | None

    def whole(self) -> tuple[tuple[tuple[str, int], ...], int | None, int | None]:
        """Return the same with whole weights, so that adding up loses nothing and is quick."""
        every = [weight for _, weight in self.terms]
        every += [end for end in (self.low, self.high) if end is not None]
        scale = lcm(*(each.denominator for each in every))
        terms = tuple((name, int(weight * scale)) for name, weight in self.terms)
        low, high = (None if end is None else int(end * scale) for end in (self.low, self.high))
        return terms, low, high


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that must stay open from `low` to `high`."""

    cell: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything a reader knows. `bounds` are what the prints say of each figure.

    `small` are figures printed below the threshold that are not nought by definition.
    """

    threshold: int
    bounds: Mapping[str, tuple[int, int | None]]
    sums: tuple[Sum, ...]
    targets: tuple[Target, ...]
    withheld: tuple[str, ...]
    small: tuple[str, ...] = ()


def read(protection: Any, more: Iterable[Any] = ()) -> Printed:
    """Read one `protection` object together with those of earlier reports.

    Raises NotAuditable naming the member that is missing or does not fit.
    """
    every = [_object(each, "protection") for each in (*more, protection)]
    # Nothing a file says makes a smaller figure harmless.
    threshold = max(_LEAST, *(_count(each.get("threshold", _LEAST), "threshold") for each in every))
    bounds: dict[str, tuple[int, int | None]] = {}
    sums: dict[Sum, None] = {}
    targets: dict[Target, None] = {}
    withheld: dict[str, None] = {}
    small: dict[str, None] = {}
    for each in every:
        for relation in _list(each.get("relations", []), "relations"):
            sums[_relation(relation)] = None
        for name, print_ in _prints(each):
            _take(name, print_, threshold, bounds, sums, withheld)
            if isinstance(print_, int) and print_ < threshold:
                small[name] = None
        for target in _list(each.get("protect", []), "protect"):
            targets[_target(target)] = None
    for name in _noughts(every):
        _narrow(bounds, name, 0, 0)
        small.pop(name, None)
    if len(bounds) + sum(len(one.terms) for one in sums) > _MOST_TERMS:
        raise NotAuditable(where="relations")
    for name in (*(name for one in sums for name, _ in one.terms), *(aim.cell for aim in targets)):
        bounds.setdefault(name, (0, None))
    return Printed(threshold, bounds, tuple(sums), tuple(targets), tuple(withheld), tuple(small))


def _prints(protection: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for release in _list(protection.get("releases", []), "releases"):
        cells = _object(_object(release, "releases").get("cells"), "releases.cells")
        yield from cells.items()


def _noughts(every: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for each in every:
        for name in _list(each.get("structural_zeros", []), "structural_zeros"):
            yield _name(name, "structural_zeros")


def _take(
    name: str,
    print_: Any,
    threshold: int,
    bounds: dict[str, tuple[int, int | None]],
    sums: dict[Sum, None],
    withheld: dict[str, None],
) -> None:
    bounds.setdefault(name, (0, None))
    if isinstance(print_, str) and print_ in WITHHELD:
        withheld[name] = None
    elif isinstance(print_, int) and not isinstance(print_, bool):
        _narrow(bounds, name, _count(print_, name), print_)
    elif isinstance(print_, Mapping) and "rounded" in print_:
        base = max(_count(print_.get("base"), f"{name}.base"), 1)
        middle = _count(print_["rounded"], f"{name}.rounded")
        # A half goes upwards; and what is printed at all is known to reach the threshold.
        least = -((base - 2 * middle) // 2)
        most = (2 * middle + base - 1) // 2
        _narrow(bounds, name, max(least, threshold if print_.get("shown", True) else 0), most)
    elif isinstance(print_, Mapping) and "ratio" in print_:
        for one in _ratio(name, print_):
            sums[one] = None
    else:
        raise NotAuditable(where=name)


def _ratio(name: str, print_: Mapping[str, Any]) -> tuple[Sum, Sum]:
    """Give the two ends of ``scale * part / whole`` rounded to `decimals`."""
    whole = _name(print_.get("of"), f"{name}.of")
    scale = Fraction(_count(print_.get("scale", 100), f"{name}.scale"))
    half = Fraction(1, 2 * 10 ** _count(print_.get("decimals", 0), f"{name}.decimals"))
    try:
        ratio = Fraction(str(print_["ratio"]))
    except ValueError:
        raise NotAuditable(where=f"{name}.ratio") from None
    low = ((name, scale), (whole, -(ratio - half)))
    high = ((name, scale), (whole, -(ratio + half)))
    return Sum(low, Fraction(0), None), Sum(high, None, Fraction(0))


def _relation(raw: Any) -> Sum:
    relation = _object(raw, "relations")
    if "total" in relation:
        parts = [_name(part, "relations.parts") for part in _list(relation.get("parts"), "parts")]
        terms = [(_name(relation["total"], "relations.total"), Fraction(-1))]
        terms += [(part, Fraction(1)) for part in parts]
        return Sum(_joined(terms), Fraction(0), Fraction(0))
    ends = _ENDS.get(str(relation.get("op", "")))
    if ends is None:
        raise NotAuditable(where="relations.op")
    raw_terms = _object(relation.get("terms"), "relations.terms")
    terms = [
        (name, Fraction(_whole(value, "relations.terms"))) for name, value in raw_terms.items()
    ]
    rhs = Fraction(_whole(relation.get("rhs", 0), "relations.rhs"))
    low, high = (None if end is None else rhs for end in ends)
    return Sum(_joined(terms), low, high)


def _joined(terms: Iterable[tuple[str, Fraction]]) -> tuple[tuple[str, Fraction], ...]:
    found: dict[str, Fraction] = {}
    for name, weight in terms:
        found[name] = found.get(name, Fraction(0)) + weight
    return tuple(sorted((name, weight) for name, weight in found.items() if weight))


def _target(raw: Any) -> Target:
    target = _object(raw, "protect")
    contain = _list(target.get("contain"), "protect.contain")
    if len(contain) != 2:
        raise NotAuditable(where="protect.contain")
    low, high = (_count(end, "protect.contain") for end in contain)
    return Target(_name(target.get("cell"), "protect.cell"), low, high)


def _narrow(
    bounds: dict[str, tuple[int, int | None]], name: str, low: int, high: int | None
) -> None:
    least, most = bounds.get(name, (0, None))
    ends = [end for end in (most, high) if end is not None]
    bounds[name] = max(least, low), min(ends) if ends else None


def _object(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise NotAuditable(where=where)
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise NotAuditable(where=where)
    return value


def _name(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise NotAuditable(where=where)
    return value


def _whole(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _MOST:
        raise NotAuditable(where=where)
    return value


def _count(value: Any, where: str) -> int:
    found = _whole(value, where)
    if found < 0:
        raise NotAuditable(where=where)
    return found
