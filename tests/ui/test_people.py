from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTableView
from sqlalchemy import update

from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import cases, contacts, people
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.work import Work
from tests.ui.sitting import Stage
from ui.finding import commands


def people_of(desk: Desk, clock: SetClock, *aliases: str) -> list[str]:
    keys = []
    for alias in aliases:
        key = desk.do(people.add, PersonDraft(alias=alias)).value.id
        desk.do(cases.open_case, cases.CaseDraft(key))
        desk.do(contacts.log, contacts.ContactDraft(clock.now(), who="known", person_id=key))
        keys.append(key)
    return keys


def shown(stage: Stage) -> list[str]:
    table = stage.seen("people.table")
    assert isinstance(table, QTableView)
    model = table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_an_empty_list_says_how_people_come_here(stage: Stage) -> None:
    stage.show_page("people")
    assert "People are added only when someone wants to be known to us." in stage.words()


def test_typing_filters_and_enter_opens(stage: Stage, desk: Desk, clock: SetClock) -> None:
    keys = people_of(desk, clock, "Biscuit", "Marble", "Mango")
    page = stage.show_page("people")
    assert shown(stage) == ["Biscuit", "Mango", "Marble"]
    assert "3 people seen this year. You can open 3 records." in stage.words()
    page.list.take_focus()  # type: ignore[attr-defined]  # of the people page
    stage.type("people.table", "m")
    stage.type("people.filter", "ar")
    assert shown(stage) == ["Marble"]
    stage.press("people.filter", Qt.Key.Key_Return)
    assert stage.went == [("person", {"person_id": keys[1]})]
    # Back again: the next name takes the place of the last.
    page.open()
    line = stage.seen("people.filter")
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == "mar"


def test_a_name_under_no_chosen_chip_is_found_under_all(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    people_of(desk, clock, "Biscuit")
    desk.do(people.add, PersonDraft(alias="Acorn"))
    page = stage.show_page("people")
    chips = page.list.chips  # type: ignore[attr-defined]  # of the people page
    assert (chips.value(), shown(stage)) == ("open", ["Biscuit"])
    stage.type("people.filter", "aco")
    assert (chips.value(), shown(stage)) == ("all", ["Acorn"])
    stage.press("people.filter", Qt.Key.Key_Escape)
    assert (chips.value(), shown(stage)) == ("open", ["Biscuit"])
    # Nobody at all is called so, and a chip that was chosen by hand stays.
    stage.type("people.filter", "zzz")
    assert chips.value() == "open"
    assert "Nothing called “zzz”" in stage.words()
    stage.press("people.filter", Qt.Key.Key_Escape)
    stage.type("people.filter", "aco")
    stage.click("people.chips.open")
    assert chips.value() == "open"
    assert "Nothing called “aco”" in stage.words()


def test_letters_log_for_the_row_they_are_pressed_on(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    keys = people_of(desk, clock, "Biscuit", "Mango")
    page = stage.show_page("people")
    page.list.take_focus()  # type: ignore[attr-defined]  # of the people page
    for key in (Qt.Key.Key_Down, Qt.Key.Key_N, Qt.Key.Key_I):
        stage.press("people.table", key)
    assert stage.went == [
        ("log_contact", {"person_id": keys[1]}),
        ("log_incident", {"person_id": keys[1]}),
    ]


def test_nothing_found_says_so_without_blame(stage: Stage, desk: Desk, clock: SetClock) -> None:
    people_of(desk, clock, "Biscuit")
    stage.show_page("people")
    stage.type("people.filter", "zzz")
    assert "Nothing called “zzz” that you may open." in stage.words()


def test_adding_somebody_needs_a_name_only(stage: Stage, desk: Desk) -> None:
    stage.show_page("people")
    stage.click("people.add")
    stage.click("people.adding.save")
    assert "A name is needed. Any name will do" in stage.words()
    stage.type("people.adding.alias", "Marble")
    stage.press("people.adding.alias", Qt.Key.Key_Return)
    (line,) = desk.ask(people.everyone)
    assert line.alias == "Marble"
    assert stage.went == [("person", {"person_id": line.id})]


def test_find_leads_to_the_name_of_somebody_new(stage: Stage, desk: Desk) -> None:
    (hit,) = [each for each in commands("add someone") if each.where]
    stage.show_page(hit.page, **hit.where)
    stage.type("people.adding.alias", "Marble")
    stage.press("people.adding.alias", Qt.Key.Key_Return)
    assert [line.alias for line in desk.ask(people.everyone)] == ["Marble"]


def test_somebody_known_already_is_recognised_while_typing(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    (key,) = people_of(desk, clock, "Marble")
    stage.show_page("people")
    stage.click("people.add")
    stage.type("people.adding.alias", "marb")
    stage.until(lambda: "We may know them already:" in stage.words())
    assert "Begins alike. Last seen Sat 20 December." in stage.words()
    stage.click("people.adding.alike.0")
    assert stage.went == [("person", {"person_id": key})]
    assert len(desk.ask(people.everyone)) == 1


def test_a_restricted_row_says_nothing_but_that_it_is_there(
    stage: Stage, desk: Desk, clock: SetClock
) -> None:
    (key,) = people_of(desk, clock, "Dune")

    def restrict(work: Work) -> None:
        work.session.execute(update(Person).where(Person.id == key).values(restricted=True))

    desk.do(restrict)
    desk.me = replace(desk.me, role="outreach")
    page = stage.show_page("people")
    assert shown(stage) == ["Restricted"]
    page.list.take_focus()  # type: ignore[attr-defined]  # of the people page
    stage.press("people.table", Qt.Key.Key_N)
    assert stage.went == []
    assert "Dune" not in stage.words()
    stage.type("people.filter", "dune")
    assert "Nothing called “dune” that you may open." in stage.words()


def test_every_control_has_a_name_of_its_own(stage: Stage, desk: Desk, clock: SetClock) -> None:
    people_of(desk, clock, "Biscuit")
    page = stage.show_page("people")
    for each in page.findChildren(QLineEdit):
        assert each.objectName().startswith("people.")
        assert each.accessibleName()
