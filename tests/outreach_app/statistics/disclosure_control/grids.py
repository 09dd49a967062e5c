"""Tables with totals for the tests, and what of them is printed."""

from collections.abc import Collection
from itertools import product
from typing import Any

from outreach_app.statistics.disclosure_control.problem import THRESHOLD, Problem, Tie


def grid(counts: dict[tuple[int, ...], int], *, base: int = 1) -> Problem:
    """Return a table of one, two or three ways with all its totals ("T" for a sum)."""
    ways = len(next(iter(counts)))
    sizes = [max(key[way] for key in counts) + 1 for way in range(ways)]
    values: dict[str, int] = {}
    ties: list[Tie] = []
    every = [[*map(str, range(size)), "T"] for size in sizes]
    for name in product(*every):
        cells = [
            count
            for key, count in counts.items()
            if all(part in {"T", str(at)} for part, at in zip(name, key, strict=True))
        ]
        values[",".join(name)] = sum(cells)
    for name in product(*every):
        for way, part in enumerate(name):
            if part == "T":
                parts = [
                    ",".join((*name[:way], str(at), *name[way + 1 :])) for at in range(sizes[way])
                ]
                ties.append(Tie({",".join(name): -1} | dict.fromkeys(parts, 1)))
    top = ",".join("T" * ways)
    costs = {name: 200.0 if name == top else 6.0 if "T" in name else 1.0 for name in values}
    small = frozenset(name for name, value in values.items() if value < THRESHOLD)
    return Problem(
        values,
        costs,
        tuple(ties),
        small,
        dict.fromkeys(small, (0, THRESHOLD)),
        {name: 1 if name == top else base for name in values},
    )


def printed(problem: Problem, hidden: Collection[str]) -> dict[str, Any]:
    """Return the `protection` member of the table with some figures withheld."""
    cells: dict[str, Any] = {}
    for name in problem.costs:
        value, base = problem.values[name], problem.bases.get(name, 1)
        if name in hidden:
            cells[name] = "-"
        elif base == 1:
            cells[name] = value
        else:
            cells[name] = {"rounded": (2 * value + base) // (2 * base) * base, "base": base}
    return {
        "threshold": problem.threshold,
        "relations": [
            {"terms": dict(tie.terms), "op": "==", "rhs": tie.low} for tie in problem.ties
        ],
        "releases": [{"id": "test", "cells": cells}],
        "protect": [
            {"cell": cell, "contain": list(ends)} for cell, ends in problem.targets.items()
        ],
    }
