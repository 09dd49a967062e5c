"""Find anything, and the covered names, in the real window."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from outreach_app.casework import agencies, alerts, cases, contacts, incidents, people
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.incidents import IncidentDraft, VehicleDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from tests.ready import new_desk
from tests.ui.gates import (
    every_text,
    nameless,
    ours,
    settle,
    shell_of,
    unlock,
    whole,
)
from ui.covering import cover
from ui.findbox import FindBox
from ui.shell import Shell
from ui.theme import Theme
from ui.window import MainWindow


@pytest.fixture
def path(tmp_path: Path, clock: SetClock) -> Path:
    made = tmp_path / "ours.casebook"
    desk = new_desk(made, ours(made, clock), clock)
    for alias in ("Marble", "Maribel", "Biscuit", "Fig"):
        desk.do(people.add, PersonDraft(alias))
    marble = desk.ask(people.find, "marble")[0]
    desk.do(contacts.log, ContactDraft(clock.now(), who="known", person_id=marble.id))
    desk.do(
        incidents.log,
        IncidentDraft(
            clock.now(),
            person_id=marble.id,
            type="robbery",
            area="unknown",
            occurred_precision="unknown",
            vehicle=VehicleDraft(plate_said="YK19 ABC"),
        ),
    )
    desk.do(contacts.log, ContactDraft(clock.now(), note="asked about the walnut shelter"))
    draft = ContactDraft(clock.now(), who="known", person_id=marble.id, note="walnut")
    desk.do(contacts.log, draft)
    desk.do(cases.open_case, cases.CaseDraft(marble.id))
    desk.do(agencies.keep, agencies.AgencyDraft("drug_service", "Tide drug service"))
    desk.close()
    return made


@pytest.fixture
def window(
    qtbot: QtBot, path: Path, window_over: Callable[[Path], MainWindow]
) -> Iterator[MainWindow]:
    made = window_over(path)
    unlock(qtbot, made)
    yield made
    cover().set(on=False)


def looking_for(qtbot: QtBot, window: MainWindow, text: str) -> FindBox:
    box = shell_of(window).open_find()
    box.line.clear()
    QTest.keyClicks(box.line, text)
    box.look()
    settle(qtbot, window._gate.background)
    return box


def lines(box: FindBox) -> list[tuple[str, str, str]]:
    return [(hit.group, hit.title, hit.note) for hit in box.hits()]


def table_words(shell: Shell) -> str:
    page = shell.page()
    assert page is not None
    table = page.findChild(QTableView)
    assert table is not None
    model = table.model()
    return " ".join(
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    )


def test_people_first_then_what_can_be_done_then_places(qtbot: QtBot, window: MainWindow) -> None:
    box = looking_for(qtbot, window, "mar")
    code = box.hits()[0].note.split(",")[0]
    assert lines(box)[:6] == [
        ("people", "Marble", f"{code}, seen today"),
        ("people", "Maribel", box.hits()[1].note),
        ("cases", "Case of Marble", "open since today, with Daya"),
        ("do", "Log a contact with Marble", ""),
        ("do", "Log an incident for Marble", ""),
        ("goto", "Monthly report, March 2025", ""),
    ]
    assert box.line.accessibleDescription() == "2 people, 1 open case, 4 actions"
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settle(qtbot, window._gate.background)
    assert shell_of(window).page_name() == "person"


def test_what_begins_a_command_means_no_name_that_only_sounds_like_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    box = looking_for(qtbot, window, "figures")
    assert lines(box)[0][0] == "goto"
    assert lines(box)[0][1].startswith("Figures")
    assert ("alike", "Fig") in [(group, title) for group, title, _ in lines(box)]
    assert not any("with Fig" in title for _, title, _ in lines(box))
    box = looking_for(qtbot, window, "fig")
    assert lines(box)[0][:2] == ("people", "Fig")


def test_the_field_stays_where_it_is_however_long_the_list(
    qtbot: QtBot, window: MainWindow
) -> None:
    tops = set()
    for text in ("", "marb", "nobody at all", "repo"):
        box = looking_for(qtbot, window, text)
        tops.add(box.line.mapTo(window, box.line.rect().topLeft()).y())
        assert box.rect().contains(box._box.geometry())
    assert len(tops) == 1


def test_enter_at_once_waits_for_the_name(qtbot: QtBot, window: MainWindow) -> None:
    shell = shell_of(window)
    for keys, page in (("marb", "person"), ("inr-01", "incident"), ("repo", "reports")):
        box = shell.open_find()
        QTest.keyClicks(box.line, keys)
        QTest.keyClick(box.line, Qt.Key.Key_Return)
        settle(qtbot, window._gate.background)
        assert shell.page_name() == page


def test_typing_on_takes_back_the_enter(qtbot: QtBot, window: MainWindow) -> None:
    shell = shell_of(window)
    box = shell.open_find()
    # Nothing is answered before the typing is done, however quick the worker is.
    held = Event()
    window._gate.background.run(held.wait)
    QTest.keyClicks(box.line, "marb")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    QTest.keyClicks(box.line, "x")
    held.set()
    settle(qtbot, window._gate.background)
    assert shell.page_name() == "today"
    assert box.isVisible()


def test_commands_are_shown_when_the_casebook_takes_long(qtbot: QtBot, window: MainWindow) -> None:
    box = shell_of(window).open_find()
    held = Event()
    window._gate.background.run(held.wait)
    QTest.keyClicks(box.line, "repo")
    qtbot.waitUntil(lambda: [hit.title for hit in box.hits()] == ["Reports"])
    held.set()
    settle(qtbot, window._gate.background)
    assert [hit.title for hit in box.hits()] == ["Reports"]


def test_what_is_out_of_sight_comes_behind_and_below(qtbot: QtBot, window: MainWindow) -> None:
    held = Event()
    window._gate.background.run(held.wait)
    box = shell_of(window).open_find()
    first = box.hits()
    for _ in range(2):
        QTest.keyClick(box.line, Qt.Key.Key_Down)
    held.set()
    settle(qtbot, window._gate.background)
    assert box.hits()[: len(first)] == first
    assert len(box.hits()) > 2 * len(first)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert shell_of(window).page_name() == first[2].page


def test_no_line_out_of_sight_keeps_a_name(qtbot: QtBot, window: MainWindow) -> None:
    box = looking_for(qtbot, window, "mar")
    assert "Marble" in every_text()
    box.line.clear()
    QTest.keyClicks(box.line, "text size")
    box.look()
    settle(qtbot, window._gate.background)
    assert [hit.page for hit in box.hits()] == ["settings"]
    assert not [each.text() for each in box.findChildren(QLabel) if "Mar" in each.text()]


def test_leaving_the_box_takes_back_the_enter(qtbot: QtBot, window: MainWindow) -> None:
    shell = shell_of(window)
    box = shell.open_find()
    held = Event()
    window._gate.background.run(held.wait)
    QTest.keyClicks(box.line, "marb")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    QTest.keyClick(box.line, Qt.Key.Key_Escape)
    held.set()
    settle(qtbot, window._gate.background)
    assert shell.page_name() == "today"


def test_ctrl_enter_logs_a_contact_with_them(qtbot: QtBot, window: MainWindow) -> None:
    box = looking_for(qtbot, window, "bisc")
    QTest.keyClick(box.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window._gate.background)
    assert shell_of(window).page_name() == "log_contact"


def test_an_incident_by_part_of_a_registration(qtbot: QtBot, window: MainWindow) -> None:
    box = looking_for(qtbot, window, "k1? ab")
    assert lines(box) == [
        ("incidents", "INR-01", "told today, registration “YK19 ABC”"),
        ("do", "Papers to hand over about INR-01", ""),
    ]
    assert box.line.accessibleDescription() == "1 incident, 1 action"
    whole(qtbot, box)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settle(qtbot, window._gate.background)
    assert shell_of(window).page_name() == "incident"


def test_services_and_words_in_notes_stand_with_the_rest(qtbot: QtBot, window: MainWindow) -> None:
    box = looking_for(qtbot, window, "tide")
    assert lines(box) == [("services", "Tide drug service", "Drug and alcohol treatment")]
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settle(qtbot, window._gate.background)
    assert shell_of(window).page_name() == "lists"
    assert "Tide drug service" in table_words(shell_of(window))
    box = looking_for(qtbot, window, "walnut")
    assert sorted(lines(box)) == [
        ("notes", "Marble", "note of a contact, today"),
        ("notes", "Somebody not named", "note of a contact, today"),
    ]
    assert box.line.accessibleDescription() == "2 places in notes"
    assert "shelter" not in repr(box.hits())
    whole(qtbot, box)
    box = looking_for(qtbot, window, "in notes: walnut")
    assert {hit.group for hit in box.hits()} == {"notes"}
    cover().set(on=True)
    box = looking_for(qtbot, window, "walnut")
    assert "Marble" not in repr(box.hits())
    assert "Marble" not in repr(looking_for(qtbot, window, "marb").hits())


def test_the_words_of_a_note_lead_to_whose_it_is(qtbot: QtBot, window: MainWindow) -> None:
    box = looking_for(qtbot, window, "walnut shelter")
    (hit,) = box.hits()
    box = looking_for(qtbot, window, "walnut")
    named = next(each for each in box.hits() if each.title == "Marble")
    assert named.page == "person"
    assert hit.page == "unnamed"
    box = looking_for(qtbot, window, "walnut shelter")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settle(qtbot, window._gate.background)
    assert shell_of(window).page_name() == "unnamed"
    assert "asked about the walnut shelter" in table_words(shell_of(window))


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("stock", "stock"),
        ("not named", "unnamed"),
        ("colleagues", "colleagues"),
        ("lists", "lists"),
    ],
)
def test_pages_without_a_place_in_the_navigation_are_found(
    qtbot: QtBot, window: MainWindow, typed: str, page: str
) -> None:
    box = looking_for(qtbot, window, typed)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settle(qtbot, window._gate.background)
    assert shell_of(window).page_name() == page


def test_a_case_is_found_by_who_holds_it(qtbot: QtBot, window: MainWindow) -> None:
    box = looking_for(qtbot, window, "daya")
    assert lines(box)[0] == ("cases", "Case of Marble", "open since today, with Daya")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settle(qtbot, window._gate.background)
    assert shell_of(window).page_name() == "person"


def test_a_warning_is_found_by_its_number_and_opened(qtbot: QtBot, full_window: MainWindow) -> None:
    desk = shell_of(full_window).context.desk
    row = desk.ask(alerts.listing).rows[0]
    box = looking_for(qtbot, full_window, row.reference)
    (line,) = [each for each in lines(box) if each[0] == "alerts"]
    assert line[1] == row.reference
    assert line[2].startswith("went out ")
    assert "1 warning" in box.line.accessibleDescription()
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settle(qtbot, full_window._gate.background)
    assert shell_of(full_window).page_name() == "alert_sent"


def test_enter_presses_the_search_button(qtbot: QtBot, window: MainWindow) -> None:
    shell = shell_of(window)
    shell.topbar.search.setFocus()
    QTest.keyClick(shell.topbar.search, Qt.Key.Key_Return)
    assert shell._find is not None
    assert shell._find.line.hasFocus()
    QTest.keyClick(shell._find.line, Qt.Key.Key_Escape)
    assert shell._find is None


def test_a_page_opened_by_its_key_does_not_lie_under_the_search(
    qtbot: QtBot, window: MainWindow
) -> None:
    shell = shell_of(window)
    shell.open_find()
    shell.go("settings")
    settle(qtbot, window._gate.background)
    assert window.findChildren(FindBox) == []


def test_settings_and_nothing(qtbot: QtBot, window: MainWindow) -> None:
    box = looking_for(qtbot, window, "text size")
    assert [hit.page for hit in box.hits()] == ["settings"]
    box = looking_for(qtbot, window, "zzzzzz")
    assert box.hits() == ()
    assert "Nothing of that name that you may open." in [
        each.text() for each in box.findChildren(QLabel)
    ]


def test_f8_puts_codes_in_place_of_names(qtbot: QtBot, window: MainWindow) -> None:
    shell = shell_of(window)
    shell.go("people")
    settle(qtbot, window._gate.background)
    assert "Marble" in table_words(shell)
    pressed = window.findChild(QPushButton, "topbar.covered")
    assert pressed is not None
    assert not pressed.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F8)
    settle(qtbot, window._gate.background)
    assert cover().on
    assert pressed.isVisible()
    assert pressed.isChecked()
    assert nameless(shell) == []
    whole(qtbot, shell)
    box = looking_for(qtbot, window, "marble")
    assert "Marble" not in repr(box.hits())
    assert box.hits()[0].note == "seen today"
    box.close_box()
    settle(qtbot, window._gate.background)
    assert "Marble" not in every_text()
    assert "Marble" not in table_words(shell)
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
    settle(qtbot, window._gate.background)
    assert not cover().on
    assert not pressed.isVisible()


@pytest.mark.parametrize("size", [(1366, 700), (1100, 700), (900, 600), (683, 350)])
def test_the_pressed_button_finds_room(
    qtbot: QtBot, window: MainWindow, theme: Theme, size: tuple[int, int]
) -> None:
    theme.choose(percent=150)
    window.resize(*size)
    shell = shell_of(window)
    shell.context.relay.session.emit("Van night since 20:02")
    shell.context.relay.kept.emit("saved", "All work saved 23:41")
    cover().set(on=True)
    settle(qtbot, window._gate.background)
    whole(qtbot, shell.topbar)
    assert nameless(shell.topbar) == []
    assert shell.topbar.minimumSizeHint().width() <= window.width()


def test_covered_names_outlive_a_lock(qtbot: QtBot, window: MainWindow) -> None:
    cover().set(on=True)
    window.lock()
    settle(qtbot, window._gate.background)
    unlock(qtbot, window)
    pressed = window.findChild(QPushButton, "topbar.covered")
    assert pressed is not None
    assert pressed.isVisible()
    box = looking_for(qtbot, window, "marble")
    assert "Marble" not in repr(box.hits())


def test_ctrl_p_prints_the_sheet_of_the_page(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = shell_of(window)
    shell.go("people")
    page = shell.page()
    assert page is not None
    printed: list[str] = []
    monkeypatch.setattr(page, "print_sheet", lambda: printed.append(page.name), raising=False)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printed == ["people"]
    box = looking_for(qtbot, window, "print the sheet")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert printed == ["people", "people"]
