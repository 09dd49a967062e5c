"""The member `protection`: all an auditor needs to judge a report from its file alone.

Source: the statistics design, part 4. The project's own copy also says which figures must stay
open; a file that leaves never does, because it would name the small ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from outreach_app.statistics import registry
from outreach_app.statistics.disclosure import releases
from outreach_app.statistics.disclosure.cells import THRESHOLD
from outreach_app.statistics.disclosure.releases import Group, Release
from outreach_app.statistics.disclosure_control.problem import Tie
from outreach_app.statistics.figures import HIDDEN
from outreach_app.statistics.methods import EXACT, NEAREST, Method
from outreach_app.vocabulary import Vocabulary

METHODS: Final[Mapping[Method, str]] = {
    NEAREST: "suppression, shown figures to the nearest 5, headline totals from 10 on exact",
    EXACT: "suppression, shown figures exact",
}


def stated(
    given: Sequence[Release], ties: Iterable[Tie], targets: Mapping[str, tuple[int, int]] | None
) -> dict[str, Any]:
    """Return releases and relations, with the figures that must stay open where they are given.

    The last release is the one the file is of: its method is the file's.
    """
    found: dict[str, Any] = {
        "threshold": THRESHOLD,
        "mark": HIDDEN,
        "method": METHODS[given[-1].method],
        "relations": [_relation(tie) for tie in _once(ties)],
        "structural_zeros": [],
        "releases": [_release(each) for each in given],
    }
    if targets is not None:
        found["protect"] = [
            {"cell": cell, "contain": list(ends)} for cell, ends in sorted(targets.items())
        ]
    return found


def grids(group: Group, keys: Iterable[str], lists: Vocabulary) -> list[dict[str, Any]]:
    """Describe the tables of a report: unit, rows, and the cells they are named by."""
    found = []
    for key in keys:
        line = registry.known()[key]
        for parts in line.parts:
            under = f"{key}/{parts.under}" if parts.under else key
            rows = list(parts.rows(lists))
            found.append(
                {
                    "unit": line.unit,
                    "cells": group.cell(under),
                    "dims": {parts.codes or "rows": rows},
                    "not_additive": ["period"] if line.unit == "people" else [],
                }
            )
    return found


def _once(ties: Iterable[Tie]) -> Iterable[Tie]:
    return {(frozenset(tie.terms.items()), tie.low, tie.high): tie for tie in ties}.values()


def _relation(tie: Tie) -> dict[str, Any]:
    if tie.low == tie.high == 0:
        total = [cell for cell, weight in tie.terms.items() if weight == 1]
        parts = [cell for cell, weight in tie.terms.items() if weight == -1]
        if len(total) == 1 and len(total) + len(parts) == len(tie.terms):
            return {"total": total[0], "parts": parts}
        return {"terms": dict(tie.terms), "op": "==", "rhs": 0}
    return {"terms": dict(tie.terms), "op": ">=", "rhs": tie.low or 0}


def _release(release: Release) -> dict[str, Any]:
    return {
        "id": f"{release.groups[0].name} {release.pack}",
        "cells": {
            group.cell(path): releases.in_words(each)
            for group in release.groups
            for path, each in group.printed.items()
        },
    }
