"""The registry of report lines: a line is one small function with what it says about itself."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, TypeAlias

from outreach_app.statistics.facts import Facts
from outreach_app.statistics.periods import Kind, Period
from outreach_app.vocabulary import Vocabulary

# A figure: a number, nothing (no median of nothing), a mark, or a table of figures.
Value: TypeAlias = int | float | str | Mapping[str, "Value"] | None
Compute: TypeAlias = Callable[[Facts], Value]

# Items and sessions are not about single people (report pages, part 2, rule 10), and neither are
# hours of sessions and messages of warnings.
FREE_UNITS: Final = frozenset({"items", "sessions", "hours", "messages"})
NO_CONSENT: Final = "not_stated_no_consent"


@dataclass(frozen=True, slots=True)
class Parts:
    """A table inside a line: whose codes are its rows, and which figure is its total.

    `codes` is a list of the vocabulary, or `list:map` for the values of one of its maps; `under` is
    the member that holds the table (empty: the line itself); `total` the cell it adds up to;
    `prefix` stands before each code; `only` names a map of the list and the value that makes a code
    a row; `groups` pairs a map of the list with the line whose rows are
    sums of these rows.
    """

    codes: str
    under: str = ""
    total: str = ""
    extra: tuple[str, ...] = ()
    prefix: str = ""
    leave_out: frozenset[str] = frozenset()
    only: tuple[str, object] | None = None
    groups: tuple[tuple[str, str], ...] = ()

    def rows(self, lists: Vocabulary) -> tuple[str, ...]:
        """Return every row of the table, in its fixed order; a missing row would be a nought."""
        name, _, mapped = self.codes.partition(":")
        if mapped:
            found: tuple[str, ...] = tuple(dict.fromkeys(lists[name].map(mapped).values()))
        elif self.only:
            kept = lists[name].where(*self.only)
            found = tuple(code for code in lists[name].codes() if code in kept)
        else:
            found = lists[name].codes() if name else ()
        rows = (*found, *self.extra)
        return tuple(f"{self.prefix}{row}" for row in rows if row not in self.leave_out)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its key in every output, its unit, who may see it, how it is counted.

    `further` lines are defined, and have no figures in the sample: files of figures keep them apart
    from those every reader knows.

    `exact` is what protection starts from where the inside figure is already a shortened one;
    `kinds` are the periods it exists for; `coarse` tables leave the house for quarters and years
    only, because a quarter less two months is the third.
    """

    key: str
    unit: str
    audiences: frozenset[str]
    compute: Compute
    exact: Compute
    kinds: frozenset[Kind]
    parts: tuple[Parts, ...]
    coarse: bool
    nearest: int
    further: bool

    def answers(self, period: Period) -> bool:
        """Tell whether the line exists for a period of this kind."""
        return period.kind in self.kinds


ALL_KINDS: Final[tuple[Kind, ...]] = ("month", "quarter", "year", "span")
LONG_KINDS: Final[tuple[Kind, ...]] = ("quarter", "year")

_SUBJECTS: Final = (
    *("R", "C", "S", "I", "A", "N", "F", "K", "E"),
    *("J", "G", "D", "SG", "PC", "PV"),
)
_LINES: Final[dict[str, Line]] = {}


def line(  # noqa: PLR0913 - everything a line says about itself, by name
    key: str,
    *,
    unit: str,
    audiences: str,
    kinds: tuple[Kind, ...] = ALL_KINDS,
    parts: tuple[Parts, ...] = (),
    exact: Compute | None = None,
    coarse: bool = False,
    nearest: int = 1,
    further: bool = False,
) -> Callable[[Compute], Compute]:
    """Enter a function as the line `key`; `audiences` are letters of report lines, part 2."""

    def enter(compute: Compute) -> Compute:
        if key in _LINES:
            msg = f"line {key} stands in the registry twice"
            raise ValueError(msg)
        _LINES[key] = Line(
            key=key,
            unit=unit,
            audiences=frozenset(audiences.split()),
            compute=compute,
            exact=exact or compute,
            kinds=frozenset(kinds),
            parts=parts,
            coarse=coarse,
            nearest=nearest,
            further=further,
        )
        return compute

    return enter


@cache
def known() -> Mapping[str, Line]:
    """Return every line by key, in the order of the report lines document."""
    importlib.import_module("outreach_app.statistics.lines")  # they enter themselves
    return MappingProxyType({key: _LINES[key] for key in sorted(_LINES, key=_place)})


def _place(key: str) -> tuple[int, str]:
    subject = key.split("_", 1)[0].rstrip("abc").rstrip("0123456789")
    return _SUBJECTS.index(subject), key
