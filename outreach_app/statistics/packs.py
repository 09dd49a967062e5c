"""Packs: selections of lines for one reader, as data in `resources/packs` or in the casebook.

Two packs of one period are two selections over the same figures, so they cannot disagree. Source:
report lines, part 3, and report pages, part 5. A project's own packs have the same shape;
`known_packs` reads them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from outreach_app import paths
from outreach_app.errors import Refused
from outreach_app.statistics import registry
from outreach_app.statistics.methods import METHODS, NEAREST, Method
from outreach_app.statistics.periods import Kind, Period

SHIPPED: Final = ("internal", "lottery", "pcc", "health", "police", "public")
SectionKind = Literal["table", "bars"]
# The letter of whoever stays inside, and sees figures as they are.
INSIDE: Final = "I"


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
class Logo:
    """A picture for the head of a page: PNG bytes and their size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pack:
    """What one reader gets, and by which rules.

    `reader` is the letter by which lines name their readers, `letter` what stands in report
    numbers. Of a project's own pack: `label` is its name, `labels` holds its own words for lines
    and cells by path, `year_starts` the month a grant year begins in (1 for the calendar year),
    `stories` how many may stand in it, `version` counts from 1. `method` is how a protected pack
    prints what it shows.
    """

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
    reader: str = ""
    label: str = ""
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    year_starts: int = 1
    stories: int = 0
    logo: Logo | None = None
    version: int = 0
    method: Method = NEAREST

    @property
    def own(self) -> bool:
        """Tell whether the project made this pack itself."""
        return self.name not in SHIPPED

    def title(self, kind: Kind) -> str:
        """Return the neutral title of a report of this kind of period."""
        return self.titles[kind]


@cache
def load(name: str) -> Pack:
    """Return a shipped pack; raises NoSuchPack for any other, which `known_packs.of` may know."""
    if name not in SHIPPED:
        raise NoSuchPack(name=name, known=", ".join(SHIPPED))
    text = paths.resource(f"packs/{name}.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


def read(raw: Mapping[str, Any]) -> Pack:
    """Return the pack written in a TOML document.

    Raises ValueError for an unknown line, kind of period or method.
    """
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
        reader=raw.get("reader", raw["letter"]),
        label=raw.get("label", ""),
        labels=MappingProxyType(dict(raw.get("labels", {}))),
        year_starts=raw.get("year_starts", 1),
        stories=raw.get("stories", 0),
        method=_method(raw.get("method", NEAREST)),
    )


def written(pack: Pack) -> dict[str, Any]:
    """Return a pack as `read` takes it, of plain values only; its logo is kept elsewhere."""
    return {
        "name": pack.name,
        "letter": pack.letter,
        "reader": pack.reader,
        "label": pack.label,
        "audience": pack.audience,
        "mark": pack.mark,
        "intro": pack.intro,
        "left_out": pack.left_out,
        "protected": pack.protected,
        "revised": pack.revised,
        "once": pack.once,
        "signatures": pack.signatures,
        "kinds": sorted(pack.kinds),
        "titles": dict(pack.titles),
        "lines": list(pack.lines),
        "series": list(pack.series),
        "words": dict(pack.extra),
        "labels": dict(pack.labels),
        "year_starts": pack.year_starts,
        "stories": pack.stories,
        "method": pack.method,
        "tiles": [{"cell": t.cell, "unit": t.unit, "note": t.note} for t in pack.tiles],
        "sections": [
            {
                "kind": each.kind,
                "title": each.title,
                "unit": each.unit,
                "table": each.table,
                "rows": list(each.rows),
                "total": each.total,
                "note": each.note,
                "kinds": sorted(each.kinds),
            }
            for each in pack.sections
        ],
    }


def printed_lines(pack: Pack, kind: Kind | None = None) -> tuple[str, ...]:
    """Return the lines that stand somewhere on a pack's pages, in the order of the registry.

    With `kind` only those that stand on the pages of such a period.
    """
    sections = [each for each in pack.sections if kind is None or kind in each.kinds]
    found = [
        *(tile.cell for tile in pack.tiles),
        *(path for each in sections for path in (each.table, each.total, *each.rows)),
        *pack.series,
    ]
    wanted = {path.split("/", 1)[0] for path in found if path}
    return tuple(key for key in registry.known() if key in wanted)


def lines_for(pack: Pack, kind: Kind) -> tuple[str, ...]:
    """Return the lines to count for a period of a kind.

    What is not printed of a protected pack is not counted either: every figure that goes out, in
    any form, takes room from what can be shown beside it.
    """
    if not pack.protected:
        return pack.lines
    printed = frozenset(printed_lines(pack, kind))
    return tuple(key for key in pack.lines if key in printed)


def fitting(pack: Pack, period: Period) -> Period:
    """Return the period as the pack prints it: a grant year is a pair of days for some packs.

    Raises NotForThisPeriod for a kind of period the pack is not made for.
    """
    if period.kind in pack.kinds:
        return period
    if period.kind == "year" and period.first.month > 1 and "span" in pack.kinds:
        return replace(period, kind="span")
    raise NotForThisPeriod(name=pack.name)


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


def _method(raw: str) -> Method:
    for each in METHODS:
        if each == raw:
            return each
    msg = f"no such method: {raw}"
    raise ValueError(msg)


def _kinds(raw: list[Kind] | None) -> frozenset[Kind]:
    every: tuple[Kind, ...] = get_args(Kind)
    if raw is None:
        return frozenset(every)
    if unknown := set(raw) - set(every):
        msg = f"no such kind of period: {', '.join(sorted(unknown))}"
        raise ValueError(msg)
    return frozenset(raw)
