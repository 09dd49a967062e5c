"""How many different people stand behind each count of events.

Fourteen incidents of one person pass any threshold on incidents and describe one life. Source: the
statistics design, parts 1 and 2, guarantee G2.
"""

from collections import Counter
from collections.abc import Iterable

from outreach_app.statistics import registry, trace
from outreach_app.statistics.disclosure import cells
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.trace_rows import Row


def few(facts: Facts, keys: Iterable[str], threshold: int = cells.THRESHOLD) -> frozenset[str]:
    """Return the paths of counts with fewer people behind than may be shown, or one above half.

    Counts of people answer for themselves. What nobody told a name with may be somebody else's
    each time, and is counted so; a figure that cannot be taken apart is taken as it is.
    """
    found = set()
    for key in keys:
        if registry.known()[key].unit == "people" or not cells.about_people(key):
            continue
        for below, cell in trace.of_line(facts, key).items():
            if cell.figure >= threshold and _too_few(facts, cell.rows, threshold):
                found.add(f"{key}/{below}" if below else key)
    return frozenset(found)


def _too_few(facts: Facts, rows: tuple[Row, ...], threshold: int) -> bool:
    if not rows:
        return False
    shares: Counter[str] = Counter()
    nameless = 0
    for row in rows:
        if row.person:
            shares[facts.merges.whose(row.person)] += row.times
        elif row.kind != "person":
            nameless += 1
            shares[f"{row.kind} {row.id}"] += row.times
    most = max(shares.values(), default=0)
    return len(shares) < threshold or 2 * most > sum(shares.values())
