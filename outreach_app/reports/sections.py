"""The tables and bars of a pack, in the order of the page, and what stands where nothing is shown.

Where no figure of a table may be printed, one sentence says so; where only a few may, the rows of
the others are named below them. Every row still has its mark in the tables of all figures.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from outreach_app.reports import days, labels
from outreach_app.reports.document import (
    HIDDEN,
    Bar,
    BarChart,
    Column,
    Heading,
    Hidden,
    Paragraphs,
    Partly,
    Plain,
    Revised,
    Table,
    Value,
)
from outreach_app.reports.revised import Changes, marked
from outreach_app.reports.values import at, shown
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import Pack, Section
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say

# A table or chart of no figure at all is one sentence from this many rows or bars on.
_FEW_ROWS: Final = 3
_FEW_BARS: Final = 2
# More rows than these without a figure are named in one sentence below the others.
_MOST_DASHES: Final = 6


def of(figures: Figures, pack: Pack, lists: Vocabulary, changed: Changes) -> Iterator[Plain]:
    """Yield the tables and charts of a pack that are printed for this kind of period."""
    for section in pack.sections:
        keys = {path.split("/")[0] for path in (section.table, *section.rows) if path}
        if figures.period.kind in section.kinds and keys <= set(figures.lines):
            yield _section(figures, section, (pack, lists), changed)


def _section(
    figures: Figures, section: Section, by: tuple[Pack, Vocabulary], changed: Changes
) -> Plain:
    pack, lists = by
    heading = Heading(section.title, note=f"{days.period_note(figures.period)}, {section.unit}")
    rows = tuple(_rows(figures, section, by, changed))
    notes = (section.note,) if section.note else ()
    withheld = tuple(name for name, value in rows if _is_dash(value))
    whole = shown(at(figures.lines, section.total)) if section.total else HIDDEN
    if _enough_dashes(section, withheld, rows) and isinstance(whole, Hidden):
        return Paragraphs((_withheld("whole", rows),), heading)
    if section.kind == "bars":
        return BarChart(heading, tuple(Bar(name, _count(value)) for name, value in rows), notes)
    total = None
    if section.total:
        whole = marked(section.total, shown(at(figures.lines, section.total)), changed)
        total = (_total_label(section, pack, lists), whole)
    columns = (Column("", figures=False), Column(days.period_column(figures.period)))
    if len(withheld) > _MOST_DASHES and section.kind == "table":
        # A long column of dashes hides what is printed among them.
        notes = (_withheld("rows", rows, ", ".join(withheld)), *notes)
        rows = tuple(each for each in rows if not _is_dash(each[1]))
    if not rows and total is None:
        return Paragraphs((say("report.compose.none_told"),), heading)
    return Table(heading, columns, rows, total, notes)


def _is_dash(value: Value) -> bool:
    """Tell whether nothing of a row may be printed but, of a share, what it is a share of."""
    return isinstance(value, Hidden) or (isinstance(value, Partly) and value.part == HIDDEN)


def _withheld(words: str, rows: tuple[tuple[str, Value], ...], names: str = "") -> str:
    """Say which rows have no figure, and of how many each is a share where that is one number."""
    wholes = {
        value.whole if isinstance(value, Partly) else HIDDEN for _, value in rows if _is_dash(value)
    }
    whole = wholes.pop()
    if wholes or isinstance(whole, Hidden):
        return say(f"report.withheld.{words}", rows=names)
    return say(f"report.withheld.{words}_of", rows=names, whole=f"{whole:,}")


def _enough_dashes(
    section: Section, withheld: tuple[str, ...], rows: tuple[tuple[str, Value], ...]
) -> bool:
    """Tell whether a section has no figure at all to print, and is worth a sentence instead."""
    least = _FEW_BARS if section.kind == "bars" else _FEW_ROWS
    return len(withheld) == len(rows) >= least


def _total_label(section: Section, pack: Pack, lists: Vocabulary) -> str:
    if not section.rows:
        return say("report.compose.all")
    return pack.labels.get(section.total) or labels.of_cell(section.total, lists)


def _rows(
    figures: Figures, section: Section, by: tuple[Pack, Vocabulary], changed: Changes
) -> Iterator[tuple[str, Value]]:
    pack, lists = by
    for path in section.rows:
        words = pack.labels.get(path) or labels.of_cell(path, lists)
        yield words, marked(path, shown(at(figures.lines, path)), changed)
    table = at(figures.lines, section.table) if section.table else None
    if isinstance(table, Mapping):
        for row in labels.in_order(section.table, table, lists):
            path = f"{section.table}/{row}"
            words = pack.labels.get(path) or labels.of_row(section.table, row, lists)
            yield words, marked(path, shown(table[row]), changed)


def _count(value: Value) -> int | Hidden:
    plain = value.value if isinstance(value, Revised) else value
    return plain if isinstance(plain, int) else HIDDEN
