"""What a reader could believe: tables that fit the ties and the prints, found with HiGHS."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import highspy
import numpy

from outreach_app.statistics.disclosure_control.problem import Problem

_SECONDS: Final = 10.0
_HAIR: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Narrow:
    """Why a target cannot get as far as it must; withholding one of `helps` gives so much."""

    missing: float
    helps: Mapping[str, float]


class Reader:
    """Asks for tables while different figures are withheld; one model for all questions."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._place = {cell: at for at, cell in enumerate(problem.values)}
        self._top = 2 * max(problem.values.values(), default=0) + 50 * problem.threshold
        self._whole = _model(problem, self._place, self._top, whole=True)
        # Any table that draws well will do: it need not be the one that draws best.
        self._whole.setOptionValue("mip_rel_gap", 0.5)
        self._loose = _model(problem, self._place, self._top, whole=False)
        self._hidden: frozenset[str] | None = None

    def withhold(self, hidden: Collection[str]) -> None:
        """Print everything of this issue but `hidden`."""
        wanted = frozenset(hidden)
        if wanted == self._hidden:
            return
        changed = self._problem.costs.keys() if self._hidden is None else wanted ^ self._hidden
        self._hidden = wanted
        for cell in changed:
            low, high = self._ends(cell)
            for solver in (self._whole, self._loose):
                solver.changeColBounds(self._place[cell], low, high)

    def table(
        self,
        cell: str,
        *,
        low: int | None = None,
        high: int | None = None,
        pull: Collection[str] = (),
    ) -> dict[str, int] | None:
        """Return a whole-number table in which `cell` is at most `low` or at least `high`.

        Among such tables one is taken that draws the cells of `pull` the same way, so that one
        question answers many.
        """
        at = self._place[cell]
        self._draw(pull, 1.0 if low is not None else -1.0)
        ends = self._ends(cell)
        wanted = (
            (ends[0], min(ends[1], low)) if low is not None else (max(ends[0], high or 0), ends[1])
        )
        if wanted[0] > wanted[1]:
            return None
        self._whole.changeColBounds(at, *map(float, wanted))
        self._whole.run()
        solution = self._whole.getSolution()
        found = self._whole.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values = list(solution.col_value) if found else None
        self._whole.changeColBounds(at, *map(float, ends))
        if values is None:
            return None
        return {name: round(values[index]) for name, index in self._place.items()}

    def _draw(self, pull: Collection[str], way: float) -> None:
        count = len(self._place)
        costs = numpy.zeros(count)
        for name in pull:
            costs[self._place[name]] = way
        self._whole.changeColsCost(count, numpy.arange(count, dtype=numpy.int32), costs)

    def narrow(
        self, cell: str, *, low: int | None = None, high: int | None = None
    ) -> Narrow | None:
        """Return why `cell` cannot reach `low` or `high`, or None where fractions could reach it.

        From the dual prices of the ends: the bound is a weighted sum of them, so widening an end
        by withholding its figure moves the bound by at most its price times the widening.
        """
        at, count = self._place[cell], len(self._place)
        costs = numpy.zeros(count)
        costs[at] = 1.0 if low is not None else -1.0
        solver = self._loose
        solver.changeColsCost(count, numpy.arange(count, dtype=numpy.int32), costs)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        best = float(solver.getSolution().col_value[at])
        missing = best - low if low is not None else float(high or 0) - best
        if missing <= _HAIR:
            return None
        prices = list(solver.getSolution().col_dual)
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
        self, cell: str, *, low: int | None = None, high: int | None = None
    ) -> dict[str, int] | None:
        """Return a table that reaches the end and breaks as few and as cheap prints as it can."""
        solver = self._bending()
        at = self._place[cell]
        floor, roof = self._past(cell)
        wanted = (floor, low) if low is not None else (high or 0, roof)
        solver.changeColBounds(at, *map(float, wanted))
        solver.run()
        values = (
            list(solver.getSolution().col_value)
            if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            else None
        )
        if values is None:
            return None
        return {name: round(values[index]) for name, index in self._place.items()}

    def _bending(self) -> highspy.Highs:
        """Return a model in which a shown figure may be left, at a price for each step."""
        problem, place = self._problem, self._place
        solver = _model(problem, place, self._top, whole=True)
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


def _model(problem: Problem, place: Mapping[str, int], top: int, *, whole: bool) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    # All solvers of one process must agree on this, or one of them stays silent.
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", _SECONDS)
    count = len(place)
    past = [problem.past.get(cell, (0, top)) for cell in place]
    solver.addVars(
        count,
        numpy.array([low for low, _ in past], dtype=float),
        numpy.array([high for _, high in past], dtype=float),
    )
    if whole:
        solver.changeColsIntegrality(
            count,
            numpy.arange(count, dtype=numpy.int32),
            numpy.full(count, highspy.HighsVarType.kInteger),
        )
    endless = solver.getInfinity()
    for tie in problem.ties:
        solver.addRow(
            -endless if tie.low is None else float(tie.low),
            endless if tie.high is None else float(tie.high),
            len(tie.terms),
            numpy.array([place[cell] for cell in tie.terms], dtype=numpy.int32),
            numpy.array([float(weight) for weight in tie.terms.values()]),
        )
    return solver
