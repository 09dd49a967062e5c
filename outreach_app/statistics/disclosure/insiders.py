"""What somebody who is counted knows: that each figure of their own is at least 1.

Every other figure must stay open to them too (statistics design, guarantee G11). Who stands behind
a figure is read from the casebook as it is now; nothing of it is kept or leaves.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from outreach_app.statistics.disclosure.web import Web


def of(web: Web) -> frozenset[frozenset[str]]:
    """Return, for each person counted in a figure that is open, all the figures of theirs."""
    known: dict[str, Mapping[str, int]] = {}

    def shares(cell: str) -> Mapping[str, int]:
        """Return what each person adds to a cell."""
        if cell not in known:
            found: Counter[str] = Counter()
            if cell in web.places:
                found.update(web.truth.crowd(*web.places[cell]).named)
            else:
                for inner, weight in web.rests.get(cell, {}).items():
                    for person, amount in shares(inner).items():
                        found[person] += weight * amount
            known[cell] = {person: amount for person, amount in found.items() if amount > 0}
        return known[cell]

    own: defaultdict[str, set[str]] = defaultdict(set)
    for cell, count in web.values.items():
        for person in shares(cell) if count else ():
            own[person].add(cell)
    return frozenset(frozenset(each) for each in own.values())
