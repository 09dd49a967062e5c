"""What ties figures of different periods and moments: months and quarters, first and revised.

A reader subtracts what was printed of one period from what was printed of another, and a first
print from a revised one. So every difference is a figure too. Source: the statistics design, parts
1, 4 and B (G4, G5).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, TypeAlias

from outreach_app.statistics.disclosure.cells import THRESHOLD
from outreach_app.statistics.disclosure.releases import Group
from outreach_app.statistics.disclosure.web import Web
from outreach_app.statistics.disclosure.within import of_people

# The true counts of some lines between two days, as at the moment of the newest report.
Truth: TypeAlias = Callable[[date, date, frozenset[str]], Mapping[str, int]]

_DAY: Final = timedelta(days=1)
# Counts of people that add up over time all the same: somebody is new, and dies, only once.
_ONCE: Final = frozenset({"R02_new_people", "D01_deaths"})
# What stands on a day does not add up over days.
_STANDING: Final = frozenset(
    {"K01_cases/open_start", "K01_cases/open_end", "K04_open_not_seen_60_days", "N04_open_at_end"}
)
_OPEN_END: Final = "K01_cases/open_end"
_OPEN_START: Final = "K01_cases/open_start"


def touching(new: Iterable[Group], past: Iterable[Group]) -> list[Group]:
    """Return what was given out before of days that hang together with the new report's."""
    reached = list(new)
    waiting = list(reached)
    rest = list(past)
    found = []
    while waiting:
        one = waiting.pop()
        near = [each for each in rest if _overlap(one, each) or _follows(one, each)]
        rest = [each for each in rest if each not in near]
        found += near
        waiting += near
    return found


def add(web: Web, groups: Sequence[Group], truth: Truth) -> None:
    """Tie the cells of several groups, which must have been entered before."""
    latest = [some[-1] for some in _by_period(groups).values()]
    for some in _by_period(groups).values():
        for before, after in pairwise(some):
            _revised(web, before, after)
    for before in latest:
        for after in latest:
            if before.period.last + _DAY == after.period.first:
                _carried(web, before, after)
    for some in _overlapping(latest):
        _Days(web, some, truth).tie()


def _overlap(one: Group, other: Group) -> bool:
    return one.period.first <= other.period.last and other.period.first <= one.period.last


def _follows(one: Group, other: Group) -> bool:
    beside = (
        one.period.last + _DAY == other.period.first or other.period.last + _DAY == one.period.first
    )
    return beside and all("K01_cases" in each.lines for each in (one, other))


def _by_period(groups: Iterable[Group]) -> dict[tuple[date, date], list[Group]]:
    found: dict[tuple[date, date], list[Group]] = {}
    for group in sorted(groups, key=lambda each: (each.as_at, each.name)):
        found.setdefault((group.period.first, group.period.last), []).append(group)
    return found


def _revised(web: Web, before: Group, after: Group) -> None:
    """Tie first and later figures: what came in between is a figure, and so is no change."""
    then, now = before.counts(), after.counts()
    for path in then.keys() & now.keys():
        terms = {after.cell(path): 1, before.cell(path): -1}
        web.equal(terms, f"{after.name}|since {before.name}|{path}", empty_speaks=False)


def _carried(web: Web, before: Group, after: Group) -> None:
    """Tie the cases open at the end of one period to those open at the start of the next."""
    if _OPEN_END in before.counts() and _OPEN_START in after.counts():
        terms = {after.cell(_OPEN_START): 1, before.cell(_OPEN_END): -1}
        web.equal(terms, f"{after.name}|carried from {before.name}", empty_speaks=False)


def _overlapping(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """Yield sets of groups of different periods that share days."""
    rest = sorted(groups, key=lambda each: (each.period.first, each.period.last))
    while rest:
        some = [rest.pop(0)]
        end = some[0].period.last
        while rest and rest[0].period.first <= end:
            end = max(end, rest[0].period.last)
            some.append(rest.pop(0))
        if len(some) > 1:
            yield some


@dataclass(slots=True)
class _Days:
    """Periods that share days, cut into the longest stretches none of them divides."""

    web: Web
    groups: list[Group]
    truth: Truth

    def tie(self) -> None:
        """Tie every period to the stretches it is made of."""
        shared = self._shared()
        if not shared:
            return
        firsts = {each.period.first for each in self.groups}
        firsts |= {each.period.last + _DAY for each in self.groups}
        ends = sorted(firsts)
        stretches = [
            (first, after - _DAY)
            for first, after in pairwise(ends)
            if any(g.period.first <= first and after - _DAY <= g.period.last for g in self.groups)
        ]
        keys = frozenset(path.split("/", 1)[0] for path in shared)
        counts = {each: self.truth(*each, keys) for each in stretches}
        for path in sorted(shared):
            self._path(path, stretches, counts)

    def _shared(self) -> set[str]:
        seen: set[str] = set()
        shared: set[str] = set()
        for group in self.groups:
            paths = group.counts().keys() - _STANDING
            shared |= seen & paths
            seen |= paths
        return shared

    def _path(
        self,
        path: str,
        stretches: list[tuple[date, date]],
        counts: Mapping[tuple[date, date], Mapping[str, int]],
    ) -> None:
        groups = [each for each in self.groups if path in each.counts()]
        names = {}
        for stretch in stretches:
            if any(_holds(each, stretch) for each in groups):
                names[stretch] = self._stretch(path, stretch, counts[stretch].get(path, 0), groups)
        for group in groups:
            inside = [name for stretch, name in names.items() if _holds(group, stretch)]
            own = group.cell(path)
            if inside == [own]:
                continue
            if of_people(path) and path not in _ONCE:
                for name in inside:
                    self.web.at_least({own: 1, name: -1})
                self.web.at_least({own: -1, **dict.fromkeys(inside, 1)})
                continue
            terms = {own: 1, **dict.fromkeys(inside, -1)}
            self.web.equal(terms, f"{group.name}|drift {path}", empty_speaks=False)
            if self.web.total(terms) == 0:
                self.web.said.append(self.web.ties[-1])

    def _stretch(
        self, path: str, stretch: tuple[date, date], count: int, groups: list[Group]
    ) -> str:
        """Return the cell of a stretch: a printed period's own where it is one, else a thought."""
        for group in groups:
            whole = (group.period.first, group.period.last) == stretch
            if whole and group.counts()[path] == count:
                return group.cell(path)
        name = f"{stretch[0]}_{stretch[1]}~|{path}"
        self.web.values[name] = count
        if count < THRESHOLD:
            self.web.open[name] = (0, THRESHOLD)
        return name


def _holds(group: Group, stretch: tuple[date, date]) -> bool:
    return group.period.first <= stretch[0] and stretch[1] <= group.period.last
