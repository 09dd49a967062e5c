"""Who looked: the trail asked by person, by colleague, by day. For those who may read it.

A line names nobody: whom it is about is found by the keys of their records at this moment. What
was let go of since is not found any more, and its lines stay.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import select

from models.record import AuditEntry
from outreach_app.casework import access, staff
from outreach_app.casework.own_copy.gathering import keys_of
from outreach_app.casework.trail import READERS, Look, shown
from outreach_app.errors import NotAllowed
from outreach_app.governance import audit, heads
from outreach_app.governance.audit import AuditRow
from outreach_app.governance.heads import Head
from outreach_app.work import Done, Work, changed

MOST: Final = 2000
# Looks and handing out, apart from what was entered or changed.
LOOKS: Final = frozenset(
    {
        "account_read",
        "concern_read",
        "conduct_read",
        "exported",
        "figure_traced",
        "form_read",
        "own_record_read",
        "refused",
        "release_refused",
        "released",
        "report_left",
        "request_read",
        "restricted_opened",
        "sealed_file_read",
        "searched",
        "trail_read",
        "unlocked",
        "witness_read",
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the trail is wanted: about whom, by whom, between which local days, all inclusive.

    With `looks` only what was read, handed out or refused, and signing in.
    """

    person_id: str | None = None
    staff_code: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    looks: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """The lines that were asked for, the newest first; `more` tells that there are older ones."""

    lines: tuple[Look, ...]
    more: bool


def asked(work: Work, wanted: Asked) -> Done[Looked]:
    """Return the lines that were asked for; asking about somebody is written down too.

    Raises NotAllowed, Restricted, NoSuchRecord.
    """
    if work.role not in READERS:
        raise NotAllowed
    query = select(
        AuditEntry.seq,
        AuditEntry.at,
        AuditEntry.actor,
        AuditEntry.action,
        AuditEntry.object,
        AuditEntry.detail,
    ).order_by(AuditEntry.seq.desc())
    if wanted.person_id is not None:
        access.insist(work, wanted.person_id)
        query = query.where(AuditEntry.object.in_(keys_of(work, wanted.person_id)))
    if wanted.staff_code is not None:
        query = query.where(AuditEntry.actor == wanted.staff_code)
    if wanted.first_day is not None:
        query = query.where(AuditEntry.at >= _begin(work, wanted.first_day))
    if wanted.last_day is not None:
        query = query.where(AuditEntry.at < _begin(work, wanted.last_day + timedelta(days=1)))
    if wanted.looks:
        query = query.where(AuditEntry.action.in_(LOOKS))
    rows = [AuditRow(*row) for row in work.session.execute(query.limit(MOST + 1))]
    lines = shown(work, rows[:MOST])
    if wanted.person_id is not None:
        audit.note(work, "trail_read", wanted.person_id, lines=len(lines))
    return Done(Looked(lines, len(rows) > MOST), changed("audit"))


def colleagues(work: Work) -> tuple[tuple[str, str], ...]:
    """Return who can have left lines, code and name, in the order of names."""
    if work.role not in READERS:
        raise NotAllowed
    return tuple(sorted(staff.names(work).items(), key=lambda each: each[1].casefold()))


def head(work: Work) -> Head | None:
    """Return the end of the trail now, to be written down elsewhere."""
    if work.role not in READERS:
        raise NotAllowed
    return heads.now(work.session)


def compare(work: Work, entries: int, digits: str) -> bool:
    """Tell whether the trail has the line that somebody wrote down elsewhere."""
    if work.role not in READERS:
        raise NotAllowed
    return heads.stands(work.session, entries, digits)


def _begin(work: Work, day: date) -> datetime:
    return datetime.combine(day, time(), work.zone)
