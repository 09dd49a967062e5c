"""Opening a figure: every figure of a report as at its moment, and the rows behind one of them.

For the project's lead, on the screen alone: nothing here is printed, saved or sent. Each look is
written in the trail with line, period and moment, and names nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from outreach_app.casework.roles import LEAD, insist
from outreach_app.errors import NoSuchRecord
from outreach_app.governance import audit
from outreach_app.reports import issuing, revision_rows, traced_rows
from outreach_app.reports.asked import Asked
from outreach_app.reports.traced_rows import TracedRow
from outreach_app.statistics import (
    arithmetic,
    frozen,
    known_packs,
    registry,
    relations,
    trace,
)
from outreach_app.statistics.disclosure.cells import BASE
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import HIDDEN
from outreach_app.statistics.registry import Value
from outreach_app.statistics.trace import Figure, How
from outreach_app.statistics.window import Window
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

# More rows than anybody reads; how many there are is said.
MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure, exact; `printed` is what an issue says of it: a number, the mark, or None.

    `figure` is None for the middle value of nothing.
    """

    path: str
    line: str
    cell: str
    figure: Figure
    printed: int | float | str | None


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure with its rows, at most `MOST` of `total`; `how` as in `trace.How`.

    `first` is what was kept when the month was frozen, None where it was not as at this moment.
    """

    asked: Asked
    path: str
    line: str
    cell: str
    definition: str
    figure: Figure
    printed: int | float | str | None
    first: int | float | None
    how: How
    rows: tuple[TracedRow, ...]
    total: int

    @property
    def rounded(self) -> bool:
        """Tell whether the printed figure is this one to the nearest of what reports round to."""
        whole = isinstance(self.figure, int)
        return whole and self.printed == arithmetic.nearest(int(self.figure or 0), BASE)


def figures(work: Work, asked: Asked) -> tuple[FigureRow, ...]:
    """Return every figure of a report, exact, in the order of the lines. Raises NotAllowed."""
    insist(work, [LEAD])
    facts = _facts(work, asked)
    printed = _printed(work, asked)
    keys = known_packs.of(work, asked.pack).lines if asked.pack else tuple(registry.known())
    found: list[FigureRow] = []
    for key in dict.fromkeys(keys):
        line = registry.known()[key]
        if not line.answers(asked.period):
            continue
        for below, figure in trace.figures_of(line, facts).items():
            path = f"{key}/{below}" if below else key
            found.append(
                FigureRow(
                    path,
                    say(f"lines.{key}.label"),
                    revision_rows.cell_words(path, work.lists),
                    figure,
                    _as_printed(printed, path),
                )
            )
    return tuple(found)


def look(work: Work, asked: Asked, path: str) -> Done[Traced]:
    """Return the rows behind a figure and write in the trail that they were looked at.

    Raises NotAllowed, NoSuchRecord for a figure there is not.
    """
    insist(work, [LEAD])
    key = path.split("/", 1)[0]
    if key not in registry.known():
        raise NoSuchRecord
    cell = trace.of_cell(_facts(work, asked), path)
    if cell is None:
        raise NoSuchRecord
    kept = frozen.at_moment(work.session, asked.period, asked.as_at)
    first = relations.at(kept.lines, path) if kept is not None else None
    audit.note(
        work,
        "figure_traced",
        asked.issue_id or None,
        figure=path,
        period=asked.period.name,
        as_at=f"{asked.as_at:%Y-%m-%dT%H:%M:%SZ}",
    )
    traced = Traced(
        asked=asked,
        path=path,
        line=say(f"lines.{key}.label"),
        cell=revision_rows.cell_words(path, work.lists),
        definition=say(f"lines.{key}.definition"),
        figure=cell.figure,
        printed=_as_printed(_printed(work, asked), path),
        first=first if isinstance(first, int | float) else None,
        how=cell.how,
        rows=traced_rows.read(work, cell.rows[:MOST]),
        total=len(cell.rows),
    )
    return Done(traced, changed("audit"))


def _facts(work: Work, asked: Asked) -> Facts:
    return Facts(work.session, Window.of(asked.period, asked.as_at, work.zone), work.lists)


def _printed(work: Work, asked: Asked) -> Mapping[str, Value]:
    if not asked.issue_id:
        return {}
    return issuing.printed(work, asked.issue_id)[0].lines


def _as_printed(lines: Mapping[str, Value], path: str) -> int | float | str | None:
    """Return what stands on paper: a figure, or the mark where it is withheld."""
    found = relations.at(lines, path)
    return found if isinstance(found, int | float) or found == HIDDEN else None
