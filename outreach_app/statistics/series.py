"""Twelve months for a chart: each month as it stood when its first figures were due."""

from typing import Final

from outreach_app.statistics import behind, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import HIDDEN, Count, Series
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import months_up_to
from outreach_app.statistics.window import Window
from outreach_app.work import Work

MONTHS: Final = 12


def twelve_months(work: Work, pack: Pack, window: Window, threshold: int) -> tuple[Series, ...]:
    """Return the pack's series over the twelve months up to the one the period ends in.

    Each month is as at its own cut-off, or as at the report's T where that is earlier. Exact, but
    for months of a protected pack with too few people behind the count; `disclosure.protect` does
    the rest, together with the other figures.
    """
    if not pack.series:
        return ()
    months = months_up_to(window.period.last, MONTHS)
    facts = [
        Facts(
            work.session,
            Window.of(month, min(window.as_at, month.cut_off(window.zone)), window.zone),
            work.lists,
        )
        for month in months
    ]
    return tuple(
        Series(key, months, tuple(_point(each, pack, key, threshold) for each in facts))
        for key in pack.series
    )


def _point(facts: Facts, pack: Pack, key: str, threshold: int) -> Count:
    line = registry.known()[key]
    if pack.protected and behind.too_few(facts, line, threshold):
        return HIDDEN
    found = line.exact(facts)
    if not isinstance(found, int):
        msg = f"line {key} is not one number a month"
        raise TypeError(msg)
    return found
