"""Possible doubles: side by side, joined with a reason, undone, or kept as two people."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from outreach_app.bootstrap import Desk
from outreach_app.casework import access, cases, contacts, doubles, linking, people
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next

Two = tuple[str, str]


def seen(desk: Desk, clock: SetClock, alias: str, times: int) -> str:
    key = desk.do(people.add, PersonDraft(alias=alias)).value.id
    for number in range(times):
        moment = clock.now() - timedelta(minutes=number)
        desk.do(contacts.log, contacts.ContactDraft(moment, who="known", person_id=key))
    return key


@pytest.fixture
def two(desk: Desk, clock: SetClock) -> Two:
    """Somebody met three times, and a record with one letter different, met once."""
    return seen(desk, clock, "Marble", 3), seen(desk, clock, "Marbel", 1)


def test_the_list_says_how_many_there_are(stage: Stage, two: Two) -> None:
    stage.show_page("people")
    assert stage.seen("people.doubles").accessibleName() == "Possible doubles  1"
    stage.click("people.doubles")
    assert stage.went == [("doubles", {})]


def test_two_stand_side_by_side_and_the_fuller_one_stays(stage: Stage, two: Two) -> None:
    stage.show_page("doubles")
    words = stage.words()
    for expected in (
        "One letter different",
        "This record stays",
        "3 contacts, 0 incidents, 0 needs",
        "1 contact, 0 incidents, 0 needs",
        "Nothing is deleted, and joining can be undone.",
        "This month counts one person fewer.",
    ):
        assert expected in words, expected
    assert stage.seen("doubles.both.stays.who").text().startswith("Marble, ")  # type: ignore[attr-defined]
    stage.click("doubles.both.swap")
    assert stage.seen("doubles.both.stays.who").text().startswith("Marbel, ")  # type: ignore[attr-defined]
    assert "It should be the one that stays." in stage.words()


def test_joining_asks_how_it_is_known_and_can_be_undone(stage: Stage, desk: Desk, two: Two) -> None:
    stage.show_page("doubles")
    stage.click("doubles.save")
    assert "This is needed." in stage.words()
    stage.type("doubles.reason", "they said so")
    stage.press("doubles.reason", Qt.Key.Key_Return)
    assert desk.ask(people.whole_id, two[1]) == two[0]
    assert "holds both from now on." in stage.words()
    assert "No two records look like one person." in stage.words()
    stage.click("doubles.done.undo")
    assert desk.ask(people.whole_id, two[1]) == two[1]
    assert "Undone. They are two records again." in stage.words()
    assert "One letter different" in stage.words()


def test_two_people_are_never_suggested_again(stage: Stage, desk: Desk, two: Two) -> None:
    stage.show_page("doubles")
    stage.click("doubles.two")
    assert desk.ask(doubles.doubles) == ()
    assert "The pair is not suggested again." in stage.words()
    assert not stage.findChildren(type(stage), "doubles.done.undo")


def test_a_record_is_chosen_from_a_persons_page(stage: Stage, desk: Desk, clock: SetClock) -> None:
    one = seen(desk, clock, "Comet", 1)
    other = seen(desk, clock, "Ziggy", 0)
    page: Any = stage.show_page("person", person_id=one)
    page.doing.act("double")
    stage.type("other_record.other_id", "zig")
    stage.until(lambda: bool(stage.seen("other_record.other_id").suggestions()))  # type: ignore[attr-defined]
    stage.press("other_record.other_id", Qt.Key.Key_Return)
    assert stage.went == [("doubles", {"one": one, "other": other})]
    stage.show_page("doubles", one=one, other=other)
    assert "You chose these two." in stage.words()
    stage.type("doubles.reason", "they told us")
    stage.click("doubles.save")
    assert desk.ask(people.whole_id, other) == one


def test_what_keeps_two_apart_is_said_and_nothing_can_be_joined(
    stage: Stage, desk: Desk, two: Two
) -> None:
    desk.do(linking.link, linking.LinkDraft(two[1], two[0], "they said so"))
    stage.show_page("doubles", one=two[1], other=two[0])
    with pytest.raises(AssertionError):
        stage.seen("doubles.save")


def test_an_open_case_goes_on_with_the_record_that_stays(
    stage: Stage, desk: Desk, two: Two
) -> None:
    desk.do(cases.open_case, cases.CaseDraft(two[1]))
    stage.show_page("doubles")
    assert "The open case goes on with the record that stays." in stage.words()


def test_a_restricted_record_asks_why_first(stage: Stage, desk: Desk, two: Two) -> None:
    desk.do(access.restrict, two[1], "wish")
    stage.show_page("doubles", one=two[0], other=two[1])
    assert "Why are you opening this?" in stage.words()
    assert "Marbel" not in stage.words()
    stage.click("doubles.reason.own_case")
    assert "You chose these two." in stage.words()


def test_the_joining_can_be_undone_later_from_the_record(
    stage: Stage, desk: Desk, two: Two
) -> None:
    desk.do(linking.link, linking.LinkDraft(two[1], two[0], "they said so"))
    page: Any = stage.show_page("person", person_id=two[0])
    page.record.show_tab("details")
    assert "Joined records" in stage.words()
    assert "Marbel" in stage.words()
    answer_next("undo")
    stage.click(f"person.links.undo.{two[1]}")
    assert desk.ask(people.whole_id, two[1]) == two[1]
    assert "Undone 20 December." in stage.words()
