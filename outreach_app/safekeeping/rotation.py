"""Which copies stay: 7 days, 5 weeks, 12 months, and never fewer than is safe. Pure."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final, Generic, TypeVar

DAYS: Final = 7
WEEKS: Final = 5
MONTHS: Final = 12
# With fewer than this nothing is let go, whatever the calendar says.
FEWEST: Final = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """One copy for the choice: what stands for it, when it was made, and its size in bytes."""

    what: T
    made_at: datetime
    size: int


def to_let_go(copies: Collection[Dated[T]], zone: tzinfo) -> tuple[T, ...]:
    """Return the copies that need not stay, the oldest first.

    Of the seven newest days, the five newest weeks and the twelve newest months that have a copy,
    the newest of each stays: periods without one do not use up a place, so that a summer without
    the program costs nothing. Nothing is let go while fewer than three would be left, nor when the
    newest is less than half as large as the one before: something is wrong then, and the older
    ones may be the good ones.
    """
    newest_first = sorted(copies, key=lambda each: each.made_at, reverse=True)
    if len(newest_first) <= FEWEST or shrank(newest_first):
        return ()
    kept = {0, 1, 2}
    for many, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        kept |= _newest_of_each(newest_first, many, period, zone)
    return tuple(
        each.what for at, each in reversed(list(enumerate(newest_first))) if at not in kept
    )


def shrank(newest_first: Sequence[Dated[T]]) -> bool:
    """Tell whether the newest copy is less than half as large as the one before it."""
    return len(newest_first) > 1 and 2 * newest_first[0].size < newest_first[1].size


def _newest_of_each(
    newest_first: Sequence[Dated[T]],
    many: int,
    period: Callable[[datetime], tuple[int, int]],
    zone: tzinfo,
) -> set[int]:
    found: dict[tuple[int, int], int] = {}
    for at, each in enumerate(newest_first):
        name = period(each.made_at.astimezone(zone))
        if name not in found and len(found) == many:
            break
        found.setdefault(name, at)
    return set(found.values())


def _day(moment: datetime) -> tuple[int, int]:
    return moment.year, moment.timetuple().tm_yday


def _week(moment: datetime) -> tuple[int, int]:
    year, week, _ = moment.isocalendar()
    return year, week


def _month(moment: datetime) -> tuple[int, int]:
    return moment.year, moment.month
