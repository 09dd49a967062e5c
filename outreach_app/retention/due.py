"""What is due to be let go of, by the state of each case: proposed, never done by itself.

A person is due when every class that applies to them is over (list ``retention_class``): a case
runs from its last closing, harm from the last telling, contacts from the last one, a child's record
until the 25th birthday. An open case is never due. Descriptions of somebody dangerous with nobody
behind them any more, and those of partners, are looked at again after their own years.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from models.erasing import KeptLonger
from outreach_app.casework import holds, roles
from outreach_app.casework.anonymised import FACTS, PERSON, REPORT
from outreach_app.casework.holds import HoldRow
from outreach_app.retention import quiet, times
from outreach_app.retention.facts import Description, descriptions
from outreach_app.retention.lives import Life, lives
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

# So long before its day something stands in the list, so that nobody is surprised.
AHEAD: Final = timedelta(days=31)
# How old somebody of a child's band is at least; of the youngest nothing is known.
_YOUNGEST: Final[Mapping[str, int]] = {"16_17": 16}


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing to decide: a person, the description in an incident, a partner's report.

    `what` is the class that ends last, `since` the day it is counted from, `due_on` the day it is
    over. `kept_until` is a day the lead chose, `hold` what forbids it, `warning` that a warning
    rests on it.
    """

    kind: str
    key: str
    name: str
    code: str
    what: str
    since: date
    due_on: date
    restricted: bool = False
    hold: HoldRow | None = None
    kept_until: date | None = None
    kept_why: str = ""
    warning: bool = False

    @property
    def stopped(self) -> bool:
        """Tell whether nothing may be decided now."""
        return self.hold is not None or self.warning

    def waits(self, today: date) -> bool:
        """Tell whether it is to be decided now."""
        return not self.stopped and max(self.due_on, self.kept_until or self.due_on) <= today


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Until when something is kept past its time, and why."""

    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class DueList:
    """What is due or soon, the earliest first; how long each class is kept; the day it is."""

    rows: tuple[DueRow, ...]
    years: Mapping[str, int]
    today: date
    lists: Vocabulary

    @property
    def waiting(self) -> int:
        """Return how many wait for a decision."""
        return sum(row.waits(self.today) for row in self.rows)


def listed(work: Work) -> DueList:
    """Return what is due now or within a month. For the lead."""
    roles.insist(work, (roles.LEAD,))
    return DueList(_rows(work), times.years(work), work.today, work.lists)


def count(work: Work) -> int:
    """Return how many things wait for a decision; 0 for everybody but the lead."""
    if work.role != roles.LEAD:
        return 0
    return sum(row.waits(work.today) for row in _rows(work))


def _rows(work: Work) -> tuple[DueRow, ...]:
    years, kept = times.years(work), _kept(work)
    last = work.today + AHEAD
    rows = [_of_life(life, years, kept) for life in lives(work, quiet.people(work, last, years))]
    before = quiet.earliest(last, years[times.DESCRIPTION])
    rows += [_of_facts(each, years, kept) for each in descriptions(work, before)]
    near = [row for row in rows if row is not None and row.due_on <= last]
    # Asked for all at once: of everybody by themselves it would be thousands of questions.
    held = holds.held(work, [row.key for row in near if row.kind == PERSON])
    near = [
        replace(row, hold=holds.of_person(work, row.key)) if row.key in held else row
        for row in near
    ]
    near = [row for row in near if row.kept_until is None or row.kept_until <= last or row.stopped]
    return tuple(sorted(near, key=lambda row: (row.stopped, row.due_on, row.name, row.key)))


def _of_life(
    life: Life, years: Mapping[str, int], kept: Mapping[tuple[str, str], KeptRow]
) -> DueRow | None:
    if life.case_open:
        return None
    ends = [(times.after(life.last_on, years[times.CONTACTS]), times.CONTACTS, life.last_on)]
    for name, day in (
        (times.CASE, life.closed_on),
        (times.CASE, life.told_on),
        (times.SERIOUS, life.serious_on),
    ):
        if day is not None:
            ends.append((times.after(day, years[name]), name, day))
    if life.born_on is not None:
        ends.append((times.after(life.born_on, years[times.CHILD]), times.CHILD, life.born_on))
    elif life.child_on is not None:
        left = years[times.CHILD] - _YOUNGEST.get(life.band, 0)
        ends.append((times.after(life.child_on, max(left, 1)), times.CHILD, life.child_on))
    due_on, what, since = max(ends)
    longer = kept.get((PERSON, life.key))
    return DueRow(
        PERSON,
        life.key,
        life.alias,
        life.code,
        what,
        since,
        due_on,
        life.restricted,
        kept_until=longer.until if longer else None,
        kept_why=longer.reason if longer else "",
    )


def _of_facts(
    each: Description,
    years: Mapping[str, int],
    kept: Mapping[tuple[str, str], KeptRow],
) -> DueRow:
    longer = kept.get((each.kind, each.key))
    return DueRow(
        each.kind,
        each.key,
        each.reference,
        each.reference,
        times.DESCRIPTION,
        each.since,
        times.after(each.since, years[times.DESCRIPTION]),
        kept_until=longer.until if longer else None,
        kept_why=longer.reason if longer else "",
        warning=each.warning,
    )


def _kept(work: Work) -> dict[tuple[str, str], KeptRow]:
    rows = work.session.execute(
        select(KeptLonger.kind, KeptLonger.object_id, KeptLonger.until, KeptLonger.reason).order_by(
            KeptLonger.noted_at, KeptLonger.id
        )
    )
    return {(row.kind, row.object_id): KeptRow(row.until, row.reason) for row in rows}


KINDS: Final = (PERSON, FACTS, REPORT)
