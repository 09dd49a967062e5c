"""Which figures to withhold beside the sensitive ones: a quick choice, then the cheapest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import highspy
import numpy

from outreach_app.statistics.disclosure_control.pieces import cut
from outreach_app.statistics.disclosure_control.problem import Problem
from outreach_app.statistics.disclosure_control.search import End, Search, Table
from outreach_app.statistics.disclosure_control.sums import ran

# How many questions may be asked of a piece beyond a safe choice, to find a cheaper one. Counted
# and not timed: the same figures give the same report on every machine.
QUESTIONS: Final = 400
# How many may be asked before the quick choice leaves insiders' further questions.
OF_INSIDERS: Final = 600
_HAIR: Final = 1e-6


class CannotProtect(Exception):
    """Earlier prints leave no room: some target cannot be opened whatever is withheld."""

    def __init__(self, cell: str) -> None:
        super().__init__(cell)
        self.cell = cell


@dataclass(frozen=True, slots=True)
class Choice:
    """What is withheld; `optimal` says that nothing cheaper exists, `tables` prove it safe.

    Each table is of one piece of the problem. `targets` are those of the problem, narrower where
    earlier prints had closed what only became sensitive since.
    """

    hidden: frozenset[str]
    optimal: bool
    tables: tuple[Table, ...]
    targets: Mapping[str, tuple[int, int]]


def _unheard(_: float) -> None:
    """Tell nobody."""


def choose(
    problem: Problem, *, questions: int = QUESTIONS, told: Callable[[float], None] = _unheard
) -> Choice:
    """Return the figures to withhold, the sensitive ones among them.

    `told` hears before every question which share of the work is done; what it raises ends it.
    Raises CannotProtect where no choice opens a target, ValueError where the figures contradict
    the ties. When the questions are used up, the quick choice stands: it hides more, never less.
    """
    problem.check()
    firm = problem.firm - problem.primary
    done: dict[tuple[frozenset[str], frozenset[str]], Choice] = {}
    while True:
        found = []
        every = [*cut(problem, firm)]
        share = 0.0
        for piece in every:
            told(share)
            share += len(piece.targets) / max(len(problem.targets), 1)
            at = frozenset(piece.values), piece.firm
            try:
                if at not in done:
                    done[at] = _of_piece(piece, questions, partial(told, min(share, 1.0)))
            except CannotProtect:
                if not piece.firm:
                    raise
                # Perhaps there is room where a headline is withheld.
                firm -= piece.firm
                break
            found.append(done[at])
        else:
            return Choice(
                problem.primary.union(*(each.hidden for each in found)),
                all(each.optimal for each in found),
                tuple(table for each in found for table in each.tables),
                {cell: ends for each in found for cell, ends in each.targets.items()},
            )


def _of_piece(problem: Problem, questions: int, asking: Callable[[], None]) -> Choice:
    if not problem.targets:
        return Choice(problem.primary, optimal=True, tables=(dict(problem.values),), targets={})
    search = Search(problem, asking)
    hidden = _cleaned(search, _quick(search), search.questions + questions)
    best, optimal = _cheapest(search, hidden, search.questions + questions)
    return Choice(best, optimal, search.fitting(best), search.targets)


def _quick(search: Search) -> frozenset[str]:
    """Open one end after another, withholding what the cheapest table for it breaks."""
    problem = search.problem
    hidden = frozenset(problem.primary)
    waiting = search.waiting(hidden)
    while (end := waiting.first()) is not None:
        if search.own(end) and search.questions > OF_INSIDERS:
            search.ask_no_insiders()
            break
        found = search.ask(end, hidden, waiting)
        if found is None:
            found = _bent(search, end, hidden)
            if found is None:
                _give_up(search, end)
                waiting = search.waiting(hidden)
                continue
            hidden |= {each for each in problem.costs if _broken(problem, each, found)}
        waiting.add(found)
    return hidden


def _bent(search: Search, end: End, hidden: frozenset[str]) -> Table | None:
    """Return the table for an end that breaks the cheapest prints."""
    search.asking()
    table = search.bending.cheapest(
        end.cell, search.wanted(end), down=end.down, own=search.own(end), hidden=hidden
    )
    if table is not None:
        search.learn(table)
    return table


def _give_up(search: Search, end: End) -> None:
    """Take note of an end that earlier prints have closed, or raise CannotProtect.

    What they told cannot be taken back, and this issue is to add nothing to it. Only a small figure
    of this issue's own that would be told before it is printed stands in its way. Where a headline
    is still taken as printed, nothing is known of that yet.
    """
    if search.problem.firm:
        raise CannotProtect(end.cell)
    if search.own(end):
        search.give_up(end)
        return
    before = search.targets[end.cell]
    reached = search.reader.furthest(end.cell, down=end.down)
    own = end.cell in search.problem.costs and before[1] <= search.problem.threshold
    if own or reached is None or before[0 if end.down else 1] == reached:
        raise CannotProtect(end.cell)
    search.narrow_to(end, reached)


def _broken(problem: Problem, cell: str, table: Table) -> bool:
    low, high = problem.shown_as(cell)
    return not low <= table[cell] <= high


def _cleaned(search: Search, hidden: frozenset[str], most: int) -> frozenset[str]:
    """Print again whatever need not be withheld, the dearest first."""
    costs = search.problem.costs
    spare = sorted(hidden - search.problem.primary, key=lambda cell: (-costs[cell], cell))
    for cell in spare:
        if search.questions > most:
            break
        fewer = hidden - {cell}
        if search.proves(fewer):
            hidden = fewer
    return hidden


def _cheapest(search: Search, hidden: frozenset[str], most: int) -> tuple[frozenset[str], bool]:
    """Improve a safe choice to the cheapest one, by adding what every safe choice must fulfil."""
    problem = search.problem
    free = sorted(problem.costs.keys() - problem.primary)
    if not free or hidden == problem.primary:
        return hidden, True
    master = _Master(free, problem.costs)
    ceiling = sum(problem.costs[cell] for cell in hidden - problem.primary)
    while search.questions < most:
        search.questions += 1
        picked = master.solve()
        if picked is None:
            return hidden, False
        if sum(problem.costs[cell] for cell in picked) >= ceiling - _HAIR:
            return hidden, True
        tried = problem.primary | picked
        if not _add_cuts(search, master, tried, most):
            return tried, True
    return hidden, False


def _add_cuts(search: Search, master: "_Master", tried: frozenset[str], most: int) -> bool:
    """Add what `tried` is missing to the master; answer False when it misses nothing."""
    added = False
    waiting = search.waiting(tried)
    while (end := waiting.first()) is not None:
        if search.questions > most or (added and search.own(end)):
            # What an outsider misses comes first: mostly insiders miss it too.
            return True
        found = search.ask(end, tried, waiting)
        if found is not None:
            waiting.add(found)
            continue
        waiting.drop(end)
        search.reader.withhold(tried)
        why = search.reader.narrow(end.cell, search.wanted(end), down=end.down, own=search.own(end))
        if why is not None and why.helps:
            master.need(why.helps, why.missing)
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

    def solve(self) -> frozenset[str] | None:
        """Return the cheapest set, None when it takes too long or nothing fulfils everything."""
        if not ran(self._solver):
            return None
        values = self._solver.getSolution().col_value
        return frozenset(
            cell for cell, value in zip(self.cells, values, strict=True) if value > 0.5
        )
