"""E: leaving sex work, by what people say; never a target, never inferred from absence."""

from typing import Final

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Value, line

_EXITING: Final = "exiting"
_RETURNED: Final = "returned"


@line("E01_left_of_those_who_asked", unit="people", audiences="I L")
def left(facts: Facts) -> Value:
    """Of people with an open need for help with leaving: those who said they have left."""
    asked = _asked(facts)
    return arithmetic.share(len(asked & _left(facts).keys()), len(asked))


@line("E02_returned", unit="events", audiences="I L")
def returned(facts: Facts) -> int:
    """How often somebody said in the period that they have returned."""
    return sum(step.code == _RETURNED for steps in facts.work_status.values() for step in steps)


@line("E03_left_and_not_returned_by_end", unit="people", audiences="I L")
def left_and_not_returned(facts: Facts) -> Value:
    """Of the same people: those who left and did not say later in the period they returned."""
    asked = _asked(facts)
    stayed = {person for person, back in _left(facts).items() if not back}
    return arithmetic.share(len(asked & stayed), len(asked))


def _asked(facts: Facts) -> set[str]:
    first = facts.period.first
    return {
        facts.merges.whose(need.person)
        for need in facts.needs
        if need.category == _EXITING and not (need.closed and need.closed.on < first)
    }


def _left(facts: Facts) -> dict[str, bool]:
    """Return who said they have left, and whether they returned after they last said so."""
    exits = facts.lists["work_status"].where("exit", value=True)
    found: dict[str, bool] = {}
    for person, steps in facts.work_status.items():
        for step in steps:
            if step.code in exits:
                found[person] = False
            elif step.code == _RETURNED and person in found:
                found[person] = True
    return found
