"""What a reader could believe: tables that fit the ties and the prints, found with HiGHS."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import highspy
import numpy

from outreach_app.statistics.disclosure_control.problem import Problem
from outreach_app.statistics.disclosure_control.sums import Ends, Places, Sums, ran

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
        self._place = {cell: at for at, cell in enumerate(problem.values)}
        self._all = numpy.arange(len(self._place), dtype=numpy.int32)
        self._top = 2 * max(problem.values.values(), default=0) + 50 * problem.threshold
        self._sums = Sums(problem, self._place)
        # Between which values each cell may lie while the figures of `_hidden` are withheld.
        self._low, self._high = _ends(problem, self._place, self._top)
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
        self._hidden: frozenset[str] | None = None

    def withhold(self, hidden: Collection[str]) -> None:
        """Print everything of this issue but `hidden`."""
        wanted = frozenset(hidden)
        if wanted == self._hidden:
            return
        changed = self._problem.costs.keys() if self._hidden is None else wanted ^ self._hidden
        self._hidden = wanted
        for cell in changed:
            self._low[self._place[cell]], self._high[self._place[cell]] = self._ends(cell)
        self._restore(self._places(changed))

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
            prices = list(solver.getSolution().col_dual)
        if values is None:
            return None
        best = values[self._place[cell]]
        missing = best - wanted if down else wanted - best
        if missing <= _HAIR:
            return None
        helps = {}
        for name in self._problem.costs:
            price = prices[self._place[name]]
            if self._hidden is not None and name in self._hidden:
                continue
            least, most = self._problem.shown_as(name)
            floor, roof = self._past(name)
            widened = (least - floor) if price > 0 else (roof - most)
            if abs(price) * widened > _HAIR:
                helps[name] = min(abs(price) * widened, missing)
        return Narrow(missing, helps)

    def cheapest(
        self, cell: str, wanted: int, *, down: bool, own: Collection[str] = ()
    ) -> dict[str, int] | None:
        """Return a table that reaches the end and breaks as few and as cheap prints as it can."""
        solver = self._bending()
        for name in own:
            floor, roof = self._past(name)
            solver.changeColBounds(self._place[name], float(max(floor, 1)), float(roof))
        floor, roof = self._past(cell)
        ends = (floor, min(wanted, roof)) if down else (max(wanted, floor), roof)
        if ends[0] > ends[1]:
            return None
        solver.changeColBounds(self._place[cell], *map(float, ends))
        found = ran(solver)
        return self._named(numpy.array(solver.getSolution().col_value) if found else None)

    def furthest(self, cell: str, *, down: bool) -> int | None:
        """Return how far a cell can get when everything that may be withheld is."""
        self.withhold(self._problem.costs)
        solver = self._sums.model(self._low, self._high, whole=True)
        costs = numpy.zeros(len(self._place))
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
        at = self._place[cell]
        changed = numpy.union1d(self._places(own), [at]).astype(numpy.int32)
        low, high = self._low[changed], self._high[changed]
        mine = numpy.isin(changed, self._places(own))
        low[mine] = numpy.maximum(low[mine], 1)
        if wanted is not None and down:
            high[changed == at] = min(self._high[at], wanted)
        elif wanted is not None:
            low[changed == at] = max(low[changed == at][0], wanted)
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
        return numpy.array([self._place[cell] for cell in cells], dtype=numpy.int32)

    def _solved(self, solver: highspy.Highs, pull: Collection[str], *, down: bool) -> Ends | None:
        costs = numpy.zeros(len(self._place))
        costs[self._places(pull)] = 1.0 if down else -1.0
        solver.changeColsCost(len(costs), self._all, costs)
        if not ran(solver):
            return None
        return numpy.array(solver.getSolution().col_value)

    def _named(self, values: Ends | None) -> dict[str, int] | None:
        """Return the values by cell; what a solver says is added up again."""
        if values is None:
            return None
        counts = values[: len(self._place)].round().astype(numpy.int64)
        if not self._sums.hold(counts):
            return None
        return dict(zip(self._place, map(int, counts), strict=True))

    def _bending(self) -> highspy.Highs:
        """Return a model in which a shown figure may be left, at a price for each step."""
        problem, place = self._problem, self._place
        solver = self._sums.model(*_ends(problem, place, self._top), whole=True)
        for name, cost in problem.costs.items():
            floor, roof = self._past(name)
            solver.changeColBounds(place[name], float(floor), float(roof))
            if self._hidden is not None and name in self._hidden:
                continue
            least, most = problem.shown_as(name)
            above = solver.numVariables
            solver.addVars(2, numpy.zeros(2), numpy.full(2, float(self._top)))
            solver.changeColCost(above, float(cost))
            solver.changeColCost(above + 1, float(cost))
            solver.addRow(
                float(least),
                float(most),
                3,
                numpy.array([place[name], above, above + 1], dtype=numpy.int32),
                numpy.array([1.0, -1.0, 1.0]),
            )
        return solver

    def _past(self, cell: str) -> tuple[int, int]:
        return self._problem.past.get(cell, (0, self._top))

    def _ends(self, cell: str) -> tuple[int, int]:
        floor, roof = self._past(cell)
        if cell not in self._problem.costs or (self._hidden is not None and cell in self._hidden):
            return floor, roof
        least, most = self._problem.shown_as(cell)
        return max(floor, least), min(roof, most)


def _ends(problem: Problem, place: Mapping[str, int], top: int) -> tuple[Ends, Ends]:
    """Return between which values each cell lies by earlier prints."""
    past = [problem.past.get(cell, (0, top)) for cell in place]
    return (
        numpy.array([low for low, _ in past], dtype=float),
        numpy.array([high for _, high in past], dtype=float),
    )
