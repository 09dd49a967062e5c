"""What changed since a month was frozen: first figure, figure now, and the rows behind each reason.

The first figure is the one that was kept. Rows are those of `trace`, as at both moments. Source:
report lines, part 1, rule 4.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from outreach_app.statistics import registry, revision_reasons, trace
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.frozen import Frozen
from outreach_app.statistics.registry import Line, Value
from outreach_app.statistics.revision_reasons import ORDER, Reason
from outreach_app.statistics.trace import Cell
from outreach_app.statistics.trace_rows import Row


@dataclass(frozen=True, slots=True)
class Why:
    """A reason and how many rows stand behind it."""

    reason: Reason
    rows: int


@dataclass(frozen=True, slots=True)
class Revision:
    """One figure that is not what it was first; `path` as in ``I07_reported_any/n``."""

    path: str
    first: float
    now: float
    reasons: tuple[Why, ...]


def since(kept: Frozen, before: Facts, after: Facts) -> tuple[Revision, ...]:
    """Return every figure that differs from the kept one, in the order of the lines.

    `before` are the facts as at the kept moment, `after` those as at the moment asked about.
    """
    found: list[Revision] = []
    for key, line in registry.known().items():
        if line.answers(after.period) and kept.has(line):
            found += _of_line(key, line, kept, before, after)
    return tuple(found)


def _of_line(key: str, line: Line, kept: Frozen, before: Facts, after: Facts) -> list[Revision]:
    first, now = _numbers(line, kept), _now(line, after)
    changed = [
        path for path in dict.fromkeys((*first, *now)) if first.get(path, 0) != now.get(path, 0)
    ]
    if not changed:
        return []
    old, new = trace.of_line(before, key), trace.of_line(after, key)
    return [
        Revision(
            path=f"{key}/{path}" if path else key,
            first=first.get(path, 0),
            now=now.get(path, 0),
            reasons=_reasons(key, first.get(path, 0), old.get(path), new.get(path), after, before),
        )
        for path in changed
    ]


def _numbers(line: Line, kept: Frozen) -> dict[str, float]:
    found: dict[str, float] = {}
    for exact in (False, True):
        _collect("", kept.value(line, exact=exact), found)
    return found


def _now(line: Line, facts: Facts) -> dict[str, float]:
    found: dict[str, float] = {}
    _collect("", line.compute(facts), found)
    if line.exact is not line.compute:
        _collect("", line.exact(facts), found)
    return found


def _collect(path: str, value: Value, found: dict[str, float]) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "pct":
                _collect(f"{path}/{name}" if path else str(name), inner, found)
    elif isinstance(value, int | float):
        found[path] = value


def _reasons(
    key: str, first: float, old: Cell | None, new: Cell | None, after: Facts, before: Facts
) -> tuple[Why, ...]:
    """Count the rows that came or went by reason; what rows do not explain is ``other``."""
    none = Cell(0, "rows", ())
    old, new = old or none, new or none
    if "none" in (old.how, new.how):
        return ()
    was, is_ = ({(row.kind, row.id): row for row in cell.rows} for cell in (old, new))
    # Whose a contact is may have changed without a change in what it counts for.
    rows = tuple(
        (*key, (is_.get(key) or was[key]).person)
        for key in dict.fromkeys((*was, *is_))
        if _times(was.get(key)) != _times(is_.get(key))
    )
    counted = Counter(revision_reasons.of(key, rows, after, before.window.as_at).values())
    # Counted again as at then, it is not what was kept: something without a history was amended.
    if (old.figure or 0) != first:
        measured = "middle" in (old.how, new.how) or "sum" in (old.how, new.how)
        counted["other"] += 1 if measured else int(abs((old.figure or 0) - first))
    return tuple(Why(reason, counted[reason]) for reason in ORDER if counted[reason])


def _times(row: Row | None) -> float:
    return row.times if row is not None else 0
