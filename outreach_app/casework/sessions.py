"""Shifts and openings: started, worked, ended; one belongs to the local day it started."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, insert, select

from models.contacts import Contact, ContactSupply, OutreachSession
from models.incidents import Incident
from models.people import Person
from models.sharing import Alert
from models.stock import StockPlace
from models.types import new_key
from outreach_app.casework import checks, shift_stock
from outreach_app.casework.roles import SHIFT, insist
from outreach_app.casework.seen import counted_outcomes
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

# How people are met on a shift of each kind, so that a contact on it need not say.
SETTING_OF: Final = {
    "van_night": "street_van",
    "foot_night": "street_foot",
    "drop_in_session": "drop_in",
    "indoor_round": "indoor_visit",
    "netreach_session": "netreach",
    "clinic_session": "satellite_clinic",
    "group_session": "group",
}

_ROW: Final = (
    OutreachSession.id,
    OutreachSession.type,
    OutreachSession.started_at,
    OutreachSession.ended_at,
    OutreachSession.area,
    OutreachSession.workers,
    OutreachSession.stock_place,
)
_MOMENT: Final = func.coalesce(OutreachSession.ended_at, OutreachSession.started_at)


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A shift about to start: what kind, where, with whom, and whose stock it gives from."""

    type: str
    started_at: datetime
    area: str | None = None
    workers: tuple[str, ...] = ()
    stock_place: str | None = None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A shift; `ended_at` is empty while it is open."""

    id: str
    type: str
    started_at: datetime
    ended_at: datetime | None
    area: str | None
    workers: tuple[str, ...]
    stock_place: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What a shift comes to so far; `people` are those who were named, each once."""

    contacts: int
    not_named: int
    items: Mapping[str, int]
    returns: int
    incidents: int
    people: int = 0
    alerts: int = 0


def check(draft: SessionDraft, lists: Vocabulary, now: datetime) -> tuple[Problem, ...]:
    """Find what must be mended before a shift can start."""
    return (
        *checks.one_of(lists, "session_type", "type", draft.type),
        *checks.one_of(lists, "area", "area", draft.area),
        *checks.not_later("started_at", draft.started_at, now),
    )


