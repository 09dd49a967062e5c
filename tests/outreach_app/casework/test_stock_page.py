"""The page of stock: what it reads, for whom, and what is said to run low."""

from dataclasses import replace
from datetime import timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, sessions, stock, stock_page
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.casework.stock import MoveDraft
from outreach_app.casework.stock_page import Low, StockView
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NotAllowed
from outreach_app.work import Work


@pytest.fixture
def shelf(desk: Desk) -> str:
    return desk.do(stock.keep_place, "Drop-in shelf").value.code


def seen(desk: Desk, role: str) -> StockView:
    def run(work: Work) -> StockView:
        return stock_page.read(replace(work, role=role))

    return desk.ask(run)


def test_what_lies_where_and_what_was_written_last(desk: Desk, shelf: str, clock: SetClock) -> None:
    desk.do(stock.deliver, MoveDraft(shelf, {"condom_ext": 500, "lube": 40}, note="autumn order"))
    clock.moment += timedelta(minutes=1)
    desk.do(stock.lose, MoveDraft(shelf, {"lube": 4}))
    view = desk.ask(stock_page.read)
    assert {(row.item, row.quantity) for row in view.rows} == {("condom_ext", 500), ("lube", 36)}
    newest, *earlier = view.latest
    assert (newest.kind, newest.item, newest.quantity, newest.by) == ("lost", "lube", -4, "DAYA")
    assert {(row.kind, row.item, row.note) for row in earlier} == {
        ("in", "condom_ext", "autumn order"),
        ("in", "lube", "autumn order"),
    }
    assert view.place(shelf) == "Drop-in shelf"


def test_who_gives_out_moves_and_who_keeps_the_lists_says_what_is_low(
    desk: Desk, shelf: str
) -> None:
    for role, moves, keeps in (
        ("lead", True, True),
        ("caseworker", True, False),
        ("volunteer", True, False),
        ("admin", False, True),
    ):
        view = seen(desk, role)
        assert (view.moves, view.keeps) == (moves, keeps), role
    for role in ("reporter", "police_liaison"):
        with pytest.raises(NotAllowed):
            seen(desk, role)


def test_low_is_said_until_it_is_no_longer_wanted(desk: Desk, shelf: str) -> None:
    assert desk.ask(stock_page.low) == ()
    desk.do(stock.set_level, shelf, "naloxone_nasal", 4)
    desk.do(stock.deliver, MoveDraft(shelf, {"naloxone_nasal": 4}))
    words = desk.vocabulary()["supply_item"].label("naloxone_nasal")
    assert desk.ask(stock_page.low) == (Low(words, "Drop-in shelf", 4),)
    assert desk.ask(lambda work: stock_page.low(replace(work, role="reporter"))) == ()
    row = desk.do(stock.set_level, shelf, "naloxone_nasal", None).value
    assert (row.quantity, row.low_at) == (4, None)
    assert desk.ask(stock_page.low) == ()
    # Where nothing lies and nothing is to be said, there is no row left.
    assert desk.do(stock.set_level, shelf, "lube", None).value.quantity == 0
    with pytest.raises(CheckFailed):
        desk.do(stock.set_level, shelf, "lube", -1)


def test_a_count_during_a_shift_is_not_taken_off_again_at_its_end(
    desk: Desk, shelf: str, clock: SetClock
) -> None:
    desk.do(stock.deliver, MoveDraft(shelf, {"condom_ext": 500, "lube": 40}))
    draft = SessionDraft("van_night", clock.now(), stock_place=shelf)
    shift = desk.do(sessions.start, draft).value.id

    def give(number: int) -> None:
        given = ContactDraft(
            clock.now(), session_id=shift, supplies={"condom_ext": number}, needle_returns=3
        )
        desk.do(contacts.log, given)

    def condoms() -> int:
        held = {row.item: row.quantity for row in desk.ask(stock.on_hand, shelf)}
        return held["condom_ext"]

    give(20)
    assert condoms() == 500
    # 480 should be there, and 478 are.
    assert desk.do(stock.count, MoveDraft(shelf, {"condom_ext": 478, "lube": 40})).value == 1
    assert condoms() == 478
    give(10)
    desk.do(sessions.end, shift, "")
    assert condoms() == 468
    assert [place.returns for place in desk.ask(stock.places)] == [6]


def test_a_place_off_the_choice_is_shown_while_something_lies_there(desk: Desk, shelf: str) -> None:
    desk.do(stock.deliver, MoveDraft(shelf, {"lube": 1}))
    desk.do(stock.retire_place, shelf)
    view = desk.ask(stock_page.read)
    assert [each.code for each in view.places] == [shelf]
    assert view.in_use == ()
