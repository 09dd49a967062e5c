"""What the screen after an incident needs: what is still possible, whom to call, what was answered.

One look for workflow 2: the short possibilities counted from the event, the day the project last
checked them, the centre's number, and whether the questions may be asked at all.
"""

from dataclasses import dataclass
from datetime import date

from outreach_app.casework import agencies, time_settings, time_windows, young
from outreach_app.casework.agencies import AgencyRow
from outreach_app.casework.incident_access import readable
from outreach_app.casework.roles import CASEWORK
from outreach_app.casework.telling import IncidentDraft
from outreach_app.casework.time_windows import Window
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class Wishes:
    """One incident on the screen after it. `timed`: hours mean something for the windows.

    `child`: nothing is asked of somebody under 18, what follows is told instead. `may_ask` is for
    the buttons of whoever works with cases.
    """

    incident_id: str
    reference: str
    person_id: str | None
    windows: tuple[Window, ...]
    timed: bool
    strangled: bool
    checked_on: date | None
    centres: tuple[AgencyRow, ...]
    child: bool
    may_ask: bool
    lists: Vocabulary


def of_incident(work: Work, incident_id: str) -> Wishes:
    """Return what the screen shows. Raises Restricted for who may not read the record."""
    row = readable(work, incident_id)
    draft = IncidentDraft(
        told_at=row.disclosed_at,
        type=row.type,
        also=row.also,
        injuries=row.injuries,
        occurred_on=row.occurred_on,
        occurred_precision=row.occurred_precision,
        part_of_day=row.part_of_day,
    )
    windows = time_windows.still_open(draft, work.lists, work.now, work.zone)
    person = row.person_id
    return Wishes(
        incident_id=row.id,
        reference=row.reference,
        person_id=person if work.role in CASEWORK else None,
        windows=windows,
        timed=row.occurred_precision in ("day", "exact")
        and row.part_of_day not in (None, "not_known"),
        strangled=time_windows.strangled(draft),
        checked_on=time_settings.current(work).checked_on,
        centres=agencies.directory(work, "sarc") if windows else (),
        child=person is not None and person in young.kept_inside(work),
        may_ask=work.role in CASEWORK and row.voided_at is None,
        lists=work.lists,
    )
