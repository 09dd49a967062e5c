"""What changed since the first issue, on paper: the mark at a figure, and the table first to now.

A report that leaves compares with nothing but its own first issue, figure by figure as printed: its
reader may have both already. Why a figure changed, in rows, stands in the report for inside alone,
since one row behind a reason is one person's doing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.record import IssuedReport
from outreach_app.reports import revision_rows
from outreach_app.reports.document import (
    Column,
    Heading,
    Hidden,
    Partly,
    Revised,
    Table,
    Value,
)
from outreach_app.reports.revision_rows import RevisionRow
from outreach_app.statistics import frozen
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import Pack
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class Changes:
    """Figures that changed: first and now by path for outside, with their reasons for inside."""

    outside: Mapping[str, tuple[Value, Value]]
    inside: tuple[RevisionRow, ...] = ()

    def at(self, path: str) -> bool:
        """Tell whether the figure at a path changed, or a part of the share there."""
        paths = (path, f"{path}/n", f"{path}/d")
        return any(each in self.outside for each in paths) or any(
            row.path in paths for row in self.inside
        )


NONE = Changes({})


def changes(work: Work, pack: Pack, figures: Figures, before: datetime) -> Changes:
    """Return what changed in a report since its first issue made before a moment.

    For inside, since the month was frozen.
    """
    if pack.protected:
        first = None if pack.once else _first(work, pack, figures, before)
        found = revision_rows.changed_since(first, figures) if first is not None else {}
        return Changes(found) if found else NONE
    kept = frozen.of_month(work.session, figures.period)
    if kept is None or kept.as_at >= figures.as_at:
        return NONE
    return Changes({}, revision_rows.rows(work, figures.period, kept, figures.as_at))


def marked(path: str, value: Value, changed: Changes) -> Value:
    """Return a figure with the mark of change where it has changed."""
    if isinstance(value, Hidden | Partly | Revised) or not changed.at(path):
        return value
    return Revised(value)


def table(changed: Changes, pack: Pack, lists: Vocabulary) -> Table | None:
    """Return the table of changes, None where there are none."""
    words = "report.changed"
    title, note = say(f"{words}.title"), say(f"{words}.note")
    titles = [Column("", figures=False), Column(say(f"{words}.first")), Column(say(f"{words}.now"))]
    rows: tuple[tuple[Value, ...], ...]
    if changed.inside:
        title, note = say("month_end.changes.title"), say(f"{words}.note_inside")
        titles.append(Column(say(f"{words}.why"), figures=False))
        rows = tuple(
            (
                _named(row.line, row.cell),
                row.first,
                row.now,
                revision_rows.why_words(row.reasons),
            )
            for row in changed.inside
        )
    elif changed.outside:
        rows = tuple((_label(path, pack, lists), *pair) for path, pair in changed.outside.items())
    else:
        return None
    return Table(Heading(title), tuple(titles), rows, notes=(note,))


def _first(work: Work, pack: Pack, figures: Figures, before: datetime) -> Figures | None:
    stored = work.session.scalar(
        select(IssuedReport.figures)
        .where(
            IssuedReport.pack == pack.name,
            IssuedReport.first_day == figures.period.first,
            IssuedReport.last_day == figures.period.last,
            IssuedReport.issue == 1,
            IssuedReport.issued_at < before,
        )
        .limit(1)
    )
    return Figures.from_canonical(json.dumps(stored).encode()) if stored is not None else None


def _label(path: str, pack: Pack, lists: Vocabulary) -> str:
    if path in pack.labels:
        return pack.labels[path]
    key = path.split("/", 1)[0]
    line = pack.labels.get(key) or say(f"lines.{key}.label")
    return _named(line, revision_rows.cell_words(path, lists))


def _named(line: str, cell: str) -> str:
    return f"{line}: {cell}" if cell else line
