"""Figures as a document holds them: the mark becomes `HIDDEN`, a share a `Rate`."""

from collections.abc import Mapping

from outreach_app.reports.document import HIDDEN, Partly, Value
from outreach_app.statistics import registry
from outreach_app.statistics.figures import HIDDEN as MARK
from outreach_app.statistics.rates import Rate
from outreach_app.words import say


def at(lines: Mapping[str, registry.Value], path: str) -> registry.Value:
    """Return the figure or table at a path such as ``N01_needs_identified/total``."""
    found: registry.Value = lines
    for member in path.split("/"):
        if not isinstance(found, Mapping):
            return found
        found = found.get(member, 0)
    return found


def is_table(value: registry.Value) -> bool:
    """Tell whether a value is a table of figures and not one figure or one share."""
    return isinstance(value, Mapping) and "n" not in value


def shown(value: registry.Value) -> Value:
    """Return one figure as it is shown."""
    if isinstance(value, Mapping):
        return Rate.of(value) or _partly(value.get("n"), value.get("d"))
    if value == MARK:
        return HIDDEN
    if value is None:
        return say("report.compose.nothing")
    return value


def _partly(part: registry.Value, whole: registry.Value) -> Value:
    """Return a share of which an end is withheld."""
    ends = [each if isinstance(each, int) else HIDDEN for each in (part, whole)]
    return HIDDEN if all(each == HIDDEN for each in ends) else Partly(*ends)


def total(table: Mapping[str, registry.Value]) -> Value:
    """Return what the rows of a table come to, `HIDDEN` where one of them is withheld."""
    counts = [each for each in table.values() if isinstance(each, int)]
    return sum(counts) if len(counts) == len(table) else HIDDEN
