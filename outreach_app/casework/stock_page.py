"""What the page of stock shows, read in one go, and who may change it."""

from dataclasses import dataclass
from typing import Final

from outreach_app.casework import stock
from outreach_app.casework.roles import LISTS, SHIFT, insist
from outreach_app.casework.stock import MoveRow, PlaceRow, StockRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

_LATEST: Final = 60


@dataclass(frozen=True, slots=True)
class StockView:
    """Places, what lies there, and what was written last.

    `moves` tells that whoever sits here may write what came and went, `keeps` that they keep the
    places and say what is low.
    """

    places: tuple[PlaceRow, ...]
    rows: tuple[StockRow, ...]
    latest: tuple[MoveRow, ...]
    lists: Vocabulary
    moves: bool
    keeps: bool

    def place(self, code: str) -> str:
        """Return what a place is called."""
        return next((each.label for each in self.places if each.code == code), code)

    @property
    def in_use(self) -> tuple[PlaceRow, ...]:
        """The places where something can be put today."""
        return tuple(each for each in self.places if each.active)


@dataclass(frozen=True, slots=True)
class Low:
    """One item that runs low, in the words of the list."""

    item: str
    place: str
    quantity: int


def read(work: Work) -> StockView:
    """Return the stock as it stands. Raises NotAllowed for who neither gives out nor keeps it."""
    insist(work, {*SHIFT, *LISTS})
    held = stock.on_hand(work)
    used = {row.place for row in held}
    return StockView(
        places=tuple(
            each
            for each in stock.places(work, retired=True)
            if each.active or each.code in used or each.returns
        ),
        rows=tuple(row for row in held if row.quantity or row.low_at is not None),
        latest=stock.latest(work, _LATEST),
        lists=work.lists,
        moves=work.role in SHIFT,
        keeps=work.role in LISTS,
    )


def low(work: Work) -> tuple[Low, ...]:
    """Return what runs low, for the line on Today; nothing for who does not give it out."""
    if work.role not in {*SHIFT, *LISTS}:
        return ()
    labels = {each.code: each.label for each in stock.places(work)}
    items = work.lists["supply_item"]
    return tuple(
        Low(items.label(row.item), labels[row.place], row.quantity)
        for row in stock.running_low(work)
    )
