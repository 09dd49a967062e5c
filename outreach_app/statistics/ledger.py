"""The ledger: every protected report that was given out, in whatever form, issued or not.

A reader holds them all (statistics design, part 1), so what is printed next is judged together with
them. An entry is written before the bytes leave; what was not printed after all stays in it, which
may withhold more than necessary and never less.
"""

import json
from typing import Final

from sqlalchemy import func, insert, select

from models.record import GivenOut as Entry
from models.types import new_key
from outreach_app.casework import roles
from outreach_app.errors import Refused
from outreach_app.statistics.disclosure.releases import Release
from outreach_app.statistics.figures import Figures
from outreach_app.work import Work

# Whoever lets a pack go that is given out once decides for all what is said of that period.
ONCE_BY: Final = (*roles.CASEWORK, roles.LIAISON, "reporter")


class OnceOnly(Refused):
    """This pack was given out for this period before, with other figures; it never is again."""

    key = "report.once_only"


class Overtaken(Refused):
    """Another report was given out since this one was made, which was not judged with it."""

    key = "report.overtaken"


def given(work: Work) -> tuple[Release, ...]:
    """Return every release, oldest first."""
    found = work.session.scalars(select(Entry.entry).order_by(Entry.made_at, Entry.id))
    return tuple(Release.from_json(each) for each in found)


def entries(work: Work) -> int:
    """Return how many releases there are."""
    return work.session.scalar(select(func.count()).select_from(Entry)) or 0


def enter(work: Work, figures: Figures, *, once: bool = False) -> None:
    """Write down that protected figures leave; the same figures once more need no second entry.

    The figures of the internal pack have no release and never leave. Raises Overtaken where
    another report was given out since these were protected, and OnceOnly where a pack that is
    given out `once` was given out for the period before: nobody is to find a change by comparing.
    Raises NotAllowed where such a pack is not for the person at the keyboard to let go.
    """
    if figures.release is None:
        return
    digest = figures.sha256()
    wanted = select(Entry.id).where(Entry.fingerprint == digest).limit(1)
    if work.session.scalar(wanted) is not None:
        return
    period = figures.period
    before = select(Entry.id).where(
        Entry.pack == figures.pack,
        Entry.first_day == period.first,
        Entry.last_day == period.last,
    )
    if once:
        roles.insist(work, ONCE_BY)
        if work.session.scalar(before.limit(1)) is not None:
            raise OnceOnly
    if figures.release["after"] != entries(work):
        raise Overtaken
    work.session.execute(
        insert(Entry).values(
            id=new_key(),
            pack=figures.pack,
            first_day=figures.period.first,
            last_day=figures.period.last,
            as_at=figures.as_at,
            made_at=work.now,
            made_by=work.by,
            fingerprint=digest,
            entry=json.loads(json.dumps(figures.release)),
        )
    )
