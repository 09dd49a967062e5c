"""Periods that share days: what each is made of, and what can be had of it by subtraction.

They are cut into the longest stretches none of them divides. Figures as at one moment add up to
their stretches as at that moment; the same stretch as at two moments differs by what came in
between. Source: the statistics design, parts 4 and B (G4, G5: windows of months, late entries).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final, TypeAlias

from models.types import moment_text
from outreach_app.statistics import relations
from outreach_app.statistics.disclosure import within
from outreach_app.statistics.disclosure.cells import HEADLINES, THRESHOLD
from outreach_app.statistics.disclosure.releases import Group
from outreach_app.statistics.disclosure.web import Web, ends
from outreach_app.statistics.disclosure.within import of_people
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.periods import Period
from outreach_app.vocabulary import Vocabulary

Days: TypeAlias = tuple[date, date]

_DAY: Final = timedelta(days=1)
# Counts of people that add up over time all the same: somebody is new, and dies, only once.
_ONCE: Final = frozenset({"R02_new_people", "D01_deaths"})


@dataclass(slots=True)
class Shared:
    """Groups whose days overlap. `standing` are counts of a day, which add up over no days.

    `exact` tells that some reader has exact figures: of people too, what a period has beyond a part
    of it could then be worked out to the last one.
    """

    web: Web
    groups: list[Group]
    standing: frozenset[str]
    lists: Vocabulary
    exact: bool

    def tie(self) -> None:
        """Tie every period to the stretches it is made of."""
        shared = self._shared()
        if not shared:
            return
        firsts = {each.period.first for each in self.groups}
        firsts |= {each.period.last + _DAY for each in self.groups}
        stretches = [(first, after - _DAY) for first, after in pairwise(sorted(firsts))]
        keys = frozenset(path.split("/", 1)[0] for path in shared)
        known: dict[tuple[Days, str], str] = {}
        for moment in sorted({each.as_at for each in self.groups}):
            groups = [each for each in self.groups if each.as_at == moment]
            held = [each for each in stretches if any(_holds(group, each) for group in groups)]
            counts = {each: self.web.truth.counts((*each, moment), keys) for each in held}
            named: dict[Days, dict[str, str]] = {each: {} for each in held}
            for path in sorted(shared):
                some = [each for each in groups if path in each.counts]
                for stretch, name in self._path(path, some, counts, known).items():
                    named[stretch][path] = name
            for stretch, names in named.items():
                self._inside(stretch, moment, names)

    def _shared(self) -> set[str]:
        """Return the counts that groups of different days both have."""
        seen: dict[str, set[Days]] = {}
        for group in self.groups:
            for path in group.counts.keys() - self.standing:
                # What is nought by definition is so on every day.
                if group.cell(path) in self.web.noughts:
                    continue
                seen.setdefault(path, set()).add(_days(group))
        return {path for path, periods in seen.items() if len(periods) > 1}

    def _path(
        self,
        path: str,
        groups: list[Group],
        counts: Mapping[Days, Mapping[str, int]],
        known: dict[tuple[Days, str], str],
    ) -> dict[Days, str]:
        """Tie one figure of the groups as at a moment; return what it is called of each stretch."""
        names = {
            each: self._stretch(path, each, counts[each].get(path, 0), groups)
            for each in counts
            if any(_holds(group, each) for group in groups)
        }
        before = {each: known[each, path] for each in names if (each, path) in known}
        for stretch, name in names.items():
            if before.get(stretch, name) != name:
                terms = {name: 1, before[stretch]: -1}
                since = f"{name}|since {before[stretch]}"
                self.web.equal(terms, since, empty_speaks=False, guessed=True)
            known[stretch, path] = name
        people = of_people(path) and path not in _ONCE
        for group in groups:
            inside = {stretch: name for stretch, name in names.items() if _holds(group, stretch)}
            if [*inside.values()] != [group.cell(path)]:
                self._made_of(group, path, [*inside.values()], people=people)
            if not people:
                self._came_late(group, path, inside, before)
            for other in groups:
                if _within(other, group):
                    self._beyond(path, group, other, people=people)
        if not people and groups:
            self._windows(path, groups[0].as_at, names)
        return names

    def _inside(self, stretch: Days, moment: datetime, names: Mapping[str, str]) -> None:
        """Tie the figures of a stretch as those of a printed period are tied to one another."""
        period = Period(*stretch, "span")
        keys = frozenset(path.partition("/")[0] for path in names)
        lines = self.web.truth.lines((*stretch, moment), keys)
        figures = Figures(period, moment, "", self.lists.version, lines)
        for each in relations.of(figures, names, self.lists):
            terms: dict[str, int] = {}
            for some, weight in ((each.left, 1), (each.right, -1)):
                for path in some:
                    terms[names[path]] = terms.get(names[path], 0) + weight
            within.enter(self.web, each, terms, {})

    def _made_of(self, group: Group, path: str, inside: list[str], *, people: bool) -> None:
        """Tie a period to its stretches: people are at least those of each, at most all."""
        own = group.cell(path)
        if people:
            for name in inside:
                self.web.at_least({own: 1, name: -1})
                self._besides(path, own, name)
            self.web.at_least({own: -1, **dict.fromkeys(inside, 1)})
            return
        terms = {own: 1, **dict.fromkeys(inside, -1)}
        self.web.equal(terms, f"{group.name}|drift {path}", empty_speaks=False)
        if self.web.total(terms) == 0:
            self.web.said.append(self.web.ties[-1])

    def _besides(self, path: str, period: str, part: str) -> None:
        """Name the people of a period who were not met in a part of it, where they are few.

        Headline totals are exact by every method, and the difference of two is in no report.
        """
        terms = {period: 1, part: -1}
        beside = self.web.total(terms)
        if self.exact and path not in HEADLINES and 0 <= beside < THRESHOLD:
            name = f"{period}|besides {part}"
            self.web.left_over(name, terms)
            self.web.open[name] = ends(beside)

    def _came_late(
        self, group: Group, path: str, inside: Mapping[Days, str], before: Mapping[Days, str]
    ) -> None:
        """Name what came late to a period in all, where several of its stretches have a share."""
        changed = [each for each in inside if before.get(each, inside[each]) != inside[each]]
        changed = [each for each in changed if self.web.total({inside[each]: 1, before[each]: -1})]
        if len(changed) > 1 and inside.keys() <= before.keys():
            terms = {inside[each]: 1 for each in changed}
            terms |= {before[each]: -1 for each in changed}
            if self.web.total(terms):
                name = f"{group.name}|late in all {path}"
                self.web.equal(terms, name, empty_speaks=False)

    def _beyond(self, path: str, wide: Group, narrow: Group, *, people: bool) -> None:
        """Tie what a period has beyond another inside it: whoever has both can subtract."""
        terms = {wide.cell(path): 1, narrow.cell(path): -1}
        if people:
            self.web.at_least(terms)
            self._besides(path, wide.cell(path), narrow.cell(path))
        else:
            name = f"{wide.name}|without {narrow.name}|{path}"
            self.web.equal(terms, name, empty_speaks=True)

    def _windows(self, path: str, at: datetime, names: Mapping[Days, str]) -> None:
        """Name what neighbouring stretches come to together, and all the small ones.

        Only the longest that are small: where one of them can be nought, so can all within it.
        """
        end = -1
        every = sorted(names)
        for first in range(len(every)):
            last = self._furthest(every, first, names)
            if last > max(end, first):
                end = last
                called = f"{every[first][0]}_{every[last][1]}~@{moment_text(at)}|window|{path}"
                self.web.of_several(called, (names[each] for each in every[first : last + 1]))
        small = [names[each] for each in every if self.web.values[names[each]] < THRESHOLD]
        together = sum(self.web.values[each] for each in small)
        if len(small) > 1 and together < THRESHOLD and len(small) < len(every):
            called = f"{every[0][0]}_{every[-1][1]}~@{moment_text(at)}|small months|{path}"
            self.web.of_several(called, small)

    def _furthest(self, every: list[Days], first: int, names: Mapping[Days, str]) -> int:
        """Return where the longest sensitive window that begins here ends."""
        found = first
        for last in range(first, len(every)):
            beside = last == first or every[last - 1][1] + _DAY == every[last][0]
            if not beside or names[every[last]] not in self.web.open:
                break
            inside = dict.fromkeys((names[each] for each in every[first : last + 1]), 1)
            if self.web.sensitive(inside):
                found = last
        return found

    def _stretch(self, path: str, stretch: Days, count: int, groups: list[Group]) -> str:
        """Return the cell of a stretch: a printed period's own where it is one, else a thought."""
        for group in groups:
            if _days(group) == stretch and group.counts[path] == count:
                return group.cell(path)
        at = groups[0].as_at
        name = f"{stretch[0]}_{stretch[1]}~@{moment_text(at)}|{path}"
        self.web.values[name] = count
        self.web.places[name] = (*stretch, at), path
        if self.web.sensitive({name: 1}) and (count < THRESHOLD or not of_people(path)):
            self.web.open[name] = ends(count)
        return name


def neighbours(groups: list[Group]) -> Iterator[list[Group]]:
    """Yield sets of groups of different periods that share days."""
    rest = sorted(groups, key=_days)
    while rest:
        some = [rest.pop(0)]
        end = some[0].period.last
        while rest and rest[0].period.first <= end:
            end = max(end, rest[0].period.last)
            some.append(rest.pop(0))
        if len(some) > 1:
            yield some


def _days(group: Group) -> Days:
    return group.period.first, group.period.last


def _holds(group: Group, stretch: Days) -> bool:
    return group.period.first <= stretch[0] and stretch[1] <= group.period.last


def _within(narrow: Group, wide: Group) -> bool:
    """Tell whether a period lies in another and is not all of it."""
    return _days(narrow) != _days(wide) and _holds(wide, _days(narrow))
