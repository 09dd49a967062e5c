"""Figures of others, typed in with their year and source, to stand beside the project's own.

None is built in, and nothing is worked out with one: it is kept and printed as it was published.
Source: requirements, F2.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import insert, select, update

from models.telling_more import OutsideFigure
from models.types import new_key
from outreach_app.casework import checks
from outreach_app.casework.roles import LEAD, insist
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

SUBJECT: Final = "outside_figures"
WHAT_LIMIT: Final = 200
VALUE_LIMIT: Final = 40
SOURCE_LIMIT: Final = 300
_FIRST_YEAR: Final = 1900


@dataclass(frozen=True, slots=True)
class OutsideDraft:
    """What the figure says, the figure as published, the year it is about, where it stands."""

    what: str
    value: str
    year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """One figure of somebody else."""

    id: str
    what: str
    value: str
    year: int
    source: str


def check(draft: OutsideDraft, this_year: int) -> tuple[Problem, ...]:
    """Find what is missing: without year and source no figure of others is taken in."""
    problems = [
        *checks.text("what", draft.what, WHAT_LIMIT, needed=True),
        *checks.text("value", draft.value, VALUE_LIMIT, needed=True),
        *checks.text("source", draft.source, SOURCE_LIMIT, needed=True),
    ]
    if draft.value.strip() and not any(sign.isdigit() for sign in draft.value):
        problems.append(Problem("value", "outside_no_figure"))
    if draft.year is None or not _FIRST_YEAR <= draft.year <= this_year:
        problems.append(Problem("year", "outside_year"))
    return tuple(problems)


def add(work: Work, draft: OutsideDraft) -> Done[str]:
    """Take a figure of others in. For the lead."""
    insist(work, (LEAD,))
    checks.insist(check(draft, work.today.year))
    key = new_key()
    work.session.execute(
        insert(OutsideFigure).values(
            id=key,
            what=draft.what.strip(),
            value=draft.value.strip(),
            year=draft.year,
            source=draft.source.strip(),
            added_at=work.now,
            added_by=work.by,
        )
    )
    audit.note(work, "outside_figure_added", key)
    return Done(key, changed(SUBJECT, "settings"))


def take_out(work: Work, key: str) -> Done[str]:
    """Show a figure no longer; that it was there stays known. For the lead."""
    insist(work, (LEAD,))
    done = work.session.execute(
        update(OutsideFigure)
        .where(OutsideFigure.id == key, OutsideFigure.ended_at.is_(None))
        .values(ended_at=work.now, ended_by=work.by)
        .returning(OutsideFigure.id)
    ).all()
    if not done:
        raise NoSuchRecord
    audit.note(work, "outside_figure_taken_out", key)
    return Done(key, changed(SUBJECT, "settings"))


def listing(work: Work) -> tuple[OutsideRow, ...]:
    """Return the figures that are shown, by year and then in the order they were typed in."""
    c = OutsideFigure
    rows = work.session.execute(
        select(c.id, c.what, c.value, c.year, c.source)
        .where(c.ended_at.is_(None))
        .order_by(c.year, c.added_at, c.id)
    )
    return tuple(OutsideRow(*row) for row in rows)
