"""When somebody's own record has to be with them: the clock of a request, in local days.

One month from the day it arrived, or from the day it was known that it is them where that had to
be asked (UK GDPR, article 12.3 and 12.6). While something is asked back about what they want, the
clock stands: those days come on top (article 12A). Two more months for a complex request, said
within the first one. A month ends on the day of the same number, or on the last one of a shorter
month. Weekends and holidays add nothing here: the day named is never later than the law's.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

# Why the clock stands. Words: resources/words/own_copy.toml.
IDENTITY: Final = "identity"
SCOPE: Final = "scope"
WHY: Final = (IDENTITY, SCOPE)
_MONTHS: Final = 1
_EXTENDED: Final = 3


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which the clock stands, both ends local; `until` is None while it still does."""

    why: str
    from_on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """`due` is the last day, None while it cannot be said because the clock stands.

    `extend_by` is the last day on which two more months can be taken; `paused` why it stands now.
    """

    due: date | None
    extend_by: date | None
    paused: str | None = None

    def days_left(self, today: date) -> int | None:
        """Return the days that are left, below nought when it is late."""
        return None if self.due is None else (self.due - today).days


def clock(received_on: date, pauses: Iterable[Pause], *, extended: bool = False) -> Clock:
    """Return where the clock of a request stands."""
    known = tuple(pauses)
    standing = next((each.why for each in known if each.until is None), None)
    if standing is not None:
        return Clock(None, None, standing)
    begun = max(
        (each.until for each in known if each.why == IDENTITY and each.until), default=received_on
    )
    stood = timedelta(
        days=sum(
            (each.until - max(each.from_on, begun)).days
            for each in known
            if each.why == SCOPE and each.until and each.until > begun
        )
    )
    first = months_after(begun, _MONTHS) + stood
    due = months_after(begun, _EXTENDED) + stood if extended else first
    return Clock(due, first)


def months_after(day: date, months: int) -> date:
    """Return the day of the same number so many months later, or the last of a shorter month."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
