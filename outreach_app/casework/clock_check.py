"""A clock that stands before the last entry (security, 6.7): shown and logged, never in the way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from models.record import AuditEntry
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

# Clocks are put right by a little all the time.
_A_LITTLE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Behind:
    """What the clock says, and when the latest entry was made by it."""

    now: datetime
    latest: datetime


def look(work: Work) -> Done[Behind | None]:
    """Compare the clock with the trail, and note there how far it is behind, if it is.

    Nothing is refused: entries follow each other by their number, not by their time.
    """
    latest = work.session.scalar(select(func.max(AuditEntry.at)))
    if latest is None or work.now >= latest - _A_LITTLE:
        return Done(None, changed())
    audit.note(work, "clock_behind", minutes=(latest - work.now) // timedelta(minutes=1))
    return Done(Behind(work.now, latest), changed("audit"))
