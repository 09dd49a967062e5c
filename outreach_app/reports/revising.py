"""The revision table of a frozen month: first figure, figure now, and why, for inside.

Exact, so it is never printed for anybody outside: one row behind a reason is one person's doing.
What a reader outside learns of a revision is which of the figures printed to them changed.
"""

from dataclasses import dataclass
from datetime import datetime

from outreach_app.casework.roles import insist
from outreach_app.errors import Refused
from outreach_app.reports import days, revision_rows
from outreach_app.reports.closing import CONFIRMS
from outreach_app.reports.revision_rows import RevisionRow
from outreach_app.statistics import frozen
from outreach_app.statistics.periods import Period
from outreach_app.work import Work


class NotFrozen(Refused):
    """The month has no first figures to compare with."""

    key = "month_end.errors.not_frozen"


@dataclass(frozen=True, slots=True)
class Revised:
    """What changed in a month between the moment it was frozen as at, and now."""

    month: Period
    first_as_at: datetime
    as_at: datetime
    rows: tuple[RevisionRow, ...]


def table(work: Work, month: Period) -> Revised:
    """Return the revision table of a frozen month as at now. Raises NotAllowed, NotFrozen."""
    insist(work, CONFIRMS)
    kept = frozen.of_month(work.session, month)
    if kept is None:
        raise NotFrozen(name=days.period_name(month))
    return Revised(month, kept.as_at, work.now, revision_rows.rows(work, month, kept, work.now))
