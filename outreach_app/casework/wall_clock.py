"""Times from a paper sheet: what the clock on the wall showed, made into moments.

A night belongs to the day it began. A time on the sheet that is earlier than its beginning is of
the next day. When the clock goes back an hour comes twice and the sheet does not say which; when
it goes forward an hour never was.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

FIRST: Final = "first"
SECOND: Final = "second"


@dataclass(frozen=True, slots=True)
class Reading:
    """The moments a time on the wall may mean: none, one, or two an hour apart."""

    moments: tuple[datetime, ...]

    @property
    def never_was(self) -> bool:
        """Tell whether the clock jumped over this time."""
        return not self.moments

    @property
    def twice(self) -> bool:
        """Tell whether this time came twice."""
        return len(self.moments) > 1

    def moment(self, which: str | None = None) -> datetime | None:
        """Return the one that is meant (aware UTC); None when that is not known."""
        if self.twice:
            return {FIRST: self.moments[0], SECOND: self.moments[1]}.get(which or "")
        return self.moments[0] if self.moments else None


def which_of_two(moment: datetime, zone: tzinfo) -> str:
    """Tell in which of two hours of the same name a moment is; "" where the hour came once."""
    local = moment.astimezone(zone)
    if local.replace(fold=1 - local.fold).utcoffset() == local.utcoffset():
        return ""
    return SECOND if local.fold else FIRST


def goes_back_soon(moment: datetime, zone: tzinfo) -> bool:
    """Tell whether an hour comes twice in the day that begins with a moment."""
    after = moment + timedelta(days=1)
    return _ahead(after, zone) < _ahead(moment, zone)


def _ahead(moment: datetime, zone: tzinfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def on_day(day: date, clock: time, zone: ZoneInfo) -> Reading:
    """Return the moments a time of a local day may mean."""
    found = []
    for fold in (0, 1):
        local = datetime.combine(day, clock, zone).replace(fold=fold)
        moment = local.astimezone(UTC)
        same = moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None)
        if same and moment not in found:
            found.append(moment)
    return Reading(tuple(sorted(found)))


def in_night(day: date, began: time, clock: time, zone: ZoneInfo) -> Reading:
    """Return the moments a time may mean in a night that began on `day` at `began`."""
    return on_day(day if clock >= began else day + timedelta(days=1), clock, zone)
