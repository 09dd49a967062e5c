"""What a shift gave leaves its place once: when it ends, and again only by what was corrected."""

from collections import Counter

from sqlalchemy import ColumnElement, func, insert, select

from models.contacts import Contact, ContactSupply, OutreachSession
from models.stock import StockMove, StockPlace
from models.types import new_key
from outreach_app.casework.seen import counted_outcomes
from outreach_app.casework.stock_kinds import GIVEN, RETURNED, RETURNS
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
    return _take_off(work, shift.id, shift.stock_place)


def settle_so_far(work: Work, place: str) -> bool:
    """Take off what shifts that are still open gave from a place until now.

    Their end takes off only what was given after it. Answers whether the stock changed.
    """
    shifts = work.session.scalars(
        select(OutreachSession.id)
        .where(
            OutreachSession.stock_place == place,
            OutreachSession.ended_at.is_(None),
            OutreachSession.voided_at.is_(None),
        )
        .order_by(OutreachSession.id)
    ).all()
    # Each of them is settled, also after one that changed something.
    return sum(_take_off(work, key, place) for key in shifts) > 0


def _take_off(work: Work, session_id: str, place: str) -> bool:
    """Write the difference between what a shift gave and what was taken off for it so far."""
    wanted: Counter[tuple[str, str]] = Counter()
    for item, number in given(work, session_id).items():
        wanted[place, item] -= number
    wanted[place, RETURNS] += brought_back(work, session_id)
    for taken_from, item, number in work.session.execute(
        select(StockMove.place, StockMove.item, func.sum(StockMove.quantity))
        .where(StockMove.session_id == session_id)
        .group_by(StockMove.place, StockMove.item)
    ):
        wanted[taken_from, item] -= int(number)
    moves = [
        {
            "id": new_key(),
            "place": where,
            "item": item,
            "quantity": number,
            "kind": RETURNED if item == RETURNS else GIVEN,
            "session_id": session_id,
            "moved_at": work.now,
            "moved_by": work.by,
        }
        for (where, item), number in wanted.items()
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
