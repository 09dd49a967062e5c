"""What ties figures of different periods and moments: months and quarters, first and revised.

A reader subtracts what was printed of one period from what was printed of another, and a first
print from a revised one. So every difference is a figure too. Source: the statistics design, parts
1, 4 and B (G4, G5).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from outreach_app.statistics.disclosure import days
from outreach_app.statistics.disclosure.releases import Group
from outreach_app.statistics.disclosure.web import Web
from outreach_app.vocabulary import Vocabulary

_DAY: Final = timedelta(days=1)
# What stands on a day does not add up over days.
_STANDING: Final = frozenset(
    {"K01_cases/open_start", "K01_cases/open_end", "K04_open_not_seen_60_days", "N04_open_at_end"}
)
_AT_START: Final = frozenset({"K01_cases/open_start"})
_OPEN_END: Final = "K01_cases/open_end"
_OPEN_START: Final = "K01_cases/open_start"
_OPEN_NEEDS: Final = "N04_open_at_end"
_FOUND_NEEDS: Final = "N01_needs_identified/total"
_NEEDS_AT_START: Final = "needs open at start"
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


def add(web: Web, groups: Sequence[Group], lists: Vocabulary, *, exact: bool) -> None:
    """Tie the cells of several groups, which must have been entered before.

    `exact` tells that one of them is printed exactly to some reader.
    """
    for some in _by_period(groups).values():
        _revised(web, some)
    for group in groups:
        _began(web, group)
    for before in groups:
        for after in groups:
            _stands(web, before, after)
            if before.period.last + _DAY == after.period.first:
                _carried(web, before, after)
    for some in days.neighbours([*groups]):
        days.Shared(web, some, _STANDING, lists, exact).tie()


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


def _revised(web: Web, groups: Sequence[Group]) -> None:
    """Tie first and later figures: what came in between is a figure, and so is no change.

    Each is tied to the one before it, and to every earlier one it differs from.
    """
    for number, after in enumerate(groups):
        for path, now in after.counts.items():
            before = [each for each in groups[:number] if path in each.counts]
            for at, each in enumerate(before, 1):
                if at == len(before) or each.counts[path] not in {now, before[at].counts[path]}:
                    terms = {after.cell(path): 1, each.cell(path): -1}
                    name = f"{after.name}|since {each.name}|{path}"
                    web.equal(terms, name, empty_speaks=False, guessed=True)


def _stands(web: Web, one: Group, other: Group) -> None:
    """Tie what stands on the same day, said by two periods that begin or end with it."""
    if one.name >= other.name or one.period == other.period:
        return
    mine, theirs = one.counts, other.counts
    guessed = one.as_at != other.as_at
    for path in sorted(_STANDING & mine.keys() & theirs.keys()):
        if path in _AT_START:
            same_day = one.period.first == other.period.first
        else:
            same_day = one.period.last == other.period.last
        if same_day:
            terms = {one.cell(path): 1, other.cell(path): -1}
            name = f"{one.name}|same day as {other.name}|{path}"
            web.equal(terms, name, empty_speaks=False, guessed=guessed)
    starts = [each.cell(_NEEDS_AT_START) for each in (one, other)]
    if one.period.first == other.period.first and web.values.keys() >= set(starts):
        terms = {starts[0]: 1, starts[1]: -1}
        name = f"{one.name}|same first day as {other.name}|needs"
        web.equal(terms, name, empty_speaks=False, guessed=guessed)


def _began(web: Web, group: Group) -> None:
    """Name the needs open when a period began: open at its end, less found in it, and closed."""
    closed = [path for path in group.counts if path.startswith(_CLOSED_NEEDS)]
    if {_OPEN_NEEDS, _FOUND_NEEDS} <= group.counts.keys() and closed:
        terms = {
            group.cell(_OPEN_NEEDS): 1,
            group.cell(_FOUND_NEEDS): -1,
            **{group.cell(path): 1 for path in closed},
        }
        web.equal(terms, group.cell(_NEEDS_AT_START), empty_speaks=True)


def _carried(web: Web, before: Group, after: Group) -> None:
    """Tie what was open at the end of one period to what is open in the next."""
    then, now = before.counts, after.counts
    name = f"{after.name}|carried from {before.name}"
    guessed = before.as_at != after.as_at
    if _OPEN_END in then and _OPEN_START in now:
        terms = {after.cell(_OPEN_START): 1, before.cell(_OPEN_END): -1}
        web.equal(terms, f"{name}|cases", empty_speaks=False, guessed=guessed)
    start = after.cell(_NEEDS_AT_START)
    if _OPEN_NEEDS in then and start in web.values:
        terms = {start: 1, before.cell(_OPEN_NEEDS): -1}
        web.equal(terms, f"{name}|needs", empty_speaks=False, guessed=guessed)
