"""The revision table of a frozen month: first figure, figure now, and why, for inside.

Exact, so it is never printed for anybody outside: one row behind a reason is one person's doing.
What a reader outside learns of a revision is which of the figures printed to them changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from outreach_app.casework.roles import insist
from outreach_app.errors import Refused
from outreach_app.reports import days, labels
from outreach_app.reports.closing import CONFIRMS
from outreach_app.statistics import frozen, revisions
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Value
from outreach_app.statistics.revisions import Why
from outreach_app.statistics.window import Window
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Work


class NotFrozen(Refused):
    """The month has no first figures to compare with."""

    key = "month_end.errors.not_frozen"


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One figure that changed; `cell` names the row of a table, "" for a line of one number."""

    path: str
    line: str
    cell: str
    first: float
    now: float
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Revised:
    """What changed in a month between the moment it was frozen as at, and now."""

    month: Period
    first_as_at: datetime
    as_at: datetime
    rows: tuple[RevisionRow, ...]


def table(work: Work, month: Period) -> Revised:
    """Return the revision table of a frozen month as at now. Raises NotAllowed, NotFrozen."""
    insist(work, CONFIRMS)
    kept = frozen.of_month(work.session, month)
    if kept is None:
        raise NotFrozen(name=days.period_name(month))
    before, after = (
        Facts(work.session, Window.of(month, moment, work.zone), work.lists)
        for moment in (kept.as_at, work.now)
    )
    found = revisions.since(kept, before, after)
    rows = tuple(
        RevisionRow(
            each.path,
            say(f"lines.{each.path.split('/', 1)[0]}.label"),
            cell_words(each.path, work.lists),
            each.first,
            each.now,
            each.reasons,
        )
        for each in found
    )
    return Revised(month, kept.as_at, after.window.as_at, rows)


def cell_words(path: str, lists: Vocabulary) -> str:
    """Return the words for a row or part of a line, "" for a line of one number."""
    key, _, below = path.partition("/")
    *above, last = below.split("/") if below else [""]
    if last in {"n", "d"}:
        named = labels.of_row("/".join([key, *above[:-1]]), above[-1], lists) if above else ""
        return ", ".join(filter(None, (named, say(f"month_end.part.{last}"))))
    if not last:
        return ""
    if last in {"total", "people"}:
        return say(f"month_end.part.{last}")
    return labels.of_row("/".join([key, *above]), last, lists)


def changed_since(first: Figures, now: Figures) -> Mapping[str, tuple[Value, Value]]:
    """Return what a reader of both issues sees changed: path to first figure and figure now.

    Only figures printed in both; a withheld one says nothing, not even that it changed.
    """
    before, after = dict(_cells("", first.lines)), dict(_cells("", now.lines))
    return {
        path: (before[path], value)
        for path, value in after.items()
        if path in before
        and value != before[path]
        and isinstance(value, int | float)
        and isinstance(before[path], int | float)
    }


def _cells(path: str, value: Value) -> list[tuple[str, Value]]:
    if not isinstance(value, Mapping):
        return [(path, value)]
    return [
        pair
        for name, inner in value.items()
        if name != "pct"
        for pair in _cells(f"{path}/{name}" if path else name, inner)
    ]
