"""Complete tables that agree with everything printed, found by a solver and checked by addition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import highspy
import numpy

from outreach_app.statistics.auditor.reading import Printed

Table = Mapping[str, int]
_Whole: TypeAlias = tuple[tuple[tuple[str, int], ...], int | None, int | None]

_SECONDS: Final = 20.0
# An end for what nobody bounds: above every total, or a true table would be called impossible.
_ROOM: Final = 1000


def agrees(printed: Printed, table: Table) -> bool:
    """Tell by addition alone whether a table fits everything printed."""
    return _adds_up(printed, [one.whole() for one in printed.sums], table)


def _adds_up(printed: Printed, sums: Iterable[_Whole], table: Table) -> bool:
    for name, (low, high) in printed.bounds.items():
        value = table.get(name)
        if value is None or value < low or (high is not None and value > high):
            return False
    for terms, least, most in sums:
        total = sum(weight * table[name] for name, weight in terms)
        if (least is not None and total < least) or (most is not None and total > most):
            return False
    return True


@dataclass(slots=True)
class Search:
    """Looks for tables; one solver is kept, so that a question starts where the last one ended."""

    printed: Printed
    _solver: highspy.Highs | None = None
    _place: Mapping[str, int] | None = None
    _sums: list[_Whole] = field(init=False)

    def __post_init__(self) -> None:
        """Take the fractions out of the sums, once."""
        self._sums = [one.whole() for one in self.printed.sums]

    def fits(self, table: Table) -> bool:
        """Tell whether a table names every figure and fits everything printed."""
        return _adds_up(self.printed, self._sums, table)

    def anything(self) -> Table | None:
        """Return any table that fits everything printed, None where there is none."""
        cell = next(iter(self.printed.bounds), None)
        return {} if cell is None else self.table(cell, 0, None, pull={})

    def table(
        self, cell: str, low: int, high: int | None, *, pull: Mapping[str, float]
    ) -> Table | None:
        """Return a table with `cell` between `low` and `high`, or None when none was found.

        `pull` are costs of other figures: among the tables there are, a cheap one is taken, so that
        one table serves many figures. What is returned has been checked by addition.
        """
        solver, place = self._ready()
        at = place[cell]
        least, most = self.printed.bounds[cell]
        top = self.top if most is None else most
        wanted = (max(low, least), top if high is None else min(high, top))
        if wanted[0] > wanted[1]:
            return None
        count = len(place)
        costs = numpy.zeros(count)
        for name, cost in pull.items():
            costs[place[name]] = cost
        solver.changeColsCost(count, numpy.arange(count, dtype=numpy.int32), costs)
        solver.changeColBounds(at, float(wanted[0]), float(wanted[1]))
        # The clock of a solver runs on from question to question: the limit has to run before it.
        solver.setOptionValue("time_limit", solver.getRunTime() + _SECONDS)
        solver.run()
        found = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        limit = solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit
        solution = solver.getSolution()
        values = solution.col_value if found or (limit and solution.value_valid) else None
        solver.changeColBounds(at, float(least), float(top))
        if values is None:
            return None
        table = {name: round(values[index]) for name, index in place.items()}
        return table if self.fits(table) else None

    @property
    def top(self) -> int:
        """A value no figure needs to pass, standing for no end."""
        printed = [high for _, high in self.printed.bounds.values() if high is not None]
        return max(printed, default=0) * 2 + _ROOM

    def _ready(self) -> tuple[highspy.Highs, Mapping[str, int]]:
        if self._solver is None or self._place is None:
            self._place = {name: at for at, name in enumerate(self.printed.bounds)}
            self._solver = self._made(self._place)
        return self._solver, self._place

    def _made(self, place: Mapping[str, int]) -> highspy.Highs:
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        # All solvers of one process must agree on this, or one of them stays silent.
        solver.setOptionValue("threads", 1)
        top = float(self.top)
        count = len(place)
        least = numpy.array([low for low, _ in self.printed.bounds.values()], dtype=float)
        most = numpy.array(
            [top if high is None else high for _, high in self.printed.bounds.values()], dtype=float
        )
        solver.addVars(count, least, most)
        solver.changeColsIntegrality(
            count,
            numpy.arange(count, dtype=numpy.int32),
            numpy.full(count, highspy.HighsVarType.kInteger),
        )
        endless = solver.getInfinity()
        for terms, low, high in self._sums:
            solver.addRow(
                -endless if low is None else float(low),
                endless if high is None else float(high),
                len(terms),
                numpy.array([place[name] for name, _ in terms], dtype=numpy.int32),
                numpy.array([float(weight) for _, weight in terms]),
            )
        return solver
