from datetime import date, timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QPushButton, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    care,
    contacts,
    drafts,
    lists,
    needs,
    people,
    sessions,
    tasks,
)
from outreach_app.casework.contacts import ContactDraft, ContactRow
from outreach_app.casework.people import RouteRow
from outreach_app.casework.sessions import SessionDraft
from outreach_app.casework.tasks import TaskDraft
from outreach_app.clock import SetClock
from outreach_app.work import Done, Work, changed
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next
from ui.dialogs.change_time import ChangeTime
from ui.pages.log_contact.page import LogContactPage
from ui.shell import Shell
from ui.theme import Theme

AREAS = ("canalside", "foundry", "market_end", "northgate", "hillcrest")


@pytest.fixture
def night(desk: Desk, clock: SetClock) -> str:
    """A van night at Market end, with one person known; returns that person's key."""

    def prepare(work: Work) -> Done[None]:
        lists.add_areas(work.session, AREAS)
        return Done(None, changed("lists"))

    desk.do(prepare)
    clock.moment -= timedelta(days=3)
    known = ContactDraft(
        clock.now(),
        who="new",
        new_alias="Marble",
        supplies={"condom_ext": 10, "lube": 4, "needle_set": 10},
        needle_returns=8,
    )
    person_id = desk.do(contacts.log, known).value.person_id
    clock.moment += timedelta(days=3) - timedelta(hours=3, minutes=39)
    desk.do(sessions.start, SessionDraft("van_night", clock.now(), "market_end"))
    clock.moment += timedelta(hours=3, minutes=39)
    assert person_id is not None
    return person_id


def arrive(stage: Stage, **where: object) -> LogContactPage:
    return cast("LogContactPage", stage.show_page("log_contact", **where))


def focused() -> QWidget:
    from PySide6.QtWidgets import QApplication

    found = QApplication.focusWidget()
    assert found is not None
    return found


def popup_of(page: LogContactPage) -> QWidget:
    popup = page.cards.who.known.picker.completer().popup()
    assert popup is not None
    return popup


class Keys:
    """Types into whatever has the focus, and counts."""

    def __init__(self) -> None:
        self.pressed = 0

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(focused(), letter)
            self.pressed += 1

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(focused(), key, modifier)
        self.pressed += 1


def latest(desk: Desk) -> ContactRow:
    return desk.ask(contacts.latest, 1)[0]


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


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


def test_told_about_harm_opens_an_incident_with_person_and_area(stage: Stage, night: str) -> None:
    page = arrive(stage, person_id=night)
    stage.click("log_contact.harm")
    stage.click("log_contact.save")
    told_at = page.context.desk.clock.now()
    where = {"person_id": night, "area": "market_end", "told_at": told_at}
    assert stage.went == [("log_incident", {**where, "back": ("today", {})})]


def test_an_older_time_asks_why_and_leaves_the_shift(
    stage: Stage, desk: Desk, night: str, clock: SetClock
) -> None:
    arrive(stage, person_id=night)
    assert "on the van night that started at 20:02" in stage.words()
    stage.click("log_contact.change_time")
    dialog = stage.window().findChild(ChangeTime)
    assert dialog is not None
    day, time = dialog.findChild(QDateEdit), dialog.findChild(QTimeEdit)
    assert day is not None
    assert time is not None
    day.setDate(day.date().addDays(-4))
    stage.click("change_time.use")
    assert "Why is this typed later?" in stage.words()
    stage.click("log_contact.save")
    assert "1 thing to check before this can be saved" in stage.words()
    stage.click("log_contact.late_reason.paper")
    stage.click("log_contact.save")
    row = desk.ask(contacts.of_person, night)[-1]
    assert row.started_at == clock.now() - timedelta(days=4)
    shift = desk.ask(sessions.open_now)
    assert shift is not None
    assert desk.ask(contacts.of_session, shift.id) == ()


def test_a_time_to_come_is_not_taken(stage: Stage, night: str) -> None:
    page = arrive(stage, person_id=night)
    stage.click("log_contact.change_time")
    dialog = stage.window().findChild(ChangeTime)
    assert dialog is not None
    dialog.clock.setTime(dialog.clock.time().addSecs(600))
    stage.click("change_time.use")
    assert "This is after now." in stage.words()
    stage.click("change_time.cancel")
    assert page.moment() == page.context.desk.clock.now()


def test_save_and_log_another_keeps_the_place_and_takes_the_next_name(
    stage: Stage, desk: Desk, night: str
) -> None:
    page = arrive(stage)
    stage.click("log_contact.area.foundry")
    stage.click("log_contact.who.not_named")
    stage.click("log_contact.standard_pack")
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL | SHIFT)
    stage.until(lambda: "Contact saved, not named." in stage.words())
    assert stage.went == []
    assert (page.value("area"), page.value("who"), page.value("supplies")) == (
        "foundry",
        "not_named",
        {},
    )
    assert desk.ask(drafts.waiting) == ()
    stage.click("log_contact.save")
    shift = desk.ask(sessions.open_now)
    assert shift is not None
    assert desk.ask(sessions.tally, shift.id).contacts == 2


def test_undo_takes_back_with_a_reason(stage: Stage, desk: Desk, night: str) -> None:
    page = arrive(stage)
    before = len(desk.ask(contacts.latest))
    stage.click("log_contact.who.not_named")
    page.set_value("people", 3)
    stage.click("log_contact.save_another")
    stage.until(lambda: "3 contacts saved, not named." in stage.words())
    answer_next("test")
    stage.click("log_contact.saved.undo")
    assert "Contact taken back." in stage.words()
    assert len(desk.ask(contacts.latest)) == before


def test_typing_is_kept_and_carried_on(
    stage: Stage, desk: Desk, night: str, clock: SetClock
) -> None:
    page = arrive(stage)
    stage.click("log_contact.area.foundry")
    stage.click("log_contact.who.new")
    stage.type("log_contact.new.alias", "Jade")
    stage.click("log_contact.standard_pack")
    stage.type("log_contact.note", "Blue coat")
    page.leave()
    stage.settle()
    (kept,) = desk.ask(drafts.waiting)
    moment = clock.now()
    page.deleteLater()

    import json

    clock.moment += timedelta(minutes=50)
    again = arrive(stage, draft={"about": kept.about, "state": json.loads(kept.state)})
    draft = again.draft()
    assert (draft.new_alias, draft.area, draft.note) == ("Jade", "foundry", "Blue coat")
    assert draft.supplies["condom_ext"] == 10
    assert draft.started_at == moment
    stage.click("log_contact.save")
    assert desk.ask(drafts.waiting) == ()
    assert latest(desk).started_at == moment


def test_a_visit_without_typing_keeps_nothing(stage: Stage, desk: Desk, night: str) -> None:
    page = arrive(stage, person_id=night)
    page.leave()
    stage.settle()
    assert desk.ask(drafts.waiting) == ()


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
