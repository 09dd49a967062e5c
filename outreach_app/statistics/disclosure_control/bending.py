"""Tables that break prints of this issue: which are the cheapest to withhold for one end."""

from collections.abc import Collection

import highspy
import numpy

from outreach_app.statistics.disclosure_control.problem import Problem
from outreach_app.statistics.disclosure_control.sums import Sums, ran


class Bending:
    """Asks for tables in which a shown figure may be left, at a price for each step.

    `top` stands for no end. Every figure keeps a column of its own: each may be left by itself.
    """

    def __init__(self, problem: Problem, top: int) -> None:
        self._problem = problem
        self._top = top
        self._place = {cell: at for at, cell in enumerate(problem.values)}
        self._sums = Sums(problem.ties, self._place)

    def cheapest(
        self,
        cell: str,
        wanted: int,
        *,
        down: bool,
        own: Collection[str],
        hidden: Collection[str],
    ) -> dict[str, int] | None:
        """Return a table that reaches the end and breaks as few and as cheap prints as it can."""
        solver = self._model(hidden)
        for name in own:
            floor, roof = self._past(name)
            solver.changeColBounds(self._place[name], float(max(floor, 1)), float(roof))
        floor, roof = self._past(cell)
        ends = (floor, min(wanted, roof)) if down else (max(wanted, floor), roof)
        if ends[0] > ends[1]:
            return None
        solver.changeColBounds(self._place[cell], *map(float, ends))
        if not ran(solver):
            return None
        values = numpy.array(solver.getSolution().col_value)[: len(self._place)]
        counts = values.round().astype(numpy.int64)
        # What a solver says is added up again.
        if not self._sums.hold(counts):
            return None
        return dict(zip(self._place, counts.tolist(), strict=True))

    def _model(self, hidden: Collection[str]) -> highspy.Highs:
        problem, place = self._problem, self._place
        past = [self._past(cell) for cell in place]
        low = numpy.array([floor for floor, _ in past], dtype=float)
        high = numpy.array([roof for _, roof in past], dtype=float)
        solver = self._sums.model(low, high, whole=True)
        for name, cost in problem.costs.items():
            if name in hidden:
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
