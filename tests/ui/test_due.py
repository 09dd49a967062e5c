"""What is due to be let go, in the window: deciding one by one, all at once, and the copies."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import cases, people
from outreach_app.casework.cases import CaseDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.retention import anonymising, deciding, due, times
from outreach_app.retention.anonymising import EraseDraft
from tests.ui.gates import nameless, whole
from tests.ui.sitting import Stage
from ui.covering import cover
from ui.dialogs.ask import answer_next
from ui.theme import Theme


def add(desk: Desk, alias: str) -> str:
    return desk.do(people.add, PersonDraft(alias=alias)).value.id


def aliases(desk: Desk) -> set[str]:
    return desk.ask(lambda work: set(work.session.scalars(select(Person.alias))))


@pytest.fixture
def three(desk: Desk, clock: SetClock) -> list[str]:
    """Two who are due and one who is not; three years on."""
    found = [add(desk, "Dune"), add(desk, "Topaz")]
    clock.moment = clock.moment.replace(year=clock.moment.year + 3)
    return [*found, add(desk, "Pepper")]


def code_of(desk: Desk, key: str) -> str:
    return desk.ask(anonymising.look, key).code


def test_an_empty_list_says_where_the_times_stand(stage: Stage) -> None:
    stage.show_page("due")
    words = stage.words()
    assert "Nothing goes by itself." in words
    assert "Nothing is due within a month." in words
    assert "No copy in reach holds anything that was let go." in words


def test_the_list_and_one_decision_by_keys_alone(
    stage: Stage, desk: Desk, three: list[str]
) -> None:
    page: Any = stage.show_page("due")
    assert "2 to decide" in stage.words()
    page.list.take_focus()
    stage.press("due.table", Qt.Key.Key_Return)
    words = stage.words()
    assert "What shall happen to" in words
    assert "every figure of every month stays as it is" in words
    assert "Nobody can undo this." in words
    assert stage.seen("decide.cancel").hasFocus()
    title: Any = stage.seen("decide.title")
    first = three[0] if "Dune" in title.text() else three[1]
    stage.type("decide.typed", code_of(desk, first))
    stage.press("decide.typed", Qt.Key.Key_Return)
    stage.click("decide.save")
    assert "No figure has changed." in stage.words()
    assert "Anonymised" in aliases(desk)
    assert "1 to decide" in stage.words()


def test_the_wrong_code_lets_nothing_go(stage: Stage, desk: Desk, three: list[str]) -> None:
    page: Any = stage.show_page("due")
    page.list.take_focus()
    stage.press("due.table", Qt.Key.Key_Return)
    stage.type("decide.typed", "yes")
    stage.click("decide.save")
    assert "the code of this record, to be sure" in stage.words()
    assert "Anonymised" not in aliases(desk)
    stage.click("decide.cancel")


def test_one_is_kept_longer_and_one_is_held(stage: Stage, desk: Desk, three: list[str]) -> None:
    page: Any = stage.show_page("due")
    page.list.take_focus()
    stage.press("due.table", Qt.Key.Key_Return)
    stage.click("decide.choice.keep")
    stage.click("decide.reason.court")
    stage.click("decide.save")
    assert "1 to decide" in stage.words()
    page.list.take_focus()
    stage.press("due.table", Qt.Key.Key_Return)
    stage.click("decide.choice.hold")
    stage.click("decide.reason.police")
    stage.click("decide.save")
    assert not page._count.isVisible()
    (row,) = desk.ask(due.listed).rows
    assert row.hold is not None
    page.list.take_focus()
    stage.press("due.table", Qt.Key.Key_Return)
    assert "police are looking into it. Nothing may go while it stands." in stage.words()
    stage.click("decide.choice.lift")
    stage.click("decide.save")
    assert desk.ask(due.count) == 1


def test_all_that_is_due_goes_when_its_number_is_typed(
    stage: Stage, desk: Desk, three: list[str]
) -> None:
    stage.show_page("due")
    stage.click("due.all")
    assert "2 will be anonymised or emptied" in stage.words()
    stage.type("all_due.typed", "3")
    stage.click("all_due.save")
    assert "Type 2" in stage.words()
    field: Any = stage.seen("all_due.typed")
    field.clear()
    stage.type("all_due.typed", "2")
    stage.click("all_due.save")
    assert "2 let go." in stage.words()
    assert aliases(desk) == {"Anonymised", "Pepper"}


def test_somebody_asks_for_it(stage: Stage, desk: Desk, three: list[str]) -> None:
    stage.show_page("due", person_id=three[2])
    assert "Anonymise Pepper?" in stage.words() or "Anonymise “Pepper”?" in stage.words()
    stage.type("decide.typed", code_of(desk, three[2]))
    stage.click("decide.save")
    assert "Pepper" not in aliases(desk)


def test_an_open_case_stands_in_the_way_and_it_is_said(
    stage: Stage, desk: Desk, three: list[str]
) -> None:
    desk.do(cases.open_case, CaseDraft(three[2]))
    stage.show_page("due", person_id=three[2])
    assert "A case is open. Close it first" in stage.words()
    stage.click("decide.cancel")
    assert "Pepper" in aliases(desk)


def test_covered_names_stay_covered(stage: Stage, desk: Desk, three: list[str]) -> None:
    cover().set(on=True)
    try:
        page: Any = stage.show_page("due")
        page.list.take_focus()
        stage.press("due.table", Qt.Key.Key_Return)
        words = stage.words()
        assert "Dune" not in words
        assert "Topaz" not in words
        stage.click("decide.cancel")
    finally:
        cover().set(on=False)


def test_how_long_things_are_kept(stage: Stage, desk: Desk, three: list[str]) -> None:
    stage.show_page("due")
    stage.click("due.years")
    assert "These are defaults for your trustees to decide on, not law." in stage.words()
    box: Any = stage.seen("kept_for.contact_person")
    box.setValue(4)
    stage.click("kept_for.save")
    assert desk.ask(times.years)["contact_person"] == 4
    assert desk.ask(due.count) == 0


def test_copies_that_hold_them_are_listed_and_made_anew(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    key = add(desk, "Dune")
    desk.copies.make_now(("here",))
    clock.moment += timedelta(hours=1)
    desk.do(anonymising.anonymise, EraseDraft(key, "asked", code_of(desk, key)))
    stage.show_page("due")
    assert "rotates out on" in stage.words()
    answer_next("anew")
    stage.click("due.old.anew")
    assert "Done: 1 removed." in stage.words()
    assert desk.copies.holding() == ()


def test_somebody_else_reads_that_the_lead_decides(
    stage: Stage, desk: Desk, three: list[str]
) -> None:
    desk.me = replace(desk.me, role="outreach")
    stage.show_page("due")
    assert "What is due is decided by the lead." in stage.words()
    assert "Dune" not in stage.words()


def test_safekeeping_and_today_lead_there(stage: Stage, desk: Desk, three: list[str]) -> None:
    stage.show_page("safekeeping")
    assert "2 to decide" in stage.words()
    stage.click("safekeeping.due.open")
    stage.show_page("today")
    assert "2 records have been kept their time" in stage.words()
    stage.click("today.safekeeping.due")
    assert stage.went[-2:] == [("due", {}), ("due", {})]


def test_a_person_s_page_leads_there(stage: Stage, desk: Desk, three: list[str]) -> None:
    page: Any = stage.show_page("person", person_id=three[2])
    act = page.findChild(QAction, "person.more.anonymise")
    act.trigger()
    assert stage.went[-1] == ("due", {"person_id": three[2]})
    desk.do(anonymising.anonymise, EraseDraft(three[2], "asked", code_of(desk, three[2])))
    stage.show_page("person", person_id=three[2])
    assert "no way leads back to a person" in stage.words()


@pytest.mark.parametrize("percent", [100, 150])
def test_nothing_is_cut_off_and_everything_has_a_name(
    stage: Stage, desk: Desk, three: list[str], theme: Theme, qtbot: QtBot, percent: int
) -> None:
    theme.choose("light", percent)
    desk.do(deciding.hold, three[0], "court")
    page: Any = stage.show_page("due")
    for size in ((1162, 649), (683, 350)):
        stage.resize(*size)
        page.compact(theme.breakpoint(size[0]))
        stage.settle()
        whole(qtbot, page)
        assert nameless(page) == []
    stage.resize(1162, 649)
    page.list.take_focus()
    stage.press("due.table", Qt.Key.Key_Return)
    dialog = stage.seen("decide")
    whole(qtbot, dialog)
    assert nameless(dialog) == []
    stage.click("decide.cancel")
