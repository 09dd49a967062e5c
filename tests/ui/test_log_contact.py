from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    care,
    contacts,
    needs,
    people,
    sessions,
    tasks,
)
from outreach_app.casework.people import RouteRow
from outreach_app.casework.tasks import TaskDraft
from outreach_app.clock import SetClock
from tests.ui.contact_form import CTRL, Keys, a_night, arrive, focused, latest, popup_of
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.pages.log_contact.page import LogContactPage
from ui.shell import Shell
from ui.theme import Theme


@pytest.fixture
def night(desk: Desk, clock: SetClock) -> str:
    return a_night(desk, clock)


def test_somebody_known_is_saved_with_six_presses(stage: Stage, desk: Desk, night: str) -> None:
    keys = Keys()
    keys.pressed += 1  # Ctrl+N, which the window answers by showing this page
    arrive(stage)
    keys.type("mar")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return, CTRL)
    stage.until(lambda: bool(stage.went))

    assert keys.pressed == 6
    row = latest(desk)
    assert (row.person_id, row.setting, row.area, row.outcome) == (
        night,
        "street_van",
        "market_end",
        "engaged",
    )
    assert row.started_at == desk.clock.now()
    assert stage.went[0][0] == "today"
    shift = desk.ask(sessions.open_now)
    assert shift is not None
    assert desk.ask(sessions.tally, shift.id).contacts == 1


def test_a_press_of_the_mouse_goes_on_to_what_the_answer_asks(
    stage: Stage, desk: Desk, night: str
) -> None:
    page = arrive(stage)
    who = page.cards.who
    QTest.mouseClick(who.who.button("new"), Qt.MouseButton.LeftButton)
    assert focused() is who.new.alias
    QTest.mouseClick(who.who.button("not_named"), Qt.MouseButton.LeftButton)
    assert who.people.isAncestorOf(focused()) or focused() is who.people
    # Whoever chooses with a key is not taken away from the answers.
    who.who.take_focus()
    QTest.keyClick(focused(), Qt.Key.Key_2)
    assert focused() is who.who.button("new")
    # Letters typed there are the beginning of a name.
    QTest.keyClicks(focused(), "D")
    QTest.keyClicks(focused(), "une")
    assert who.new.alias.text() == "Dune"


def test_the_few_words_beside_save_name_whoever_is_chosen(
    stage: Stage, desk: Desk, night: str
) -> None:
    page = arrive(stage, person_id=night)
    page.compact("tiny")
    page.changed()
    assert page._short(page.draft()).startswith("Marble, ")
    page.set_value("person_id", {})
    assert page._short(page.draft()).startswith("…, ")


def test_a_low_window_begins_at_the_top_with_whoever_is_chosen(
    stage: Stage, desk: Desk, night: str
) -> None:
    stage.resize(520, 260)
    page = arrive(stage, person_id=night)
    bar = page.cards.scroll.verticalScrollBar()
    assert focused() is page.cards.who.known.well
    assert bar.maximum() > 0
    assert bar.value() == 0


