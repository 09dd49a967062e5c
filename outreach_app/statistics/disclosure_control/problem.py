"""What the protector is given: true figures, their ties, what is sensitive, what was printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

THRESHOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Tie:
    """A weighted sum of figures between `low` and `high`; None means no end."""

    terms: Mapping[str, int]
    low: int | None = 0
    high: int | None = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One issue together with everything issued before it.

    `values` are the true figures of every cell a tie names, printed or not. `costs` are the cells
    of this issue that may be printed, each with what a reader loses by not seeing it. `bases` are
    what a shown cell is rounded to (1: exact). `past` are intervals that earlier prints left, and
    cannot be taken back. `targets` must stay open from the first to the second number. `insiders`
    are figures somebody is counted in, who knows that each of them is at least 1: for them every
    other target must stay open up to one less. `firm` are cells that are only withheld where
    nothing else helps. `tops` are what a rounded cell is known not to pass.
    """

    values: Mapping[str, int]
    costs: Mapping[str, float]
    ties: tuple[Tie, ...]
    primary: frozenset[str]
    targets: Mapping[str, tuple[int, int]]
    bases: Mapping[str, int] = field(default_factory=dict)
    past: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    threshold: int = THRESHOLD
    insiders: frozenset[frozenset[str]] = frozenset()
    firm: frozenset[str] = frozenset()
    tops: Mapping[str, int] = field(default_factory=dict)

    def shown_as(self, cell: str) -> tuple[int, int]:
        """Return the values a reader thinks possible where `cell` is printed.

        Whoever sees a rounded figure knows that it reaches the threshold, or it would be withheld.
        """
        value, base = self.values[cell], self.bases.get(cell, 1)
        if base == 1:
            return value, value
        middle = (2 * value + base) // (2 * base) * base
        most = (2 * middle + base - 1) // 2
        least = max(-((base - 2 * middle) // 2), self.threshold)
        return least, min(most, self.tops.get(cell, most))

    def check(self) -> None:
        """Raise ValueError where the true figures do not fit the ties; nothing could be proven."""
        for tie in self.ties:
            total = sum(weight * self.values[cell] for cell, weight in tie.terms.items())
            if (tie.low is not None and total < tie.low) or (
                tie.high is not None and total > tie.high
            ):
                msg = f"a tie does not hold: {sorted(tie.terms)}"
                raise ValueError(msg)
        for cell, (low, high) in self.past.items():
            if not low <= self.values[cell] <= high:
                msg = f"what was printed does not fit: {cell}"
                raise ValueError(msg)
