"""What changed over time, said honestly: shares, cohorts, two periods side by side.

Nothing here says why something changed. Local events and figures of others stand beside the
project's own, as marks and as quotations; no sum, rate or sentence joins them to a figure. All of
it is exact and for inside. Source: requirement A09 and the rules on rates of the report lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from sqlalchemy import select

from models.protection import EnforcementEvent
from outreach_app.casework import outside_figures
from outreach_app.casework.outside_figures import OutsideRow
from outreach_app.errors import Refused
from outreach_app.statistics import cohort, registry
from outreach_app.statistics.facts import POLICE_SCOPES, Facts
from outreach_app.statistics.periods import Period, months_up_to
from outreach_app.statistics.rates import Rate
from outreach_app.statistics.registry import Value
from outreach_app.statistics.window import Window
from outreach_app.work import Work

# Every figure as at now, or each period as it stood when its own first figures were due. The second
# gives every period the same time to be followed up; the first holds what was learned since.
Basis = Literal["now", "first_due"]

_TOLD: Final = 2
_IDENTIFIED: Final = 4
# Two periods whose lengths differ by more than this share are no fair pair for counts.
_FAIR: Final = 0.1


class PeriodsOverlap(Refused):
    """Before and after share days: what changed between them cannot be said."""

    key = "trends.errors.overlap"


class NothingToCompare(Refused):
    """The line is not one that two periods can be compared by."""

    key = "trends.errors.no_such_line"


@dataclass(frozen=True, slots=True)
class Point:
    """The shares of one period, of incidents told in it, conduct of officials left out.

    `reporting`: told to police in any form by the person's choice; `identity`: with their name;
    `consent`: agreement in force at the moment of the figures to tell police, with or without it.
    """

    period: Period
    as_at: datetime
    reporting: Rate
    identity: Rate
    consent: Rate


@dataclass(frozen=True, slots=True)
class Mark:
    """A local event from the diary, to be drawn on the time line; it explains nothing.

    `kind` is a code of list ``enforcement_event``; `until` is the last day where there is one.
    """

    kind: str
    on_day: date
    until: date | None
    area: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Shares over periods, oldest first, and the local events within them.

    `outside` are figures of others as they were published, to stand beside and never in a sum.
    """

    basis: Basis
    points: tuple[Point, ...]
    marks: tuple[Mark, ...]
    outside: tuple[OutsideRow, ...] = ()

    @property
    def small(self) -> bool:
        """Tell whether some period has a base under 10, for the note under the chart."""
        return any(point.reporting.small for point in self.points)


@dataclass(frozen=True, slots=True)
class Cohort:
    """Line J02 of one year: what had become, by `as_at`, of the incidents told in it.

    Every step holds only incidents of the step before it. `years_since` are full years between the
    end of the year and `as_at`: young cohorts are unfinished, courts take years.
    """

    year: Period
    as_at: datetime
    years_since: int
    disclosed: int
    reported: int
    charged: int
    finished: int
    convicted: int

    @property
    def charged_of_reported(self) -> Rate:
        """Return charged, of reported with identity."""
        return Rate(self.charged, self.reported)

    @property
    def convicted_of_finished(self) -> Rate:
        """Return convicted, of those whose court case has ended."""
        return Rate(self.convicted, self.finished)

    @property
    def convicted_of_reported(self) -> Rate:
        """Return convicted, of reported with identity."""
        return Rate(self.convicted, self.reported)

    @property
    def convicted_of_disclosed(self) -> Rate:
        """Return convicted, of all told."""
        return Rate(self.convicted, self.disclosed)


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in two periods, side by side; exactly one of the two pairs is filled.

    Counts: `before` and `after`, with the percentage they differ by, none where `before` is nought
    or the periods are not about equally long. Rates: `rate_before` and `rate_after`, with the
    difference in points. `small` asks for the note that a base is under 10.
    """

    key: str
    unit: str
    before: int | None
    after: int | None
    percent: float | None
    rate_before: Rate | None
    rate_after: Rate | None
    points: float | None
    small: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two periods as at the same moment, or each as first due. `fair` tells they are as long."""

    before: Period
    after: Period
    basis: Basis
    fair: bool
    changes: tuple[Change, ...]
    marks: tuple[Mark, ...]


# What two periods are compared by unless somebody chooses otherwise.
USUAL: Final = (
    "R01_unique_people",
    "C01_contacts",
    "I01_incidents",
    "I07_reported_any",
    "I08_reported_with_identity",
    "A01_alerts",
)


