"""Figures for the screen of the project: what the report for inside says, and what changed.

The same blocks as on paper, made from the same figures, exact and for inside only. Nothing here is
kept, printed or sent; whoever wants it on paper makes the report.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from outreach_app.reports import days, labels, printing, trend_blocks
from outreach_app.reports.document import (
    Bar,
    BarChart,
    Heading,
    Headlines,
    Hidden,
    LineChart,
    Plain,
    Series,
)
from outreach_app.reports.values import at, shown
from outreach_app.statistics import periods, readers, trends
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.periods import Period
from outreach_app.statistics.rates import LEAST_BASE, Rate
from outreach_app.statistics.trends import Cohort, Comparison, Trend
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Work

PACK: Final = "internal"

_FUNNEL: Final = (
    "F01_referrals_made/total",
    "F02_stage_reached/accepted/n",
    "F02_stage_reached/attended/n",
    "F02_stage_reached/completed/n",
)
_TABLES: Final = (
    "C03_by_setting",
    "C04_by_area",
    "I03_by_group",
    "N01_needs_identified/by_category",
)
_YEARS: Final = 4


@dataclass(frozen=True, slots=True)
class Dashboard:
    """One period on screen.

    `months` are counts over twelve months, `shares` percentages of the same months (none where the
    base is under 5), `trend` both counts of them and the local events, `events` those in words;
    `outside` quotes figures of others; `funnel` and `tables` are lying bars; `cohorts` the last
    years, oldest first.
    """

    period: Period
    as_at: datetime
    headlines: Headlines
    months: LineChart | None
    funnel: BarChart
    tables: tuple[BarChart, ...]
    trend: Trend
    shares: LineChart
    events: tuple[str, ...]
    outside: tuple[str, ...]
    cohorts: tuple[Cohort, ...]


def look(work: Work, period: Period) -> Dashboard:
    """Return the figures of a period as at now."""
    sheet = printing.sheet(work, PACK, period, work.now)
    blocks = tuple(sheet.document.plain_blocks())
    trend = sheet.beside.trend
    if trend is None:
        trend = trends.over(work, periods.months_up_to(period.last, 12))
    year = min(period.last, work.today).year
    return Dashboard(
        period=period,
        as_at=sheet.figures.as_at,
        headlines=next(each for each in blocks if isinstance(each, Headlines)),
        months=_months(blocks),
        funnel=BarChart(
            Heading(say("figures.funnel"), note=say("lines.units.referrals.many")),
            tuple(
                Bar(labels.of_cell(path, work.lists), _count(sheet.figures, path))
                for path in _FUNNEL
            ),
            (say("figures.funnel_note"),),
        ),
        tables=tuple(_tables(sheet.figures, work.lists)),
        trend=trend,
        shares=_shares(trend),
        events=tuple(trend_blocks.event(mark, work.lists) for mark in trend.marks),
        outside=tuple(map(trend_blocks.outside, trend.outside)),
        cohorts=trends.cohorts(
            work, [periods.year(str(year - back)) for back in range(_YEARS - 1, -1, -1)]
        ),
    )


def before_and_after(
    work: Work, before: Period, after: Period, basis: trends.Basis = "now"
) -> Comparison:
    """Return the usual lines of two periods side by side; raises PeriodsOverlap, NotAllowed."""
    readers.insist_on_exact(work)
    return trends.compare(work, before, after, basis=basis)


def _months(blocks: Iterable[Plain]) -> LineChart | None:
    chart = next((each for each in blocks if isinstance(each, LineChart)), None)
    return chart and replace(chart, notes=(*chart.notes, say("figures.first_due")))


def _count(figures: Figures, path: str) -> int | Hidden:
    value = shown(at(figures.lines, path))
    return value if isinstance(value, int) else 0


def _tables(figures: Figures, lists: Vocabulary) -> Iterator[BarChart]:
    """Give tables as bars; rows at nought are left out, which only inside may see."""
    for path in _TABLES:
        table = at(figures.lines, path)
        if not isinstance(table, Mapping):
            continue
        key = path.split("/", maxsplit=1)[0]
        bars = (
            Bar(labels.of_row(path, row, lists), _count(figures, f"{path}/{row}"))
            for row in labels.in_order(path, table, lists)
        )
        yield BarChart(
            Heading(say(f"lines.{key}.label"), note=days.period_name(figures.period)),
            tuple(bar for bar in bars if bar.value),
        )


def _shares(trend: Trend) -> LineChart:
    names = ("reporting", "identity", "consent")
    return LineChart(
        Heading(say("figures.shares"), note=say("report.compose.trend.note")),
        tuple(days.month(point.period.first, short=True) for point in trend.points),
        tuple(
            Series(
                say(f"figures.share.{name}"),
                tuple(_percent(getattr(point, name)) for point in trend.points),
            )
            for name in names
        ),
        (say(f"trends.{trend.basis}"), *((say("trends.small_base"),) if trend.small else ())),
    )


def _percent(rate: Rate) -> int | None:
    return round(100 * rate.part / rate.whole) if rate.whole >= LEAST_BASE else None
