"""Everything the pages about colleagues show, read in one look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outreach_app.casework import caseload, leaver_trail, roles, staff
from outreach_app.casework.caseload import Load
from outreach_app.casework.colleagues import KEEPERS, NoSuchColleague
from outreach_app.casework.leaver_trail import Tracks
from outreach_app.casework.staff import StaffRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class Colleagues:
    """All colleagues; `load` gives how many open cases and waiting tasks each has."""

    rows: tuple[StaffRow, ...]
    load: Mapping[str, tuple[int, int]]
    today: date
    lists: Vocabulary

    @property
    def left_with_load(self) -> tuple[StaffRow, ...]:
        """Those who can no longer sign in and still look after somebody."""
        return tuple(row for row in self.rows if row.left and row.code in self.load)


@dataclass(frozen=True, slots=True)
class OneColleague:
    """One colleague, what they look after, who could take over, what they did lately."""

    row: StaffRow
    load: Load
    takers: tuple[StaffRow, ...]
    tracks: Tracks
    today: date
    lists: Vocabulary


def everybody(work: Work) -> Colleagues:
    """Return all colleagues with what they look after. For the lead."""
    roles.insist(work, KEEPERS)
    return Colleagues(staff.colleagues(work), caseload.counts(work), work.today, work.lists)


def one(work: Work, code: str) -> OneColleague:
    """Return one colleague. For the lead."""
    roles.insist(work, KEEPERS)
    row = staff.by_code(work.session, code)
    if row is None:
        raise NoSuchColleague(name=code)
    return OneColleague(
        row,
        caseload.held(work, code),
        caseload.takers(work, code),
        leaver_trail.of(work, code),
        work.today,
        work.lists,
    )
