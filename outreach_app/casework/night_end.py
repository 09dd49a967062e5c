"""The end of a night: what it came to, what leaves the stock, and then it is closed."""

from collections.abc import Mapping
from dataclasses import dataclass

from outreach_app.casework import night, sessions, shift_stock, staff, stock
from outreach_app.casework.night import NightRow
from outreach_app.casework.roles import SHIFT, insist
from outreach_app.casework.sessions import SessionRow, Tally
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of the night: how many were given, and what is left at the place then.

    `left` is None when the shift gives from no place.
    """

    item: str
    given: int
    left: int | None
    low: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a night comes to. `rows` are its lines, each of which may still be corrected."""

    session: SessionRow
    tally: Tally
    items: tuple[ItemLine, ...]
    rows: tuple[NightRow, ...]
    handover: str | None
    names: Mapping[str, str]

    @property
    def running_low(self) -> tuple[ItemLine, ...]:
        """The items that will run low."""
        return tuple(line for line in self.items if line.low)


def summary(work: Work, session_id: str) -> Summary:
    """Return what a shift comes to, before it is ended or after."""
    insist(work, SHIFT)
    shift = sessions.one(work, session_id)
    given = shift_stock.given(work, session_id)
    open_still = shift.ended_at is None
    place = shift.stock_place
    there = {row.item: row for row in stock.on_hand(work, place)} if place else {}
    items = []
    for item in sorted(given, key=list(work.lists["supply_item"].codes()).index):
        row = there.get(item)
        left = (row.quantity if row else 0) - (given[item] if open_still else 0)
        low = row is not None and row.low_at is not None and left <= row.low_at
        items.append(ItemLine(item, given[item], left if place else None, low))
    return Summary(
        session=shift,
        tally=sessions.tally(work, session_id),
        items=tuple(items),
        rows=night.readable(work, night.rows_of(work, session_id)),
        handover=sessions.handover_of(work, session_id),
        names=staff.names(work),
    )
