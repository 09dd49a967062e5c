"""Everything that ties figures together: what a patient reader would write down as equations."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from outreach_app.statistics.disclosure.cells import THRESHOLD
from outreach_app.statistics.disclosure.crowd import Crowd
from outreach_app.statistics.disclosure.truth import Stretch, Truth
from outreach_app.statistics.disclosure_control.problem import Tie

# Of which days a count is, and its path.
Place: TypeAlias = tuple[Stretch, str]


@dataclass(slots=True)
class Web:
    """True values of cells, printed or only thought of, and the ties between them.

    `open` are cells that must stay open, with the ends they must reach; `said` are the ties as a
    file of figures states them, without the rests only we gave a name to; `noughts` are cells that
    are nought by definition, which everybody knows. `places` are where counts can be asked for who
    stands behind them, `rests` of which cells what is left over is the sum.
    `guesses` are ties a reader may take for granted and cannot know.
    """

    truth: Truth
    values: dict[str, int] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    open: dict[str, tuple[int, int]] = field(default_factory=dict)
    said: list[Tie] = field(default_factory=list)
    noughts: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    rests: dict[str, Mapping[str, int]] = field(default_factory=dict)
    guesses: list[Tie] = field(default_factory=list)

    def total(self, terms: Mapping[str, int]) -> int:
        """Return what a weighted sum of cells truly comes to."""
        return sum(weight * self.values[cell] for cell, weight in terms.items())

    def left_over(self, rest: str, terms: Mapping[str, int]) -> None:
        """Name what a sum of cells comes to; below nought it is the same on the other side."""
        left = self.total(terms)
        self.values[rest] = abs(left)
        self.rests[rest] = terms if left >= 0 else {cell: -w for cell, w in terms.items()}
        self.ties.append(Tie({**terms, rest: -1 if left >= 0 else 1}))

    def equal(
        self, terms: Mapping[str, int], rest: str, *, empty_speaks: bool, guessed: bool = False
    ) -> None:
        """Tie cells whose sum is nought but for a rest, named `rest` where there is one.

        The rest is a figure too: from 1 to 4 it must stay open, and also as nought where
        `empty_speaks`; a larger one behind which too few people stand must stay open beyond itself.
        A rest below nought is the same rest on the other side. That there is none is `guessed`
        where it is a matter of entries nobody outside can know of.
        """
        left = self.total(terms)
        if left == 0 and not empty_speaks:
            (self.guesses if guessed else self.ties).append(Tie(dict(terms)))
            return
        self.left_over(rest, terms)
        if self.sensitive(terms):
            self.open[rest] = ends(left)

    def sensitive(self, terms: Mapping[str, int]) -> bool:
        """Tell whether what a sum of cells comes to is small, or of too few people."""
        left = self.total(terms)
        if abs(left) < THRESHOLD:
            return True
        crowd = Crowd()
        for cell, weight in terms.items():
            if cell not in self.places:
                return False
            crowd = crowd.plus(self.truth.crowd(*self.places[cell]), weight)
        return crowd.too_few(left, THRESHOLD)

    def of_several(self, name: str, parts: Iterable[str]) -> None:
        """Name what several cells come to, which must stay open as a figure of its own."""
        terms = dict.fromkeys(parts, 1)
        self.left_over(name, terms)
        self.open[name] = ends(self.values[name])

    def at_least(self, terms: Mapping[str, int]) -> None:
        """Tie cells whose sum is nought or more; where it is not so, nobody can use it."""
        if self.total(terms) >= 0:
            self.ties.append(Tie(dict(terms), 0, None))
            self.said.append(Tie(dict(terms), 0, None))

    def part_of(
        self, free: Iterable[str], fixed: Mapping[str, tuple[int, int]], *, guessing: bool
    ) -> "Web":
        """Return what hangs together with `free` by cells whose values are not known for sure."""
        every = _once([*self.ties, *self.guesses] if guessing else self.ties)
        known = {cell for cell, (low, high) in fixed.items() if low == high}
        near = dict(_neighbours(every, known))
        reached = set(free) & self.values.keys()
        waiting = list(reached)
        while waiting:
            for other in near.get(waiting.pop(), ()):
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
        ties = [tie for tie in every if any(cell in reached for cell in tie.terms)]
        cells = reached | {cell for tie in ties for cell in tie.terms}
        return Web(
            self.truth,
            {cell: self.values[cell] for cell in self.values if cell in cells},
            ties,
            {cell: ends for cell, ends in self.open.items() if cell in cells},
            self.said,
            places=self.places,
            rests=self.rests,
        )


def _once(ties: Iterable[Tie]) -> list[Tie]:
    return [*{(frozenset(tie.terms.items()), tie.low, tie.high): tie for tie in ties}.values()]


def _neighbours(ties: Iterable[Tie], known: set[str]) -> Iterator[tuple[str, set[str]]]:
    near: dict[str, set[str]] = {}
    for tie in ties:
        cells = [cell for cell in tie.terms if cell not in known]
        for cell in cells:
            near.setdefault(cell, set()).update(cells)
    yield from near.items()


def ends(count: int) -> tuple[int, int]:
    """Return from where to where a sensitive figure must stay open (G1 and G2)."""
    return (0, THRESHOLD if abs(count) < THRESHOLD else abs(count) + THRESHOLD)
