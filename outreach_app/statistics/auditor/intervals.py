"""Between which values an outsider can place each withheld figure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from outreach_app.statistics.auditor.pieces import pieces
from outreach_app.statistics.auditor.reading import Printed
from outreach_app.statistics.auditor.verdict import Verdict, audit
from outreach_app.statistics.auditor.witnesses import Search


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the greatest value that fit everything printed; None means far above."""

    low: int
    high: int | None

    def gives_away(self, threshold: int) -> bool:
        """Tell whether the figure is known for sure to be small.

        A larger one that can be worked out was withheld for the sake of another, and says nothing.
        """
        return self.high is not None and self.high < threshold


@dataclass(frozen=True, slots=True)
class Outside:
    """What an outsider can work out: the audit of named figures, and every withheld one.

    `small` are figures below the threshold that are printed as they are.
    """

    verdict: Verdict
    threshold: int
    cells: Mapping[str, Interval]
    small: tuple[str, ...] = ()

    @property
    def exposed(self) -> tuple[str, ...]:
        """Return the figures that are known to be small, by name."""
        found = {cell for cell, each in self.cells.items() if each.gives_away(self.threshold)}
        return tuple(sorted(found | set(self.verdict.pinned) | set(self.small)))

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


def _unheard(_: float) -> None:
    """Tell nobody."""


def outside(printed: Printed, told: Callable[[float], object] = _unheard) -> Outside:
    """Return what can be worked out from files that say what was printed and how it is tied.

    `told` hears before every question which share of the figures is placed.
    """
    verdict = audit(printed)
    if not verdict.possible:
        return Outside(verdict, printed.threshold, {}, printed.small)
    cells = {cell: Interval(*printed.bounds[cell]) for cell in printed.withheld}
    ends, placed = 2 * len(printed.withheld), 0
    for piece in pieces(printed):
        search = Search(piece)
        lows = _lows(search, list(piece.withheld), partial(_placed, told, ends, placed))
        placed += len(lows)
        highs = _highs(search, list(piece.withheld), lows, partial(_placed, told, ends, placed))
        placed += len(highs)
        cells |= {cell: Interval(lows[cell], highs[cell]) for cell in lows}
    told(1.0)
    return Outside(verdict, printed.threshold, cells, printed.small)


def _placed(told: Callable[[float], object], ends: int, before: int, more: int) -> None:
    told((before + more) / max(ends, 1))


def _lows(search: Search, cells: list[str], placed: Callable[[int], None]) -> dict[str, int]:
    """Return the least value of each cell: one table answers all that are nought in it."""
    found: dict[str, int] = {}
    waiting = list(cells)
    while waiting:
        cell = waiting[0]
        placed(len(found))
        table = search.table(cell, 0, 0, pull=dict.fromkeys(waiting, 1.0))
        if table is None:
            alone = search.table(cell, 0, None, pull={cell: 1.0})
            # What could not be settled counts as known.
            found[cell] = 0 if alone is None else alone[cell]
        else:
            found |= {each: 0 for each in waiting if table[each] == 0}
        waiting = [each for each in waiting if each not in found]
    return found


def _highs(
    search: Search, cells: list[str], lows: Mapping[str, int], placed: Callable[[int], None]
) -> dict[str, int | None]:
    """Return the greatest value of each cell, None where it may lie far above the least.

    Far is twice the threshold: beyond it the exact end tells nobody anything about few people.
    """
    found: dict[str, int | None] = {}
    far = 2 * search.printed.threshold
    waiting = list(cells)
    while waiting:
        cell = waiting[0]
        placed(len(found))
        table = search.table(cell, lows[cell] + far, None, pull=dict.fromkeys(waiting, -1.0))
        if table is None:
            alone = search.table(cell, 0, None, pull={cell: -1.0})
            found[cell] = lows[cell] if alone is None else alone[cell]
        else:
            found |= {each: None for each in waiting if table[each] >= lows[each] + far}
        waiting = [each for each in waiting if each not in found]
    return found
