"""Somebody who holds every report ever given out, and knows what their tables mean.

Written without the module that chooses what to withhold: from the values printed in the files, the
definitions of the lines, and the calendar.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from outreach_app.statistics import auditor, registry, relations
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.periods import Period
from outreach_app.vocabulary import Vocabulary

HEADLINES = {"R01_unique_people", "C01_contacts", "I01_incidents", "PV01_police_incidents"}
ALWAYS_ROUNDED = {"PV03_not_shared_rounded_5"}
ONCE = {"R02_new_people"}


def flat(lines: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the counts of lines by path; sessions, middle values and percentages are none."""
    for name, value in lines.items():
        if not path and registry.known()[name].unit in ("sessions", "minutes", "days", "hours"):
            continue
        if name in ("pct", "exact"):
            continue
        here = f"{path}/{name}" if path else name
        if isinstance(value, Mapping):
            yield from flat(value, here)
        elif value is not None:
            yield here, value


def believes(
    printed: Iterable[Figures],
    truths: Mapping[tuple[Period, Any], Mapping[str, int]],
    lists: Vocabulary,
) -> auditor.Verdict:
    """Return whether every small figure, printed or not, stays open to somebody with all of it.

    `truths` are the exact counts by period and moment. What did not change between two moments the
    outsider takes for the same figure.
    """
    every = list(printed)
    releases: list[dict[str, Any]] = []
    relation: list[dict[str, Any]] = []
    names: dict[tuple[Period, Any, str], str] = {}
    for period, moment in truths:
        for path, value in truths[period, moment].items():
            same = [
                names[period, other, path]
                for known, other in truths
                if known == period
                and (period, other, path) in names
                and truths[known, other][path] == value
            ]
            names[period, moment, path] = same[0] if same else f"{period.name}@{moment}|{path}"
    for figures in every:
        key = figures.period, figures.as_at
        cells = {
            names[*key, path]: _print(path, value, figures.method)
            for path, value in flat(figures.lines)
        }
        releases.append({"id": figures.pack, "cells": cells})
        relation += [
            {"terms": {names[*key, path]: 1}, "op": "<=", "rhs": 10}
            for path in HEADLINES & figures.lines.keys()
            if figures.lines[path] == 10
        ]
    for (period, moment), true in truths.items():
        figures = Figures(period, moment, "", lists.version, _nested(true))
        for tie in relations.of(figures, true, lists):
            rest = sum(true[p] for p in tie.left) - sum(true[p] for p in tie.right)
            terms: dict[str, int] = {}
            for some, weight in ((tie.left, 1), (tie.right, -1)):
                for p in some:
                    name = names[period, moment, p]
                    terms[name] = terms.get(name, 0) + weight
            if tie.rest and rest >= 0:
                relation.append({"terms": terms, "op": ">=", "rhs": 0})
            elif rest == 0:
                relation.append({"terms": terms, "op": "==", "rhs": 0})
    relation += _calendar(truths, names)
    protect = [
        {"cell": names[period, moment, path], "contain": [0, 5]}
        for (period, moment), true in truths.items()
        for path, value in true.items()
        if value < 5 and any(f.period == period and f.as_at == moment for f in every)
    ]
    raw = {
        "threshold": 5,
        "relations": relation,
        "releases": releases,
        "protect": protect,
    }
    return auditor.audit(auditor.read(raw))


def _print(path: str, value: Any, method: str) -> Any:
    if value == "hidden":
        return value
    # A headline of 8 or 9 is printed as 10 too.
    exact = path in HEADLINES and value > 10
    if method == "exact":
        exact = path not in ALWAYS_ROUNDED
    return value if exact else {"rounded": value, "base": 5}


def _nested(true: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path, value in true.items():
        *above, last = path.split("/")
        inner = found
        for part in above:
            inner = inner.setdefault(part, {})
        inner[last] = value
    return found


def _calendar(
    truths: Mapping[tuple[Period, Any], Mapping[str, int]],
    names: Mapping[tuple[Period, Any, str], str],
) -> Iterator[dict[str, Any]]:
    """Yield sums of months that come to a longer period, where nothing came in between."""
    for (period, moment), true in truths.items():
        months = period.months()
        parts = []
        for month in months if len(months) > 1 else ():
            some = [key for key in truths if key[0] == month]
            parts.append(some)
        if not parts or not all(parts):
            continue
        for path, value in true.items():
            line = registry.known()[path.split("/")[0]]
            people = line.unit == "people" or path.endswith(("/people", "/identified"))
            if (people and path not in ONCE) or path.startswith(("K0", "N04")):
                continue
            chosen = [next((key for key in some if path in truths[key]), None) for some in parts]
            if any(key is None for key in chosen):
                continue
            if sum(truths[key][path] for key in chosen if key) == value:
                yield {
                    "total": names[period, moment, path],
                    "parts": [names[key[0], key[1], path] for key in chosen if key],
                }