def months(work: Work, count: int = 12, basis: Basis = "now") -> Trend:
    """Return the shares of `count` calendar months, the running one last."""
    return over(work, months_up_to(work.today, count), basis)


def over(work: Work, periods: Sequence[Period], basis: Basis = "now") -> Trend:
    """Return the shares of some periods, in the order given, with the events from first to last."""
    if not periods:
        return Trend(basis, (), ())
    first, last = min(each.first for each in periods), max(each.last for each in periods)
    return Trend(
        basis=basis,
        points=tuple(_point(work, each, basis) for each in periods),
        marks=marks(work, first, last),
        outside=outside_figures.listing(work),
    )


def marks(work: Work, first: date, last: date) -> tuple[Mark, ...]:
    """Return the diary's entries that touch the days from `first` to `last`, oldest first."""
    rows = select(
        EnforcementEvent.kind,
        EnforcementEvent.on_day,
        EnforcementEvent.until,
        EnforcementEvent.area,
    ).where(EnforcementEvent.on_day <= last)
    found = (Mark(*row) for row in work.session.execute(rows))
    return tuple(
        sorted(
            (each for each in found if (each.until or each.on_day) >= first),
            key=lambda mark: (mark.on_day, mark.kind, mark.area),
        )
    )


def cohorts(work: Work, years: Sequence[Period]) -> tuple[Cohort, ...]:
    """Return line J02 for each of some years, as at now, in the order given."""
    return tuple(_cohort(work, year) for year in years)


def compare(
    work: Work,
    before: Period,
    after: Period,
    keys: Sequence[str] = USUAL,
    basis: Basis = "now",
) -> Comparison:
    """Return some lines of two periods side by side, with both figures of each.

    Raises PeriodsOverlap, and NothingToCompare for a line that is neither one count nor one rate.
    """
    if before.last >= after.first:
        raise PeriodsOverlap
    lengths = sorted((each.last - each.first).days + 1 for each in (before, after))
    fair = lengths[1] - lengths[0] <= _FAIR * lengths[1]
    one, other = _facts(work, before, basis), _facts(work, after, basis)
    return Comparison(
        before=before,
        after=after,
        basis=basis,
        fair=fair,
        changes=tuple(_change(one, other, key, fair=fair) for key in keys),
        marks=marks(work, before.first, after.last),
    )


def _facts(work: Work, period: Period, basis: Basis) -> Facts:
    due = period.cut_off(work.zone)
    as_at = min(work.now, due) if basis == "first_due" else work.now
    return Facts(work.session, Window.of(period, as_at, work.zone), work.lists)


def _point(work: Work, period: Period, basis: Basis) -> Point:
    facts = _facts(work, period, basis)
    whole = len(facts.by_others)
    day = facts.window.as_at_day
    return Point(
        period=period,
        as_at=facts.window.as_at,
        reporting=Rate(sum(each.rung >= _TOLD for each in facts.by_others), whole),
        identity=Rate(sum(each.rung >= _IDENTIFIED for each in facts.by_others), whole),
        consent=Rate(
            sum(
                facts.police_consent.any_in_force(each.id, POLICE_SCOPES, day)
                for each in facts.by_others
            ),
            whole,
        ),
    )


def _cohort(work: Work, year: Period) -> Cohort:
    facts = _facts(work, year, "now")
    steps = cohort.steps(facts)
    today = facts.window.as_at_day
    since = (
        today.year - year.last.year - ((today.month, today.day) < (year.last.month, year.last.day))
    )
    return Cohort(year, facts.window.as_at, max(0, since), *steps)


def _change(before: Facts, after: Facts, key: str, *, fair: bool) -> Change:
    line = registry.known().get(key)
    if line is None:
        raise NothingToCompare(key=key)
    values = line.compute(before), line.compute(after)
    rates = tuple(map(Rate.of, values))
    if rates[0] is not None and rates[1] is not None:
        return _of_rates(key, line.unit, rates[0], rates[1])
    return _of_counts(key, line.unit, *values, fair=fair)


def _of_rates(key: str, unit: str, before: Rate, after: Rate) -> Change:
    points = None
    if before.percent is not None and after.percent is not None:
        points = round(after.percent - before.percent, 1)
    small = before.small or after.small
    return Change(key, unit, None, None, None, before, after, points, small)


def _of_counts(key: str, unit: str, before: Value, after: Value, *, fair: bool) -> Change:
    if not isinstance(before, int) or not isinstance(after, int):
        raise NothingToCompare(key=key)
    percent = round(100 * (after - before) / before, 1) if before and fair else None
    return Change(key, unit, before, after, percent, None, None, None, Rate(0, before).small)
