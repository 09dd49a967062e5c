"""Records on hold: everything about a person is kept, whatever its time, until the lead lifts it.

A hold is placed with a death that may be looked into: a coroner, a review, police (workflow 10).
Whoever asked for a copy of their own record is on hold until that is answered (workflow 8, "must
not happen": deleting after the request arrived); this one ends by itself and cannot be lifted.
Whatever lets go of records when their time has come asks `held` first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select, update

from models.own_copy import AccessRequest
from models.people import Person
from models.protection import RecordHold
from models.types import new_key
from outreach_app.casework import access, roles
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.errors import NoSuchRecord
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

DEATH: Final = "death"
ASKED: Final = "asked"
_WAITS: Final = (AccessRequest.result == "pending", AccessRequest.voided_at.is_(None))


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold that stands: why, since when (aware UTC), by whom."""

    reason: str
    placed_at: datetime
    placed_by: str | None


def place(work: Work, person_id: str, reason: str = DEATH) -> None:
    """Put everything about a person on hold, inside the caller's command; once is enough."""
    key = whole_id(work, person_id)
    if _placed(work, key) is not None:
        return
    work.session.execute(
        insert(RecordHold).values(
            id=new_key(), person_id=key, reason=reason, placed_at=work.now, placed_by=work.by
        )
    )
    audit.note(work, "hold_placed", key, reason=reason)


def lift(work: Work, person_id: str) -> Done[str]:
    """Let a hold stand no longer; for the lead. That it stood stays known."""
    roles.insist(work, (roles.LEAD,))
    access.insist(work, person_id)
    key = whole_id(work, person_id)
    if _placed(work, key) is None:
        raise NoSuchRecord
    end(work, key)
    return Done(key, changed("people", person_id=key))


def end(work: Work, person_id: str) -> None:
    """End what holds a person's records, inside the caller's command."""
    done = work.session.execute(
        update(RecordHold)
        .where(RecordHold.person_id.in_(records_of(person_id)), RecordHold.lifted_at.is_(None))
        .values(lifted_at=work.now, lifted_by=work.by)
        .returning(RecordHold.id)
    ).all()
    if done:
        audit.note(work, "hold_lifted", person_id)


def of_person(work: Work, person_id: str) -> HoldRow | None:
    """Return the hold that stands on somebody, by any of their records."""
    return _placed(work, person_id) or _asked(work, person_id)


def _asked(work: Work, person_id: str) -> HoldRow | None:
    """Return the hold of a request for a copy that waits for its answer."""
    row = work.session.execute(
        select(AccessRequest.recorded_at, AccessRequest.recorded_by)
        .where(AccessRequest.person_id.in_(records_of(person_id)), *_WAITS)
        .order_by(AccessRequest.recorded_at)
        .limit(1)
    ).first()
    return HoldRow(ASKED, *row) if row is not None else None


def _placed(work: Work, person_id: str) -> HoldRow | None:
    row = work.session.execute(
        select(RecordHold.reason, RecordHold.placed_at, RecordHold.placed_by)
        .where(RecordHold.person_id.in_(records_of(person_id)), RecordHold.lifted_at.is_(None))
        .order_by(RecordHold.placed_at)
        .limit(1)
    ).first()
    return HoldRow(*row) if row is not None else None


def held(work: Work, person_ids: Iterable[str]) -> frozenset[str]:
    """Return those of these records that may not be let go of, also as part of a joined one."""
    whole = select(Person.id, Person.merged_into).where(Person.id.in_(tuple(person_ids)))
    found = {row.id: row.merged_into or row.id for row in work.session.execute(whole)}
    standing = select(RecordHold.person_id).where(RecordHold.lifted_at.is_(None))
    asked = select(AccessRequest.person_id).where(AccessRequest.person_id.is_not(None), *_WAITS)
    on_hold = {
        whole_id(work, key)
        for query in (standing, asked)
        for key in work.session.scalars(query)
        if key is not None
    }
    return frozenset(key for key, stands_for in found.items() if stands_for in on_hold)
