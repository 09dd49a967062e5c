"""What was decided about a sheet, and what is found in it: plain values for the window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from outreach_app.exchange.moving_in.dates import Order
from outreach_app.exchange.moving_in.targets import Kind
from outreach_app.vocabulary import Vocabulary

NEW: Final = "new"  # a name: somebody the casebook does not have
AS: Final = "as:"  # before a name: the same person as that name of the same sheet
NOBODY: Final = "nobody"  # a name: nobody is named by it
EACH: Final = "each"  # a name over several rows of people: each row is somebody else
NEW_AREA: Final = "+"  # before the code of an area that comes in with the rows
_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Matching:
    """How a sheet is to be read.

    `columns` gives each field its column, from 0. `values` gives, for a field and a value written
    small, the code it means, "" for not known. `whole` holds one answer for all rows. `people`
    gives a name the key of somebody, `NEW`, `EACH`, `NOBODY`, or after `AS` another name of the
    sheet. `without` are rows to be left out.
    """

    kind: Kind
    heading: int
    columns: Mapping[str, int]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _NONE)
    whole: Mapping[str, str] = field(default_factory=lambda: _NONE)
    people: Mapping[str, str] = field(default_factory=lambda: _NONE)
    order: Order = "dmy"
    without: frozenset[int] = frozenset()

    def meets(self, row: Sequence[object]) -> bool:
        """Tell whether a row says anything in a matched column; before one is, all do."""
        used = self.columns.values()
        return not used or any(at < len(row) and row[at] != "" for at in used)

    def unmatched(self, headings: Sequence[str]) -> tuple[str, ...]:
        """Return the headings of the columns that are left out."""
        used = set(self.columns.values())
        return tuple(each for at, each in enumerate(headings) if each and at not in used)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the casebook has, under one of their names."""

    key: str
    alias: str
    code: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are read against: the project, its lists, now, whom it knows, what came before."""

    project: Mapping[str, Any]
    lists: Vocabulary
    zone: ZoneInfo
    now: datetime
    by: str
    people: tuple[Known, ...]
    taken: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row that does not fit, the heading of the column, and the reason in words."""

    number: int
    heading: str
    why: str


@dataclass(frozen=True, slots=True)
class ValueChoice:
    """A value met in a column of codes: how often, and what it means; None while nobody said."""

    target: str
    value: str
    count: int
    code: str | None


@dataclass(frozen=True, slots=True)
class NameChoice:
    """A name met: how often, who of the casebook it may be, and who it is; "" while unsaid.

    `proposed` is what stands there until somebody says; `also` are names of the sheet it is like.
    """

    name: str
    count: int
    like: tuple[Known, ...]
    choice: str
    proposed: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a sheet becomes under a `Matching`.

    `tables` holds rows in the form of the exchange format, each with its row number; `known` gives
    the keys of people rows refer to. `dates` are examples of days that may be read in two ways,
    `mixed` one of each order where days are written in both. `before` are rows that came in once
    already, `nothing` those with nothing in any column that is matched, `above` those above the
    headings; `unnamed` counts rows about nobody in particular. `first` and `last` are the days the
    rows are about.
    """

    rows: int
    same: int
    troubles: tuple[Trouble, ...]
    values: tuple[ValueChoice, ...]
    names: tuple[NameChoice, ...]
    dates: tuple[str, ...]
    unmatched: tuple[str, ...]
    tables: Mapping[str, tuple[tuple[int, dict[str, Any]], ...]]
    known: frozenset[str]
    areas: tuple[str, ...]
    mixed: tuple[str, ...] = ()
    before: frozenset[int] = frozenset()
    nothing: tuple[int, ...] = ()
    above: tuple[int, ...] = ()
    unnamed: int = 0
    first: date | None = None
    last: date | None = None

    @property
    def bad(self) -> frozenset[int]:
        """The rows that do not fit."""
        return frozenset(each.number for each in self.troubles)
