"""What was given out: the figures of a period as at a moment, with what was printed of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from models.types import moment_text
from outreach_app.statistics.disclosure import cells
from outreach_app.statistics.figures import HIDDEN
from outreach_app.statistics.methods import NEAREST, Method
from outreach_app.statistics.periods import Kind, Period
from outreach_app.statistics.registry import Value

# How a cell stands in print: as it is, to the nearest of a base, or not at all.
Print = int | tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one period as at one moment.

    `lines` are true and complete, `few` the counts with too few people behind them, `printed` what
    was given out: a number, a rounded number with its base, or None where it was withheld;
    `thought` are counts that follow from the lines and stand in none of them, `counts` all counts
    by path.
    """

    period: Period
    as_at: datetime
    name: str
    lines: Mapping[str, Value]
    few: frozenset[str] = frozenset()
    printed: Mapping[str, Print] = field(default_factory=dict)
    thought: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take the counts out of the lines, once."""
        object.__setattr__(self, "counts", {**self.thought, **cells.counts(self.lines)})

    def cell(self, path: str) -> str:
        """Return the name of a figure among everything ever given out."""
        return f"{self.name}|{path}"

    def with_more(self, other: "Group") -> "Group":
        """Return both together; what was printed once can never be taken back.

        Of a figure printed to the nearest 5 and exactly, the exact print is what readers have.
        """
        printed = {**other.printed, **self.printed}
        printed.update(
            {
                path: each
                for path, each in other.printed.items()
                if each is not None and not (isinstance(each, tuple) and says_all(printed[path]))
            }
        )
        return replace(
            self,
            lines={**other.lines, **self.lines},
            few=self.few | other.few,
            printed=printed,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the group for the ledger."""
        return {
            "first": self.period.first.isoformat(),
            "last": self.period.last.isoformat(),
            "kind": self.period.kind,
            "as_at": moment_text(self.as_at),
            "name": self.name,
            "lines": _plain(self.lines),
            "few": sorted(self.few),
            "printed": {
                path: list(each) if isinstance(each, tuple) else each
                for path, each in self.printed.items()
            },
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read a group back."""
        kind: Kind = raw["kind"]
        return cls(
            Period(date.fromisoformat(raw["first"]), date.fromisoformat(raw["last"]), kind),
            datetime.fromisoformat(raw["as_at"]),
            raw["name"],
            raw["lines"],
            frozenset(raw["few"]),
            {
                path: (each[0], each[1]) if isinstance(each, list) else each
                for path, each in raw["printed"].items()
            },
        )


@dataclass(frozen=True, slots=True)
class Release:
    """One report that was given out: who it was made for, its groups, and by which method."""

    pack: str
    groups: tuple[Group, ...]
    method: Method = NEAREST

    def to_json(self) -> dict[str, Any]:
        """Return the release for the ledger."""
        found = {"pack": self.pack, "groups": [each.to_json() for each in self.groups]}
        return found if self.method == NEAREST else {**found, "method": self.method}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read a release back."""
        return cls(
            raw["pack"], tuple(map(Group.from_json, raw["groups"])), raw.get("method", NEAREST)
        )


def name_of(period: Period, as_at: datetime, zone: ZoneInfo) -> str:
    """Return what figures of a period as at a moment are called; as first due, just the period."""
    if as_at == period.cut_off(zone):
        return period.name
    return f"{period.name}@{moment_text(as_at)}"


def together(releases: Iterable[Release]) -> dict[str, Group]:
    """Return everything given out by name, what several reports said of one period in one."""
    found: dict[str, Group] = {}
    for release in releases:
        for group in release.groups:
            old = found.get(group.name)
            found[group.name] = group if old is None else group.with_more(old)
    return found


def print_of(path: str, count: int, method: Method = NEAREST) -> Print:
    """Return how a shown count is printed."""
    base = cells.base_of(path, count, method)
    return count if base == 1 else ((2 * count + base) // (2 * base) * base, base)


def says_all(each: Print) -> bool:
    """Tell whether a print leaves nothing open."""
    return isinstance(each, int)


def told(path: str, count: int, each: Print, method: Method) -> bool:
    """Tell whether an earlier print says all that a print by a method would.

    A small figure an older version printed is not printed again as what it is.
    """
    if each is None:
        return False
    exact = cells.base_of(path, count, method) == 1
    return not exact or (says_all(each) and count >= cells.THRESHOLD)


def in_words(each: Print) -> Any:
    """Return a print as the `protection` member has it."""
    if each is None:
        return HIDDEN
    return each if isinstance(each, int) else {"rounded": each[0], "base": each[1]}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return value
