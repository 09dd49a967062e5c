"""What is possible for a short time after harm: until when, as far as can be known.

The hours come from the list ``time_window``, which a project may change; the kinds that open them
are those of ``incident_type`` with ``forensic``, and the injury ``infection_risk``
(vocabulary, 3.18). They are reminders, never advice.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from outreach_app.casework.telling import IncidentDraft, first_day
from outreach_app.vocabulary import Vocabulary

# First and last hour of a part of the day, counted from its local midnight. "Night" may be the
# night that begins that evening or the one that ends that morning.
_HOURS: Final = {
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 22),
    "night": (0, 30),
    "not_known": (0, 24),
}
# Without a forensic kind, what an infection risk alone opens.
_HEALTH: Final = ("pep", "ec")
_STRANGLED: Final = "strangulation"
_NECK: Final = "neck"


@dataclass(frozen=True, slots=True)
class Window:
    """One window: code of ``time_window``, its hours, and the careful moment it closes.

    `closes_at` (aware, UTC) counts from the earliest moment it can have happened; it is None when
    that moment is past and only the latest one leaves time, or when nothing is known.
    """

    code: str
    hours: int
    closes_at: datetime | None


def still_open(
    draft: IncidentDraft, lists: Vocabulary, now: datetime, zone: ZoneInfo
) -> tuple[Window, ...]:
    """Return the windows that are or may be open for what was told, the one closing first first."""
    hours = {code: int(value) for code, value in lists["time_window"].map("hours").items()}
    forensic = lists["incident_type"].where("forensic", True)
    told = {draft.type, *draft.also}
    if not told & forensic:
        risk = "infection_risk" in draft.injuries
        hours = {code: value for code, value in hours.items() if risk and code in _HEALTH}
    earliest, latest = _span(draft, now, zone)
    found = [
        Window(code, value, _closing(earliest, value, now))
        for code, value in hours.items()
        if latest + timedelta(hours=value) > now
    ]
    return tuple(sorted(found, key=lambda window: window.hours))


def _closing(earliest: datetime | None, hours: int, now: datetime) -> datetime | None:
    if earliest is None:
        return None
    closes = earliest + timedelta(hours=hours)
    return closes if closes > now else None


def _span(draft: IncidentDraft, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, datetime]:
    """Return the earliest and the latest moment it can have happened."""
    precision, day = draft.occurred_precision, draft.occurred_on
    if day is None or not precision or precision == "unknown":
        return None, now
    if precision in ("exact", "day"):
        first, last = _HOURS[draft.part_of_day or "not_known"]
        return _at(day, first, zone, now), min(_at(day, last, zone, now), now)
    begin = first_day(day, precision)
    days = {"week": 7, "month": 31}.get(precision, 366)
    return _at(begin, 0, zone, now), min(_at(begin + timedelta(days=days), 0, zone, now), now)


def _at(day: date, hours: int, zone: ZoneInfo, now: datetime) -> datetime:
    midnight = datetime.combine(day, time(), zone).astimezone(now.tzinfo)
    return midnight + timedelta(hours=hours)


def strangled(draft: IncidentDraft) -> bool:
    """Tell whether a medical check the same day matters (list ``injury``, ``neck``)."""
    return _STRANGLED in {draft.type, *draft.also} or _NECK in draft.injuries
