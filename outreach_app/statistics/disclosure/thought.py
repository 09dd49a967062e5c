"""Figures nobody printed that follow from a printed table: its total, and its rows in groups.

Another report may print them, of other days, and then they can be subtracted.
"""

from outreach_app.statistics import registry
from outreach_app.statistics.disclosure.releases import Group
from outreach_app.vocabulary import Vocabulary


def of(group: Group, lists: Vocabulary) -> dict[str, int]:
    """Return the counts that follow from the tables of a group and are not among its own."""
    counts = group.counts
    found: dict[str, int] = {}
    for key in group.lines:
        for parts in registry.known()[key].parts:
            above = f"{key}/{parts.under}" if parts.under else key
            rows = {
                path.rpartition("/")[2]: count
                for path, count in counts.items()
                if path.rpartition("/")[0] == above
            }
            if parts.total and rows:
                found[parts.total] = sum(rows.values())
            for name, line in parts.groups if rows else ():
                groups = lists[parts.codes].map(name)
                for row, count in rows.items():
                    path = f"{line}/{groups.get(row, 'other')}"
                    found[path] = found.get(path, 0) + count
    return {path: count for path, count in found.items() if path not in counts}
