"""The lead lets colleagues in and out; what a leaver looked after goes to somebody who stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import access, caseload, cases, colleagues, drafts, people, staff, tasks
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.errors import WrongPassphrase
from outreach_app.vault.kdf import KdfCost
from outreach_app.work import changed
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from tests.ui.test_people_pages_fit import clipped as narrow
from ui.covering import cover
from ui.dialogs.combos import Combo
from ui.theme import Theme

MO = "harbour velvet onion cloud piano"
RU = "copper sparrow kettle winter noon"
SIZES = ((1162, 649), (683, 299))


@pytest.fixture
def team(desk: Desk) -> Desk:
    desk.accounts.add(NewColleague("Mo", "caseworker"), MO)
    desk.accounts.add(NewColleague("Ru", "outreach"), RU)
    for alias in ("Comet", "Domino"):
        person = desk.do(people.add, PersonDraft(alias=alias)).value.id
        desk.do(cases.open_case, cases.CaseDraft(person, "high", "MO"))
        desk.do(tasks.add, tasks.TaskDraft("Ring about January", None, "call", person, "MO"))
    return desk


@pytest.fixture
def covered() -> Iterator[None]:
    yield
    if cover().on:
        cover().toggle()


def type_into(stage: Stage, name: str, words: str) -> None:
    line = stage.seen(name)
    assert isinstance(line, QLineEdit)
    line.clear()
    QTest.keyClicks(line, words)


def choose(stage: Stage, name: str, code: str) -> None:
    box = stage.seen(name)
    assert isinstance(box, Combo)
    box.choose(code)


def dialog_gone(stage: Stage, name: str) -> bool:
    return not [each for each in stage.findChildren(QLabel, f"{name}.title") if each.isVisible()]


# letting in


def test_somebody_new_types_their_own_passphrase(stage: Stage, desk: Desk) -> None:
    stage.show_page("colleagues")
    stage.click("colleagues.add")
    type_into(stage, "add_colleague.name", "Mo")
    stage.click("add_colleague.role.volunteer")
    assert "no case notes" in stage.words()
    type_into(stage, "add_colleague.passphrase", MO)
    type_into(stage, "add_colleague.again", MO)
    stage.press("add_colleague.again", Qt.Key.Key_Return)
    stage.until(lambda: "Mo can sign in now." in stage.words())
    row = desk.ask(colleagues.named, "mo")
    assert (row.role, row.can_sign_in) == ("volunteer", True)


def test_what_is_missing_is_said_and_nothing_is_made(stage: Stage, desk: Desk) -> None:
    stage.show_page("colleagues")
    stage.click("colleagues.add")
    stage.click("add_colleague.save")
    assert "This is needed." in stage.words()
    type_into(stage, "add_colleague.name", SIGN_IN.upper())
    type_into(stage, "add_colleague.passphrase", "too short")
    stage.click("add_colleague.save")
    assert "at least 14 characters" in stage.words()
    type_into(stage, "add_colleague.passphrase", MO)
    type_into(stage, "add_colleague.again", RU)
    stage.click("add_colleague.save")
    assert "The two are not the same." in stage.words()
    type_into(stage, "add_colleague.again", MO)
    stage.click("add_colleague.save")
    stage.until(lambda: "Somebody signs in, or signed in, under this name" in stage.words())
    stage.click("add_colleague.cancel")
    assert len(desk.ask(staff.colleagues)) == 1


def test_a_closed_dialog_has_forgotten_what_was_typed(stage: Stage) -> None:
    stage.show_page("colleagues")
    stage.click("colleagues.add")
    stage.click("add_colleague.suggest")
    type_into(stage, "add_colleague.passphrase", MO)
    line = stage.seen("add_colleague.passphrase")
    suggestion = stage.seen("add_colleague.suggestion")
    assert isinstance(line, QLineEdit)
    assert isinstance(suggestion, QLabel)
    dialog: Any = line.window()
    dialog.reject()
    assert (line.text(), suggestion.text()) == ("", "")


def test_others_are_told_that_the_lead_does_this(stage: Stage, team: Desk) -> None:
    team.me = replace(team.me, code="RU", role="outreach")
    stage.show_page("colleagues")
    words = stage.words()
    assert "Only the project lead sees this." in words
    assert "Add a colleague" not in words
    assert "New recovery sheet" not in words
    stage.show_page("colleague", code="MO")
    assert "Your role does not include this." in stage.words()
    assert "Comet" not in stage.words()
    stage.show_page("safekeeping")
    assert "Colleagues…" not in stage.words()


# leaving


def test_tab_goes_the_way_one_reads(stage: Stage, team: Desk) -> None:
    page: Any = stage.show_page("colleague", code="MO")
    order = []
    widget: Any = page.findChild(QPushButton, "colleague.leave").nextInFocusChain()
    while widget.objectName() != "colleague.leave":
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(widget.objectName())
        widget = widget.nextInFocusChain()
    assert order[:7] == [
        "colleague.to",
        "colleague.everything",
        "colleague.ticked",
        "colleague.tell",
        "colleague.case.0",
        "colleague.case.1",
        "colleague.task.0",
    ]


def test_a_leaver_in_ten_clicks(stage: Stage, team: Desk) -> None:
    clicks = 0

    def click(name: str) -> None:
        nonlocal clicks
        clicks += 1
        stage.click(name)

    page: Any = stage.show_page("colleagues")
    page.list.take_focus()
    page.list.table.selectRow(1)
    clicks += 1
    stage.press("colleagues.table", Qt.Key.Key_Return)
    clicks += 1
    assert stage.went == [("colleague", {"code": "MO"})]
    stage.show_page("colleague", code="MO")
    click("colleague.leave")
    assert "still open with their old passphrase" in stage.words()
    click("leaving.save")
    stage.until(lambda: "Mo can no longer sign in. Their key is destroyed." in stage.words())
    assert "Collect keys, phones, computers and sticks." in stage.words()
    choose(stage, "colleague.to", "RU")
    clicks += 2
    click("colleague.everything")
    stage.until(lambda: "Handed over to Ru: 2 people, 2 things to do." in stage.words())
    assert clicks <= 10
    assert team.ask(caseload.held, "MO").nothing
    assert "Nobody and nothing waits here." in stage.words()
    tell = [row.text for row in team.ask(caseload.held, "RU").tasks]
    assert tell.count("Tell them who looks after them now.") == 2


def test_one_by_one_to_named_colleagues(stage: Stage, team: Desk) -> None:
    stage.show_page("colleague", code="MO")
    stage.click("colleague.ticked")
    assert "Tick what goes over" in stage.words()
    stage.click("colleague.case.1")
    stage.click("colleague.ticked")
    assert "Choose who takes over." in stage.words()
    choose(stage, "colleague.to", "RU")
    stage.click("colleague.tell")
    stage.click("colleague.ticked")
    stage.until(lambda: "Handed over to Ru: 1 person, 1 thing to do." in stage.words())
    assert [row.alias for row in team.ask(caseload.held, "MO").cases] == ["Comet"]


def test_a_last_day_and_that_it_is_taken_back(stage: Stage, team: Desk) -> None:
    stage.show_page("colleague", code="MO")
    stage.click("colleague.leave")
    stage.click("leaving.when.later")
    day: Any = stage.seen("leaving.day")
    day.set_day(date(2026, 1, 5))
    stage.click("leaving.save")
    stage.until(lambda: "up to the day before Mon 5 January 2026" in stage.words())
    assert team.ask(colleagues.named, "mo").leaves_on == date(2026, 1, 5)
    stage.click("colleague.call_off")
    stage.until(lambda: "Mo stays." in stage.words())
    assert team.ask(colleagues.named, "mo").leaves_on is None


def test_unfinished_typing_comes_to_the_lead(stage: Stage, team: Desk) -> None:
    lead = team.me
    team.me = replace(lead, code="MO", role="caseworker")
    team.do(drafts.keep, "contact", "", "{}")
    team.me = lead
    stage.show_page("colleague", code="MO")
    assert "They finish these themselves while they sign in." in stage.words()
    team.accounts.end("MO")
    stage.show_page("colleague", code="MO")
    stage.click("colleague.take_drafts")
    stage.until(lambda: "They wait on Today now" in stage.words())
    assert len(team.ask(drafts.waiting)) == 1


def test_who_left_and_still_looks_after_somebody_is_said(stage: Stage, team: Desk) -> None:
    team.accounts.end("MO")
    stage.show_page("colleagues")
    assert "Mo (2 people, 2 things to do)." in stage.words()
    stage.click("colleagues.left.open")
    assert stage.went[-1] == ("colleague", {"code": "MO"})


def test_who_comes_back(stage: Stage, team: Desk) -> None:
    team.accounts.end("MO")
    stage.show_page("colleague", code="MO")
    stage.click("colleague.let_in")
    type_into(stage, "let_in.passphrase", RU + " again")
    type_into(stage, "let_in.again", RU + " again")
    stage.click("let_in.save")
    stage.until(lambda: "Mo can sign in again." in stage.words())
    assert team.ask(colleagues.named, "mo").can_sign_in


def test_another_role(stage: Stage, team: Desk) -> None:
    stage.show_page("colleague", code="RU")
    stage.click("colleague.role")
    stage.click("change_role.role.volunteer")
    stage.click("change_role.save")
    stage.until(lambda: "It counts from their next signing in on." in stage.words())
    assert team.ask(colleagues.named, "ru").role == "volunteer"
    assert "Volunteer" in stage.words()


def test_nobody_shuts_themself_out(stage: Stage, team: Desk) -> None:
    stage.show_page("colleague", code="DAYA")
    words = stage.words()
    assert "This is you." in words
    assert "They are leaving" not in words
    assert "What they may do…" not in words


def test_what_they_looked_at_restricted_alone(stage: Stage, team: Desk, clock: SetClock) -> None:
    person = team.ask(caseload.held, "MO").cases[0].person_id
    team.do(access.restrict, person, "wish")
    lead = team.me
    team.me = replace(lead, code="MO")
    team.do(access.open_restricted, person, "cover")
    team.do(people.add, PersonDraft(alias="Ember"))
    team.me = lead
    page: Any = stage.show_page("colleague", code="MO")
    listing = page.looked.list
    assert listing.count.text() == "2 shown"
    stage.click("colleague.looked.chips.restricted")
    assert listing.count.text() == "1 shown"
    assert listing._filter.row_at(listing._filter.index(0, 0)).record == "Comet"


def test_covered_names_stay_covered(stage: Stage, team: Desk, covered: None) -> None:
    cover().toggle()
    stage.show_page("colleague", code="MO")
    assert "Comet" not in stage.words()
    cover().toggle()
    page: Any = stage.page
    page.refresh(changed("people"))
    stage.until(lambda: "Comet" in stage.words())


# for oneself


def test_ones_own_passphrase(stage: Stage, desk: Desk, clock: SetClock) -> None:
    stage.show_page("settings", passphrase=True)
    type_into(stage, "own_passphrase.old", RU)
    type_into(stage, "own_passphrase.passphrase", MO)
    type_into(stage, "own_passphrase.again", MO)
    stage.click("own_passphrase.save")
    stage.until(lambda: "This is not the passphrase you use now." in stage.words())
    type_into(stage, "own_passphrase.old", PASSPHRASE)
    stage.click("own_passphrase.save")
    stage.until(lambda: "Your new passphrase counts from now on." in stage.words())
    path = desk.path
    desk.close()
    with pytest.raises(WrongPassphrase):
        bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, clock)
    bootstrap.open_desk(path, SIGN_IN, MO, clock).close()


def test_a_new_recovery_sheet(stage: Stage, desk: Desk, clock: SetClock, tmp_path: Path) -> None:
    keys = desk.path.with_name(f"{desk.path.name}.keys")
    before = keys.read_bytes()
    stage.show_page("colleagues")
    stage.click("colleagues.sheet")
    stage.until(lambda: stage.seen("new_sheet.save").isEnabled())
    stage.click("new_sheet.save")
    assert "differs" in stage.words() or "Check each letter." in stage.words()
    assert keys.read_bytes() == before
    shown = stage.seen("new_sheet.code")
    assert isinstance(shown, QLabel)
    groups = shown.text().split()
    for name in ("new_sheet.first_group", "new_sheet.second_group"):
        place = int(stage.seen(name).accessibleName().split()[1])
        type_into(stage, name, groups[place - 1].lower())
    stage.click("new_sheet.save")
    stage.until(lambda: "The new recovery sheet counts from now on." in stage.words())
    assert keys.read_bytes() != before
    path = desk.path
    desk.close()
    code = "-".join(groups)
    bootstrap.recover(path, code, SIGN_IN, MO, clock, cost=KdfCost.CHEAPEST).desk.close()


def test_closing_keeps_the_old_sheet(stage: Stage, desk: Desk) -> None:
    keys = desk.path.with_name(f"{desk.path.name}.keys")
    before = keys.read_bytes()
    stage.show_page("colleagues")
    stage.click("colleagues.sheet")
    stage.until(lambda: stage.seen("new_sheet.save").isEnabled())
    shown = stage.seen("new_sheet.code")
    assert isinstance(shown, QLabel)
    dialog: Any = shown.window()
    dialog.reject()
    assert shown.text() == ""
    assert keys.read_bytes() == before


# how it looks


def test_nothing_is_clipped(stage: Stage, theme: Theme, team: Desk) -> None:
    long = tasks.TaskDraft("Ask the housing officer again " * 6, None, "call", None, "MO")
    team.do(tasks.add, long)
    team.accounts.end("MO")
    for percent, size, name in product((100, 150), SIZES, ("colleagues", "colleague")):
        theme.choose("light", percent)
        stage.resize(*size)
        page: Any = stage.show_page(name, code="MO")
        stage.resize(*size)
        QApplication.processEvents()
        assert narrow(page) == [], (percent, size)
        assert stage.width() == size[0]
        assert nameless(page) == []
        page.hide()


def test_dialogs_have_names_and_room(stage: Stage, theme: Theme, team: Desk) -> None:
    theme.choose("light", 150)
    stage.resize(*SIZES[1])
    for name, press, dialog in (
        ("colleagues", "colleagues.add", "add_colleague"),
        ("colleagues", "colleagues.own", "own_passphrase"),
        ("colleague", "colleague.leave", "leaving"),
        ("colleague", "colleague.role", "change_role"),
    ):
        page: Any = stage.show_page(name, code="MO")
        page.findChild(QPushButton, press).click()
        stage.settle()
        shown: Any = stage.seen(f"{dialog}.save").window()
        assert nameless(shown) == []
        assert clipped(shown) == []
        shown.reject()
        stage.settle()
        page.hide()
