"""N: needs, by the day they were identified and the last step that closed them."""

from datetime import date
from typing import Final

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line
from outreach_app.statistics.rows import NeedFact

_BY_MOJ: Final = "N05_identified_by_moj"
_TOTAL: Final = "N01_needs_identified/total"
_MET: Final = "met"
_DROPPED: Final = "dropped"


@line(
    "N01_needs_identified",
    unit="needs",
    audiences="I L P H",
    parts=(Parts("need_category", under="by_category", total=_TOTAL, groups=(("moj", _BY_MOJ),)),),
)
def identified(facts: Facts) -> Value:
    """Needs identified in the period: needs, people, and by category."""
    found = _identified(facts)
    return {
        "total": len(found),
        "people": len({facts.merges.whose(need.person) for need in found}),
        "by_category": arithmetic.tally(need.category for need in found),
    }


@line(
    "N02_needs_closed",
    unit="needs",
    audiences="I L P",
    parts=(Parts("need_status:result"),),
)
def closed(facts: Facts) -> dict[str, int]:
    """Needs closed in the period, by result."""
    return _results(facts)


@line("N03_met_share", unit="needs", audiences="I L P")
def met_share(facts: Facts) -> Value:
    """Met, of those closed; no longer wanted is left out, lost contact is not."""
    results = _results(facts)
    whole = sum(count for result, count in results.items() if result != _DROPPED)
    return arithmetic.share(results.get(_MET, 0), whole)


@line("N04_open_at_end", unit="needs", audiences="I P")
def open_at_end(facts: Facts) -> int:
    """Needs identified by the last day and not closed by then."""
    return sum(not closed_by(need, facts.period.last) for need in facts.needs)


@line(_BY_MOJ, unit="needs", audiences="I P", parts=(Parts("moj_need", total=_TOTAL),))
def identified_by_moj(facts: Facts) -> dict[str, int]:
    """N01 by the eight categories of the Ministry of Justice."""
    counts = arithmetic.tally(need.category for need in _identified(facts))
    return arithmetic.mapped(counts, facts.lists["need_category"].map("moj"))


def closed_by(need: NeedFact, day: date) -> bool:
    """Tell whether a need was closed on or before a day."""
    return need.closed is not None and need.closed.on <= day


def _identified(facts: Facts) -> list[NeedFact]:
    return [need for need in facts.needs if need.identified_on >= facts.period.first]


def _results(facts: Facts) -> dict[str, int]:
    result = facts.lists["need_status"].map("result")
    return arithmetic.tally(
        result[need.closed.code]
        for need in facts.needs
        if need.closed is not None and need.closed.on in facts.period
    )
