"""Tables that were found, and what they prove: each answers many questions at once."""

from collections.abc import Callable, Collection, Mapping
from typing import Final, NamedTuple, TypeAlias

import numpy
from numpy.typing import NDArray

from outreach_app.statistics.disclosure_control.bending import Bending
from outreach_app.statistics.disclosure_control.problem import Problem
from outreach_app.statistics.disclosure_control.reader import Reader

Table: TypeAlias = Mapping[str, int]
_Marks: TypeAlias = NDArray[numpy.bool_]
_Numbers: TypeAlias = NDArray[numpy.int64]

_OUTSIDER: Final = 0


class End(NamedTuple):
    """One end a target must reach, its low one where `down`.

    `asks` is the number of the insider for whom it must, 0 for an outsider.
    """

    cell: str
    down: bool
    asks: int = _OUTSIDER


class Search:
    """The questions of one problem, and the tables found so far; `asking` hears of each."""

    def __init__(self, problem: Problem, asking: Callable[[], None]) -> None:
        self.problem = problem
        self.asking = asking
        self.reader = Reader(problem)
        self.bending = Bending(problem, self.reader.top)
        self.targets = dict(problem.targets)
        self.questions = 0
        self._place = {cell: at for at, cell in enumerate(problem.values)}
        self._free = list(problem.costs)
        self._free_at = self._places(self._free)
        self._low, self._high = (
            numpy.array([problem.shown_as(cell)[end] for cell in self._free], dtype=numpy.int64)
            for end in (0, 1)
        )
        self._known = [numpy.array([*problem.values.values()], dtype=numpy.int64)]
        # The outsider, who is counted in nothing, comes first.
        self._own = ((), *sorted(tuple(sorted(each)) for each in problem.insiders))
        self.cells = tuple(self.targets)
        self._at = self._places(self.cells)
        self._number = {cell: at for at, cell in enumerate(self.cells)}
        # Who is counted where, and in how many figures.
        self._counted = numpy.zeros((len(self._place), len(self._own)), dtype=numpy.float32)
        for number, own in enumerate(self._own):
            self._counted[self._places(own), number] = 1
        self._figures = self._counted.sum(axis=0)
        self._ends: _Numbers = numpy.array(
            [self.targets[cell] for cell in self.cells], dtype=numpy.int64
        ).reshape(-1, 2)
        # How many insiders could be answered together when an end was last asked for several.
        self._together: dict[tuple[str, bool], int] = {}
        shape = (2, len(self._own), len(self.cells))
        self.asked: _Marks = numpy.ones(shape, dtype=bool)
        for number, own in enumerate(self._own):
            self.asked[:, number, [at for at, cell in enumerate(self.cells) if cell in own]] = False

    def learn(self, table: Table) -> None:
        """Keep a table."""
        self._known.append(self.row(table)[0])

    def fitting(self, hidden: frozenset[str]) -> tuple[Table, ...]:
        """Return tables that agree with printing everything but `hidden`, and open every target.

        As few as one pass finds: each opens something that those before it did not.
        """
        waiting = Waiting(self)
        waiting.todo[:, 1:] = False
        found = []
        for values in self._agreeing(hidden):
            before = int(waiting.todo.sum())
            waiting.take(values[None, :])
            if int(waiting.todo.sum()) < before:
                found.append(dict(zip(self._place, map(int, values), strict=True)))
        return tuple(found)

    def number(self, cell: str) -> int:
        """Return the number of a target."""
        return self._number[cell]

    def own(self, end: End) -> tuple[str, ...]:
        """Return the figures whoever asks is counted in."""
        return self._own[end.asks]

    def wanted(self, end: End) -> int:
        """Return the value an end must reach: at most where it is the low one, else at least."""
        low, high = self.targets[end.cell]
        if end.down:
            return low
        return high if end.asks == _OUTSIDER else high - 1

    def give_up(self, end: End) -> None:
        """Ask no more for an end that earlier prints have closed to an insider."""
        self.asked[int(end.down), end.asks, self._number[end.cell]] = False

    def ask_no_insiders(self) -> None:
        """Ask no more for anybody who is counted."""
        self.asked[:, 1:] = False

    def narrow_to(self, end: End, reached: int) -> None:
        """Ask an end only as far as it can be reached."""
        low, high = self.targets[end.cell]
        self.targets[end.cell] = (max(low, reached), high) if end.down else (low, reached)
        self._ends[self._number[end.cell]] = self.targets[end.cell]

    def waiting(self, hidden: frozenset[str]) -> "Waiting":
        """Return the ends no known table reaches while `hidden` is withheld."""
        found = Waiting(self)
        found.take(self._agreeing(hidden))
        return found

    def ask(self, end: End, hidden: frozenset[str], waiting: "Waiting") -> Table | None:
        """Return a table that reaches the end while `hidden` is withheld, maybe others too.

        It is asked for all insiders who wait for it, and where no table serves them all for the
        first half of them, and so on.
        """
        self.reader.withhold(hidden)
        if end.asks != _OUTSIDER:
            asking = waiting.asking(end)
            many = min(len(asking), self._together.get(end[:2], len(asking)))
            while many > 1:
                some = asking[:many]
                own = {cell for number in some for cell in self._own[number]} - {end.cell}
                found = self._asked(end, own, waiting.others(end, some) - own)
                if found is not None:
                    return found
                many //= 2
                self._together[end[:2]] = max(many, 1)
        return self._asked(end, self.own(end), waiting.others(end, (end.asks,)))

    def _asked(self, end: End, own: Collection[str], pull: Collection[str]) -> Table | None:
        self.asking()
        self.questions += 1
        found = self.reader.table(
            end.cell, self.wanted(end), down=end.down, own=own, pull={*pull, end.cell}
        )
        if found is not None:
            self.learn(found)
        return found

    def proves(self, hidden: frozenset[str]) -> bool:
        """Tell whether every end can be reached, looking for new tables where none is known."""
        waiting = self.waiting(hidden)
        while (end := waiting.first()) is not None:
            found = self.ask(end, hidden, waiting)
            if found is None:
                return False
            waiting.add(found)
        return True

    def row(self, table: Table) -> _Numbers:
        """Return a table as numbers, in the order of the cells."""
        found: _Numbers = numpy.fromiter(
            map(table.__getitem__, self._place), numpy.int64, len(self._place)
        )
        return found[None, :]

    def reached(self, tables: _Numbers) -> _Marks:
        """Mark what tables prove: by end, by who asks, by target."""
        found = numpy.zeros_like(self.asked)
        if not len(tables) or not self.cells:
            return found
        values = tables[:, self._at]
        low, high = self._ends[:, 0], self._ends[:, 1]
        inside = (tables >= 1).astype(numpy.float32) @ self._counted
        fits = (inside == self._figures).T
        if len(tables) == 1:
            found[1, fits[:, 0]] = values[0] <= low
            found[0, fits[:, 0]] = values[0] >= high - 1
        else:
            weights = fits.astype(numpy.float32)
            found[1] = weights @ (values <= low).astype(numpy.float32) > 0
            found[0] = weights @ (values >= high - 1).astype(numpy.float32) > 0
        found[0, _OUTSIDER] = (values >= high).any(axis=0)
        return found

    def _agreeing(self, hidden: frozenset[str]) -> _Numbers:
        """Return the known tables that agree with printing everything but `hidden`."""
        known = numpy.stack(self._known)
        shown = numpy.array([cell not in hidden for cell in self._free], dtype=bool)
        low, high = self._low[shown], self._high[shown]
        values = known[:, self._free_at[shown]]
        agreeing: _Numbers = known[((values >= low) & (values <= high)).all(axis=1)]
        return agreeing

    def _places(self, cells: Collection[str]) -> _Numbers:
        return numpy.array([self._place[cell] for cell in cells], dtype=numpy.int64)


