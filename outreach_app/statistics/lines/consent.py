"""G: answers about sharing, what left, and what was refused."""

from typing import Final

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line
from outreach_app.statistics.rows import Shared

_BY_CONSENT: Final = "consent"
_ABOUT_INCIDENT: Final = "incident"
_RESULTS: Final = ("given", "part", "refused", "none_held", "pending")


@line("G01_consent_events", unit="answers", audiences="I")
def consent_events(facts: Facts) -> dict[str, int]:
    """Answers in the period by scope and state."""
    return arithmetic.table(
        {f"{scope}:{state}": count for (scope, state), count in facts.consent_events.items()}
    )


@line("G02_disclosures", unit="disclosures", audiences="I")
def disclosures(facts: Facts) -> Value:
    """Count what left in the period, by recipient and by basis."""
    return {
        "by_recipient": arithmetic.tally(each.recipient for each in facts.disclosures),
        "by_basis": arithmetic.tally(each.basis for each in facts.disclosures),
    }


@line("G03_disclosures_without_valid_consent", unit="disclosures", audiences="I")
def without_valid_consent(facts: Facts) -> int:
    """Shared on the basis of consent with none in force at that moment: must be nought."""
    return sum(
        each.basis == _BY_CONSENT and not _was_in_force(facts, each) for each in facts.disclosures
    )


@line("G04_blocked_disclosures", unit="refusals", audiences="I")
def blocked_disclosures(facts: Facts) -> int:
    """Count attempts to share that the rules refused."""
    return facts.refusals


@line(
    "G05_requests",
    unit="requests",
    audiences="I",
    further=True,
    parts=(Parts("", under="by_result", total="G05_requests/received", extra=_RESULTS),),
)
def requests(facts: Facts) -> Value:
    """Count requests from police and others received in the period, by what became of them."""
    found = facts.further.requests
    return {"received": sum(found.values()), "by_result": arithmetic.table(found)}


def _was_in_force(facts: Facts, shared: Shared) -> bool:
    level = facts.lists["consent_scope"].map("level").get(shared.scope or "")
    if level == _ABOUT_INCIDENT:
        subject = shared.incident
    else:
        subject = facts.every_merge.whose(shared.person) if shared.person else None
    if subject is None or shared.scope is None:
        return False
    day = facts.window.day_of(shared.at)
    return facts.every_consent.in_force(subject, shared.scope, day, by=shared.at)
