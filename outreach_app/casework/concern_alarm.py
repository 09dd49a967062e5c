"""What of safeguarding cannot wait: said on the first page until somebody has decided or answered.

Names nobody: the first page can be read by whoever stands near it.
"""

from dataclasses import dataclass
from datetime import datetime

from outreach_app.casework import protection, safeguarding
from outreach_app.casework.roles import LEAD
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class Alarm:
    """A concern that waits; `hours` since its last step, `overdue` when that is more than 24."""

    concern_id: str
    raised_at: datetime
    danger: bool
    hours: int
    overdue: bool


def alarms(work: Work) -> tuple[Alarm, ...]:
    """Return what waits for the person at the keyboard: danger first, then the oldest.

    For a lead that is whatever was raised and not decided, and whatever had no answer for 24 hours;
    for whoever raised one, that nobody answered.
    """
    if work.role not in protection.MAY_RAISE:
        return ()
    rows = [
        row
        for row in safeguarding.listing(work)
        if row.overdue or (work.role == LEAD and row.status == safeguarding.RAISED)
    ]
    found = [
        Alarm(row.id, row.raised_at, bool(row.in_danger_now), row.hours, row.overdue)
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (not each.danger, each.raised_at)))
