"""Reading requests for one's own record: the list, one of them, and where its clock stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select

from models.own_copy import AccessPause, AccessRequest
from models.people import Person, PersonFlag
from outreach_app.casework.access_clock import Clock, Pause, clock
from outreach_app.casework.roles import LEAD, insist
from outreach_app.casework.seen import records_of
from outreach_app.errors import NoSuchRecord
from outreach_app.work import Work

PENDING: Final = "pending"
# Marks of list ``risk_flag`` that say that somebody else may be behind a request, or see a copy.
_WATCHED: Final = ("controlled", "not_alone", "out_to_nobody", "stalked")


@dataclass(frozen=True, slots=True)
class AccessRow:
    """A request in the lead's list. `alias` and `code` are empty where nobody was found."""

    id: str
    reference: str
    person_id: str | None
    alias: str
    code: str
    received_on: date
    result: str
    clock: Clock
    late: bool


@dataclass(frozen=True, slots=True)
class AccessRecord:
    """Everything about a request but the copy itself.

    `watched` tells that a mark for their safety says that somebody may ask in their name.
    """

    row: AccessRow
    how: str
    asked: str | None
    identity: str | None
    identity_on: date | None
    hand_over: str | None
    hand_over_note: str | None
    extended_on: date | None
    extended_reason: str | None
    name_colleagues: bool
    reason: str | None
    answered_at: datetime | None
    answered_by: str | None
    complained_on: date | None
    pauses: tuple[Pause, ...]
    watched: bool


def listing(work: Work) -> tuple[AccessRow, ...]:
    """Return the requests, those that wait first, then the newest. For the lead."""
    insist(work, (LEAD,))
    return tuple(sorted(_rows(work), key=_order))


def read(work: Work, request_id: str) -> AccessRecord:
    """Return a request. For the lead. Raises NoSuchRecord, NotAllowed."""
    held = get(work, request_id)
    (row,) = _rows(work, AccessRequest.id == request_id)
    return AccessRecord(
        row=row,
        how=held.how,
        asked=held.asked,
        identity=held.identity,
        identity_on=held.identity_on,
        hand_over=held.hand_over,
        hand_over_note=held.hand_over_note,
        extended_on=held.extended_on,
        extended_reason=held.extended_reason,
        name_colleagues=held.name_colleagues,
        reason=held.reason,
        answered_at=held.answered_at,
        answered_by=held.answered_by,
        complained_on=held.complained_on,
        pauses=pauses(work, request_id),
        watched=_watched(work, held.person_id),
    )


def _watched(work: Work, person_id: str | None) -> bool:
    marks = select(PersonFlag.id).where(
        PersonFlag.person_id.in_(records_of(person_id or "")),
        PersonFlag.flag.in_(_WATCHED),
        PersonFlag.ended_at.is_(None),
    )
    return work.session.scalars(marks).first() is not None


def get(work: Work, request_id: str) -> AccessRequest:
    """Return a request that counts, for the lead. Raises NoSuchRecord, NotAllowed."""
    insist(work, (LEAD,))
    found = work.session.get(AccessRequest, request_id)
    if found is None or found.voided_at is not None:
        raise NoSuchRecord
    return found


def _order(row: AccessRow) -> tuple[bool, int, str]:
    newest = -row.received_on.toordinal()
    return row.result != PENDING, newest, row.reference


def _rows(work: Work, *where: Any) -> Iterable[AccessRow]:
    found = work.session.execute(
        select(AccessRequest, Person.alias, Person.code)
        .outerjoin(Person, Person.id == AccessRequest.person_id)
        .where(AccessRequest.voided_at.is_(None), *where)
    ).all()
    for held, alias, code in found:
        now = clock_of(work, held)
        last = work.day_of(held.answered_at) if held.answered_at else work.today
        yield AccessRow(
            id=held.id,
            reference=held.reference,
            person_id=held.person_id,
            alias=alias or "",
            code=code or "",
            received_on=held.received_on,
            result=held.result,
            clock=now,
            late=now.due is not None and last > now.due,
        )


def pauses(work: Work, request_id: str) -> tuple[Pause, ...]:
    """Return when and why the clock of a request stood."""
    found = work.session.execute(
        select(AccessPause.why, AccessPause.from_on, AccessPause.until)
        .where(AccessPause.request_id == request_id)
        .order_by(AccessPause.from_on, AccessPause.id)
    )
    return tuple(Pause(*each) for each in found)


def clock_of(work: Work, held: AccessRequest) -> Clock:
    """Return where the clock of a request stands."""
    extended = held.extended_on is not None
    return clock(held.received_on, pauses(work, held.id), extended=extended)
