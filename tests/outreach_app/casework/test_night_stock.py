"""What a night gives comes off the shelf once, whatever is corrected later."""

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    night,
    night_end,
    sessions,
    stock,
)
from outreach_app.casework.sessions import SessionDraft
from outreach_app.casework.stock import MoveDraft
from outreach_app.errors import CheckFailed, NoSuchRecord
from tests.outreach_app.casework.nights import begin, held, type_in


@pytest.fixture
def shift(desk: Desk) -> str:
    return desk.do(sessions.start, SessionDraft("van_night", desk.clock.now())).value.id


@pytest.fixture
def van(desk: Desk) -> str:
    place = desk.do(stock.keep_place, "Van").value.code
    desk.do(stock.deliver, MoveDraft(place, {"condom_ext": 100, "lube": 40, "hot_drink": 30}))
    desk.do(stock.set_level, place, "condom_ext", 80)
    return place


def test_ending_a_night_takes_what_was_given_off_its_place_once(desk: Desk, van: str) -> None:
    shift = begin(desk, van)
    type_in(desk, shift, "k", "k r8", "c5")
    assert held(desk)["condom_ext"] == 100
    before = desk.ask(night_end.summary, shift)
    assert [(line.item, line.given, line.left) for line in before.items] == [
        ("condom_ext", 25, 75),
        ("lube", 8, 32),
        ("hot_drink", 2, 28),
    ]
    assert [line.item for line in before.running_low] == ["condom_ext"]

    desk.do(sessions.end, shift, "No drinks left in the flask.")
    assert held(desk) == {"condom_ext": 75, "lube": 32, "hot_drink": 28}
    assert desk.ask(night_end.summary, shift).items == before.items
    assert [row.item for row in desk.ask(stock.running_low)] == ["condom_ext"]
    assert desk.ask(stock.places)[0].returns == 8
    with pytest.raises(NoSuchRecord):
        desk.do(sessions.end, shift)

    desk.do(sessions.reopen, shift)
    desk.do(sessions.end, shift)
    assert held(desk)["condom_ext"] == 75


def test_corrections_after_the_end_follow_into_the_stock(desk: Desk, van: str) -> None:
    shift = begin(desk, van)
    first, _ = type_in(desk, shift, "k r8", "c5")
    desk.do(sessions.end, shift)
    done = desk.do(night.take_back, first.id, "test")
    assert done.changes.concern("stock")
    assert held(desk) == {"condom_ext": 95, "lube": 40, "hot_drink": 30}
    assert desk.ask(stock.places)[0].returns == 0
    type_in(desk, shift, "c1")
    assert held(desk)["condom_ext"] == 94


def test_what_came_moved_was_counted_and_lost(desk: Desk, van: str) -> None:
    shelf = desk.do(stock.keep_place, "Shelf at the drop-in").value.code
    desk.do(stock.move, MoveDraft(van, {"lube": 15}, to=shelf))
    assert desk.do(stock.count, MoveDraft(van, {"condom_ext": 90, "lube": 25})).value == 1
    desk.do(stock.lose, MoveDraft(shelf, {"lube": 5}, note="Box got wet"))
    rows = {(row.place, row.item): row.quantity for row in desk.ask(stock.on_hand)}
    assert rows[van, "condom_ext"] == 90
    assert (rows[van, "lube"], rows[shelf, "lube"]) == (25, 10)
    for draft in (MoveDraft(van), MoveDraft(van, {"lube": 0}), MoveDraft(van, {"pipes": 3})):
        with pytest.raises(CheckFailed):
            desk.do(stock.deliver, draft)
    with pytest.raises(NoSuchRecord):
        desk.do(stock.deliver, MoveDraft("nowhere", {"lube": 3}))
    with pytest.raises(CheckFailed):
        desk.do(stock.move, MoveDraft(van, {"lube": 3}, to=van))


def test_returned_sharps_lie_there_until_they_are_collected(desk: Desk, van: str) -> None:
    shift = begin(desk, van)
    type_in(desk, shift, "r8", "r12")
    desk.do(sessions.end, shift)
    assert desk.do(stock.collect_returns, van).value == 20
    assert desk.ask(stock.places)[0].returns == 0
    assert "returned_sharps" not in held(desk)
