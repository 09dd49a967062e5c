"""Who stands behind one count of events, and what each of them adds to it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Crowd:
    """What each person adds to a figure.

    `nameless` are amounts told or given where nobody gave a name, with how often: each may be
    somebody else's, and is taken so.
    """

    named: Mapping[str, int] = field(default_factory=dict)
    nameless: Mapping[int, int] = field(default_factory=dict)

    def plus(self, other: "Crowd", weight: int = 1) -> Self:
        """Return who stands behind this figure and another one taken so many times."""
        named, nameless = Counter(self.named), Counter(self.nameless)
        for person, amount in other.named.items():
            named[person] += weight * amount
        for amount, often in other.nameless.items():
            nameless[amount] += weight * often
        return type(self)(
            {person: amount for person, amount in named.items() if amount},
            {amount: often for amount, often in nameless.items() if often and amount},
        )

    def too_few(self, figure: int, threshold: int) -> bool:
        """Tell whether fewer people than may be shown, or mostly one, come to a figure.

        What of the figure is nobody's known here is taken as one person's. A figure below the
        threshold answers for itself, and is none of these.
        """
        amounts = [abs(amount) for amount in self.named.values()]
        people = len(amounts) + sum(abs(often) for often in self.nameless.values())
        amounts += [abs(amount) for amount in self.nameless]
        whole = sum(self.named.values()) + sum(a * often for a, often in self.nameless.items())
        if (missing := abs(figure) - abs(whole)) > 0:
            people, amounts = people + 1, [*amounts, missing]
        most = max(amounts, default=0)
        return abs(figure) >= threshold and (people < threshold or 2 * most > abs(figure))
