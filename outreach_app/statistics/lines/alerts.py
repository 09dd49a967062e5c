"""A: warnings, on the day they were issued."""

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.read_incidents import minutes
from outreach_app.statistics.registry import Parts, Value, line


@line("A01_alerts", unit="alerts", audiences="I L A")
def alerts(facts: Facts) -> int:
    """Alerts issued in the period, later withdrawn ones too."""
    return len(facts.alerts)


@line("A02_alerts_with_plate", unit="alerts", audiences="I L A")
def alerts_with_plate(facts: Facts) -> int:
    """Alerts that carry a number plate."""
    return sum(each.has_plate for each in facts.alerts)


@line("A03_median_minutes_to_alert", unit="minutes", audiences="I L A")
def median_minutes(facts: Facts) -> float | None:
    """Median of the minutes between the telling of the first incident and the alert."""
    return arithmetic.middle(minutes(facts.alerts))


@line(
    "A04_reach",
    unit="messages",
    audiences="I L A",
    further=True,
    parts=(Parts("alert_channel", under="by_channel", total="A04_reach/total"),),
)
def reach(facts: Facts) -> Value:
    """Messages sent of the alerts issued in the period, by channel; never people."""
    sent = facts.further.sent
    return {"total": sum(sent.values()), "by_channel": arithmetic.table(sent)}
