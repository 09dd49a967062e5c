"""Headlines: the figure, its unit, one plain line, and the same figure in earlier periods."""

from collections.abc import Iterator, Mapping

from outreach_app.reports import days, labels
from outreach_app.reports.beside import Beside
from outreach_app.reports.document import Before, Hidden, Partly, Tile, Value
from outreach_app.reports.revised import marked
from outreach_app.reports.values import at, is_table, shown, total
from outreach_app.statistics import registry
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import Tile as PackTile
from outreach_app.statistics.rates import Rate
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say


def tile(figures: Figures, wanted: PackTile, lists: Vocabulary, beside: Beside) -> Tile:
    """Return one headline of a pack."""
    value = at(figures.lines, wanted.cell)
    now = _figure(value)
    line = wanted.note
    if isinstance(value, Mapping) and is_table(value):
        line = _largest(wanted, value, lists) or line
    elif isinstance(now, Rate):
        line = ", ".join(filter(None, (now.percent_text(), line)))
    elif isinstance(now, Partly):
        return _half(now, wanted)
    earlier = () if isinstance(now, Hidden) else tuple(_earlier(wanted.cell, beside))
    return Tile(marked(wanted.cell, now, beside.changed), wanted.unit, line, earlier)


def _half(share: Partly, wanted: PackTile) -> Tile:
    """Return a share with one end withheld, in words: large, its dash would read as a figure."""
    words = (
        say("report.withheld.of_withheld")
        if isinstance(share.whole, Hidden)
        else say("report.withheld.part_of", whole=f"{share.whole:,}")
    )
    return Tile(share.part, wanted.unit, ", ".join(filter(None, (words, wanted.note))))


def _figure(value: registry.Value) -> Value:
    return total(value) if isinstance(value, Mapping) and is_table(value) else shown(value)


def _earlier(cell: str, beside: Beside) -> Iterator[Before]:
    """Give the figure of earlier periods, where it is one that may be read beside this one."""
    for each in beside.earlier:
        if cell.split("/", maxsplit=1)[0] in each.lines:
            value = _figure(at(each.lines, cell))
            if isinstance(value, int | float | Rate):
                yield Before(days.period_name(each.period), value)


def _largest(wanted: PackTile, table: Mapping[str, registry.Value], lists: Vocabulary) -> str:
    """Say the two most frequent kinds of a free table, such as sessions."""
    if registry.known()[wanted.cell.split("/")[0]].unit not in registry.FREE_UNITS:
        return ""
    counted = [(each, row) for row, each in table.items() if isinstance(each, int) and each]
    top = sorted(counted, key=lambda pair: (-pair[0], pair[1]))[:2]
    return ", ".join(
        f"{count} {labels.of_row(wanted.cell, row, lists).lower()}" for count, row in top
    )
