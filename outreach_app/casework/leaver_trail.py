"""What a colleague took out and looked at lately: for the lead, when somebody leaves."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from outreach_app.casework import roles, trail
from outreach_app.casework.colleagues import KEEPERS
from outreach_app.casework.trail import Look
from outreach_app.governance import audit
from outreach_app.work import Work

# Workflow 7, steps 3 and 5: what left in 90 days, what was looked at in 30.
TOOK_DAYS: Final = 90
LOOKED_DAYS: Final = 30
# Whatever puts words of the casebook where this program no longer keeps them. A new way out of
# here belongs into this list.
TOOK: Final = ("exported", "rows_set_aside", "report_left", "report_issued", "referral_made")


@dataclass(frozen=True, slots=True)
class Tracks:
    """What went out in the last `TOOK_DAYS`, and every line of the last `LOOKED_DAYS`."""

    took: tuple[Look, ...]
    looked: tuple[Look, ...]

    @property
    def restricted(self) -> tuple[Look, ...]:
        """The lines about restricted records."""
        return tuple(look for look in self.looked if look.restricted)


def of(work: Work, code: str) -> Tracks:
    """Return the tracks of one colleague, the newest first. For the lead."""
    roles.insist(work, KEEPERS)
    since = work.now - timedelta(days=TOOK_DAYS)
    took = audit.of_actor(work, code, since, TOOK)
    looked = audit.of_actor(work, code, work.now - timedelta(days=LOOKED_DAYS))
    return Tracks(trail.shown(work, took), trail.shown(work, looked))
