"""Packs of a period are made of figures as at one moment."""

from datetime import UTC, datetime, timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework.colleagues import NewColleague
from outreach_app.clock import SetClock
from outreach_app.reports import closing, issuing, leaving, one_moment, showing
from outreach_app.reports.one_moment import OtherMoment
from outreach_app.reports.showing import DUE, NOW, Shown, Wanted
from outreach_app.statistics import periods

DECEMBER = periods.month("2025-12")
OWN_WORDS = "seven green bicycles on a hill"


@pytest.fixture
def sample_day() -> datetime:
    return datetime(2026, 2, 8, 10, 0, tzinfo=UTC)


@pytest.fixture
def two(full: Desk) -> Desk:
    full.accounts.add(NewColleague("Robin", "caseworker"), OWN_WORDS)
    return full


def shown(desk: Desk, pack: str, which: str = "") -> Shown:
    found = desk.do(showing.show, Wanted(pack, DECEMBER, which))
    assert found is not None
    return found


def test_the_second_pack_speaks_of_the_moment_of_the_first(two: Desk, clock: SetClock) -> None:
    first = shown(two, "lottery", NOW)
    two.do(leaving.issue, first, "ROBIN")
    clock.moment += timedelta(days=1)
    second = shown(two, "pcc")
    assert second.which == DUE
    assert second.as_at == first.as_at
    with pytest.raises(OtherMoment):
        two.do(leaving.issue, shown(two, "pcc", NOW), "ROBIN")
    two.do(leaving.issue, second, "ROBIN")
    assert {row.as_at for row in two.ask(issuing.everything)} == {first.as_at}


def test_a_freeze_speaks_of_the_moment_of_packs_issued_before(two: Desk, clock: SetClock) -> None:
    first = shown(two, "lottery", NOW)
    two.do(leaving.issue, first, "ROBIN")
    clock.moment += timedelta(days=1)
    with pytest.raises(OtherMoment):
        two.do(closing.propose, DECEMBER, clock.now())
    assert two.do(closing.propose, DECEMBER).value.as_at == first.as_at


def test_packs_of_a_frozen_month_speak_of_its_moment_and_revisions_are_free(
    two: Desk, clock: SetClock
) -> None:
    row = two.do(closing.propose, DECEMBER).value
    two.do_as("robin", OWN_WORDS, closing.confirm, row.id)
    assert two.ask(one_moment.of, DECEMBER) == row.as_at
    with pytest.raises(OtherMoment):
        two.do(one_moment.insist, "lottery", DECEMBER, clock.now())
    draft = shown(two, "lottery")
    assert draft.as_at == row.as_at
    two.do(leaving.issue, draft, "ROBIN")
    two.do(one_moment.insist, "lottery", DECEMBER, clock.now())
