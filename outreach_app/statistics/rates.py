"""Rates: always `n of d`, the percentage only where it says something, a small base marked.

Source: report lines, part 1, rule 8, and report pages, part 2, rule 9: no percentage of fewer than
5, "small base" under 10. What is not known stays in the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from outreach_app.words import say

LEAST_BASE: Final = 5
SMALL_BASE: Final = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` of `whole`, both counts of one unit.

    `told` is False where the percentage is withheld: of rounded counts it would be far from true.
    """

    part: int
    whole: int
    told: bool = True

    @property
    def percent(self) -> float | None:
        """Return the percentage to one decimal, none of nothing."""
        return round(100 * self.part / self.whole, 1) if self.whole else None

    @property
    def small(self) -> bool:
        """Tell whether the whole is too small to lean on."""
        return self.whole < SMALL_BASE

    @classmethod
    def of(cls, value: object) -> "Rate | None":
        """Read the rate a line holds as ``{"n": …, "d": …}``; None where it is none or withheld."""
        if not isinstance(value, Mapping):
            return None
        part, whole = value.get("n"), value.get("d")
        if not isinstance(part, int) or not isinstance(whole, int):
            return None
        return cls(part, whole, value.get("pct", part) is not None)

    def counts(self) -> str:
        """Write both counts, "9 of 30"."""
        return say("rates.counts", part=self.part, whole=self.whole)

    def percent_text(self) -> str:
        """Write what stands behind the counts, "30 %"; "" where there is none."""
        if not self.whole or not self.told:
            return ""
        if self.whole < LEAST_BASE:
            return say("rates.small_base")
        key = "rates.percent_small" if self.small else "rates.percent"
        return say(key, percent=round(100 * self.part / self.whole))

    def text(self) -> str:
        """Write the rate as screen and paper do: "9 of 30 (30 %)", "3 of 8 (38 %, small base)"."""
        percent = self.percent_text()
        return (
            say("rates.full", counts=self.counts(), percent=percent) if percent else self.counts()
        )
