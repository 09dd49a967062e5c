"""Names that are like another: the reasons, their order, and who is never shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import likeness, names, people
from outreach_app.casework.people import PersonDraft
from outreach_app.words import say
from outreach_app.work import Done, Work, changed


def add(desk: Desk, alias: str, own_code: str | None = None) -> str:
    return desk.do(people.add, PersonDraft(alias=alias, own_code=own_code)).value.id


def like(desk: Desk, typed: str, limit: int = 9) -> list[tuple[str, str]]:
    return [(each.person.alias, each.reason) for each in desk.ask(names.similar, typed, limit)]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Domino", "domino", "same"),
        ("Zoe", "Zoë", "same"),
        ("Jaade", "Jade", "same"),
        ("Domino", "Domeno", "one_letter"),
        ("Marble", "Marbel", "one_letter"),
        ("Dom", "Domino", "begins"),
        ("Phoebe", "Feebee", "sounds"),
        ("Chris", "Kriss", "sounds"),
        ("Emerald", "Esmeralda", "near"),
        ("Finch 2", "Finch 3", None),
        ("Jo", "Joy", None),
        ("Jo", "jo", "same"),
        ("Ann", "Ant", None),
        ("Наташа", "Наташ", "one_letter"),
        ("小红", "小红", "same"),
        ("", "Domino", None),
        ("!?", "!?", None),
    ],
)
def test_why_two_names_are_alike(one: str, other: str, reason: str | None) -> None:
    for first, second in ((one, other), (other, one)):
        found = likeness.compare(likeness.ready(first), likeness.ready(second))
        assert (found[0] if found else None) == reason


@given(one=st.text(max_size=12), other=st.text(max_size=12))
def test_likeness_has_no_sides_and_stays_within_its_reason(one: str, other: str) -> None:
    found = likeness.compare(likeness.ready(one), likeness.ready(other))
    again = likeness.compare(likeness.ready(other), likeness.ready(one))
    assert (found and found[0]) == (again and again[0])
    if found:
        weight = likeness.WEIGHT[found[0]]
        assert weight <= found[1] < weight + 1


def test_the_likest_come_first(desk: Desk) -> None:
    for alias in ("Marble", "Maribel", "Jade", "Domino", "Dominique"):
        add(desk, alias)
    assert like(desk, "domino") == [("Domino", "same")]
    assert set(like(desk, "marbel")) == {("Maribel", "one_letter"), ("Marble", "one_letter")}
    assert [alias for alias, _ in like(desk, "dom")] == ["Domino", "Dominique"]
    assert like(desk, "do") == like(desk, "quentin") == like(desk, "  ") == []


def test_a_name_of_two_letters_is_only_itself(desk: Desk) -> None:
    for alias in ("Jo", "Joy", "Joanna"):
        add(desk, alias)
    assert like(desk, "jo") == [("Jo", "same")]


def test_an_own_code_word_says_who_but_is_not_shown(desk: Desk) -> None:
    add(desk, "Jade", "Lighthouse")
    (found,) = desk.ask(names.similar, "lighthouze")
    assert (found.person.alias, found.by, found.reason) == ("Jade", "own_code", "one_letter")


def test_what_is_kept_follows_every_change(desk: Desk) -> None:
    key = add(desk, "Jade")
    assert like(desk, "jade") == [("Jade", "same")]
    desk.do(people.change_details, key, PersonDraft(alias="Sable"))
    assert like(desk, "jade") == []
    assert like(desk, "sabel") == [("Sable", "one_letter")]


def test_a_refused_command_leaves_nothing_in_what_is_kept(desk: Desk) -> None:
    def added_then_refused(work: Work) -> None:
        people.add(work, PersonDraft(alias="Jade"))
        assert names.similar(work, "jade")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        desk.do(added_then_refused)
    assert like(desk, "jade") == []


def test_restricted_people_appear_for_nobody_unasked(desk: Desk) -> None:
    key = add(desk, "Jade")

    def restrict(work: Work) -> Done[None]:
        work.session.execute(update(Person).where(Person.id == key).values(restricted=True))
        return Done(None, changed("people"))

    desk.do(restrict)
    assert like(desk, "jade") == []
    assert desk.ask(lambda work: names.similar(replace(work, role="volunteer"), "jade")) == ()


def test_every_reason_has_words() -> None:
    for reason in likeness.WEIGHT:
        assert say(f"likeness.reason.{reason}")
