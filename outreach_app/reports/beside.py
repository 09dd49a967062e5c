"""What stands beside the figures of a report: the period before, the same one last year, shares.

For inside both are exact, as at the same moment. A report that leaves compares with nothing but
figures that were printed before, in an earlier issue of the same pack: whoever reads it may have
them already, and no new figure comes into the world.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.record import IssuedReport
from outreach_app.reports import revised
from outreach_app.reports.revised import NONE, Changes
from outreach_app.statistics import first_year, periods, readers, registry, trends
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Value
from outreach_app.statistics.trends import Trend
from outreach_app.statistics.window import Window
from outreach_app.work import Work

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Earlier:
    """The lines of an earlier period that headlines are compared with."""

    period: Period
    lines: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Beside:
    """Earlier periods, nearest first, and shares over twelve months for inside.

    `first_year` asks for the sentence that who is new is overstated; `changed` is what differs from
    the first issue.
    """

    earlier: tuple[Earlier, ...] = ()
    trend: Trend | None = None
    first_year: bool = False
    changed: Changes = NONE


def beside(work: Work, pack: Pack, figures: Figures, before: datetime | None = None) -> Beside:
    """Return what may stand beside these figures.

    `before` is when a stored issue was made: only what had been issued by then was compared with.
    Raises NotAllowed for whom figures of this pack are not for.
    """
    readers.insist(work, pack)
    others = tuple(_others(figures.period))
    young = first_year.overstates(work, figures)
    moment = before or work.now
    changed = revised.changes(work, pack, figures, moment)
    if pack.protected:
        found = (_issued(work, pack, period, moment) for period in others)
        earlier = tuple(each for each in found if each is not None)
        return Beside(earlier, first_year=young, changed=changed)
    earlier = tuple(_exact(work, pack, period, figures.as_at) for period in others)
    months = periods.months_up_to(figures.period.last, _MONTHS)
    return Beside(earlier, trends.over(work, months), young, changed)


def _others(period: Period) -> Iterator[Period]:
    """Give the period before and the same period a year before; days chosen freely have none."""
    first = period.first
    months = periods.months_up_to(period.last, 15)
    match period.kind:
        case "month":
            yield months[-2]
            yield months[-13]
        case "quarter":
            for at in (-6, -15):
                yield Period(months[at].first, months[at + 2].last, "quarter")
        case "year":
            # The same twelve months before, also of a grant.
            yield periods.grant_year(first.year - 1, first.month)
        case _:
            return


def _exact(work: Work, pack: Pack, period: Period, as_at: datetime) -> Earlier:
    facts = Facts(work.session, Window.of(period, as_at, work.zone), work.lists)
    known = registry.known()
    keys = dict.fromkeys(tile.cell.split("/")[0] for tile in pack.tiles)
    return Earlier(
        period,
        {key: known[key].compute(facts) for key in keys if known[key].answers(period)},
    )


def _issued(work: Work, pack: Pack, period: Period, before: datetime) -> Earlier | None:
    """Return the newest issue of a period that was made before a moment."""
    wanted = (
        select(IssuedReport.figures)
        .where(
            IssuedReport.pack == pack.name,
            IssuedReport.first_day == period.first,
            IssuedReport.last_day == period.last,
            IssuedReport.issued_at < before,
        )
        .order_by(IssuedReport.issue.desc())
        .limit(1)
    )
    stored = work.session.scalar(wanted)
    if stored is None:
        return None
    figures = Figures.from_canonical(json.dumps(stored).encode())
    return Earlier(period, figures.lines)
