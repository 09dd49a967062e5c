"""What a reader could believe: tables that fit the ties and the prints, found with HiGHS."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import highspy
import numpy

from outreach_app.statistics.disclosure_control.problem import Problem
from outreach_app.statistics.disclosure_control.sums import Ends, Places, Sums, ran, shared

# What is not found soon is taken for not there: it hides more, never less.
_NODES: Final = 200
# Sums count once or twice; only what bounds events by people weighs more.
_HEAVY: Final = 9
# How often fractions of people are counted up before whole numbers are asked for.
_ROUNDS: Final = 4
_HAIR: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Narrow:
    """Why a target cannot get as far as it must; withholding one of `helps` gives so much."""

    missing: float
    helps: Mapping[str, float]


class Reader:
    """Asks for tables while different figures are withheld; one model for all questions.

    `own` are figures whoever asks is counted in, and knows that each is at least 1.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._place = shared(problem)
        self._columns = numpy.array([*self._place.values()], dtype=numpy.int32)
        self._count = max(self._place.values(), default=-1) + 1
        self._all = numpy.arange(self._count, dtype=numpy.int32)
        self.top = 2 * max(problem.values.values(), default=0) + 50 * problem.threshold
        self._sums = Sums(problem.ties, self._place)
        self._cells: list[list[str]] = [[] for _ in self._all]
        for cell, at in self._place.items():
            self._cells[at].append(cell)
        # Between which values each column may lie while the figures of `_hidden` are withheld.
        self._hidden = frozenset(problem.costs)
        self._low = numpy.zeros(self._count)
        self._high = numpy.full(self._count, float(self.top))
        self._narrow_to(self._all)
        self._loose = self._sums.model(self._low, self._high, whole=False)
        # People beside what happened to them: fractions of a person fit, and lead nowhere.
        self._people = self._places(
            {
                cell
                for tie in problem.ties
                for cell, weight in tie.terms.items()
                if abs(weight) > _HEAVY
            }
        )
        self._whole: highspy.Highs | None = None

    def withhold(self, hidden: Collection[str]) -> None:
        """Print everything of this issue but `hidden`."""
        wanted = frozenset(hidden)
        if wanted == self._hidden:
            return
        changed = wanted ^ self._hidden
        self._hidden = wanted
        places = numpy.unique(self._places(changed))
        self._narrow_to(places)
        self._restore(places)

    def table(
        self,
        cell: str,
        wanted: int,
        *,
        down: bool,
        own: Collection[str] = (),
        pull: Collection[str] = (),
    ) -> dict[str, int] | None:
        """Return a whole-number table in which `cell` is at most `wanted`, or at least.

        Among such tables one is taken that draws the cells of `pull` the same way, so that one
        question answers many. Fractions are asked first: mostly they come out whole.
        """
        with self._narrowed(self._loose, cell, wanted, down=down, own=own) as possible:
            values = self._solved(self._loose, pull, down=down) if possible else None
            if values is None:
                return None
            values = self._evened(values, cell, pull, down=down)
        if values is not None:
            return self._named(values)
        if self._whole is None:
            self._whole = self._sums.model(self._low, self._high, whole=True)
            # Any table that draws well will do: it need not be the one that draws best.
            self._whole.setOptionValue("mip_rel_gap", 0.5)
            self._whole.setOptionValue("mip_max_nodes", _NODES)
            self._whole.setOptionValue("presolve", "off")
        with self._narrowed(self._whole, cell, wanted, down=down, own=own):
            return self._named(self._solved(self._whole, pull, down=down))

    def _evened(self, values: Ends, cell: str, pull: Collection[str], *, down: bool) -> Ends | None:
        """Return whole numbers in place of fractions, None where that does not come out.

        Fractions of people bound events as well as a whole one does: they are counted up.
        """
        solver, raised = self._loose, self._places(())
        try:
            for _ in range(_ROUNDS):
                broken = abs(values - values.round()) >= _HAIR
                if not broken.any():
                    return values
                more = self._people[broken[self._people] & (self._people != self._place[cell])]
                if not len(more):
                    return None
                raised = numpy.union1d(raised, more)
                solver.changeColsBounds(len(more), more, numpy.ceil(values[more]), self._high[more])
                found = self._solved(solver, pull, down=down)
                if found is None:
                    return None
                values = found
            return None
        finally:
            solver.changeColsBounds(len(raised), raised, self._low[raised], self._high[raised])

    def narrow(
        self, cell: str, wanted: int, *, down: bool, own: Collection[str] = ()
    ) -> Narrow | None:
        """Return why `cell` cannot reach `wanted`, or None where fractions could reach it.

        From the dual prices of the ends: the bound is a weighted sum of them, so widening an end
        by withholding its figure moves the bound by at most its price times the widening.
        """
        solver = self._loose
        with self._narrowed(solver, cell, None, down=down, own=own):
            values = self._solved(solver, (cell,), down=down)
            prices = numpy.array(solver.getSolution().col_dual)
        if values is None:
            return None
        best = values[self._place[cell]]
        missing = best - wanted if down else wanted - best
        if missing <= _HAIR:
            return None
        helps = {}
        for at in numpy.nonzero(prices)[0]:
            name = self._holding(int(at), low=bool(prices[at] > 0))
            if name is None:
                continue
            least, most = self._problem.shown_as(name)
            floor, roof = self._past(name)
            widened = (least - floor) if prices[at] > 0 else (roof - most)
            if abs(prices[at]) * widened > _HAIR:
                helps[name] = min(abs(prices[at]) * widened, missing)
        return Narrow(missing, helps)

    def _holding(self, at: int, *, low: bool) -> str | None:
        """Return the shown figure of this issue that holds an end of a column.

        None where earlier prints hold it: it stays where it is whatever is withheld.
        """
        end = 0 if low else 1
        tight = max if low else min
        every = {cell: self._ends(cell)[end] for cell in self._cells[at]}
        holding = [cell for cell, value in every.items() if value == tight(every.values())]
        free = (self._shown(cell) and self._past(cell)[end] != every[cell] for cell in holding)
        return holding[0] if all(free) else None

    def furthest(self, cell: str, *, down: bool) -> int | None:
        """Return how far a cell can get when everything that may be withheld is."""
        self.withhold(self._problem.costs)
        solver = self._sums.model(self._low, self._high, whole=True)
        costs = numpy.zeros(self._count)
        costs[self._place[cell]] = 1.0 if down else -1.0
        solver.changeColsCost(len(costs), self._all, costs)
        if not ran(solver):
            return None
        return round(solver.getSolution().col_value[self._place[cell]])

    @contextmanager
    def _narrowed(
        self,
        solver: highspy.Highs,
        cell: str,
        wanted: int | None,
        *,
        down: bool,
        own: Collection[str],
    ) -> Iterator[bool]:
        """Hold the cell at its end and the own figures at 1 and more; tell whether that can be."""
        mine, asked = self._places(own), self._place[cell]
        changed = numpy.union1d(mine, [asked]).astype(numpy.int32)
        low, high = numpy.maximum(self._low[changed], 1), self._high[changed]
        at = changed.searchsorted(asked)
        if asked not in mine:
            low[at] = self._low[asked]
        if wanted is not None and down:
            high[at] = min(high[at], wanted)
        elif wanted is not None:
            low[at] = max(low[at], wanted)
        possible = bool((low <= high).all())
        if not possible:
            yield False
            return
        solver.changeColsBounds(len(changed), changed, low, high)
        try:
            yield True
        finally:
            solver.changeColsBounds(len(changed), changed, self._low[changed], self._high[changed])

    def _restore(self, changed: Places) -> None:
        """Tell the models what the cells may be."""
        for solver in filter(None, (self._whole, self._loose)):
            solver.changeColsBounds(len(changed), changed, self._low[changed], self._high[changed])

    def _places(self, cells: Collection[str]) -> Places:
        return numpy.fromiter(map(self._place.__getitem__, cells), numpy.int32, len(cells))

    def _solved(self, solver: highspy.Highs, pull: Collection[str], *, down: bool) -> Ends | None:
        costs = numpy.zeros(self._count)
        costs[self._places(pull)] = 1.0 if down else -1.0
        solver.changeColsCost(len(costs), self._all, costs)
        if not ran(solver):
            return None
        return numpy.array(solver.getSolution().col_value)

    def _named(self, values: Ends | None) -> dict[str, int] | None:
        """Return the values by cell; what a solver says is added up again."""
        if values is None:
            return None
        counts = values[: self._count].round().astype(numpy.int64)
        if not self._sums.hold(counts):
            return None
        return dict(zip(self._place, counts[self._columns].tolist(), strict=True))

    def _narrow_to(self, places: Places) -> None:
        """Work out between which values some columns lie."""
        for at in places:
            ends = [self._ends(cell) for cell in self._cells[at]]
            self._low[at] = max(low for low, _ in ends)
            self._high[at] = min(high for _, high in ends)

    def _shown(self, cell: str) -> bool:
        return cell in self._problem.costs and cell not in self._hidden

    def _past(self, cell: str) -> tuple[int, int]:
        return self._problem.past.get(cell, (0, self.top))

    def _ends(self, cell: str) -> tuple[int, int]:
        floor, roof = self._past(cell)
        if not self._shown(cell):
            return floor, roof
        least, most = self._problem.shown_as(cell)
        return max(floor, least), min(roof, most)
