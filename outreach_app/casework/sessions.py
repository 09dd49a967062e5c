"""Shifts and openings: started, worked, ended; one belongs to the local day it started."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update

from models.contacts import Contact, ContactSupply, OutreachSession
from models.incidents import Incident
from models.types import new_key
from outreach_app.casework import checks
from outreach_app.casework.seen import counted_outcomes
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A shift about to start: what kind, where, with whom."""

    type: str
    started_at: datetime
    area: str | None = None
    workers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A shift; `ended_at` is empty while it is open."""

    id: str
    type: str
    started_at: datetime
    ended_at: datetime | None
    area: str | None
    workers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a shift comes to so far: events, never people."""

    contacts: int
    not_named: int
    items: Mapping[str, int]
    returns: int
    incidents: int


def check(draft: SessionDraft, lists: Vocabulary, now: datetime) -> tuple[Problem, ...]:
    """Find what must be mended before a shift can start."""
    return (
        *checks.one_of(lists, "session_type", "type", draft.type),
        *checks.one_of(lists, "area", "area", draft.area),
        *checks.not_later("started_at", draft.started_at, now),
    )


def start(work: Work, draft: SessionDraft) -> Done[SessionRow]:
    """Start a shift."""
    checks.insist(check(draft, work.lists, work.now))
    workers = draft.workers or (work.by,)
    row = SessionRow(new_key(), draft.type, draft.started_at, None, draft.area, workers)
    work.session.execute(
        insert(OutreachSession).values(
            id=row.id,
            type=row.type,
            started_at=row.started_at,
            area=row.area,
            workers=workers,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    audit.note(work, "session_started", row.id)
    return Done(row, changed("sessions"))


def end(work: Work, session_id: str, handover: str | None = None) -> Done[str]:
    """End a shift now, with a line for whoever comes next."""
    done = work.session.execute(
        update(OutreachSession)
        .where(OutreachSession.id == session_id, OutreachSession.ended_at.is_(None))
        .values(ended_at=work.now, handover=checks.clean(handover))
        .returning(OutreachSession.id)
    ).all()
    if not done:
        raise NoSuchRecord
    audit.note(work, "session_ended", session_id)
    return Done(session_id, changed("sessions"))


def open_now(work: Work) -> SessionRow | None:
    """Return the open shift that started last, if one is open and the person is on it."""
    found = work.session.execute(
        select(
            OutreachSession.id,
            OutreachSession.type,
            OutreachSession.started_at,
            OutreachSession.ended_at,
            OutreachSession.area,
            OutreachSession.workers,
        )
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
    contacts, named, returns = work.session.execute(
        select(func.count(), func.count(Contact.person_id), func.sum(Contact.needle_returns)).where(
            *counted
        )
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
    return Tally(
        contacts=contacts,
        not_named=contacts - named,
        items={item: int(number) for item, number in items},
        returns=int(returns or 0),
        incidents=incidents or 0,
    )


def last_handover(work: Work) -> tuple[str, datetime, str | None] | None:
    """Return the newest handover line: its words, when the shift ended, who started the shift."""
    found = work.session.execute(
        select(OutreachSession.handover, OutreachSession.ended_at, OutreachSession.recorded_by)
        .where(OutreachSession.handover.is_not(None), OutreachSession.ended_at.is_not(None))
        .order_by(OutreachSession.ended_at.desc())
        .limit(1)
    ).first()
    if found is None or found.handover is None or found.ended_at is None:
        return None
    return found.handover, found.ended_at, found.recorded_by
