"""F: the cohort of referrals made in the period, with what became of them by T."""

from typing import Final

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line

# Stages of list `referral_status`; each includes the later ones.
STAGES: Final = {"accepted": 2, "attended": 3, "completed": 4}


@line(
    "F01_referrals_made",
    unit="referrals",
    audiences="I L P H",
    parts=(Parts("agency_type", under="by_agency", total="F01_referrals_made/total"),),
)
def made(facts: Facts) -> Value:
    """Referrals made in the period, never drafts, by kind of agency."""
    return {
        "total": len(facts.referrals),
        "by_agency": arithmetic.tally(each.agency for each in facts.referrals),
    }


@line("F02_stage_reached", unit="referrals", audiences="I L P H")
def stage_reached(facts: Facts) -> Value:
    """Of F01, how many reached each stage by T."""
    return {
        name: arithmetic.share(
            sum(each.stage >= stage for each in facts.referrals), len(facts.referrals)
        )
        for name, stage in STAGES.items()
    }


@line(
    "F03_ended_without",
    unit="referrals",
    audiences="I",
    parts=(Parts("referral_status:end"),),
)
def ended_without(facts: Facts) -> dict[str, int]:
    """Of F01, those with an end status, by the last one."""
    return arithmetic.tally(each.ended for each in facts.referrals if each.ended)
