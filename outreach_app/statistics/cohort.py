"""J02: the outcome funnel of the incidents told in one year, as at T.

It is a cohort and is never divided by J01, which counts events. Source: report lines, J02.
"""

from typing import Final

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Value

_IDENTIFIED: Final = 4


def steps(facts: Facts) -> tuple[int, int, int, int, int]:
    """Return incidents told, reported with identity, charged, finished in court, convicted.

    Conduct of officials is left out. Every step holds only incidents of the step before it, so that
    no share exceeds its whole.
    """
    stage = facts.lists["police_outcome"].map("stage")
    ends = facts.lists["court_event"].map("ends")
    disclosed = {each.id for each in facts.by_others}
    reported = {each.id for each in facts.by_others if each.rung >= _IDENTIFIED}
    charged = {
        incident
        for incident in reported
        if any(stage.get(code) == "charged" for code in facts.outcomes.get(incident, ()))
    }
    finished = {i for i in charged if any(code in ends for code in facts.court.get(i, ()))}
    convicted = {
        i for i in finished if any(ends.get(code) == "convicted" for code in facts.court[i])
    }
    return len(disclosed), len(reported), len(charged), len(finished), len(convicted)


def funnel(facts: Facts) -> Value:
    """Return the funnel of incidents told in the period, with its four rates; see `steps`."""
    disclosed, reported, charged, finished, convicted = steps(facts)
    return {
        "disclosed": disclosed,
        "reported_with_identity": reported,
        "charged": charged,
        "court_finished": finished,
        "convicted": convicted,
        "charged_of_reported": arithmetic.share(charged, reported),
        "convicted_of_court_finished": arithmetic.share(convicted, finished),
        "convicted_of_reported": arithmetic.share(convicted, reported),
        "convicted_of_disclosed": arithmetic.share(convicted, disclosed),
    }