def start(work: Work, draft: SessionDraft) -> Done[SessionRow]:
    """Start a shift. Starting, ending and handing over are for whoever works on one."""
    insist(work, SHIFT)
    checks.insist(check(draft, work.lists, work.now))
    if draft.stock_place and work.session.get(StockPlace, draft.stock_place) is None:
        checks.insist([Problem("stock_place", "unknown_code", {"value": draft.stock_place})])
    workers = draft.workers or (work.by,)
    row = SessionRow(
        new_key(), draft.type, draft.started_at, None, draft.area, workers, draft.stock_place
    )
    work.session.execute(
        insert(OutreachSession).values(
            id=row.id,
            type=row.type,
            started_at=row.started_at,
            area=row.area,
            workers=workers,
            stock_place=row.stock_place,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    audit.note(work, "session_started", row.id)
    return Done(row, changed("sessions"))


def end(work: Work, session_id: str, handover: str | None = None) -> Done[str]:
    """End a shift now, with a line for whoever comes next, below what was handed over so far.

    What it gave leaves the shift's place in the same transaction.
    """
    return end_at(work, session_id, work.now, handover)


def end_at(work: Work, session_id: str, moment: datetime, handover: str | None = None) -> Done[str]:
    """End a shift at a moment that is past, as a paper sheet says."""
    insist(work, SHIFT)
    shift = work.session.get(OutreachSession, session_id)
    if shift is None or shift.ended_at is not None:
        raise NoSuchRecord
    checks.insist(checks.not_later("ended_at", moment, work.now))
    shift.ended_at = moment
    lines = [line for line in (shift.handover, checks.clean(handover)) if line]
    shift.handover = "\n".join(lines) or None
    work.session.flush()
    shift_stock.settle(work, session_id)
    audit.note(work, "session_ended", session_id)
    return Done(session_id, changed("sessions", "stock"))


def reopen(work: Work, session_id: str) -> Done[SessionRow]:
    """Open a shift again that ended today, as if it had not been ended."""
    insist(work, SHIFT)
    shift = work.session.get(OutreachSession, session_id)
    if shift is None or shift.voided_at is not None:
        raise NoSuchRecord
    if shift.ended_at is None or work.day_of(shift.ended_at) != work.today:
        checks.insist([Problem("session_id", "ended_before_today")])
    shift.ended_at = None
    work.session.flush()
    audit.note(work, "session_reopened", session_id)
    return Done(one(work, session_id), changed("sessions"))


def change_area(work: Work, session_id: str, area: str) -> Done[SessionRow]:
    """Move an open shift to another area; contacts entered so far keep theirs."""
    insist(work, SHIFT)
    checks.insist(checks.one_of(work.lists, "area", "area", area))
    shift = work.session.get(OutreachSession, session_id)
    if shift is None or shift.ended_at is not None:
        raise NoSuchRecord
    shift.area = area
    work.session.flush()
    audit.note(work, "session_moved", session_id, area=area)
    return Done(one(work, session_id), changed("sessions"))


def one(work: Work, session_id: str) -> SessionRow:
    """Return one shift."""
    found = work.session.execute(select(*_ROW).where(OutreachSession.id == session_id)).first()
    if found is None:
        raise NoSuchRecord
    return SessionRow(*found)


def recent(work: Work, limit: int = 50) -> tuple[SessionRow, ...]:
    """Return the shifts that started last, newest first, open ones among them."""
    found = work.session.execute(
        select(*_ROW)
        .where(OutreachSession.voided_at.is_(None))
        .order_by(OutreachSession.started_at.desc(), OutreachSession.id.desc())
        .limit(limit)
    )
    return tuple(SessionRow(*row) for row in found)


def open_now(work: Work) -> SessionRow | None:
    """Return the open shift that started last, if one is open and the person is on it."""
    found = work.session.execute(
        select(*_ROW)
        .where(
            OutreachSession.ended_at.is_(None),
            OutreachSession.voided_at.is_(None),
            OutreachSession.recorded_by.is_not(None),
        )
        .order_by(OutreachSession.started_at.desc())
        .limit(10)
    )
    mine = (SessionRow(*row) for row in found)
    return next((row for row in mine if work.by in row.workers), None)


def tally(work: Work, session_id: str) -> Tally:
    """Add up a shift."""
    counted = (
        Contact.session_id == session_id,
        Contact.voided_at.is_(None),
        Contact.outcome.in_(counted_outcomes(work)),
    )
    whole = func.coalesce(Person.merged_into, Person.id)
    contacts, named, people, returns = work.session.execute(
        select(
            func.count(),
            func.count(Contact.person_id),
            func.count(whole.distinct()),
            func.sum(Contact.needle_returns),
        )
        .select_from(Contact)
        .outerjoin(Person, Person.id == Contact.person_id)
        .where(*counted)
    ).one()
    items = work.session.execute(
        select(ContactSupply.item, func.sum(ContactSupply.quantity))
        .join(Contact, Contact.id == ContactSupply.contact_id)
        .where(*counted)
        .group_by(ContactSupply.item)
    )
    started = select(OutreachSession.started_at).where(OutreachSession.id == session_id)
    incidents = work.session.scalar(
        select(func.count()).where(
            Incident.voided_at.is_(None),
            Incident.recorded_by == work.by,
            Incident.disclosed_at >= started.scalar_subquery(),
        )
    )
    alerts = work.session.scalar(
        select(func.count()).where(
            Alert.voided_at.is_(None), Alert.issued_at >= started.scalar_subquery()
        )
    )
    return Tally(
        contacts=contacts,
        not_named=contacts - named,
        items={item: int(number) for item, number in items},
        returns=int(returns or 0),
        incidents=incidents or 0,
        people=people,
        alerts=alerts or 0,
    )


def last_handover(work: Work) -> tuple[str, datetime, str | None] | None:
    """Return the newest handover: its words, when the shift ended or began, who started it."""
    found = work.session.execute(
        select(OutreachSession.handover, _MOMENT, OutreachSession.recorded_by)
        .where(OutreachSession.handover.is_not(None), OutreachSession.voided_at.is_(None))
        .order_by(_MOMENT.desc())
        .limit(1)
    ).first()
    if found is None or found.handover is None:
        return None
    return found.handover, found[1], found.recorded_by


def handover_of(work: Work, session_id: str) -> str | None:
    """Return what a shift left for the next one so far."""
    return work.session.scalar(
        select(OutreachSession.handover).where(OutreachSession.id == session_id)
    )


def hand_over(work: Work, line: str) -> Done[str]:
    """Add a line to the handover of the newest shift, signed when somebody else adds it."""
    insist(work, SHIFT)
    checks.insist(checks.text("handover", line, checks.NOTE_LIMIT, needed=True))
    newest = work.session.scalars(
        select(OutreachSession)
        .where(OutreachSession.voided_at.is_(None))
        .order_by(_MOMENT.desc(), OutreachSession.id.desc())
        .limit(1)
    ).first()
    if newest is None:
        raise NoSuchRecord
    signed = line.strip() if newest.recorded_by == work.by else f"{line.strip()} ({work.by})"
    newest.handover = f"{newest.handover}\n{signed}" if newest.handover else signed
    work.session.flush()
    audit.note(work, "handover_added", newest.id)
    return Done(newest.id, changed("sessions"))
