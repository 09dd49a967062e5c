"""The ties of a problem as rows of numbers: for the solver, and for adding up what it says.

Half of the figures of a year of reports are another figure again: a month in two reports, a stretch
of days in which nothing changed since. Cells tied as equal may share a column: the same tables fit
then, and a question takes half as long.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

import highspy
import numpy
from numpy.typing import NDArray

from outreach_app.statistics.disclosure_control.joined import Joined
from outreach_app.statistics.disclosure_control.problem import Problem, Tie

Places: TypeAlias = NDArray[numpy.int32]
Ends: TypeAlias = NDArray[numpy.float64]

# One question takes thousandths of a second; this ends one that would never end.
_SECONDS: Final = 10.0


class Sums:
    """The ties of a problem as rows of numbers, for the solver and for adding up what it says.

    `place` has the column of each cell; what a tie says once the columns are put in is kept once.
    """

    def __init__(self, ties: Iterable[Tie], place: Mapping[str, int]) -> None:
        endless = highspy.kHighsInf
        said = [*rows(ties, place)]
        self._low = numpy.array([-endless if low is None else low for _, low, _ in said], float)
        self._high = numpy.array([endless if high is None else high for *_, high in said], float)
        starts = numpy.cumsum([0, *(len(terms) for terms, *_ in said)])
        self._starts = starts[:-1].astype(numpy.int32)
        self._row = numpy.repeat(numpy.arange(len(said)), numpy.diff(starts))
        self._cells = numpy.array([at for terms, *_ in said for at in terms], dtype=numpy.int32)
        self._weights = numpy.array(
            [weight for terms, *_ in said for weight in terms.values()], dtype=numpy.int64
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


def shared(problem: Problem) -> dict[str, int]:
    """Return a column for each cell, one for all that are tied as equal."""
    joined = Joined(problem.values)
    for tie in problem.ties:
        if tie.low == tie.high == 0 and sorted(tie.terms.values()) == [-1, 1]:
            joined.join(*tie.terms)
    tops = {cell: joined.top(cell) for cell in problem.values}
    columns = {top: at for at, top in enumerate(cell for cell in tops if tops[cell] == cell)}
    return {cell: columns[top] for cell, top in tops.items()}


def rows(
    ties: Iterable[Tie], place: Mapping[str, int]
) -> Iterator[tuple[Mapping[int, int], int | None, int | None]]:
    """Yield what each tie says of columns: their weights and the ends of the sum, each once."""
    seen = set()
    for tie in ties:
        terms: dict[int, int] = {}
        for cell, weight in tie.terms.items():
            terms[place[cell]] = terms.get(place[cell], 0) + weight
        terms = {at: weight for at, weight in terms.items() if weight}
        whole = frozenset(terms.items()), tie.low, tie.high
        # That nothing is nought says nothing: the true figures fulfil every tie.
        if terms and whole not in seen:
            seen.add(whole)
            yield terms, tie.low, tie.high


def ran(solver: highspy.Highs, seconds: float = _SECONDS) -> bool:
    """Let a solver look for its best answer for so long; tell whether it found it.

    The clock of a solver runs on from question to question, so the limit has to run before it: else
    a slow machine would answer no more after a while, and withhold more than a quick one.
    """
    solver.setOptionValue("time_limit", solver.getRunTime() + seconds)
    solver.run()
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)
