"""Twelve months for a chart: each month as it stood when its first figures were due."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from outreach_app.statistics import frozen, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import Series
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import Period, months_up_to
from outreach_app.statistics.window import Window
from outreach_app.work import Work

MONTHS: Final = 12


def months(work: Work, pack: Pack, window: Window) -> tuple[Facts, ...]:
    """Return the facts of the twelve months up to the one the period ends in, oldest first.

    Each month is as at its own cut-off, or as at the report's T where that is earlier. A pack
    without charts needs none.
    """
    if not pack.series:
        return ()
    kept = frozen.moments(work.session)
    return tuple(
        Facts(
            work.session,
            Window.of(month, min(window.as_at, _due(month, window, kept)), window.zone),
            work.lists,
        )
        for month in months_up_to(window.period.last, MONTHS)
    )


def _due(month: Period, window: Window, kept: Mapping[date, datetime]) -> datetime:
    """Return as at when a month stands: when it was frozen, else its cut-off."""
    return kept.get(month.first) or month.cut_off(window.zone)


def of(pack: Pack, facts: Sequence[Facts]) -> tuple[Series, ...]:
    """Return the pack's series over the months of `facts`, exact."""
    periods = tuple(each.period for each in facts)
    return tuple(
        Series(key, periods, tuple(_point(each, key) for each in facts)) for key in pack.series
    )


def _point(facts: Facts, key: str) -> int:
    found = registry.known()[key].exact(facts)
    if not isinstance(found, int):
        msg = f"line {key} is not one number a month"
        raise TypeError(msg)
    return found
