"""The month-end page: look, freeze, confirm beside or later, packs, what changed since."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, sessions
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.clock import SetClock
from outreach_app.reports import closing, issuing
from outreach_app.reports.asked import Asked
from outreach_app.statistics import periods
from outreach_app.vault.kdf import KdfCost
from tests.ui.gates import nameless, whole
from tests.ui.reporting import dialog, inside, trail
from tests.ui.sitting import Stage
from ui.pages.month_end import MonthEndPage
from ui.pages.trace import TracePage
from ui.theme import Theme

DECEMBER = periods.month("2025-12")
OWN_WORDS = "seven green bicycles on a hill"
MIDDAY = datetime(2025, 12, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def two(full: Desk) -> Desk:
    full.accounts.add(NewColleague("Robin", "caseworker"), OWN_WORDS)
    return full


def shown(stage: Stage, **where: object) -> MonthEndPage:
    return cast("MonthEndPage", stage.show_page("month_end", **where))


def thing(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None, name
    return found


def confirm_beside(stage: Stage, name: str, words: str) -> None:
    asked = dialog("month_end.second")
    QTest.keyClicks(inside(asked, "month_end.second.name", QLineEdit), name)
    line = inside(asked, "month_end.second.passphrase", QLineEdit)
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)
    stage.settle()


def frozen(desk: Desk) -> closing.ClosingRow:
    row = desk.do(closing.propose, DECEMBER).value
    return desk.do_as("robin", OWN_WORDS, closing.confirm, row.id).value


def test_each_thing_left_leads_to_its_page_in_one_press(stage: Stage, two: Desk) -> None:
    shift = two.do(
        sessions.start, SessionDraft("van_night", datetime(2025, 12, 30, 20, tzinfo=UTC))
    )
    shown(stage)
    stage.click("month_end.open.sessions")
    assert stage.went == [("session", {"session_id": shift.value.id})]


def test_two_people_freeze_a_month_in_one_window(stage: Stage, two: Desk) -> None:
    page = shown(stage)
    assert page.chip.words() == "Not frozen"
    stage.click("month_end.propose")
    assert page.chip.words() == "Waits for a second person"
    assert not page.freezing.confirm_button.isVisible()
    stage.click("month_end.ask_second")
    confirm_beside(stage, "robin", OWN_WORDS)
    assert page.chip.words() == "Frozen"
    row = two.ask(closing.of_month, DECEMBER)
    assert row is not None
    assert (row.proposed_by, row.confirmed_by) == (two.me.code, "ROBIN")
    assert not page.freezing.propose_button.isVisible()
    assert not page.checklist.isVisible()
    end = two.ask(closing.trail_end, row.id)
    assert end is not None
    assert f"line {end.entries:,}, {end.grouped}" in stage.words()


def test_wrong_words_and_the_same_person_freeze_nothing(stage: Stage, two: Desk) -> None:
    page = shown(stage)
    stage.click("month_end.propose")
    stage.click("month_end.ask_second")
    confirm_beside(stage, "robin", "not these words at all")
    trouble = thing(dialog("month_end.second"), "month_end.second.trouble")
    assert trouble.isVisible()
    dialog("month_end.second").reject()
    assert page.chip.words() == "Waits for a second person"
    row = two.ask(closing.of_month, DECEMBER)
    assert row is not None
    assert not row.frozen


def test_the_passphrase_is_forgotten_when_the_dialog_closes(stage: Stage, two: Desk) -> None:
    shown(stage)
    stage.click("month_end.propose")
    stage.click("month_end.ask_second")
    asked = dialog("month_end.second")
    line = inside(asked, "month_end.second.passphrase", QLineEdit)
    QTest.keyClicks(line, OWN_WORDS)
    asked.reject()
    assert line.text() == ""


def test_a_proposal_waits_and_is_confirmed_in_another_session(
    stage: Stage, two: Desk, clock: SetClock, tmp_path: Path
) -> None:
    row = two.do(closing.propose, DECEMBER).value
    path = two.path
    two.close()
    other = bootstrap.open_desk(path, "robin", OWN_WORDS, clock, cost=KdfCost.CHEAPEST)
    try:
        object.__setattr__(stage.context, "desk", other)
        page = shown(stage)
        assert page.freezing.confirm_button.isVisible()
        assert not page.freezing.second_button.isVisible()
        stage.click("month_end.confirm")
        assert page.chip.words() == "Frozen"
        assert other.ask(closing.one, row.id).confirmed_by == "ROBIN"
    finally:
        stage.settle()
        other.close()


def test_taking_a_proposal_back_opens_the_month_again(stage: Stage, two: Desk) -> None:
    page = shown(stage)
    stage.click("month_end.propose")
    stage.click("month_end.take_back")
    assert page.chip.words() == "Not frozen"
    assert page.freezing.propose_button.isVisible()


def test_a_month_can_be_frozen_with_what_was_put_right_today(stage: Stage, two: Desk) -> None:
    page = shown(stage)
    page.freezing.which.button("now").click()
    stage.click("month_end.propose")
    row = two.ask(closing.of_month, DECEMBER)
    assert row is not None
    assert row.as_at == two.clock.now()


def test_packs_say_what_was_issued_and_lead_there(stage: Stage, two: Desk) -> None:
    row = frozen(two)
    two.do(issuing.issue, "police", DECEMBER, row.as_at)
    page = shown(stage)
    state = cast("QPushButton", thing(page, "month_end.state.police"))
    assert state.text().endswith("not to be issued again")
    stage.click("month_end.open_pack.lottery")
    (went,) = stage.went
    assert went == ("reports", {"pack": "lottery", "period": "2025-12", "which": ""})


def test_what_changed_since_stands_with_its_reasons(
    stage: Stage, two: Desk, clock: SetClock
) -> None:
    frozen(two)
    clock.moment += timedelta(days=2)
    for minute in (0, 1):
        moment = MIDDAY + timedelta(minutes=minute)
        late = ContactDraft(started_at=moment, setting="drop_in", late_reason="paper")
        two.do(contacts.log, late)
    page = shown(stage)
    assert page.changes.isVisible()
    table = page.changes.list.table
    model = table.model()
    rows = {
        model.index(number, 0).data(): [model.index(number, at).data() for at in (2, 3, 4)]
        for number in range(model.rowCount())
        if not model.index(number, 1).data()
    }
    first, now, why = rows["Contacts"]
    assert int(now) >= int(first) + 2
    assert "entered late: " in why
    page.changes.list.take_focus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    page_name, where = stage.went[-1]
    assert page_name == "trace"
    assert isinstance(where["asked"], Asked)


def test_other_months_are_chosen_from_the_list(stage: Stage, two: Desk) -> None:
    page = shown(stage)
    stage.click("month_end.previous")
    assert "November 2025" in page.head.heading.text()
    stage.click("month_end.next")
    assert "December 2025" in page.head.heading.text()
    assert not page.next.isEnabled()
    page = shown(stage, month=periods.month("2025-10").first)
    assert "October 2025" in page.head.heading.text()


def test_opening_a_figure_shows_its_rows_and_notes_the_look(stage: Stage, two: Desk) -> None:
    asked = Asked(DECEMBER, two.clock.now())
    page = cast("TracePage", stage.show_page("trace", asked=asked))
    page.figures.filter.setText("Incidents told")
    page.figures.take_focus()
    QTest.keyClick(page.figures.table, Qt.Key.Key_Return)
    stage.settle()
    assert page.back.isVisible()
    rows = page.rows.table.model().rowCount()
    assert page.words.text().startswith(f"{rows} rows")
    (line,) = trail(two, "figure_traced")
    assert line.detail["period"] == "2025-12"
    QTest.keyClick(page.rows.table, Qt.Key.Key_Return)
    assert stage.went[-1][0] == "incident"
    # Coming back shows the same rows and is no second look.
    page.open(asked=asked)
    stage.settle()
    assert page.back.isVisible()
    assert len(trail(two, "figure_traced")) == 1
    stage.click("trace.back")
    assert not page.back.isVisible()


@pytest.mark.parametrize("name", ["month_end", "trace"])
def test_nothing_is_clipped_and_everything_has_a_name(
    qtbot: QtBot, stage: Stage, two: Desk, theme: Theme, name: str
) -> None:
    frozen(two)
    page = stage.show_page(name)
    for wide, high, percent in ((1162, 649, 100), (1162, 649, 150), (683, 300, 100)):
        theme.choose("light", percent)
        stage.resize(wide, high)
        page.compact(theme.breakpoint(wide + 204 if wide > 700 else wide))
        stage.settle()
        whole(qtbot, page)
        assert nameless(page) == []
