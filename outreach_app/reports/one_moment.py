"""All packs of a period speak of one moment, so that no two of them can disagree.

The moment is the one the month was frozen as at, or else that of the first pack issued for the
period. Revisions are free: they say themselves what changed. Source: report lines, part 3.
"""

from datetime import datetime

from sqlalchemy import select

from models.record import IssuedReport
from outreach_app.errors import Refused
from outreach_app.reports import days
from outreach_app.statistics import frozen
from outreach_app.statistics.periods import Period
from outreach_app.work import Work


class OtherMoment(Refused):
    """Another pack of the period was made of figures as at another moment."""

    key = "month_end.errors.other_moment"


def of(work: Work, period: Period) -> datetime | None:
    """Return as at when first issues of a period stand; None while nothing says so."""
    kept = frozen.of_month(work.session, period)
    return kept.as_at if kept is not None else issued(work, period)


def issued(work: Work, period: Period) -> datetime | None:
    """Return as at when the first pack of a period that is over was issued, whichever it was."""
    _, end = period.bounds(work.zone)
    return work.session.scalar(
        select(IssuedReport.as_at)
        .where(
            IssuedReport.first_day == period.first,
            IssuedReport.last_day == period.last,
            IssuedReport.issue == 1,
            IssuedReport.as_at >= end,
        )
        .order_by(IssuedReport.issued_at, IssuedReport.id)
        .limit(1)
    )


def insist(work: Work, pack: str, period: Period, as_at: datetime) -> None:
    """Raise OtherMoment when a first issue would speak of another moment than the other packs."""
    earlier = work.session.scalar(
        select(IssuedReport.id)
        .where(
            IssuedReport.pack == pack,
            IssuedReport.first_day == period.first,
            IssuedReport.last_day == period.last,
        )
        .limit(1)
    )
    moment = of(work, period)
    if earlier is None and moment is not None and moment != as_at.replace(microsecond=0):
        raise OtherMoment(name=days.period_name(period), moment=days.moment_text(moment, work.zone))
