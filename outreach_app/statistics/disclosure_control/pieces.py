"""A problem cut into pieces that say nothing about one another.

Figures belong together where a tie names them, unless their value is known to every reader: what is
known passes nothing on. Each piece is solved by itself, which is the same choice and less work.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from outreach_app.statistics.disclosure_control.joined import Joined
from outreach_app.statistics.disclosure_control.problem import Problem, Tie


def cut(problem: Problem, firm: Collection[str]) -> Iterator[Problem]:
    """Yield the pieces of a problem in which the `firm` cells are printed as they are."""
    past = {**problem.past, **{cell: problem.shown_as(cell) for cell in firm}}
    known = {cell for cell, (low, high) in past.items() if low == high}
    joined = Joined(problem.values)
    for tie in problem.ties:
        free = [cell for cell in tie.terms if cell not in known]
        for cell in free[1:]:
            joined.join(free[0], cell)
    ties: dict[str, list[Tie]] = {}
    for tie in problem.ties:
        free = [cell for cell in tie.terms if cell not in known]
        if free:
            ties.setdefault(joined.top(free[0]), []).append(tie)
    cells: dict[str, list[str]] = {}
    for cell in problem.values:
        if cell not in known:
            cells.setdefault(joined.top(cell), []).append(cell)
    for at, inner in cells.items():
        some = set(inner)
        names = some.union(*(tie.terms for tie in ties.get(at, ())))
        yield replace(
            problem,
            values={cell: count for cell, count in problem.values.items() if cell in names},
            costs={cell: cost for cell, cost in problem.costs.items() if cell in some},
            ties=tuple(ties.get(at, ())),
            primary=problem.primary & some,
            targets={cell: ends for cell, ends in problem.targets.items() if cell in some},
            past={cell: ends for cell, ends in past.items() if cell in names},
            insiders=frozenset(each & some for each in problem.insiders if each & some),
            firm=frozenset(firm) & names,
        )
