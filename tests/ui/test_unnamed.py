"""Contacts not named: saying later who it was, and taking it back."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTableView

from outreach_app.bootstrap import Desk
from outreach_app.casework import contact_links, contacts, people, sessions
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.sessions import SessionDraft
from tests.ui.gates import nameless
from tests.ui.sitting import Stage
from tests.ui.test_people_pages_fit import SIZES, clipped
from ui.covering import cover
from ui.theme import Theme


@pytest.fixture
def marble(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft("Marble")).value.id


def lines(stage: Stage) -> list[str]:
    view = stage.seen("unnamed.list.table")
    assert isinstance(view, QTableView)
    model = view.model()
    return [
        " | ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def choose(stage: Stage, typed: str) -> None:
    """Type a name and take the first suggestion, by keys alone."""
    field = stage.seen("name_person.person_id")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, typed)
    page: Any = field
    stage.until(lambda: not page.looking and bool(page.suggestions()))
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle()


def test_who_it_was_is_said_and_taken_back(stage: Stage, desk: Desk, marble: str) -> None:
    desk.do(contacts.log, ContactDraft(desk.clock.now(), supplies={"condom_ext": 10}))
    page: Any = stage.show_page("unnamed")
    (line,) = lines(stage)
    assert "Van, talked" in line
    assert "10 condoms." in line
    assert page.list.table.hasFocus()
    stage.press("unnamed.list.table", Qt.Key.Key_Return)
    assert "Who was it?" in stage.words()
    stage.click("name_person.save")
    assert "Choose somebody from the list" in stage.words()
    choose(stage, "marb")
    stage.click("name_person.save")
    assert "Named: Marble." in stage.words()
    assert len(desk.ask(contacts.of_person, marble)) == 1
    assert "Nobody is waiting to be named." in stage.words()
    stage.click("unnamed.told.undo")
    assert desk.ask(contacts.of_person, marble) == ()
    assert len(lines(stage)) == 1
    assert not page.named.isVisible()


def test_what_was_named_today_can_be_taken_back_later_that_day(
    stage: Stage, desk: Desk, marble: str
) -> None:
    row = desk.do(contacts.log, ContactDraft(desk.clock.now())).value
    desk.do(contact_links.name_person, row.id, marble)
    stage.show_page("unnamed")
    assert "Marble: Today 23:41" in stage.words()
    stage.click(f"unnamed.back.{row.id}")
    assert desk.ask(contacts.of_person, marble) == ()


def test_covered_names_stay_covered(stage: Stage, desk: Desk, marble: str) -> None:
    code = desk.ask(people.card, marble).code
    row = desk.do(contacts.log, ContactDraft(desk.clock.now())).value
    desk.do(contact_links.name_person, row.id, marble)
    cover().set(on=True)
    try:
        stage.show_page("unnamed")
        assert "Marble" not in stage.words()
        assert f"{code}: Today 23:41" in stage.words()
    finally:
        cover().set(on=False)


def test_the_contacts_of_one_shift(stage: Stage, desk: Desk) -> None:
    shift = desk.do(sessions.start, SessionDraft("van_night", desk.clock.now())).value.id
    desk.do(contacts.log, ContactDraft(desk.clock.now(), session_id=shift, people=3))
    desk.do(contacts.log, ContactDraft(desk.clock.now()))
    stage.show_page("unnamed", session_id=shift)
    assert len(lines(stage)) == 1
    stage.click("unnamed.name")
    assert "One of these 3 is named." in stage.words()
    stage.click("name_person.cancel")
    stage.click("unnamed.all")
    assert len(lines(stage)) == 2


def test_the_table_and_the_list_of_people_lead_here(stage: Stage, desk: Desk) -> None:
    shift = desk.do(sessions.start, SessionDraft("van_night", desk.clock.now())).value.id
    went: list[tuple[str, dict[str, object]]] = []
    stage.relay.wanted.connect(lambda page, where: went.append((page, where)))
    page: Any = stage.show_page("session")
    page.doors.name_people()
    assert went == [("unnamed", {"session_id": shift})]
    people_page: Any = stage.show_page("people")
    actions = {each.objectName(): each for each in people_page._more.menu().actions()}
    actions["people.more.unnamed"].trigger()
    assert stage.went[-1] == ("unnamed", {})


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("room", list(SIZES))
def test_everything_fits(
    stage: Stage, desk: Desk, theme: Theme, marble: str, room: str, percent: int
) -> None:
    row = desk.do(contacts.log, ContactDraft(desk.clock.now())).value
    desk.do(contact_links.name_person, row.id, marble)
    desk.do(contacts.log, ContactDraft(desk.clock.now(), note="asked about the shelter"))
    theme.choose("light", percent)
    stage.resize(*SIZES[room])
    page: Any = stage.show_page("unnamed")
    stage.until(lambda: clipped(page) == [])
    assert nameless(page) == []
