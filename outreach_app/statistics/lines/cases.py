"""K: pieces of casework. A merged duplicate is not a case."""

from datetime import date, timedelta
from typing import Final

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line
from outreach_app.statistics.rows import CaseFact

_NOT_SEEN_FOR: Final = timedelta(days=60)


@line("K01_cases", unit="cases", audiences="I P")
def cases(facts: Facts) -> Value:
    """Open at the start, opened, closed, open at the end: the first two less the third."""
    first, last = facts.period.first, facts.period.last
    eve = first - timedelta(days=1)
    return {
        "open_start": sum(_open_on(case, eve) for case in facts.cases),
        "opened": sum(case.opened_on >= first for case in facts.cases),
        "closed": len(_closed(facts)),
        "open_end": sum(_open_on(case, last) for case in facts.cases),
    }


@line(
    "K02_closed_by_reason",
    unit="cases",
    audiences="I P",
    parts=(Parts("close_reason", total="K01_cases/closed", leave_out=frozenset({"duplicate"})),),
)
def closed_by_reason(facts: Facts) -> dict[str, int]:
    """Cases closed in the period, by reason."""
    return arithmetic.tally(case.reason for case in _closed(facts) if case.reason)


@line("K03_planned_share", unit="cases", audiences="I P")
def planned_share(facts: Facts) -> Value:
    """Planned ends, of cases closed for a reason that can be planned."""
    planned = facts.lists["close_reason"].map("planned")
    ends = [planned.get(case.reason or "") for case in _closed(facts)]
    return arithmetic.share(sum(end is True for end in ends), sum(end is not None for end in ends))


@line("K04_open_not_seen_60_days", unit="cases", audiences="I")
def open_not_seen(facts: Facts) -> int:
    """Cases open on the last day whose person was last met more than 60 days before it."""
    last = facts.period.last
    return sum(
        _open_on(case, last) and _not_seen(facts, facts.merges.whose(case.person), last)
        for case in facts.cases
    )


def _open_on(case: CaseFact, day: date) -> bool:
    """Tell whether a case was open at the end of a day."""
    return case.opened_on <= day and (case.closed_on is None or case.closed_on > day)


def _closed(facts: Facts) -> list[CaseFact]:
    return [case for case in facts.cases if case.closed_on and case.closed_on in facts.period]


def _not_seen(facts: Facts, person: str, last: date) -> bool:
    days = []
    if person in facts.last_met:
        days.append(facts.window.day_of(facts.last_met[person]))
    days += [day for day in facts.seen_before.get(person, ()) if day <= last]
    return not days or last - max(days) > _NOT_SEEN_FOR
