"""Which copies still hold somebody, until which day, and how they go at once."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.clock import SetClock
from outreach_app.retention import anonymising
from outreach_app.retention.anonymising import EraseDraft
from outreach_app.safekeeping.holding import _days_out
from outreach_app.safekeeping.places import AWAY, HERE


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def erase(desk: Desk, alias: str) -> None:
    key = desk.do(people.add, people.PersonDraft(alias=alias)).value.id
    code = desk.ask(anonymising.look, key).code
    desk.do(anonymising.anonymise, EraseDraft(key, "asked", code))


def test_copies_of_before_are_listed_with_the_day_they_rotate_out(
    desk: Desk, clock: SetClock, stick: Path
) -> None:
    desk.copies.choose(AWAY, stick)
    desk.copies.make_now((HERE, AWAY))
    assert desk.copies.holding() == ()
    clock.moment += timedelta(hours=1)
    erase(desk, "Dune")
    held = desk.copies.holding()
    assert len(held) == 2
    # Made on the 20th: with a copy every day a newer one stands for its week and its month, and
    # seven newer days are there on the 27th.
    assert {each.out_on for each in held} == {date(2025, 12, 27)}
    clock.moment += timedelta(hours=1)
    desk.copies.make_now((HERE,))
    assert len(desk.copies.holding()) == 2


def test_made_anew_they_go(desk: Desk, clock: SetClock, stick: Path) -> None:
    desk.copies.choose(AWAY, stick)
    desk.copies.make_now((HERE, AWAY))
    clock.moment += timedelta(hours=1)
    erase(desk, "Dune")
    aside = desk.path.with_name(f"{desk.path.name}.before-3")
    aside.write_bytes(b"an older state")
    long_ago = (clock.moment - timedelta(days=40)).timestamp()
    os.utime(aside, (long_ago, long_ago))
    assert {each.path.name for each in desk.copies.holding()} >= {aside.name}
    outcomes = desk.copies.make_now((HERE, AWAY)).value
    assert desk.copies.let_old_go(outcomes).value == 3
    assert desk.copies.holding() == ()
    assert not aside.exists()
    assert len(list(stick.iterdir())) == 1


def test_without_a_good_new_copy_nothing_goes(desk: Desk, clock: SetClock, stick: Path) -> None:
    desk.copies.choose(AWAY, stick)
    old = desk.copies.make_now((AWAY,)).value
    clock.moment += timedelta(hours=1)
    erase(desk, "Dune")
    assert desk.copies.let_old_go(old).value == 0
    assert len(desk.copies.holding()) == 1


def test_no_copies_have_no_days(desk: Desk) -> None:
    assert _days_out((), desk.zone) == {}
