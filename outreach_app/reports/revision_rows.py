"""Figures that changed, in words: rows of a frozen month, and what a reader of two issues sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from outreach_app.reports import labels
from outreach_app.statistics import revisions
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.frozen import Frozen
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Value
from outreach_app.statistics.revisions import Why
from outreach_app.statistics.window import Window
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One figure that changed; `cell` names the row of a table, "" for a line of one number."""

    path: str
    line: str
    cell: str
    first: float
    now: float
    reasons: tuple[Why, ...]


def rows(work: Work, month: Period, kept: Frozen, as_at: datetime) -> tuple[RevisionRow, ...]:
    """Return what changed in a frozen month up to a moment, whoever asks: for the inside report."""
    before, after = (
        Facts(work.session, Window.of(month, moment, work.zone), work.lists)
        for moment in (kept.as_at, as_at)
    )
    return tuple(
        RevisionRow(
            each.path,
            say(f"lines.{each.path.split('/', 1)[0]}.label"),
            cell_words(each.path, work.lists),
            each.first,
            each.now,
            each.reasons,
        )
        for each in revisions.since(kept, before, after)
    )


def why_words(reasons: tuple[Why, ...]) -> str:
    """Say the reasons of a change with how many rows stand behind each."""
    if not reasons:
        return say("month_end.changes.not_said")
    return ", ".join(
        say(
            "month_end.changes.one_reason",
            rows=each.rows,
            reason=say(f"month_end.reason.{each.reason}"),
        )
        for each in reasons
    )


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


def changed_since(first: Figures, now: Figures) -> Mapping[str, tuple[int | float, int | float]]:
    """Return what a reader of both issues sees changed: path to first figure and figure now.

    Only figures printed in both; a withheld one says nothing, not even that it changed.
    """
    before = dict(_cells("", first.lines))
    found: dict[str, tuple[int | float, int | float]] = {}
    for path, value in _cells("", now.lines):
        old = before.get(path)
        if isinstance(value, int | float) and isinstance(old, int | float) and value != old:
            found[path] = (old, value)
    return found


def _cells(path: str, value: Value) -> list[tuple[str, Value]]:
    if not isinstance(value, Mapping):
        return [(path, value)]
    return [
        pair
        for name, inner in value.items()
        if name != "pct"
        for pair in _cells(f"{path}/{name}" if path else name, inner)
    ]
