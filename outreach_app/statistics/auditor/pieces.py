"""What was printed, cut into pieces that say nothing about one another.

Two figures belong together where a sum names both, unless one of them is known for sure: a known
figure passes nothing on. Each piece is judged by itself, which is the same judgement and much less
work.
"""

from collections.abc import Iterator

from outreach_app.statistics.auditor.reading import Printed, Sum


def pieces(printed: Printed) -> Iterator[Printed]:
    """Yield the pieces; figures that no sum names are in none of them, unless they are targets."""
    known = {name for name, (low, high) in printed.bounds.items() if low == high}
    root = {name: name for name in printed.bounds}

    def top(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for one in printed.sums:
        free = [name for name, _ in one.terms if name not in known]
        for name in free[1:]:
            root[top(name)] = top(free[0])
    sums: dict[str, list[Sum]] = {}
    for one in printed.sums:
        free = [name for name, _ in one.terms if name not in known]
        # A sum of known figures alone must hold by itself.
        sums.setdefault(top(free[0]) if free else "", []).append(one)
    targets: dict[str, list[str]] = {}
    for aim in printed.targets:
        targets.setdefault(top(aim.cell), []).append(aim.cell)
    for at in dict.fromkeys((*sums, *targets)):
        some = tuple(sums.get(at, ()))
        names = {name for one in some for name, _ in one.terms} | set(targets.get(at, ()))
        yield Printed(
            printed.threshold,
            {name: printed.bounds[name] for name in printed.bounds if name in names},
            some,
            tuple(aim for aim in printed.targets if top(aim.cell) == at),
            tuple(name for name in printed.withheld if name in names and name not in known),
        )
