"""Which figures to withhold beside the sensitive ones: a quick choice, then the cheapest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

import highspy
import numpy

from outreach_app.statistics.disclosure_control.problem import Problem
from outreach_app.statistics.disclosure_control.reader import Reader

SECONDS: Final = 20.0
_HAIR: Final = 1e-6

# A target and the end it must reach: (cell, True) is the low end.
_End = tuple[str, bool]
_Table = Mapping[str, int]


class CannotProtect(Exception):
    """Earlier prints leave no room: some target cannot be opened whatever is withheld."""

    def __init__(self, cell: str) -> None:
        super().__init__(cell)
        self.cell = cell


@dataclass(frozen=True, slots=True)
class Choice:
    """What is withheld; `optimal` says that nothing cheaper exists, `tables` prove it safe."""

    hidden: frozenset[str]
    optimal: bool
    tables: tuple[_Table, ...]


@dataclass(slots=True)
class _Search:
    problem: Problem
    reader: Reader
    known: list[_Table] = field(default_factory=list)

    def ends(self) -> Iterator[_End]:
        for cell in self.problem.targets:
            yield cell, True
            yield cell, False

    def reaches(self, table: _Table, end: _End) -> bool:
        low, high = self.problem.targets[end[0]]
        value = table[end[0]]
        return value <= low if end[1] else value >= high

    def fits(self, table: _Table, hidden: frozenset[str]) -> bool:
        """Tell whether a known table agrees with printing everything but `hidden`."""
        for cell in self.problem.costs:
            if cell not in hidden:
                low, high = self.problem.shown_as(cell)
                if not low <= table[cell] <= high:
                    return False
        return True

    def ask(self, end: _End, hidden: frozenset[str], others: Iterable[_End] = ()) -> _Table | None:
        """Return a table that reaches the end while `hidden` is withheld, maybe `others` too."""
        self.reader.withhold(hidden)
        cell, down = end
        low, high = self.problem.targets[cell]
        pull = {other for other, way in others if way == down}
        found = (
            self.reader.table(cell, low=low, pull=pull)
            if down
            else self.reader.table(cell, high=high, pull=pull)
        )
        if found is not None:
            self.known.append(found)
        return found

    def unproven(self, hidden: frozenset[str]) -> list[_End]:
        """Return the ends no known table reaches while `hidden` is withheld."""
        fitting = [table for table in self.known if self.fits(table, hidden)]
        return [
            end for end in self.ends() if not any(self.reaches(table, end) for table in fitting)
        ]

    def proves(self, hidden: frozenset[str]) -> bool:
        """Tell whether every end can be reached, looking for new tables where none is known."""
        waiting = self.unproven(hidden)
        while waiting:
            found = self.ask(waiting[0], hidden, waiting)
            if found is None:
                return False
            waiting = [end for end in waiting if not self.reaches(found, end)]
        return True


def choose(problem: Problem, *, seconds: float = SECONDS) -> Choice:
    """Return the figures to withhold, the sensitive ones among them.

    Raises CannotProtect where no choice opens a target, ValueError where the figures contradict
    the ties. When the time is over, the quick choice stands: it hides more, never less.
    """
    problem.check()
    until = monotonic() + seconds
    search = _Search(problem, Reader(problem))
    search.known.append(dict(problem.values))
    hidden = _cleaned(search, _quick(search), until)
    best, optimal = _cheapest(search, hidden, until)
    tables = tuple(table for table in search.known if search.fits(table, best))
    return Choice(best, optimal, tables)


def _quick(search: _Search) -> frozenset[str]:
    """Open one end after another, withholding what the cheapest table for it breaks."""
    problem = search.problem
    hidden = frozenset(problem.primary)
    waiting = search.unproven(hidden)
    while waiting:
        end = waiting[0]
        found = search.ask(end, hidden, waiting)
        if found is not None:
            waiting = [each for each in waiting if not search.reaches(found, each)]
            continue
        cell, down = end
        low, high = problem.targets[cell]
        search.reader.withhold(hidden)
        reader = search.reader
        table = reader.cheapest(cell, low=low) if down else reader.cheapest(cell, high=high)
        if table is None:
            raise CannotProtect(cell)
        search.known.append(table)
        hidden |= {each for each in problem.costs if _broken(problem, each, table)}
        waiting = [each for each in waiting if not search.reaches(table, each)]
    return hidden


def _broken(problem: Problem, cell: str, table: _Table) -> bool:
    low, high = problem.shown_as(cell)
    return not low <= table[cell] <= high


def _cleaned(search: _Search, hidden: frozenset[str], until: float) -> frozenset[str]:
    """Print again whatever need not be withheld, the dearest first."""
    costs = search.problem.costs
    spare = sorted(hidden - search.problem.primary, key=lambda cell: (-costs[cell], cell))
    for cell in spare:
        if monotonic() > until:
            break
        fewer = hidden - {cell}
        if search.proves(fewer):
            hidden = fewer
    return hidden


def _cheapest(search: _Search, hidden: frozenset[str], until: float) -> tuple[frozenset[str], bool]:
    """Improve a safe choice to the cheapest one, by adding what every safe choice must fulfil."""
    problem = search.problem
    free = sorted(problem.costs.keys() - problem.primary)
    if not free or hidden == problem.primary:
        return hidden, True
    master = _Master(free, problem.costs)
    ceiling = sum(problem.costs[cell] for cell in hidden - problem.primary)
    while monotonic() < until:
        picked = master.solve(until - monotonic())
        if picked is None:
            return hidden, False
        if sum(problem.costs[cell] for cell in picked) >= ceiling - _HAIR:
            return hidden, True
        tried = problem.primary | picked
        if not _add_cuts(search, master, tried, until):
            return tried, monotonic() < until
    return hidden, False


def _add_cuts(search: _Search, master: "_Master", tried: frozenset[str], until: float) -> bool:
    """Add what `tried` is missing to the master; answer False when it misses nothing."""
    added = False
    waiting = search.unproven(tried)
    while waiting:
        if monotonic() > until:
            return True
        end = waiting.pop(0)
        cell, down = end
        low, high = search.problem.targets[cell]
        search.reader.withhold(tried)
        reader = search.reader
        why = reader.narrow(cell, low=low) if down else reader.narrow(cell, high=high)
        if why is not None:
            master.need(why.helps, why.missing)
            added = True
        elif (found := search.ask(end, tried, waiting)) is not None:
            waiting = [each for each in waiting if not search.reaches(found, each)]
        else:
            # Fractions reach it and whole numbers do not: at least one more must be withheld.
            master.need({each: 1.0 for each in master.cells if each not in tried}, 1.0)
            added = True
    return added


class _Master:
    """Chooses the cheapest set that fulfils everything learned so far."""

    def __init__(self, cells: list[str], costs: Mapping[str, float]) -> None:
        self.cells = cells
        self._place = {cell: at for at, cell in enumerate(cells)}
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("mip_rel_gap", 0.0)
        count = len(cells)
        self._solver.addVars(count, numpy.zeros(count), numpy.ones(count))
        places = numpy.arange(count, dtype=numpy.int32)
        self._solver.changeColsCost(count, places, numpy.array([costs[cell] for cell in cells]))
        self._solver.changeColsIntegrality(
            count, places, numpy.full(count, highspy.HighsVarType.kInteger)
        )

    def need(self, helps: Mapping[str, float], missing: float) -> None:
        """Demand that the figures withheld help by at least what is missing."""
        cells = [cell for cell in helps if cell in self._place]
        self._solver.addRow(
            missing - _HAIR,
            self._solver.getInfinity(),
            len(cells),
            numpy.array([self._place[cell] for cell in cells], dtype=numpy.int32),
            numpy.array([helps[cell] for cell in cells]),
        )

    def solve(self, seconds: float) -> frozenset[str] | None:
        """Return the cheapest set, None when the time is over or nothing fulfils everything."""
        self._solver.setOptionValue("time_limit", max(seconds, 0.1))
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = self._solver.getSolution().col_value
        return frozenset(
            cell for cell, value in zip(self.cells, values, strict=True) if value > 0.5
        )
