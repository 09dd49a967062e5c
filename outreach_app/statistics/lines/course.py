"""N06, N07, F04: why not, whether it is better for them, and how long they waited.

Report lines marked ° there: defined, without figures in the sample.
"""

from typing import Final

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line
from outreach_app.statistics.rows import NeedFact

# Somebody closed it, and nobody said why.
NOT_RECORDED: Final = "not_recorded"

_NOT_MET: Final = "not_met"
_DECLINED: Final = "declined_service"


@line(
    "N06_unmet_by_reason",
    unit="entries",
    audiences="I L P A",
    further=True,
    parts=(
        Parts(
            "unmet_reason",
            under="needs",
            total="N02_needs_closed/not_met",
            extra=(NOT_RECORDED,),
        ),
        Parts(
            "unmet_reason",
            under="declined",
            total="F03_ended_without/declined_service",
            extra=(NOT_RECORDED,),
        ),
    ),
)
def unmet_by_reason(facts: Facts) -> Value:
    """Needs closed in the period as not met, and referrals of F01 declined by the service."""
    result = facts.lists["need_status"].map("result")
    needs = (
        facts.need_reasons.get((need.id, need.closed), NOT_RECORDED)
        for need in _closed(facts)
        if need.closed is not None and result[need.closed.code] == _NOT_MET
    )
    declined = (
        facts.referral_reasons.get((each.id, each.ended_by), NOT_RECORDED)
        for each in facts.referrals
        if each.ended_by is not None and each.ended == _DECLINED
    )
    return {"needs": arithmetic.tally(needs), "declined": arithmetic.tally(declined)}


@line("N07_change", unit="needs", audiences="I P", further=True)
def change(facts: Facts) -> Value:
    """Of needs closed in the period with two scores or more: latest against first, their view."""
    both = [facts.need_scores[need.id] for need in _closed(facts) if need.id in facts.need_scores]
    counts = {
        "better": sum(last > first for first, last in both),
        "same": sum(last == first for first, last in both),
        "worse": sum(last < first for first, last in both),
    }
    return {name: arithmetic.share(count, len(both)) for name, count in counts.items()}


@line("F04_waiting_days", unit="days", audiences="I P", further=True)
def waiting_days(facts: Facts) -> Value:
    """Of F01, the middle number of days from made to accepted, and on to the first appointment."""
    accepted = [each.accepted_after for each in facts.referrals]
    attended = [each.attended_after for each in facts.referrals]
    return {
        "to_accepted": arithmetic.middle([days for days in accepted if days is not None]),
        "to_first_appointment": arithmetic.middle([days for days in attended if days is not None]),
    }


def _closed(facts: Facts) -> list[NeedFact]:
    return [
        need for need in facts.needs if need.closed is not None and need.closed.on in facts.period
    ]
