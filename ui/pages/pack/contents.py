"""What stands in a pack, as one list: headlines first, then the parts, then the twelve months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from outreach_app.reports.pack_pieces import Piece
from outreach_app.statistics.packs import Section, Tile
from outreach_app.words import say

Group = Literal["tile", "section", "series"]
GROUPS: tuple[Group, ...] = ("tile", "section", "series")


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a pack in their order, and the project's own words by path."""

    tiles: tuple[Tile, ...] = ()
    sections: tuple[Section, ...] = ()
    series: tuple[str, ...] = ()
    labels: Mapping[str, str] | None = None

    def of(self, group: Group) -> tuple[Any, ...]:
        """Return the parts of a group."""
        match group:
            case "tile":
                return self.tiles
            case "section":
                return self.sections
            case _:
                return self.series

    def with_(self, group: Group, parts: Sequence[Any]) -> "Contents":
        """Return the same with other parts in a group."""
        match group:
            case "tile":
                return replace(self, tiles=tuple(parts))
            case "section":
                return replace(self, sections=tuple(parts))
            case _:
                return replace(self, series=tuple(parts))

    def moved(self, group: Group, at: int, by: int) -> tuple["Contents", int]:
        """Move a part up or down within its group; return where it stands then."""
        parts = list(self.of(group))
        to = at + by
        if not 0 <= to < len(parts):
            return self, at
        parts.insert(to, parts.pop(at))
        return self.with_(group, parts), to

    def ordered(self, group: Group, order: Sequence[int]) -> "Contents":
        """Return the parts of a group in another order, given by where they stood."""
        parts = self.of(group)
        return self.with_(group, [parts[at] for at in order])

    def without(self, group: Group, at: int) -> "Contents":
        """Take a part out."""
        parts = list(self.of(group))
        del parts[at]
        return self.with_(group, parts)

    def changed(self, group: Group, at: int, part: Any) -> "Contents":
        """Put another part in the place of one."""
        parts = list(self.of(group))
        parts[at] = part
        return self.with_(group, parts)

    def named(self, path: str, words: str) -> "Contents":
        """Call a figure by the project's own words; "" takes them back."""
        labels = {**(self.labels or {}), path: words}
        return replace(self, labels={key: each for key, each in labels.items() if each})

    def holds(self, piece: Piece) -> bool:
        """Tell whether a piece stands somewhere."""
        return (
            any(tile.cell == piece.path for tile in self.tiles)
            or any(piece.path in (each.table, *each.rows) for each in self.sections)
            or piece.path in self.series
        )

    def added(self, piece: Piece, beside: int | None) -> tuple["Contents", int]:
        """Put a piece among the parts; return the part it stands in then.

        A single figure joins the part at `beside` when that holds single figures too.
        """
        if beside is not None and piece.shape != "table":
            here = self.sections[beside]
            if here.rows and not here.table and piece.path not in here.rows:
                rows = (*here.rows, piece.path)
                kinds = here.kinds | piece.kinds
                part = replace(here, rows=rows, kinds=kinds)
                return self.changed("section", beside, part), beside
        to = len(self.sections) if beside is None else beside + 1
        parts = [*self.sections[:to], piece.section(), *self.sections[to:]]
        return self.with_("section", parts), to


def words_of(contents: Contents, group: Group, at: int, known: Mapping[str, str]) -> str:
    """Return how a part is called in the list; `known` are the program's words by path."""
    part = contents.of(group)[at]
    match group:
        case "tile":
            return say("packs.part.tile", words=part.unit or known.get(part.cell, part.cell))
        case "section":
            count = len(part.rows)
            if count:
                return say("packs.part.figures", title=part.title, count=count)
            return say(f"packs.part.{part.kind}", title=part.title)
        case _:
            return say("packs.part.series", words=known.get(part, part))
