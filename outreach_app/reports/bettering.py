"""Better tables: what would show more where much of a report is withheld.

A longer period, or a pack without one of its finest tables: each is really made and protected, with
everything given out before, and its shown figures are counted. Nothing of it is given out, so
nothing enters the ledger. Only the project sees this: that much is hidden says something about how
much there was. Source: statistics design, parts 3 and A.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from outreach_app.reports import labels
from outreach_app.statistics import known_packs, packs, periods, readers, registry
from outreach_app.statistics.answer import of_pack
from outreach_app.statistics.disclosure import NoProof
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import NotForThisPeriod, Pack
from outreach_app.statistics.periods import Period
from outreach_app.words import say
from outreach_app.work import Work

# More than a third withheld, and there is something to be said for other tables.
MUCH = 3
_FEWEST_ROWS = 6
_TRIED = 4


@dataclass(frozen=True, slots=True)
class Count:
    """How many figures a report shows, of how many it has."""

    shown: int
    figures: int

    @property
    def much_hidden(self) -> bool:
        """Tell whether more than a third is withheld."""
        return MUCH * (self.figures - self.shown) > self.figures


@dataclass(frozen=True, slots=True)
class Way:
    """Another report to try: a longer period, or a pack without the table named by its words."""

    pack: Pack
    period: Period
    without: str = ""


@dataclass(frozen=True, slots=True)
class Better:
    """A way that shows more, and how much."""

    way: Way
    count: Count


def counted(figures: Figures) -> Count:
    """Count the figures of a protected report."""
    groups = (figures.release or {}).get("groups", ())
    printed = [each for group in groups[:1] for each in group["printed"].values()]
    return Count(sum(each is not None for each in printed), len(printed))


def ways(work: Work, name: str, period: Period) -> tuple[Way, ...]:
    """Return longer periods, then the pack with coarser tables, then without its longest ones."""
    pack = known_packs.of(work, name)
    known = registry.known()
    found = [Way(pack, longer) for longer in _longer(period) if longer.kind in pack.kinds]
    sizes: dict[str, int] = {}
    for key in packs.lines_for(pack, period.kind):
        sizes[key] = sum(len(each.rows(work.lists)) for each in known[key].parts)
        found += [_coarser(work, pack, period, key, group) for group in _groups(pack, key)]
    for key in sorted(sizes, key=lambda each: -sizes[each])[:_TRIED]:
        if sizes[key] >= _FEWEST_ROWS:
            lines = tuple(each for each in pack.lines if each != key)
            words = labels.of_cell(key, work.lists)
            found.append(Way(replace(pack, lines=lines), period, words))
    return tuple(found)


def tried(work: Work, way: Way, as_at: datetime) -> Better | None:
    """Make and protect a report that might be better, and count; None where it cannot be made.

    Raises NotAllowed for whom figures of the pack are not for.
    """
    readers.insist(work, way.pack)
    try:
        return Better(way, counted(of_pack(work, way.pack, way.period, as_at)))
    except (NoProof, NotForThisPeriod):
        return None


def _groups(pack: Pack, key: str) -> Iterator[str]:
    """Yield the coarser lines a table could be replaced by: the same rows, added up in groups."""
    known = registry.known()
    for parts in known[key].parts:
        for _, group in parts.groups if not parts.under else ():
            if group not in pack.lines and pack.reader in known[group].audiences:
                yield group


def _coarser(work: Work, pack: Pack, period: Period, key: str, group: str) -> Way:
    lines = tuple(group if each == key else each for each in pack.lines)
    sections = tuple(
        replace(each, table=group) if each.table == key else each for each in pack.sections
    )
    words = labels.of_cell(key, work.lists)
    return Way(replace(pack, lines=lines, sections=sections), period, words)


def _longer(period: Period) -> Iterator[Period]:
    if period.kind == "month":
        number = (period.first.month + 2) // 3
        yield periods.quarter(f"{period.first.year}-Q{number}")
    if period.kind in ("month", "quarter"):
        yield periods.year(str(period.first.year))


def words(each: Better) -> str:
    """Say what a way would show."""
    counts = {"shown": each.count.shown, "figures": each.count.figures}
    if each.way.without:
        return say("reports.better.without", table=each.way.without, **counts)
    return say("reports.better.longer", **counts)