class Waiting:
    """The ends that are not reached yet, outsiders' first."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self.todo: _Marks = search.asked.copy()

    def take(self, tables: _Numbers) -> None:
        """Strike out what tables reach."""
        self.todo &= ~self._search.reached(tables)

    def add(self, table: Table) -> None:
        """Strike out what one table reaches."""
        self.take(self._search.row(table))

    def drop(self, end: End) -> None:
        """Strike out one end."""
        self.todo[int(end.down), end.asks, self._search.number(end.cell)] = False

    def first(self) -> End | None:
        """Return an end that waits."""
        if not self.todo.any():
            return None
        asks = int(self.todo.any(axis=(0, 2)).argmax())
        down = not self.todo[0, asks].any()
        return End(self._search.cells[self.todo[int(down), asks].argmax()], down, asks)

    def asking(self, end: End) -> tuple[int, ...]:
        """Return the numbers of the insiders who wait for an end."""
        at = self._search.number(end.cell)
        return tuple(map(int, numpy.nonzero(self.todo[int(end.down), 1:, at])[0] + 1))

    def others(self, end: End, asking: tuple[int, ...]) -> set[str]:
        """Return the cells some insiders, or the outsider, wait for at the same end."""
        marks = self.todo[int(end.down), list(asking)].any(axis=0)
        return {self._search.cells[at] for at in numpy.nonzero(marks)[0]}
