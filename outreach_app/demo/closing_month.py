"""A month of the sample is frozen by two people and its packs are issued, so that both can be seen.

The newest month whose entries are no longer due: the one after it waits to be looked at and frozen.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Final

from outreach_app.casework import staff
from outreach_app.demo.world import STAFF
from outreach_app.reports import closing, issuing
from outreach_app.statistics import periods
from outreach_app.statistics.disclosure import NoProof
from outreach_app.statistics.periods import Period
from outreach_app.work import Work

PACKS: Final = ("lottery", "police")
# Who is asked to confirm, and what they are.
_SECOND: Final = (STAFF[1], "caseworker")


def month_of(work: Work) -> Period:
    """Return the month that is frozen: the one before the last that is over."""
    before, _, _ = periods.months_up_to(work.today, 3)
    return before


def close(work: Work) -> None:
    """Propose, confirm and issue, each as whoever does it."""
    month = month_of(work)
    row = closing.propose(work, month).value
    code, role = _SECOND
    closing.confirm(replace(work, by=code, role=role), row.id)
    name = staff.names(work).get(code, code)
    for pack in PACKS:
        # Where nothing can be printed beside the other pack, the sample does without this one.
        with suppress(NoProof):
            issuing.issue(work, pack, month, row.as_at, checked_by=name)
