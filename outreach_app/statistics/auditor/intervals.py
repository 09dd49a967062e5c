"""Between which values an outsider can place each withheld figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outreach_app.statistics.auditor.reading import Printed
from outreach_app.statistics.auditor.verdict import Verdict, audit
from outreach_app.statistics.auditor.witnesses import Search


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the greatest value that fit everything printed; None means no end."""

    low: int
    high: int | None

    def gives_away(self, threshold: int) -> bool:
        """Tell whether the figure is known for sure, or known for sure to be small."""
        return self.high is not None and (self.high < threshold or self.high == self.low)


@dataclass(frozen=True, slots=True)
class Outside:
    """What an outsider can work out: the audit of named figures, and every withheld one."""

    verdict: Verdict
    threshold: int
    cells: Mapping[str, Interval]

    @property
    def exposed(self) -> tuple[str, ...]:
        """Return the withheld figures that are known, or known to be small, by name."""
        found = {cell for cell, each in self.cells.items() if each.gives_away(self.threshold)}
        return tuple(sorted(found | set(self.verdict.pinned)))

    @property
    def passed(self) -> bool:
        """Tell whether nothing is given away and the files do not contradict one another."""
        return self.verdict.possible and not self.exposed

    def to_json(self) -> dict[str, Any]:
        """Return the answer of the command line."""
        return {
            "passed": self.passed,
            "possible": self.verdict.possible,
            "threshold": self.threshold,
            "figures": self.verdict.figures,
            "hidden": self.verdict.hidden,
            "exposed": list(self.exposed),
            "intervals": {cell: [each.low, each.high] for cell, each in self.cells.items()},
        }


def outside(printed: Printed) -> Outside:
    """Return what can be worked out from files that say what was printed and how it is tied."""
    verdict = audit(printed)
    if not verdict.possible:
        return Outside(verdict, printed.threshold, {})
    search = Search(printed)
    tied = {name for one in printed.sums for name, _ in one.terms}
    cells = {
        cell: _between(search, cell) if cell in tied else Interval(*printed.bounds[cell])
        for cell in printed.withheld
    }
    return Outside(verdict, printed.threshold, cells)


def _between(search: Search, cell: str) -> Interval:
    low = search.table(cell, 0, None, pull={cell: 1.0})
    high = search.table(cell, 0, None, pull={cell: -1.0})
    if low is None or high is None:
        # What could not be settled counts as known.
        return Interval(0, 0)
    greatest = high[cell]
    return Interval(low[cell], None if greatest >= search.top else greatest)
