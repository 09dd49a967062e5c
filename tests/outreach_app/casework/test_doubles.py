"""Possible doubles: what is kept in memory says the same as what is read anew."""

from dataclasses import replace

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import doubles, people
from outreach_app.casework.doubles import Double
from outreach_app.casework.people import PersonDraft
from outreach_app.work import Memory, Work


@pytest.fixture
def marble(desk: Desk) -> str:
    key = desk.do(people.add, PersonDraft("Marble", own_code="heron")).value.id
    for alias in ("Marbel", "Fig", "Comet"):
        desk.do(people.add, PersonDraft(alias))
    return key


def read_anew(work: Work) -> tuple[Double, ...]:
    return doubles.doubles(replace(work, memory=Memory()))


def names(desk: Desk) -> list[tuple[str, str]]:
    found = desk.ask(doubles.doubles)
    assert found == desk.ask(read_anew)
    return [(each.one.alias, each.other.alias) for each in found]


def test_who_is_added_or_named_anew_is_compared(desk: Desk, marble: str) -> None:
    assert names(desk) == [("Marble", "Marbel")]
    desk.do(people.add, PersonDraft("Figg"))
    assert sorted(names(desk)) == [("Fig", "Figg"), ("Marble", "Marbel")]
    desk.do(people.change_details, marble, PersonDraft("Quill", own_code="heron"))
    assert names(desk) == [("Fig", "Figg")]


def test_a_pair_alike_in_two_ways_stands_first_with_both_reasons(desk: Desk, marble: str) -> None:
    desk.do(people.add, PersonDraft("Figg"))
    other = desk.do(people.add, PersonDraft("Marbles", own_code="heron")).value.id
    (first, *_) = desk.ask(doubles.doubles)
    assert {first.one.id, first.other.id} == {marble, other}
    assert first.reasons[0] == doubles.SAME_CODE
    assert len(first.reasons) == 2
    assert desk.ask(doubles.doubles) == desk.ask(read_anew)
    assert desk.ask(doubles.doubles, 1) == (first,)


def test_two_people_are_not_suggested_again(desk: Desk, marble: str) -> None:
    (pair,) = desk.ask(doubles.doubles)
    desk.do(doubles.not_the_same, pair.one.id, pair.other.id)
    assert names(desk) == []
