"""Rows of figures that measure: middle values of days and minutes, hours, pounds.

Each row carries what it measures, so that the figure can be worked out from the rows again: a
middle value of theirs, or their sum, rounded as the line rounds it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from sqlalchemy import select

from models.contacts import OutreachSession
from models.protection import PoliceComplaint
from outreach_app.statistics import arithmetic, rules
from outreach_app.statistics.lines import justice
from outreach_app.statistics.read_incidents import minutes
from outreach_app.statistics.trace_rows import Row, Share
from outreach_app.statistics.window import table

if TYPE_CHECKING:
    from outreach_app.statistics.facts import Facts

# The middle one of what the rows measure, or all of it together.
Measure: TypeAlias = Literal["middle", "sum"]

_SESSIONS: Final = table(OutreachSession)
_CONDUCT: Final = table(PoliceComplaint)
_HOUR: Final = timedelta(hours=1)
# Finer than a second of an hour; what is left of adding fractions lies far below.
_DIGITS: Final = 9


def _minutes(facts: "Facts") -> Iterator[Share]:
    for each in facts.alerts:
        for taken in minutes((each,)):
            yield "", (Row("alert", each.id), taken)


def _waiting(facts: "Facts") -> Iterator[Share]:
    for each in facts.referrals:
        row = Row("referral", each.id, each.person)
        for path, days in (
            ("to_accepted", each.accepted_after),
            ("to_first_appointment", each.attended_after),
        ):
            if days is not None:
                yield path, (row, days)


def _between(facts: "Facts") -> Iterator[Share]:
    whose = {each.id: each.person for each in facts.by_others}
    for name, days in justice.days_between(facts).items():
        for incident, count in days.items():
            yield f"{name}/days", (Row("incident", incident, whose[incident]), count)


def _hours(facts: "Facts") -> Iterator[Share]:
    c = _SESSIONS.c
    query = select(c.id, c.started_at, c.ended_at, c.workers).where(
        rules.within(c.started_at), rules.exists(_SESSIONS)
    )
    for session, started, ended, workers in facts.rows_of(query):
        if ended is not None and ended <= facts.window.as_at:
            hours = (ended - started) / _HOUR
            yield "sessions", (Row("session", session), hours)
            yield "workers", (Row("session", session), hours * len(workers))


def _pounds(facts: "Facts") -> Iterator[Share]:
    c = _CONDUCT.c
    query = select(c.id, c.person_id, c.amount_gbp).where(
        rules.on_days(c.noted_on), rules.exists(_CONDUCT), c.amount_gbp.is_not(None)
    )
    for noted, person, amount in facts.rows_of(query):
        yield "pounds", (Row("conduct", noted, person), float(amount))


READERS: Final[Mapping[str, tuple[Measure, Callable[["Facts"], Iterator[Share]]]]] = {
    "A03_median_minutes_to_alert": ("middle", _minutes),
    "F04_waiting_days": ("middle", _waiting),
    "J04_time": ("middle", _between),
    "C07_hours": ("sum", _hours),
    "PC01b_money_taken": ("sum", _pounds),
}


def worked_out(key: str, amounts: Sequence[float]) -> float | None:
    """Return the figure of a line that measures, from what its rows measure."""
    measure, _ = READERS[key]
    if measure == "middle":
        return arithmetic.middle(amounts)
    whole = round(sum(amounts), _DIGITS)
    return round(whole, 1) if key == "C07_hours" else whole
