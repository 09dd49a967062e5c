"""Packs: selections of lines for one reader, as data in `resources/packs`.

Two packs of one period are two selections over the same figures, so they cannot disagree. Source:
report lines, part 3, and report pages, part 5.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from outreach_app import paths
from outreach_app.errors import Refused
from outreach_app.statistics import registry
from outreach_app.statistics.periods import Kind

SHIPPED: Final = ("internal", "lottery", "pcc", "health", "police", "public")
SectionKind = Literal["table", "bars"]


class NoSuchPack(Refused):
    """There is no pack of that name."""

    key = "lines.errors.no_such_pack"


class NotForThisPeriod(Refused):
    """The pack is printed for other kinds of period only."""

    key = "lines.errors.not_for_this_period"


@dataclass(frozen=True, slots=True)
class Tile:
    """One headline: the figure at `cell`, its unit in bold, one plain line below."""

    cell: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class Section:
    """One table or bar chart, in the order of the page.

    Its rows are the codes of the table at `table`, or the single figures at `rows`; `total` is the
    figure they add up to; `kinds` are the periods it is printed for.
    """

    kind: SectionKind
    title: str
    unit: str
    table: str
    rows: tuple[str, ...]
    total: str
    note: str
    kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Pack:
    """What one reader gets, and by which rules."""

    name: str
    letter: str
    audience: str
    titles: Mapping[Kind, str]
    mark: str
    intro: str
    protected: bool
    revised: bool
    once: bool
    signatures: bool
    kinds: frozenset[Kind]
    lines: tuple[str, ...]
    tiles: tuple[Tile, ...]
    sections: tuple[Section, ...]
    series: tuple[str, ...]
    left_out: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def title(self, kind: Kind) -> str:
        """Return the neutral title of a report of this kind of period."""
        return self.titles[kind]


@cache
def load(name: str) -> Pack:
    """Return a shipped pack; raises NoSuchPack for any other name."""
    if name not in SHIPPED:
        raise NoSuchPack(name=name, known=", ".join(SHIPPED))
    text = paths.resource(f"packs/{name}.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


def read(raw: Mapping[str, Any]) -> Pack:
    """Return the pack written in a TOML document; raises ValueError for an unknown line or key."""
    kinds = _kinds(raw.get("kinds"))
    lines = tuple(raw["lines"]) if raw["lines"] != ["*"] else tuple(registry.known())
    unknown = [key for key in (*lines, *raw.get("series", ())) if key not in registry.known()]
    if unknown:
        msg = f"pack {raw['name']}: no such line: {', '.join(unknown)}"
        raise ValueError(msg)
    return Pack(
        name=raw["name"],
        letter=raw["letter"],
        audience=raw["audience"],
        titles=MappingProxyType({kind: raw["titles"][kind] for kind in sorted(kinds)}),
        mark=raw.get("mark", ""),
        intro=raw.get("intro", ""),
        protected=raw["protected"],
        revised=raw["revised"],
        once=raw["once"],
        signatures=raw["signatures"],
        kinds=kinds,
        lines=lines,
        tiles=tuple(Tile(**tile) for tile in raw.get("tiles", ())),
        sections=tuple(_section(section) for section in raw.get("sections", ())),
        series=tuple(raw.get("series", ())),
        left_out=raw.get("left_out", ""),
        extra=MappingProxyType(dict(raw.get("words", {}))),
    )


def _section(raw: Mapping[str, Any]) -> Section:
    return Section(
        kind=raw.get("kind", "table"),
        title=raw["title"],
        unit=raw["unit"],
        table=raw.get("table", ""),
        rows=tuple(raw.get("rows", ())),
        total=raw.get("total", ""),
        note=raw.get("note", ""),
        kinds=_kinds(raw.get("kinds")),
    )


def _kinds(raw: list[Kind] | None) -> frozenset[Kind]:
    every: tuple[Kind, ...] = get_args(Kind)
    if raw is None:
        return frozenset(every)
    if unknown := set(raw) - set(every):
        msg = f"no such kind of period: {', '.join(sorted(unknown))}"
        raise ValueError(msg)
    return frozenset(raw)
