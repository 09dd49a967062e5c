"""Which rows stand behind a figure: for the project's lead, on the screen, and nowhere else.

A line is not taken at its word: what it counts for one row alone is asked of the line itself (see
`trace_probe`), or read from the file where a figure is counted there (`trace_read`). Rows are given
only where they come to exactly the figure; otherwise the answer says that it cannot be taken apart.
What measures instead of counting is read by `trace_measured`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from outreach_app.statistics import registry, trace_measured, trace_probe, trace_read
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Line, Value
from outreach_app.statistics.trace_rows import Counted, Row, Share

# How rows come to the figure: one each, an amount each, as different people, as the middle one of
# what they measure, as what they measure together, or not at all.
How: TypeAlias = Literal["rows", "amounts", "people", "middle", "sum", "none"]
Figure: TypeAlias = int | float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure and the rows it is counted from; `figure` is exact, `rows` empty for ``none``.

    The middle of nothing is None.
    """

    figure: Figure
    how: How
    rows: tuple[Row, ...]


def of_line(facts: Facts, key: str) -> Mapping[str, Cell]:
    """Return every figure of a line by its path below the line ("" for a line of one number).

    A percentage follows from its two counts and has no cell of its own. Raises KeyError for a line
    that is not in the registry.
    """
    line = registry.known()[key]
    figures = counts(line, facts)
    sources: list[Iterable[Share]] = []
    if key in trace_read.READERS:
        sources.append(trace_read.READERS[key](facts))
    else:
        sources += trace_probe.sources(line, facts, lambda some: counts(line, some))
    gathered = [_gather(source) for source in sources]
    cells = {path: _cell(path, figure, gathered, facts) for path, figure in figures.items()}
    return {**cells, **_measured(line, facts)}


def of_cell(facts: Facts, path: str) -> Cell | None:
    """Return what stands behind the figure at a path such as ``N01_needs_identified/total``.

    None where there is no such count. A row a table leaves out is a nought.
    """
    key, _, below = path.partition("/")
    cells = of_line(facts, key)
    if below in cells:
        return cells[below]
    above = below.rpartition("/")[0]
    table = [each for each in cells if each.rpartition("/")[0] == above and each]
    known = any(
        below.removeprefix(f"{parts.under}/" if parts.under else "") in parts.rows(facts.lists)
        for parts in registry.known()[key].parts
    )
    return Cell(0, "rows", ()) if known or (table and "/" in below) else None


def counts(line: Line, facts: Facts) -> dict[str, int]:
    """Return every whole count of a line by its path, never a shortened one."""
    found: dict[str, int] = {}
    _collect("", line.compute(facts), found)
    if line.exact is not line.compute:
        _collect("", line.exact(facts), found)
    return found


def figures_of(line: Line, facts: Facts) -> dict[str, Figure]:
    """Return every figure of a line by its path, in its own order: counts and what is measured."""
    found: dict[str, Figure] = dict(_measures("", line.compute(facts)))
    return {**counts(line, facts), **found}


def _measured(line: Line, facts: Facts) -> dict[str, Cell]:
    if line.key not in trace_measured.READERS:
        return {}
    how, read = trace_measured.READERS[line.key]
    gathered = _gather(read(facts))
    found: dict[str, Cell] = {}
    for path, figure in _measures("", line.compute(facts)):
        rows = tuple(row._replace(times=often) for row, often in gathered.get(path, ()))
        same = trace_measured.worked_out(line.key, [row.times for row in rows]) == figure
        found[path] = Cell(figure, how, rows) if same else Cell(figure, "none", ())
    return found


def _measures(path: str, value: Value) -> Iterator[tuple[str, Figure]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "pct":
                yield from _measures(f"{path}/{name}" if path else str(name), inner)
    elif value is None or isinstance(value, float):
        yield path, value


def _collect(path: str, value: Value, found: dict[str, int]) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "pct":
                _collect(f"{path}/{name}" if path else str(name), inner, found)
    elif isinstance(value, int) and not isinstance(value, bool):
        found[path] = value


def _gather(shares: Iterable[Share]) -> Mapping[str, list[Counted]]:
    found: dict[str, list[Counted]] = defaultdict(list)
    for path, counted in shares:
        found[path].append(counted)
    return found


def _cell(path: str, figure: int, sources: list[Mapping[str, list[Counted]]], facts: Facts) -> Cell:
    """Choose the rows that come to the figure: of one source, of all, or as different people."""
    every = [source.get(path, []) for source in sources]
    for some in (*every, [each for source in every for each in source]):
        rows = _together(some)
        if sum(row.times for row in rows) == figure:
            single = all(row.times == 1 for row in rows)
            return Cell(figure, "rows" if single else "amounts", rows)
    for some in every:
        people = {facts.merges.whose(row.person) for row, _ in some if row.person}
        if len(people) == figure and people:
            return Cell(figure, "people", tuple(Row("person", key, key) for key in sorted(people)))
    return Cell(figure, "none", ())


def _together(some: Iterable[Counted]) -> tuple[Row, ...]:
    """Return each row once, with how often it counts."""
    times: dict[Row, float] = {}
    for row, often in some:
        times[row] = times.get(row, 0) + often
    return tuple(Row(row.kind, row.id, row.person, often) for row, often in times.items() if often)
