"""Which figures of a report are hidden, and why: for the project's own screen, never for paper.

The reader of a report learns neither how many figures are withheld nor for what reason (design of
the statistics, part 3). The project may, because it can see the true figures anyway.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from outreach_app.reports import days, labels
from outreach_app.reports.compose import at
from outreach_app.statistics import changes, disclosure, registry
from outreach_app.statistics.disclosure import cells, crowds
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import HIDDEN, Figures
from outreach_app.statistics.packs import Pack, Section
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Value
from outreach_app.statistics.window import Window
from outreach_app.words import say
from outreach_app.work import Work

Why = Literal["small", "few_people", "longer", "other"]


@dataclass(frozen=True, slots=True)
class Withheld:
    """One hidden figure: the section it stands in, its row, the reason.

    ``small`` counts from none to four, ``few_people`` has fewer than five people behind it,
    ``longer`` is printed for quarters and years only, ``other`` would give another one away.
    """

    where: str
    row: str
    why: Why


@dataclass(frozen=True)
class Exact:
    """The true figures of every line for one period, and what they were counted from."""

    figures: Figures
    facts: Facts


def exact(work: Work, period: Period, as_at: datetime) -> Exact:
    """Return every line as protection starts from it; it must never be printed."""
    window = Window.of(period, as_at, work.zone)
    facts = Facts(work.session, window, work.lists)
    lines = {
        line.key: line.exact(facts) for line in registry.known().values() if line.answers(period)
    }
    since = changes.since_first(work.session, window)
    figures = Figures(period, window.as_at, "internal", work.lists.version, lines, since)
    return Exact(figures, facts)


def listed(work: Work, figures: Figures, pack: Pack, true: Exact) -> tuple[Withheld, ...]:
    """Return the hidden figures of a report in the order of the page, each once."""
    if not pack.protected:
        return ()
    found: dict[str, Withheld] = {}
    exact = {key: true.figures.lines[key] for key in figures.lines if key in true.figures.lines}
    few = crowds.few(true.facts, cells.counts(exact))
    for where, row, path in _printed(work, figures, pack):
        if path not in found and _hidden(at(figures.lines, path)):
            found[path] = Withheld(where, row, _why(path, figures, true, few))
    return (*found.values(), *_points(figures))


def _printed(work: Work, figures: Figures, pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Give section, row and path of every figure of the pages."""
    for tile in pack.tiles:
        yield say("report.compose.in_short"), tile.unit, tile.cell
    for section in pack.sections:
        if figures.period.kind in section.kinds:
            for path in _paths(figures, section):
                table, _, row = path.rpartition("/")
                words = (
                    labels.of_row(table, row, work.lists)
                    if section.table and table == section.table
                    else labels.of_cell(path, work.lists)
                )
                yield section.title, words, path


def _paths(figures: Figures, section: Section) -> Iterator[str]:
    yield from section.rows
    table = at(figures.lines, section.table) if section.table else None
    if isinstance(table, Mapping):
        yield from (f"{section.table}/{row}" for row in table)
    if section.total:
        yield section.total


def _points(figures: Figures) -> Iterator[Withheld]:
    for series in figures.series:
        for month, point in zip(series.months, series.values, strict=True):
            if point == HIDDEN:
                name = f"{say(f'lines.{series.key}.label')}, {days.period_name(month)}"
                yield Withheld(say("report.compose.twelve"), name, "small")


def _hidden(value: Value) -> bool:
    if isinstance(value, Mapping):
        return HIDDEN in (value.get("n"), value.get("d"))
    return value == HIDDEN


def _why(path: str, figures: Figures, true: Exact, few: frozenset[str]) -> Why:
    line = registry.known()[path.split("/", 1)[0]]
    if line.coarse and figures.period.kind not in registry.LONG_KINDS:
        return "longer"
    counts = _counts(at(true.figures.lines, path))
    if any(count < disclosure.THRESHOLD for count in counts):
        return "small"
    if any(each in few for each in (path, f"{path}/n", f"{path}/d")):
        return "few_people"
    return "other"


def _counts(value: Value) -> tuple[int, ...]:
    """Return the counts of a figure: of a share both ends, and what is left between them."""
    if isinstance(value, Mapping):
        part, whole = value.get("n"), value.get("d")
        if isinstance(part, int) and isinstance(whole, int):
            return part, whole, whole - part
        return ()
    return (value,) if isinstance(value, int) else ()
