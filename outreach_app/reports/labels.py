"""The words for a row of a table: from the project's lists of codes, or from `words/lines.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from outreach_app.statistics import registry
from outreach_app.statistics.registry import Parts, Value
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say

# Members that are no codes of a list, in the order in which they are read.
_READ: Final = (
    *("total", "people", "n", "d", "pct"),
    *("open_start", "opened", "closed", "open_end"),
    *("accepted", "attended", "completed", "better", "same", "worse"),
)
_OF_A_SHARE: Final = frozenset({"n", "d", "pct"})


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one pack: its own by path where it has any, else those of the lists."""

    lists: Vocabulary
    own: Mapping[str, str]

    def line(self, key: str) -> str:
        """Return the words for a line."""
        return self.own.get(key) or say(f"lines.{key}.label")

    def figure(self, path: str) -> str:
        """Return the words for a single figure; both counts of a share have the share's."""
        *above, last = path.split("/")
        share = "/".join(above) if last in _OF_A_SHARE else path
        found = self.own.get(path) or self.own.get(share)
        if found:
            return found
        words, key = of_cell(path, self.lists), path.split("/", 1)[0]
        return self.line(key) if words == say(f"lines.{key}.label") else words


def of_cell(path: str, lists: Vocabulary) -> str:
    """Return the label of a single figure: the line's own, or that of the member named last."""
    key, *members = path.split("/")
    named = [each for each in members if each not in _OF_A_SHARE | {"days", "of"}]
    if named in ([], ["total"]):
        return say(f"lines.{key}.label")
    name = named[-1]
    return of_row(path.rsplit("/", 1)[0] if len(members) > 1 else key, name, lists)


def in_order(path: str, table: Mapping[str, Value], lists: Vocabulary) -> tuple[str, ...]:
    """Return the rows of a table in the order of the project's lists, however they were kept.

    Figures that were stored come back sorted by their keys, and a row's place must not tell which.
    """
    key, _, under = path.partition("/")
    rows = [*_READ]
    for parts in registry.known()[key].parts:
        if _same_table(parts.under, under):
            rows = [*parts.rows(lists), *_READ]
    place = {row: number for number, row in enumerate(dict.fromkeys(rows))}
    return tuple(sorted(table, key=lambda row: (place.get(row, len(place)), row)))


def of_row(table: str, row: str, lists: Vocabulary) -> str:
    """Return the words for `row` of the table at the path `table`."""
    key, _, under = table.partition("/")
    line = registry.known()[key]
    for parts in line.parts:
        if _same_table(parts.under, under) or len(line.parts) == 1:
            found = _of_part(parts, row, lists)
            if found:
                return found
    own = f"lines.rows.own.{row}"
    return say(own) if known(own) else row.replace("_", " ").capitalize()


def _same_table(one: str, other: str) -> bool:
    """Tell whether two members hold the same rows: as they are for inside, or as published."""
    plain = (each.removesuffix("/exact").removesuffix("/published") for each in (one, other))
    return len(set(plain)) == 1


def _of_part(parts: Parts, row: str, lists: Vocabulary) -> str:
    name, _, mapped = parts.codes.partition(":")
    words = f"lines.rows.{mapped or name}.{row}"
    if known(words):
        return say(words)
    if mapped:
        return next((_from(lists, each, row) for each in _namesakes(mapped, lists, row)), "")
    code = row.removeprefix(parts.prefix)
    return _from(lists, name, code) if name else ""


def _namesakes(mapped: str, lists: Vocabulary, row: str) -> tuple[str, ...]:
    """Return the lists that a map's values may belong to, by its name: group -> incident_group."""
    return tuple(
        name for name, each in lists.lists.items() if mapped in name.split("_") and row in each
    )


def _from(lists: Vocabulary, name: str, code: str) -> str:
    return lists[name][code].label if code in lists[name] else ""
