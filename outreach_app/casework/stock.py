"""Supplies on the shelf and in the van: what came, moved, went; on hand is the sum of it all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from models.stock import StockLevel, StockMove, StockPlace
from models.types import new_key
from outreach_app.casework import checks, list_codes, shift_stock, stock_kinds
from outreach_app.casework.roles import SHIFT, insist, insist_on_lists
from outreach_app.casework.stock_kinds import COLLECTED, COUNTED, DELIVERED, LOST, MOVED
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

RETURNS: Final = stock_kinds.RETURNS
RETURNED: Final = stock_kinds.RETURNED
_MOST: Final = 100_000


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """So many of each item, in the item's own unit, at one place; `to` only when they move."""

    place: str
    items: Mapping[str, int] = field(default_factory=dict)
    to: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place where supplies lie; `returns` counts the sharps brought back that lie there."""

    code: str
    label: str
    active: bool
    returns: int = 0


@dataclass(frozen=True, slots=True)
class StockRow:
    """How many of one item are at one place now; at or below `low_at` it runs low."""

    place: str
    item: str
    quantity: int
    low_at: int | None = None

    @property
    def low(self) -> bool:
        """Tell whether it runs low."""
        return self.low_at is not None and self.quantity <= self.low_at


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One thing that was written about the stock; `kind` is one of the words of `stock_kinds`."""

    at: datetime
    place: str
    item: str
    quantity: int
    kind: str
    note: str | None
    by: str | None


def check(draft: MoveDraft, lists: Vocabulary, lowest: int = 1) -> tuple[Problem, ...]:
    """Find what must be mended before this can be written; instant, needs no file."""
    problems = [
        *checks.all_of(lists, "supply_item", "items", draft.items),
        *checks.text("note", draft.note, 500),
    ]
    for item, number in draft.items.items():
        problems += checks.whole(f"items.{item}", number, _MOST, lowest)
    if not draft.items:
        problems.append(Problem("items", "required"))
    if draft.to == draft.place:
        problems.append(Problem("to", "same_place"))
    return tuple(problems)


def keep_place(work: Work, label: str, code: str | None = None) -> Done[PlaceRow]:
    """Add a place, or call the place `code` otherwise."""
    insist_on_lists(work)
    checks.insist(checks.text("label", label, 60, needed=True))
    if code is None:
        taken = frozenset(work.session.scalars(select(StockPlace.code)))
        code = list_codes.new_code(label, taken, "")
        work.session.execute(
            insert(StockPlace).values(code=code, label=label.strip(), sort=len(taken), active=True)
        )
    elif not work.session.execute(
        update(StockPlace)
        .where(StockPlace.code == code)
        .values(label=label.strip())
        .returning(StockPlace.code)
    ).all():
        raise NoSuchRecord
    audit.note(work, "stock_place_kept", code)
    return Done(_place(work, code), changed("lists", "stock"))


def retire_place(work: Work, code: str, *, active: bool = False) -> Done[PlaceRow]:
    """Take a place off the choice, or with `active` put it back; what lies there is still known."""
    insist_on_lists(work)
    _place(work, code)
    work.session.execute(update(StockPlace).where(StockPlace.code == code).values(active=active))
    audit.note(work, "stock_place_restored" if active else "stock_place_retired", code)
    return Done(_place(work, code), changed("lists", "stock"))


def deliver(work: Work, draft: MoveDraft) -> Done[int]:
    """Write a delivery to a place; answers how many items came."""
    return _write(work, draft, DELIVERED, 1)


def lose(work: Work, draft: MoveDraft) -> Done[int]:
    """Write what was lost, broken or out of date; answers how many items went."""
    return _write(work, draft, LOST, -1)


def move(work: Work, draft: MoveDraft) -> Done[int]:
    """Move items from one place to another; both halves or neither."""
    insist(work, SHIFT)
    checks.insist(check(draft, work.lists))
    if draft.to is None:
        checks.insist([Problem("to", "required")])
    done = _write(work, draft, MOVED, -1)
    _write(work, MoveDraft(str(draft.to), draft.items, note=draft.note), MOVED, 1)
    return done


def count(work: Work, draft: MoveDraft) -> Done[int]:
    """Write what a count found: from now on there are so many of each item named.

    What an open shift gave from there so far is taken off first: whoever counts does not find it.
    Answers how many items' numbers were not what the book said.
    """
    insist(work, SHIFT)
    checks.insist(check(draft, work.lists, lowest=0))
    _place(work, draft.place)
    shift_stock.settle_so_far(work, draft.place)
    there = {row.item: row.quantity for row in on_hand(work, draft.place)}
    differs = {
        item: number - there.get(item, 0)
        for item, number in draft.items.items()
        if number != there.get(item, 0)
    }
    _insert(work, draft.place, differs, COUNTED, draft.note)
    audit.note(work, "stock_counted", draft.place, items=len(draft.items), differ=len(differs))
    return Done(len(differs), changed("stock"))


