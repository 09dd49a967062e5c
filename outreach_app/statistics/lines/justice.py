"""J: events at police and in court, and what became of the incidents told in the period by T.

J01 counts events of incidents of any age and is never divided by J02, which is a cohort.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from outreach_app.statistics import arithmetic, cohort
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line
from outreach_app.statistics.rows import Step

_STILL_INVESTIGATED = "outcome:INV"
_IDENTIFIED: Final = 4
_OPEN: Final = "open"
_CANCELLED: Final = "cancelled"
_STATES: Final = ("applied", "granted", "refused", "used")
# A middle value of fewer is close to being one of them.
_ENOUGH: Final = 10
_WITHHELD: Final = "hidden"


@line(
    "J01_justice_events",
    unit="events",
    audiences="I P",
    parts=(
        Parts("police_outcome", prefix="outcome:", leave_out=frozenset({"INV"})),
        Parts("court_event", prefix="court:"),
    ),
)
def justice_events(facts: Facts) -> dict[str, int]:
    """Charges, other outcomes and court days; being investigated is no event."""
    return arithmetic.table(
        {event: count for event, count in facts.justice.items() if event != _STILL_INVESTIGATED}
    )


@line("J02_cohort", unit="incidents", audiences="I P A", kinds=("year",), further=True)
def cohort_funnel(facts: Facts) -> Value:
    """Incidents told in the year, and how far they had come by T, with four rates."""
    return cohort.funnel(facts)


@line(
    "J03_cancelled",
    unit="incidents",
    audiences="I A",
    further=True,
    parts=(Parts("police_outcome", only=("stage", _CANCELLED), extra=("any",)),),
)
def cancelled(facts: Facts) -> Value:
    """Of incidents reported with identity: the record cancelled by police, at any time up to T.

    No denominator anywhere leaves such an incident out.
    """
    reported = [each.id for each in facts.by_others if each.rung >= _IDENTIFIED]
    found = [facts.outcomes.get(each, frozenset()) for each in reported]
    codes = facts.lists["police_outcome"].where("stage", _CANCELLED)
    shares: dict[str, Value] = {
        code: arithmetic.share(sum(code in some for some in found), len(found))
        for code in facts.lists["police_outcome"].codes()
        if code in codes
    }
    shares["any"] = arithmetic.share(sum(bool(codes & some) for some in found), len(found))
    return shares


def days_between(facts: Facts) -> dict[str, dict[str, int]]:
    """Return the days between stages by incident, for each incident told that reached both."""
    rungs = facts.lists["police_path"].map("rung")
    stages = facts.lists["police_outcome"].map("stage")
    ends = facts.lists["court_event"].map("ends")
    further = facts.further
    found: dict[str, dict[str, int]] = {name: {} for name in _BETWEEN}
    for each in facts.by_others:
        reported = _first(
            further.path.get(each.id, ()),
            lambda code: code != "reported_by_other" and (rungs.get(code) or 0) >= _IDENTIFIED,
        )
        decided = _first(
            further.outcomes.get(each.id, ()),
            lambda code: stages.get(code, _OPEN) != _OPEN,
            since=reported,
        )
        ended = _first(further.court.get(each.id, ()), lambda code: code in ends, since=decided)
        days = (further.told_on[each.id], reported, decided, ended)
        for name, before, after in zip(_BETWEEN, days, days[1:], strict=False):
            if before is not None and after is not None:
                found[name][each.id] = max(0, (after - before).days)
    return found


_BETWEEN: Final = ("told_to_reported", "reported_to_outcome", "outcome_to_court_end")


def _time_outside(facts: Facts) -> Value:
    """Return middle values of ten and more; of how many is not said, for it is a count of I08."""
    return {
        name: {
            "days": arithmetic.middle(tuple(days.values())) if len(days) >= _ENOUGH else _WITHHELD
        }
        for name, days in days_between(facts).items()
    }


@line("J04_time", unit="days", audiences="I P", further=True, exact=_time_outside)
def time(facts: Facts) -> Value:
    """Middle number of days from telling to report, outcome and end in court, and of how many.

    Reported before it was told to the project, no days lie between.
    """
    return {
        name: {"days": arithmetic.middle(tuple(days.values())), "of": len(days)}
        for name, days in days_between(facts).items()
    }


@line(
    "J05_special_measures",
    unit="events",
    audiences="I P",
    further=True,
    parts=(Parts("", extra=_STATES),),
)
def special_measures(facts: Facts) -> dict[str, int]:
    """Count special measures in court by what was done in the period, incidents of any age."""
    return arithmetic.tally(state for _, state in facts.further.measures)


def _first(
    steps: Iterable[Step], wanted: Callable[[str], bool], since: date | None = date.min
) -> date | None:
    """Return the day of the first step that is wanted, on or after another; None without that."""
    if since is None:
        return None
    return min((step.on for step in steps if wanted(step.code) and step.on >= since), default=None)