def test_with_the_list_open_enter_takes_the_first(stage: Stage, desk: Desk, night: str) -> None:
    desk.do(people.add, people.PersonDraft(alias="Maribel"))
    page = arrive(stage)
    QTest.keyClicks(focused(), "mar")
    popup = popup_of(page)
    stage.until(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    stage.settle()
    assert page.value("person_id")["alias"] == "Marble"
    assert "Good to know about Marble" in stage.words()


def test_of_several_a_quick_hand_chooses_before_anything_is_saved(
    stage: Stage, desk: Desk, night: str
) -> None:
    desk.do(people.add, people.PersonDraft(alias="Maribel"))
    page = arrive(stage)
    entries = len(desk.ask(contacts.latest))
    QTest.keyClicks(focused(), "mar")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    page.save()
    stage.settle()
    assert len(desk.ask(contacts.latest)) == entries
    popup = popup_of(page)
    assert popup.isVisible()
    popup.hide()


def test_not_named_needs_two_presses_and_counts_everybody(
    stage: Stage, desk: Desk, night: str
) -> None:
    arrive(stage)
    stage.click("log_contact.who.not_named")
    QTest.keyClick(stage.seen("log_contact.people"), Qt.Key.Key_Up)
    QTest.keyClick(stage.seen("log_contact.people"), Qt.Key.Key_Up)
    stage.settle()
    assert "Counts as 3 contacts, not named." in stage.words()
    assert "Only counted. Nothing about them is kept." in stage.words()
    stage.click("log_contact.save")
    shift = desk.ask(sessions.open_now)
    assert shift is not None
    assert desk.ask(sessions.tally, shift.id).not_named == 3
    assert len(desk.ask(people.everyone)) == 1


def test_somebody_new_needs_a_name_and_may_turn_out_to_be_known(
    stage: Stage, desk: Desk, night: str
) -> None:
    page = arrive(stage)
    stage.click("log_contact.who.new")
    stage.type("log_contact.new.alias", "marbel")
    stage.until(lambda: "We may know them:" in stage.words())
    known = next(
        each for each in page.findChildren(QPushButton) if each.text().startswith("Marble, ")
    )
    QTest.mouseClick(known, Qt.MouseButton.LeftButton)
    stage.settle()
    assert page.value("who") == "known"
    assert page.value("person_id")["id"] == night

    stage.click("log_contact.who.new")
    stage.type("log_contact.new.alias", "Jade")
    assert "Adds Jade." in stage.words()
    stage.click("log_contact.save")
    assert [line.alias for line in desk.ask(people.everyone)] == ["Jade", "Marble"]


def test_nobody_found_offers_to_add_them(stage: Stage, night: str) -> None:
    page = arrive(stage)
    QTest.keyClicks(focused(), "Zoe")
    stage.until(lambda: "No one of that name that you may open." in stage.words())
    stage.click("log_contact.person.add")
    assert (page.value("who"), page.value("new_alias")) == ("new", "Zoe")


def test_saving_nobody_says_what_is_missing_and_goes_live(
    stage: Stage, desk: Desk, night: str
) -> None:
    page = arrive(stage)
    before = len(desk.ask(contacts.latest))
    stage.click("log_contact.save")
    assert "1 thing to check before this can be saved" in stage.words()
    assert "Choose who it was, or “Not named”." in stage.words()
    assert focused() is page.summary
    stage.click("log_contact.summary.person_id")
    assert focused().objectName() == "log_contact.person.find"
    stage.click("log_contact.who.not_named")
    assert "to check before this can be saved" not in stage.words()
    assert len(desk.ask(contacts.latest)) == before


def test_supplies_packs_and_the_same_as_last_time(stage: Stage, desk: Desk, night: str) -> None:
    page = arrive(stage, person_id=night)
    stage.click("log_contact.standard_pack")
    assert page.value("supplies") == {"condom_ext": 10, "lube": 4, "hot_drink": 1}
    stage.click("log_contact.same")
    assert page.value("supplies") == {
        "condom_ext": 10,
        "lube": 4,
        "hot_drink": 1,
        "needle_set": 10,
        "needle_returns": 8,
    }
    assert "10 condoms, 4 lube, 10 needle sets, 1 hot drink, 8 brought back." in stage.words()
    menu = page.cards.given.supplies.menu()
    action = next(each for each in menu.actions() if each.data() == "foil")
    action.trigger()
    menu.deleteLater()
    stage.click("log_contact.save")
    row = latest(desk)
    assert row.supplies["foil"] == 1
    assert row.needle_returns == 8


def test_nothing_is_given_to_somebody_who_was_not_met(stage: Stage, night: str) -> None:
    arrive(stage, person_id=night)
    stage.click("log_contact.standard_pack")
    stage.click("log_contact.outcome.attempted")
    assert "Kept, and not counted as a contact." in stage.words()
    stage.click("log_contact.save")
    assert "Nothing can be given when nobody was met." in stage.words()


def test_more_settings_unfold_and_the_answer_stands(stage: Stage, desk: Desk, night: str) -> None:
    page = arrive(stage, person_id=night)
    stage.click("log_contact.setting.+more")
    assert page.value("setting") == "street_van"
    stage.click("log_contact.setting.hospital")
    stage.click("log_contact.save")
    assert latest(desk).setting == "hospital"


def test_good_to_know_begins_with_reaching_them_safely(
    stage: Stage, desk: Desk, night: str, clock: SetClock
) -> None:
    desk.do(care.set_flags, night, ("no_voicemail", "pregnant"))
    desk.do(care.add_route, night, RouteRow("phone", None, "ask", "After 10:00 only."))
    desk.do(needs.add, needs.NeedDraft(night, "drugs", date(2025, 11, 27)))
    desk.do(tasks.add, TaskDraft("Phone back.", date(2025, 12, 20), "call", night))
    arrive(stage, person_id=night)
    words = stage.words()
    for part in (
        "Good to know about Marble",
        "No voicemail or text",
        ": After 10:00 only.",
        "Pregnant",
        ", 23 days",
        "Phone back, due today",
    ):
        assert part in words
    done = next(
        each
        for each in stage.findChildren(QPushButton)
        if each.objectName().startswith("log_contact.panel.done.")
    )
    stage.click(done.objectName())
    assert desk.ask(tasks.waiting) == ()
    assert "Phone back" not in stage.words()


def test_coming_back_to_what_is_kept_says_again_how_to_reach_them(
    stage: Stage, desk: Desk, night: str
) -> None:
    desk.do(care.set_flags, night, ("no_voicemail",))
    page = arrive(stage)
    keys = Keys()
    keys.type("mar")
    keys.press(Qt.Key.Key_Return)
    stage.until(lambda: "No voicemail or text" in stage.words())
    # As the window goes to another page and back: it fits a page before opening it.
    page.leave()
    assert "No voicemail or text" not in stage.words()
    page.compact("wide")
    page.open()
    stage.until(lambda: "No voicemail or text" in stage.words())


def test_a_reminder_goes_with_it(stage: Stage, desk: Desk, night: str) -> None:
    arrive(stage, person_id=night)
    stage.type("log_contact.note", "Ask about the dog")
    stage.click("log_contact.remind")
    stage.click("log_contact.save")
    (task,) = desk.ask(tasks.waiting)
    assert (task.text, task.due_on, task.person_id) == (
        "Ask about the dog",
        date(2025, 12, 21),
        night,
    )
    assert latest(desk).note == "Ask about the dog"


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1366, 700, 100), (1366, 700, 150), (683, 350, 100)]
)
def test_nothing_is_clipped_and_everything_has_a_name(
    stage: Stage, theme: Theme, night: str, width: int, height: int, percent: int
) -> None:
    theme.choose("dark", percent)
    room = theme.breakpoint(width)
    stage.resize(width - {"wide": 204, "middle": 56, "narrow": 84}.get(room, 0), height - 51)
    page = arrive(stage, person_id=night)
    page.compact(room)
    stage.settle()
    assert clipped(page) == []
    assert nameless(page) == []


