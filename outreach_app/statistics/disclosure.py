"""Withholding figures from whoever reads outside: small ones, and those that give them away.

A simple rule that hides more rather than less; it claims no proof. A figure from nought to four is
withheld, and then, until nothing changes, one more wherever a withheld figure could be worked out
from a sum, a share or a stage, or where what is withheld together is so little that it says enough.
Source: report pages, part 2, and the guarantee of the statistics design.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from outreach_app.statistics import arithmetic, registry, relations
from outreach_app.statistics.figures import HIDDEN, Count, Figures, SinceFirst
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.registry import Value
from outreach_app.statistics.relations import Relation
from outreach_app.vocabulary import Vocabulary, shipped

THRESHOLD: Final = 5
# A middle value of fewer than ten is close to being one of them.
_ENOUGH_FOR_A_MEDIAN: Final = 10
# Middle values, and how many there are of what they are the middle of.
_MEDIANS: Final = {
    "A03_median_minutes_to_alert": "A01_alerts",
    "F04_waiting_days": "F02_stage_reached/attended/n",
}
_INSIDE_ONLY: Final = frozenset({"exact"})


def protect(
    figures: Figures,
    pack: Pack,
    lists: Vocabulary | None = None,
    blocked: frozenset[str] = frozenset(),
) -> Figures:
    """Return the figures as the pack's reader may see them; the internal pack's are untouched.

    `blocked` lines are withheld whole. Doing it twice changes nothing. `lists` are the project's
    own lists of codes: every row of a table is printed, since a missing row would be a nought.
    """
    if not pack.protected:
        return figures
    lists = lists or shipped()
    whole = replace(figures, lines=_whole(figures.lines, lists))
    cells = _cells(whole)
    units = registry.known()
    hidden = {
        cell
        for cell, value in cells.items()
        if value == HIDDEN
        or (isinstance(value, int) and value < THRESHOLD)
        or (key := cell.split("/")[0]) in blocked
        or (key in units and units[key].coarse and whole.period.kind not in registry.LONG_KINDS)
    }
    _hide_more(cells, hidden, relations.of(whole, cells, lists))
    return _written(whole, hidden, blocked)


def _whole(lines: Mapping[str, Value], lists: Vocabulary) -> dict[str, Value]:
    """Fill every table up to all its rows and leave out what is for inside only."""
    found: dict[str, Value] = {}
    for key, value in lines.items():
        line = registry.known()[key]
        outside = _outside(value)
        for parts in () if line.unit in registry.FREE_UNITS else line.parts:
            path = parts.under.split("/") if parts.under else []
            outside = _filled(outside, path, parts.rows(lists))
        found[key] = outside
    return found


def _outside(value: Value) -> Value:
    if isinstance(value, Mapping):
        return {name: _outside(inner) for name, inner in value.items() if name not in _INSIDE_ONLY}
    return value


def _filled(value: Value, path: list[str], rows: Iterable[str]) -> Value:
    if not isinstance(value, Mapping):
        return value
    if path:
        return {**value, path[0]: _filled(value.get(path[0]), path[1:], rows)}
    return {row: value.get(row, 0) for row in dict.fromkeys([*rows, *value])}


def _cells(figures: Figures) -> dict[str, Count]:
    """Return every count that stands for people or what happened to them, by its path."""
    cells: dict[str, Count] = {}
    for key, value in figures.lines.items():
        if registry.known()[key].unit not in registry.FREE_UNITS and key not in _MEDIANS:
            _collect(key, value, cells)
    for series in figures.series:
        for month, point in zip(series.months, series.values, strict=True):
            cells[f"series/{series.key}/{month.name}"] = point
    return cells


def _collect(path: str, value: Value, cells: dict[str, Count]) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "pct":
                _collect(f"{path}/{name}", inner, cells)
    elif isinstance(value, int) or value == HIDDEN:
        cells[path] = value


def _hide_more(cells: Mapping[str, Count], hidden: set[str], ties: tuple[Relation, ...]) -> None:
    """Withhold further cells until no relation gives one away; shares are withheld whole."""
    totals = {cell for tie in ties for cell in tie.left}
    while True:
        before = len(hidden)
        for cell in tuple(hidden):
            if cell.endswith(("/n", "/d")):
                hidden.update(other for end in "nd" if (other := cell[:-1] + end) in cells)
        for tie in ties:
            if _gives_away(cells, hidden, tie):
                shown = [cell for cell in (*tie.left, *tie.right) if cell not in hidden]
                if shown:
                    hidden.add(min(shown, key=lambda cell: (cell in totals, cells[cell], cell)))
        if len(hidden) == before:
            return


def _gives_away(cells: Mapping[str, Count], hidden: set[str], tie: Relation) -> bool:
    """Tell whether a reader who adds and subtracts learns a withheld figure from one relation."""
    left = [cell for cell in tie.left if cell in hidden]
    right = [cell for cell in tie.right if cell in hidden]
    if len(left) + len(right) + tie.rest == 0:
        return False
    if len(left) + len(right) == 1 and not tie.rest:
        return True
    if left and (right or tie.rest):
        return False
    together = sum(int(cells[cell]) for cell in tie.left if cell not in hidden) - sum(
        int(cells[cell]) for cell in tie.right if cell not in hidden
    )
    return abs(together) < THRESHOLD


def _written(figures: Figures, hidden: set[str], blocked: frozenset[str]) -> Figures:
    lines: dict[str, Value] = {
        key: _marked(key, value, hidden, registry.known()[key].nearest)
        for key, value in figures.lines.items()
    }
    for key, counted in _MEDIANS.items():
        of = relations.at(lines, counted)
        if key in lines and not (isinstance(of, int) and of >= _ENOUGH_FOR_A_MEDIAN):
            lines[key] = _veiled(lines[key])
    for key in blocked & lines.keys():
        lines[key] = _veiled(lines[key])
    since = figures.since_first
    return replace(
        figures,
        lines=lines,
        since_first=SinceFirst(_few(since.late), _few(since.voided), _few(since.merged)),
        series=tuple(
            replace(
                each,
                values=tuple(
                    HIDDEN if f"series/{each.key}/{month.name}" in hidden else value
                    for month, value in zip(each.months, each.values, strict=True)
                ),
            )
            for each in figures.series
        ),
    )


def _marked(path: str, value: Value, hidden: set[str], nearest: int) -> Value:
    if isinstance(value, Mapping):
        if f"{path}/n" in hidden or f"{path}/d" in hidden:
            return _veiled(value)
        return {
            name: _marked(f"{path}/{name}", inner, hidden, nearest) for name, inner in value.items()
        }
    if path in hidden:
        return HIDDEN
    return arithmetic.nearest(value, nearest) if isinstance(value, int) else value


def _veiled(value: Value) -> Value:
    if isinstance(value, Mapping):
        return {name: _veiled(inner) for name, inner in value.items()}
    return HIDDEN


def _few(count: Count) -> Count:
    return HIDDEN if count == HIDDEN or int(count) < THRESHOLD else count
