"""What closes soon after harm, said on the first page until it is done or not wanted (workflow 2).

It names no option of health: the first page can be read by whoever stands near it. Only what was
told of lately reminds; a window whose end is not known reminds as long as it can be open.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import insert, or_, select

from models.following import WindowSettled
from models.incidents import Incident
from models.people import Person
from models.types import new_key
from outreach_app.casework import access, checks, own_work, time_windows
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.incident_access import writable
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.casework.seen import has_died
from outreach_app.casework.telling import IncidentDraft
from outreach_app.casework.time_windows import Window
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

WINDOWS: Final = "time_window"
# Windows that are no option of health: what a camera saw.
KEPT_ELSEWHERE: Final = ("cctv",)
# The most days back that a told incident is looked at; no window is longer (list ``time_window``).
_DAYS: Final = 31


@dataclass(frozen=True, slots=True)
class Matter:
    """The window of an incident that closes first; `others` are open besides.

    `alias` and `code` are empty where nobody is named. `hours_left` is None where the end is not
    known.
    """

    incident_id: str
    reference: str
    alias: str
    code: str
    window: str
    closes_at: datetime | None
    hours_left: int | None
    others: int = 0


def waiting(work: Work) -> tuple[Matter, ...]:
    """Return what closes soon, the nearest first; none for who has no part in casework."""
    if work.role not in CASEWORK:
        return ()
    longest = max(work.lists[WINDOWS].map("hours").values(), default=0)
    since = work.now - min(timedelta(hours=int(longest)), timedelta(days=_DAYS))
    rows = work.session.execute(
        select(Incident, Person.alias, Person.code, Person.restricted)
        .outerjoin(Person, Person.id == Incident.person_id)
        .where(
            Incident.voided_at.is_(None),
            Incident.disclosed_at >= since,
            or_(Incident.person_id.is_(None), still_here()),
        )
    ).all()
    found = []
    apart = own_work.incidents_apart(work)
    for row, alias, code, restricted in rows:
        if row.id in apart or (restricted and work.role != access.LEAD):
            continue
        if has_died(work, row.person_id):
            continue
        matter = _matter(work, row, alias or "", code or "")
        if matter is not None:
            found.append(matter)
    work.session.expunge_all()
    far = work.now + timedelta(days=_DAYS)
    return tuple(sorted(found, key=lambda each: (each.closes_at or far, each.reference)))


def settle(work: Work, incident_id: str, window: str) -> Done[str]:
    """Write down that a window is done or not wanted; it reminds no more, and is still shown."""
    insist(work, CASEWORK)
    checks.insist(checks.one_of(work.lists, WINDOWS, "window", window))
    writable(work, incident_id)
    if window not in _settled(work, incident_id):
        work.session.execute(
            insert(WindowSettled).values(
                id=new_key(), incident_id=incident_id, window=window, at=work.now, by=work.by
            )
        )
        audit.note(work, "window_settled", incident_id)
    return Done(incident_id, changed("incidents"))


def _matter(work: Work, row: Incident, alias: str, code: str) -> Matter | None:
    draft = IncidentDraft(
        told_at=row.disclosed_at,
        type=row.type,
        also=row.also,
        injuries=row.injuries,
        occurred_on=row.occurred_on,
        occurred_precision=row.occurred_precision,
        part_of_day=row.part_of_day,
    )
    settled = _settled(work, row.id)
    still = [
        each
        for each in time_windows.still_open(draft, work.lists, work.now, work.zone)
        if each.code not in settled and _since_told(each, row.disclosed_at, work.now)
    ]
    if not still:
        return None
    far = work.now + timedelta(days=_DAYS)
    # A window with an end comes before one of which no end is known.
    first = min(still, key=lambda each: (each.closes_at is None, each.closes_at or far, each.hours))
    left = None
    if first.closes_at is not None:
        left = int((first.closes_at - work.now).total_seconds() // 3600)
    return Matter(
        row.id,
        row.reference,
        alias,
        code,
        first.code,
        first.closes_at,
        left,
        len(still) - 1,
    )


def _since_told(window: Window, told_at: datetime, now: datetime) -> bool:
    """Tell whether a window can be open, counted from the telling: it happened before that."""
    return told_at + timedelta(hours=window.hours) > now


def _settled(work: Work, incident_id: str) -> set[str]:
    return set(
        work.session.scalars(
            select(WindowSettled.window).where(WindowSettled.incident_id == incident_id)
        )
    )
