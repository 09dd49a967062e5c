"""What a shift gave leaves its place once: when it ends, and again only by what was corrected."""

from collections import Counter

from sqlalchemy import ColumnElement, func, insert, select

from models.contacts import Contact, ContactSupply, OutreachSession
from models.stock import StockMove, StockPlace
from models.types import new_key
from outreach_app.casework.seen import counted_outcomes
from outreach_app.casework.stock import GIVEN, RETURNED, RETURNS
from outreach_app.work import Work


def given(work: Work, session_id: str) -> Counter[str]:
    """Return how many of each item the counted contacts of a shift were given."""
    rows = work.session.execute(
        select(ContactSupply.item, func.sum(ContactSupply.quantity))
        .join(Contact, Contact.id == ContactSupply.contact_id)
        .where(*_counted(work, session_id))
        .group_by(ContactSupply.item)
    )
    return Counter({item: int(number) for item, number in rows})


def brought_back(work: Work, session_id: str) -> int:
    """Return how many sharps were brought back on a shift."""
    total = work.session.scalar(
        select(func.sum(Contact.needle_returns)).where(*_counted(work, session_id))
    )
    return int(total or 0)


def settle(work: Work, session_id: str | None) -> bool:
    """Write the difference between what a shift gave and what was taken off for it so far.

    Called when a shift ends and after every later contact or void on it, in the same transaction:
    asked twice it writes nothing the second time. While a shift is open nothing is taken off.
    Answers whether the stock changed.
    """
    shift = work.session.get(OutreachSession, session_id) if session_id else None
    if shift is None or shift.ended_at is None or shift.stock_place is None:
        return False
    wanted: Counter[tuple[str, str]] = Counter()
    for item, number in given(work, shift.id).items():
        wanted[shift.stock_place, item] -= number
    wanted[shift.stock_place, RETURNS] += brought_back(work, shift.id)
    for place, item, number in work.session.execute(
        select(StockMove.place, StockMove.item, func.sum(StockMove.quantity))
        .where(StockMove.session_id == shift.id)
        .group_by(StockMove.place, StockMove.item)
    ):
        wanted[place, item] -= int(number)
    moves = [
        {
            "id": new_key(),
            "place": place,
            "item": item,
            "quantity": number,
            "kind": RETURNED if item == RETURNS else GIVEN,
            "session_id": shift.id,
            "moved_at": work.now,
            "moved_by": work.by,
        }
        for (place, item), number in wanted.items()
        if number
    ]
    if moves:
        work.session.execute(insert(StockMove), moves)
    return bool(moves)


def usual_places(work: Work) -> dict[str, str]:
    """Return, for each kind of shift, the place it gave from last; with one place, that one."""
    active = work.session.scalars(select(StockPlace.code).where(StockPlace.active.is_(True))).all()
    found = dict.fromkeys(work.lists["session_type"].codes(), active[0]) if len(active) == 1 else {}
    rows = work.session.execute(
        select(OutreachSession.type, OutreachSession.stock_place)
        .where(OutreachSession.stock_place.in_(active))
        .order_by(OutreachSession.started_at, OutreachSession.id)
    )
    return {**found, **{row.type: row.stock_place for row in rows}}


def _counted(work: Work, session_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Contact.session_id == session_id,
        Contact.voided_at.is_(None),
        Contact.outcome.in_(counted_outcomes(work)),
    )
