"""The true counts of any days as at any moment, and who stands behind them.

Every stretch is read from the casebook once, however many figures are asked of it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias

from outreach_app.statistics import registry
from outreach_app.statistics.disclosure import cells, crowds
from outreach_app.statistics.disclosure.crowd import Crowd
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.periods import Period
from outreach_app.statistics.window import Window
from outreach_app.work import Work

# First and last day, and as at when.
Stretch: TypeAlias = tuple[date, date, datetime]


class Truth:
    """Asks the casebook; `known` are facts that were read already, of the same days the first."""

    def __init__(self, work: Work, known: tuple[Facts, ...] = ()) -> None:
        self._work = work
        self._facts = {stretch_of(each): each for each in reversed(known)}
        self._lines: dict[tuple[Stretch, str], registry.Value] = {}
        self._crowds: dict[tuple[Stretch, str], Mapping[str, Crowd]] = {}

    def counts(self, stretch: Stretch, keys: frozenset[str]) -> Mapping[str, int]:
        """Return the counts of some lines by path."""
        return cells.counts(self.lines(stretch, keys))

    def lines(self, stretch: Stretch, keys: frozenset[str]) -> Mapping[str, registry.Value]:
        """Return some lines, every table with all its rows."""
        for key in sorted(keys):
            if (stretch, key) not in self._lines:
                self._lines[stretch, key] = registry.known()[key].exact(self._read(stretch))
        lines = {key: self._lines[stretch, key] for key in sorted(keys)}
        return cells.complete(lines, self._work.lists)

    def crowd(self, stretch: Stretch, path: str) -> Crowd:
        """Return who stands behind one count; nobody where it is nought."""
        key = path.partition("/")[0]
        if (stretch, key) not in self._crowds:
            self._crowds[stretch, key] = crowds.behind(self._read(stretch), (key,))
        return self._crowds[stretch, key].get(path, Crowd())

    def _read(self, stretch: Stretch) -> Facts:
        if stretch not in self._facts:
            first, last, at = stretch
            window = Window.of(Period(first, last, "span"), at, self._work.zone)
            self._facts[stretch] = Facts(self._work.session, window, self._work.lists)
        return self._facts[stretch]


def stretch_of(facts: Facts) -> Stretch:
    """Return the days of some facts, and as at when they were read."""
    return facts.period.first, facts.period.last, facts.window.as_at
