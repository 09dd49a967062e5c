"""What ties figures of different periods and moments: months and quarters, first and revised.

A reader subtracts what was printed of one period from what was printed of another, and a first
print from a revised one. So every difference is a figure too. Source: the statistics design, parts
1, 4 and B (G4, G5).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final, TypeAlias

from models.types import moment_text
from outreach_app.statistics.disclosure.cells import THRESHOLD
from outreach_app.statistics.disclosure.releases import Group
from outreach_app.statistics.disclosure.web import Web
from outreach_app.statistics.disclosure.within import of_people

# The true counts of some lines between two days, as at a moment some report speaks of.
Truth: TypeAlias = Callable[[date, date, datetime, frozenset[str]], Mapping[str, int]]

_DAY: Final = timedelta(days=1)
# Counts of people that add up over time all the same: somebody is new, and dies, only once.
_ONCE: Final = frozenset({"R02_new_people", "D01_deaths"})
# What stands on a day does not add up over days.
_STANDING: Final = frozenset(
    {"K01_cases/open_start", "K01_cases/open_end", "K04_open_not_seen_60_days", "N04_open_at_end"}
)
_AT_START: Final = frozenset({"K01_cases/open_start"})
_OPEN_END: Final = "K01_cases/open_end"
_OPEN_START: Final = "K01_cases/open_start"
_OPEN_NEEDS: Final = "N04_open_at_end"
_FOUND_NEEDS: Final = "N01_needs_identified/total"
_CLOSED_NEEDS: Final = "N02_needs_closed/"
_CHAINED: Final = ("K01_cases", _OPEN_NEEDS)


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
    for some in _by_period(groups).values():
        for before, after in pairwise(some):
            _revised(web, before, after)
    for before in groups:
        for after in groups:
            _stands(web, before, after)
            if before.period.last + _DAY == after.period.first:
                _carried(web, before, after)
    for some in _overlapping(groups):
        _Days(web, some, truth).tie()


def _overlap(one: Group, other: Group) -> bool:
    return one.period.first <= other.period.last and other.period.first <= one.period.last


def _follows(one: Group, other: Group) -> bool:
    beside = (
        one.period.last + _DAY == other.period.first or other.period.last + _DAY == one.period.first
    )
    return beside and any(all(key in each.lines for each in (one, other)) for key in _CHAINED)


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


def _stands(web: Web, one: Group, other: Group) -> None:
    """Tie what stands on the same day, said by two periods that begin or end with it."""
    if one.name >= other.name or one.period == other.period:
        return
    mine, theirs = one.counts(), other.counts()
    for path in sorted(_STANDING & mine.keys() & theirs.keys()):
        if path in _AT_START:
            same_day = one.period.first == other.period.first
        else:
            same_day = one.period.last == other.period.last
        if same_day:
            terms = {one.cell(path): 1, other.cell(path): -1}
            web.equal(terms, f"{one.name}|same day as {other.name}|{path}", empty_speaks=False)


def _carried(web: Web, before: Group, after: Group) -> None:
    """Tie what was open at the end of one period to what is open in the next."""
    then, now = before.counts(), after.counts()
    name = f"{after.name}|carried from {before.name}"
    if _OPEN_END in then and _OPEN_START in now:
        terms = {after.cell(_OPEN_START): 1, before.cell(_OPEN_END): -1}
        web.equal(terms, f"{name}|cases", empty_speaks=False)
    closed = [path for path in now if path.startswith(_CLOSED_NEEDS)]
    if _OPEN_NEEDS in then and {_OPEN_NEEDS, _FOUND_NEEDS} <= now.keys() and closed:
        terms = {
            after.cell(_OPEN_NEEDS): 1,
            before.cell(_OPEN_NEEDS): -1,
            after.cell(_FOUND_NEEDS): -1,
            **{after.cell(path): 1 for path in closed},
        }
        web.equal(terms, f"{name}|needs", empty_speaks=False)


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
    """Periods that share days, cut into the longest stretches none of them divides.

    Figures as at one moment add up to their stretches as at that moment; the same stretch as at
    two moments differs by what came in between.
    """

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
        stretches = [(first, after - _DAY) for first, after in pairwise(sorted(firsts))]
        keys = frozenset(path.split("/", 1)[0] for path in shared)
        known: dict[tuple[date, date, str], str] = {}
        for moment in sorted({each.as_at for each in self.groups}):
            groups = [each for each in self.groups if each.as_at == moment]
            held = [each for each in stretches if any(_holds(group, each) for group in groups)]
            counts = {each: self.truth(*each, moment, keys) for each in held}
            for path in sorted(shared):
                some = [each for each in groups if path in each.counts()]
                self._path(path, some, counts, known)

    def _shared(self) -> set[str]:
        """Return the counts that groups of different days both have."""
        seen: dict[str, set[tuple[date, date]]] = {}
        for group in self.groups:
            for path in group.counts().keys() - _STANDING:
                seen.setdefault(path, set()).add((group.period.first, group.period.last))
        return {path for path, periods in seen.items() if len(periods) > 1}

    def _path(
        self,
        path: str,
        groups: list[Group],
        counts: Mapping[tuple[date, date], Mapping[str, int]],
        known: dict[tuple[date, date, str], str],
    ) -> None:
        names = {
            each: self._stretch(path, each, counts[each].get(path, 0), groups)
            for each in counts
            if any(_holds(group, each) for group in groups)
        }
        for stretch, name in names.items():
            before = known.get((*stretch, path))
            if before is not None and before != name:
                terms = {name: 1, before: -1}
                self.web.equal(terms, f"{name}|since {before}", empty_speaks=False)
            known[*stretch, path] = name
        people = of_people(path) and path not in _ONCE
        for group in groups:
            inside = [name for stretch, name in names.items() if _holds(group, stretch)]
            if inside != [group.cell(path)]:
                self._made_of(group, path, inside, people=people)
            for other in groups:
                if _within(other, group):
                    self._beyond(path, group, other, people=people)

    def _made_of(self, group: Group, path: str, inside: list[str], *, people: bool) -> None:
        """Tie a period to its stretches: people are at least those of each, at most all."""
        own = group.cell(path)
        if people:
            for name in inside:
                self.web.at_least({own: 1, name: -1})
            self.web.at_least({own: -1, **dict.fromkeys(inside, 1)})
            return
        terms = {own: 1, **dict.fromkeys(inside, -1)}
        self.web.equal(terms, f"{group.name}|drift {path}", empty_speaks=False)
        if self.web.total(terms) == 0:
            self.web.said.append(self.web.ties[-1])

    def _beyond(self, path: str, wide: Group, narrow: Group, *, people: bool) -> None:
        """Tie what a period has beyond another inside it: whoever has both can subtract."""
        terms = {wide.cell(path): 1, narrow.cell(path): -1}
        if people:
            self.web.at_least(terms)
        else:
            name = f"{wide.name}|without {narrow.name}|{path}"
            self.web.equal(terms, name, empty_speaks=True)

    def _stretch(
        self, path: str, stretch: tuple[date, date], count: int, groups: list[Group]
    ) -> str:
        """Return the cell of a stretch: a printed period's own where it is one, else a thought."""
        for group in groups:
            whole = (group.period.first, group.period.last) == stretch
            if whole and group.counts()[path] == count:
                return group.cell(path)
        at = moment_text(groups[0].as_at)
        name = f"{stretch[0]}_{stretch[1]}~@{at}|{path}"
        self.web.values[name] = count
        if count < THRESHOLD:
            self.web.open[name] = (0, THRESHOLD)
        return name


def _holds(group: Group, stretch: tuple[date, date]) -> bool:
    return group.period.first <= stretch[0] and stretch[1] <= group.period.last


def _within(narrow: Group, wide: Group) -> bool:
    """Tell whether a period lies in another and is not all of it."""
    days = (narrow.period.first, narrow.period.last)
    return days != (wide.period.first, wide.period.last) and _holds(wide, days)