def collect_returns(work: Work, place: str) -> Done[int]:
    """Write that the sharps brought back were taken away from a place; answers how many."""
    insist(work, SHIFT)
    number = _place(work, place).returns
    if number > 0:
        _insert(work, place, {RETURNS: -number}, COLLECTED, None)
    audit.note(work, "returns_collected", place, count=number)
    return Done(number, changed("stock"))


def set_level(work: Work, place: str, item: str, low_at: int | None) -> Done[StockRow]:
    """Say at how many left an item is said to run low at a place; None says nothing any more."""
    insist_on_lists(work)
    checks.insist(
        [
            *checks.one_of(work.lists, "supply_item", "item", item),
            *checks.whole("low_at", low_at or 0, _MOST),
        ]
    )
    _place(work, place)
    if low_at is None:
        mine = (StockLevel.place == place, StockLevel.item == item)
        work.session.execute(delete(StockLevel).where(*mine))
        audit.note(work, "stock_level_dropped", place, item=item)
        return Done(_row(work, place, item), changed("stock"))
    work.session.execute(
        upsert(StockLevel)
        .values(place=place, item=item, low_at=low_at)
        .on_conflict_do_update(index_elements=["place", "item"], set_={"low_at": low_at})
    )
    audit.note(work, "stock_level_set", place, item=item)
    return Done(_row(work, place, item), changed("stock"))


def places(work: Work, *, retired: bool = False) -> tuple[PlaceRow, ...]:
    """Return the places in their order, each with the sharps that lie there."""
    back = (
        select(func.coalesce(func.sum(StockMove.quantity), 0))
        .where(StockMove.place == StockPlace.code, StockMove.item == RETURNS)
        .scalar_subquery()
    )
    rows = work.session.execute(
        select(StockPlace.code, StockPlace.label, StockPlace.active, back).order_by(
            StockPlace.sort, StockPlace.code
        )
    )
    return tuple(PlaceRow(*row) for row in rows if row.active or retired)


def on_hand(work: Work, place: str | None = None) -> tuple[StockRow, ...]:
    """Return how many of each item are where now, in the order of the list.

    An item with a level that never came stands there with 0. A number below 0 says that more was
    given than anybody wrote down as delivered: a count mends it.
    """
    wanted = select(StockMove.place, StockMove.item, func.sum(StockMove.quantity)).where(
        StockMove.item != RETURNS
    )
    if place is not None:
        wanted = wanted.where(StockMove.place == place)
    held: dict[tuple[str, str], int] = {}
    for where, item, number in work.session.execute(
        wanted.group_by(StockMove.place, StockMove.item)
    ):
        key = (where, list_codes.today(work, "supply_item", item))
        held[key] = held.get(key, 0) + int(number)
    low = {
        (row.place, row.item): row.low_at
        for row in work.session.execute(
            select(StockLevel.place, StockLevel.item, StockLevel.low_at)
        )
        if place is None or row.place == place
    }
    order = {code: number for number, code in enumerate(work.lists["supply_item"].codes())}
    keys = sorted(held.keys() | low.keys(), key=lambda key: (key[0], order.get(key[1], 0), key[1]))
    return tuple(StockRow(key[0], key[1], held.get(key, 0), low.get(key)) for key in keys)


def running_low(work: Work) -> tuple[StockRow, ...]:
    """Return what runs low at a place in use, for the notice on Today."""
    in_use = {each.code for each in places(work)}
    return tuple(row for row in on_hand(work) if row.low and row.place in in_use)


def latest(work: Work, limit: int = 50) -> tuple[MoveRow, ...]:
    """Return what was written last, newest first, the sharps that came back too."""
    rows = work.session.execute(
        select(
            StockMove.moved_at,
            StockMove.place,
            StockMove.item,
            StockMove.quantity,
            StockMove.kind,
            StockMove.note,
            StockMove.moved_by,
        )
        .order_by(StockMove.moved_at.desc(), StockMove.id.desc())
        .limit(limit)
    )
    return tuple(MoveRow(*row) for row in rows)


def _row(work: Work, place: str, item: str) -> StockRow:
    found = next((each for each in on_hand(work, place) if each.item == item), None)
    return found or StockRow(place, item, 0)


def _write(work: Work, draft: MoveDraft, kind: str, sign: int) -> Done[int]:
    insist(work, SHIFT)
    checks.insist(check(draft, work.lists))
    _place(work, draft.place)
    moved = {item: sign * number for item, number in draft.items.items()}
    _insert(work, draft.place, moved, kind, draft.note)
    audit.note(work, f"stock_{kind}", draft.place, items=len(moved))
    return Done(sum(draft.items.values()), changed("stock"))


def _insert(work: Work, place: str, items: Mapping[str, int], kind: str, note: str | None) -> None:
    if items:
        work.session.execute(
            insert(StockMove),
            [
                {
                    "id": new_key(),
                    "place": place,
                    "item": item,
                    "quantity": number,
                    "kind": kind,
                    "note": checks.clean(note),
                    "moved_at": work.now,
                    "moved_by": work.by,
                }
                for item, number in items.items()
            ],
        )


def _place(work: Work, code: str) -> PlaceRow:
    found = next((row for row in places(work, retired=True) if row.code == code), None)
    if found is None:
        raise NoSuchRecord
    return found
