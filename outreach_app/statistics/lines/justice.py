"""J: events at police and in court, dated in the period, for incidents of any age."""

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, line

_STILL_INVESTIGATED = "outcome:INV"


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
