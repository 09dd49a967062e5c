"""The ties of a problem as rows of numbers: for the solver, and for adding up what it says."""

from collections.abc import Mapping
from typing import Final, TypeAlias

import highspy
import numpy
from numpy.typing import NDArray

from outreach_app.statistics.disclosure_control.problem import Problem

Places: TypeAlias = NDArray[numpy.int32]
Ends: TypeAlias = NDArray[numpy.float64]

# One question takes thousandths of a second; this ends one that would never end.
_SECONDS: Final = 10.0


class Sums:
    """The ties of a problem as rows of numbers, for the solver and for adding up what it says."""

    def __init__(self, problem: Problem, place: Mapping[str, int]) -> None:
        endless = highspy.kHighsInf
        ties = problem.ties
        self._low = numpy.array([-endless if t.low is None else t.low for t in ties], dtype=float)
        self._high = numpy.array([endless if t.high is None else t.high for t in ties], dtype=float)
        starts = numpy.cumsum([0, *(len(tie.terms) for tie in ties)])
        self._starts = starts[:-1].astype(numpy.int32)
        self._row = numpy.repeat(numpy.arange(len(ties)), numpy.diff(starts))
        self._cells = numpy.array(
            [place[cell] for tie in ties for cell in tie.terms], dtype=numpy.int32
        )
        self._weights = numpy.array(
            [weight for tie in ties for weight in tie.terms.values()], dtype=numpy.int64
        )

    def hold(self, counts: NDArray[numpy.int64]) -> bool:
        """Tell whether whole numbers fulfil every tie; in whole numbers, nothing is lost."""
        totals = numpy.zeros(len(self._low), dtype=numpy.int64)
        numpy.add.at(totals, self._row, self._weights * counts[self._cells])
        return bool(((totals >= self._low) & (totals <= self._high)).all())

    def model(self, low: Ends, high: Ends, *, whole: bool) -> highspy.Highs:
        """Return a solver that knows the ties, with the cells between `low` and `high`."""
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        # All solvers of one process must agree on this, or one of them stays silent.
        solver.setOptionValue("threads", 1)
        count = len(low)
        solver.addVars(count, low, high)
        if whole:
            solver.changeColsIntegrality(
                count,
                numpy.arange(count, dtype=numpy.int32),
                numpy.full(count, highspy.HighsVarType.kInteger),
            )
        solver.addRows(
            len(self._low),
            self._low,
            self._high,
            len(self._cells),
            self._starts,
            self._cells,
            self._weights.astype(float),
        )
        return solver


def ran(solver: highspy.Highs, seconds: float = _SECONDS) -> bool:
    """Let a solver look for its best answer for so long; tell whether it found it.

    The clock of a solver runs on from question to question, so the limit has to run before it: else
    a slow machine would answer no more after a while, and withhold more than a quick one.
    """
    solver.setOptionValue("time_limit", solver.getRunTime() + seconds)
    solver.run()
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)
