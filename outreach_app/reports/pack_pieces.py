"""What a pack can be put together from: the figures and tables of every line its reader may see.

The shape of a line is found by counting an age without entries, so that it never depends on what
stands in the casebook.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Final, Literal

from outreach_app.reports import labels
from outreach_app.statistics import packs, periods, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.packs import INSIDE, SHIPPED, Section, Tile
from outreach_app.statistics.periods import Kind
from outreach_app.statistics.registry import Line, Value
from outreach_app.statistics.window import Window
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Work

Shape = Literal["figure", "share", "table"]
# Letters of the readers a pack can be made for (report lines, part 2).
READERS: Final = ("I", "L", "P", "H", "V", "A")

_NOBODY_YET: Final = datetime(1990, 4, 8, tzinfo=UTC)
_EMPTY: Final = (periods.quarter("1990-Q1"), periods.month("1990-03"))
# A wrong sum, kept as a warning and never printed (report lines, R05).
_NEVER: Final = frozenset({"R05_sum_of_monthly_unique_DO_NOT_USE"})
_EXACT: Final = "exact"
_PUBLISHED: Final = "published"


@dataclass(frozen=True, slots=True)
class Piece:
    """One figure, share or table that can stand in a pack.

    `path` is where it is found among the figures, `line` its line; `words` is how the program calls
    it, `definition` the sentence that says what is counted, `unit` in the plural; `kinds` are the
    periods it is printed for; `monthly` tells that it can be a line of the twelve months; `total`
    is the figure a table adds up to, where the reader may see it.
    """

    path: str
    line: str
    shape: Shape
    words: str
    definition: str
    unit: str
    kinds: frozenset[Kind]
    monthly: bool
    total: str = ""

    def section(self) -> Section:
        """Return it as a section of its own."""
        if self.shape != "table":
            return Section("table", self.words, self.unit, "", (self.path,), "", "", self.kinds)
        made = _as_shipped().get(self.path)
        kinds = self.kinds & made.kinds if made is not None else self.kinds
        if made is not None and kinds:
            return replace(made, total=self.total, kinds=kinds)
        return Section("table", self.words, self.unit, self.path, (), self.total, "", self.kinds)

    def tile(self) -> Tile:
        """Return it as a headline."""
        return _headlines().get(self.path) or Tile(self.path, self.words.lower(), "")


def pieces(work: Work, reader: str) -> tuple[Piece, ...]:
    """Return everything a pack for a reader can hold, in the order of the registry."""
    ages = [
        Facts(work.session, Window.of(period, _NOBODY_YET, work.zone), work.lists)
        for period in _EMPTY
    ]
    found: list[Piece] = []
    for line in registry.known().values():
        if reader in line.audiences and line.key not in _NEVER:
            facts = next((each for each in ages if line.answers(each.period)), ages[0])
            found += _of_line(line, line.exact(facts), reader, work.lists)
    return tuple(found)


def _of_line(line: Line, value: Value, reader: str, lists: Vocabulary) -> Iterator[Piece]:
    inside = reader == INSIDE
    kinds = line.kinds
    if line.coarse and not inside:
        kinds = kinds & frozenset(registry.LONG_KINDS)
    tables = {
        "/".join(filter(None, (line.key, _under(parts.under, inside=inside)))): parts.total
        for parts in line.parts
    }
    found: list[tuple[str, Shape]] = list(_shapes(line.key, value, frozenset(tables)))
    found += [(path, "table") for path in tables]
    for path, shape in found:
        yield Piece(
            path=path,
            line=line.key,
            shape=shape,
            words=_words(path, shape, lists),
            definition=say(f"lines.{line.key}.definition"),
            unit=say(f"lines.units.{line.unit}", count=2),
            kinds=kinds,
            monthly=path == line.key and isinstance(value, int) and "month" in line.kinds,
            total=_total(tables.get(path, ""), reader),
        )


def _total(path: str, reader: str) -> str:
    """Return the figure a table adds up to, "" where its line is not for this reader."""
    line = registry.known().get(path.split("/", 1)[0])
    return path if line is not None and reader in line.audiences else ""


def _under(under: str, *, inside: bool) -> str:
    """Return where a table stands: some have one for inside beside the one that may go out."""
    if inside and under.endswith(_PUBLISHED):
        return under.removesuffix(_PUBLISHED) + _EXACT
    return under


def _shapes(path: str, value: Value, tables: frozenset[str]) -> Iterator[tuple[str, Shape]]:
    """Give the single figures and shares of a line; its tables are known without counting."""
    if any(path == each or path.startswith(f"{each}/") for each in tables):
        return
    if isinstance(value, Mapping):
        if "n" in value and "d" in value:
            yield path, "share"
            return
        for name, inner in value.items():
            if name not in (_EXACT, _PUBLISHED):
                yield from _shapes(f"{path}/{name}", inner, tables)
    else:
        yield path, "figure"


def _words(path: str, shape: Shape, lists: Vocabulary) -> str:
    key, *members = path.split("/")
    line = say(f"lines.{key}.label")
    if shape == "table" and path in _as_shipped():
        return _as_shipped()[path].title
    named = [each for each in members if each not in (_EXACT, _PUBLISHED, "total")]
    if not named:
        return line
    return f"{line}: {labels.of_cell('/'.join((key, *named)), lists)}"


@cache
def _as_shipped() -> Mapping[str, Section]:
    """Return the tables of the packs that are shipped, by path, the most telling words first."""
    found: dict[str, Section] = {}
    for name in ("pcc", "health", "lottery", "police", "public", "internal"):
        for section in packs.load(name).sections:
            if section.kind == "table" and section.table:
                found.setdefault(section.table, section)
    return found


@cache
def _headlines() -> Mapping[str, Tile]:
    found: dict[str, Tile] = {}
    for name in SHIPPED:
        for tile in packs.load(name).tiles:
            found.setdefault(tile.cell, tile)
    return found
