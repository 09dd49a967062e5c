"""How many different people stand behind a count of events.

Fourteen incidents of one person pass any threshold on incidents and describe one life. Source: the
statistics design, parts 1 and 2.
"""

from typing import Final

from outreach_app.statistics.facts import Facts
from outreach_app.statistics.lines import police_version
from outreach_app.statistics.registry import Line

_ABOUT_CONTACTS: Final = frozenset({"contacts", "items"})
_POLICE: Final = "PV"


def too_few(facts: Facts, line: Line, threshold: int) -> bool:
    """Tell whether a line counts events of fewer people than may be shown."""
    if line.unit in _ABOUT_CONTACTS:
        return len(facts.contacts_of) < threshold
    if line.unit == "incidents":
        return _harmed(facts, line) < threshold
    return False


def _harmed(facts: Facts, line: Line) -> int:
    """Count people harmed; told anonymously, each incident may be another person's."""
    some = police_version.shared(facts) if line.key.startswith(_POLICE) else facts.incidents
    named = {facts.merges.whose(each.person) for each in some if each.person}
    return len(named) + sum(each.person is None for each in some)