def test_all_four_cards_stand_in_one_view(stage: Stage, night: str) -> None:
    stage.resize(1162, 651)
    page = arrive(stage, person_id=night)
    assert page.cards.scroll.verticalScrollBar().maximum() == 0


def test_in_the_window_ctrl_n_and_six_presses_in_all(
    qtbot: QtBot, stage: Stage, desk: Desk, night: str
) -> None:
    shell = Shell(stage.context)
    qtbot.addWidget(shell)
    shell.resize(1366, 700)
    shell.show()
    qtbot.waitActive(shell, timeout=5000)
    shell.go("today")
    stage.settle()
    keys = Keys()
    QTest.keyClick(shell, Qt.Key.Key_N, CTRL)
    keys.pressed += 1
    qtbot.waitUntil(lambda: shell.page_name() == "log_contact")
    keys.type("mar")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shell.page_name() == "today")
    stage.settle()
    assert keys.pressed == 6
    assert latest(desk).person_id == night
    assert focused().objectName() == "today.saved"
    shell.hide()


def test_alt_and_a_number_lead_to_each_card(
    qtbot: QtBot, stage: Stage, desk: Desk, night: str
) -> None:
    shell = Shell(stage.context)
    qtbot.addWidget(shell)
    shell.resize(1366, 700)
    shell.show()
    qtbot.waitActive(shell, timeout=5000)
    shell.go("log_contact")
    stage.settle()
    page = shell.page()
    assert isinstance(page, LogContactPage)
    cards = page.cards
    for key, card in (
        (Qt.Key.Key_2, cards.where),
        (Qt.Key.Key_3, cards.given),
        (Qt.Key.Key_4, cards.remember),
        (Qt.Key.Key_1, cards.who),
    ):
        QTest.keyClick(focused(), key, Qt.KeyboardModifier.AltModifier)
        assert card.isAncestorOf(focused()), key
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    shell.hide()
