"""Needs: the board, the table and the page of one need, by keys and by presses."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    need_course,
    needs,
    people,
    referral_rows,
    referrals,
)
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.referrals import MakeDraft
from tests.ui.gates import nameless
from tests.ui.needs_board import TOLD, choose, columns, drafted, find, gone, need, press, rows, yes
from tests.ui.sitting import Stage
from tests.ui.test_people_pages_fit import SIZES, clipped
from ui.dialogs.ask import answer_next, asked
from ui.theme import Theme


@pytest.fixture
def comet(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Comet")).value.id


def test_a_card_moves_on_with_its_day_and_closes_only_with_words(
    stage: Stage, desk: Desk, comet: str
) -> None:
    key = need(desk, comet)
    page: Any = stage.show_page("needs")
    assert "1 open need for 1 person. 0 referrals are with other services." in stage.words()
    page.board.take_focus()
    press(stage, Qt.Key.Key_Right, ctrl=True)
    stage.click("need.save")
    assert columns(desk)["worked_on"] == ["housing"]
    press(stage, Qt.Key.Key_Left, ctrl=True)
    stage.click("need.save")
    assert columns(desk)["to_start"] == ["housing"]
    for _ in range(2):
        press(stage, Qt.Key.Key_Right, ctrl=True)
        stage.click("need.save")
    assert columns(desk)["waiting"] == ["housing"]
    press(stage, Qt.Key.Key_Right, ctrl=True)
    said = stage.words()
    for words in ("Sorted (they say so)", "Partly", "Not met", "No longer wanted", "Lost contact"):
        assert words in said
    assert "never counted as met" in said
    stage.click("need.status.not_met")
    stage.click("need.save")
    assert "Why could it not be met?" in stage.words()
    choose(stage, "need.unmet_reason", "threshold")
    stage.click("need.score.2")
    stage.click("need.save")
    course = desk.ask(need_course.course, key)
    assert (course.steps[-1].status, course.steps[-1].unmet_reason) == ("not_met", "threshold")
    assert [score.score for score in course.scores] == ["2"]
    assert "Not met: did not meet threshold" in stage.words()
    # A closed one stays closed; wanted again it is written down anew.
    answer_next("again")
    press(stage, Qt.Key.Key_Left, ctrl=True)
    assert asked() == ("A closed need stays closed.",)
    stage.click("need.save")
    assert columns(desk)["to_start"] == ["housing"]


def test_arrows_walk_over_the_board_and_enter_opens(stage: Stage, desk: Desk, comet: str) -> None:
    first, second = need(desk, comet), need(desk, comet, "drugs")
    moving = need(desk, comet, "debt")
    desk.do(needs.move, moving, "in_progress", TOLD)
    page: Any = stage.show_page("needs")
    page.board.take_focus()
    here = [page.board.current_card().need.id]
    for key in (
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Right,
        Qt.Key.Key_Right,
        Qt.Key.Key_Left,
    ):
        press(stage, key)
        here.append(page.board.current_card().need.id)
    assert here[:3] == [second, first, first]
    assert here[3:] == [moving, moving, second] or here[3:] == [moving, moving, first]
    press(stage, Qt.Key.Key_Return)
    assert stage.went[-1][0] == "need"
    press(stage, Qt.Key.Key_P)
    assert stage.went[-1] == ("person", {"person_id": comet, "tab": "needs"})


def test_leaving_the_work_is_opened_only_at_their_word(
    stage: Stage, desk: Desk, comet: str
) -> None:
    stage.show_page("needs")
    stage.click("needs.add")
    find(stage, "need.person_id", comet)
    assert gone(stage, "need.asked_for")
    stage.click("need.category.exiting")
    stage.click("need.save")
    assert "Only when they ask for it themselves. Did they?" in stage.words()
    assert desk.ask(needs.listing) == ()
    stage.click("need.asked_for")
    stage.click("need.save")
    assert [row.category for row in desk.ask(needs.listing)] == ["exiting"]


def test_a_need_is_added_for_somebody_chosen_with_how_things_are(
    stage: Stage, desk: Desk, comet: str
) -> None:
    stage.show_page("needs")
    stage.click("needs.add")
    stage.click("need.save")
    assert desk.ask(needs.listing) == ()
    find(stage, "need.person_id", comet)
    stage.click("need.category.housing")
    stage.click("need.score.1")
    stage.type("need.note", "A room of my own")
    stage.click("need.save")
    key = desk.ask(needs.listing)[0].id
    course = desk.ask(need_course.course, key)
    assert (course.note, [each.score for each in course.scores]) == ("A room of my own", ["1"])


def test_the_table_is_the_same_and_the_choice_is_kept(stage: Stage, desk: Desk, comet: str) -> None:
    key = need(desk, comet)
    stage.show_page("needs")
    stage.click("needs.view.table")
    assert rows(stage, "needs.table") == [
        ["Somewhere to live", "Comet", "Told us", "Mon 1 Dec", "", "Told us Mon 1 Dec"]
    ]
    page: Any = stage.page
    page.list.take_focus()
    stage.press("needs.table", Qt.Key.Key_M)
    stage.click("need.status.met")
    stage.click("need.save")
    assert desk.ask(needs.of_person, comet)[0].status == "met"
    assert "Nothing here under this button." in stage.words()
    stage.click("needs.chips.closed")
    page.list.take_focus()
    stage.press("needs.table", Qt.Key.Key_Return)
    assert stage.went == [("need", {"need_id": key, "person_id": comet})]
    again: Any = stage.show_page("needs")
    assert again.view() == "table"


def test_referrals_have_a_list_of_their_own_and_so_have_those_sent_to_us(
    stage: Stage, desk: Desk, comet: str
) -> None:
    key = drafted(desk, comet, need(desk, comet))
    yes(desk, comet)
    desk.do(referrals.make, MakeDraft(key, TOLD + timedelta(days=19)))
    stage.show_page("needs", chip="out")
    assert rows(stage, "needs.referrals.table")[0] == [
        "Comet",
        "Somewhere to live",
        "Council housing options",
        "Made",
        "Today",
        "0 days",
    ]
    stage.click("needs.received")
    find(stage, "asking.person_id", comet)
    choose(stage, "asking.agency_type", "gum")
    stage.click("asking.save")
    stage.click("needs.referrals.chips.inbound")
    assert [row[3] for row in rows(stage, "needs.referrals.table")] == ["Sent to us, accepted"]


def test_one_need_has_its_course_services_and_reasons(stage: Stage, desk: Desk, comet: str) -> None:
    key = need(desk, comet)
    stage.show_page("need", need_id=key, person_id=comet)
    said = stage.words()
    assert "Need of Comet. Told Mon 1 Dec." in said
    assert "No service has been asked." in said
    stage.click("need.why_none")
    stage.click("why_none.reason.goes_alone")
    stage.click("why_none.save")
    assert "No service was asked: they go there themselves." in stage.words()
    stage.click("need.score_now")
    stage.click("now.score.3")
    stage.click("now.save")
    assert "In their view: Getting by" in stage.words()
    stage.click("need.ask_service")
    choose(stage, "asking.agency_type", "housing_la")
    stage.click("asking.save")
    assert "Comet has not been asked whether we may share with housing services." in stage.words()
    yes(desk, comet)
    stage.page.open()  # type: ignore[union-attr]
    stage.settle()
    key_of = desk.ask(referral_rows.listing)[0].id
    stage.click(f"need.referral.tell.{key_of}")
    stage.click("telling.save")
    assert desk.ask(referral_rows.one, key_of).status == "made"
    stage.click(f"need.referral.happened.{key_of}")
    stage.click("happened.status.accepted")
    stage.click("happened.save")
    assert "Accepted" in stage.words()
    answer_next("not_happened")
    stage.click("need.void")
    assert desk.ask(needs.listing) == ()
    assert stage.went[-1] == ("needs", {})


def test_chips_choose_whose_needs_and_which(stage: Stage, desk: Desk, comet: str) -> None:
    need(desk, comet)
    need(desk, comet, "debt")
    page: Any = stage.show_page("needs")
    stage.click("needs.group.money")
    assert [view.card.need.category for view in page.board._views()] == ["debt"]
    stage.click("needs.whose.mine")
    assert [view.card.need.category for view in page.board._views()] == ["debt"]


def test_a_volunteer_sees_no_needs(stage: Stage, desk: Desk, comet: str) -> None:
    from dataclasses import replace

    need(desk, comet)
    desk.me = replace(desk.me, role="volunteer")
    stage.show_page("needs")
    said = stage.words()
    assert "Needs and referrals are read by caseworkers and outreach workers." in said
    assert "Comet" not in said


@pytest.fixture
def of_all_kinds(desk: Desk, comet: str) -> str:
    key = need(desk, comet)
    drafted(desk, comet, key)
    made = need(desk, comet, "drugs")
    told = drafted(desk, comet, made, "drug_service")
    yes(desk, comet, "drug_service", expires_on=date(2025, 12, 22))
    desk.do(referrals.make, MakeDraft(told, TOLD + timedelta(days=19)))
    done = need(desk, comet, "benefits")
    desk.do(need_course.close, need_course.CloseDraft(done, "met", date(2025, 12, 9)))
    return key


def has_room(page: QWidget) -> bool:
    return clipped(page) == []


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("room", list(SIZES))
def test_nothing_is_clipped(
    stage: Stage, theme: Theme, of_all_kinds: str, comet: str, room: str, percent: int
) -> None:
    theme.choose("dark", percent)
    for view in ("board", "table", "referrals", "one"):
        stage.resize(*SIZES[room])
        if view == "one":
            page: Any = stage.show_page("need", need_id=of_all_kinds, person_id=comet)
        else:
            page = stage.show_page("needs", view=view)
        stage.resize(*SIZES[room])
        stage.until(partial(has_room, page))
        assert stage.width() == SIZES[room][0], view
        page.leave()
        page.hide()


def test_every_control_has_a_name(stage: Stage, of_all_kinds: str, comet: str) -> None:
    for opened in (
        lambda: stage.show_page("needs", view="board"),
        lambda: stage.show_page("needs", view="table"),
        lambda: stage.show_page("needs", view="referrals"),
        lambda: stage.show_page("need", need_id=of_all_kinds, person_id=comet),
    ):
        page = _opened(opened)
        assert [each for each in nameless(page) if "QHeaderView" not in each] == []


def _opened(opened: Callable[[], QWidget]) -> QWidget:
    return opened()


def test_a_card_is_one_sentence_to_a_reader(stage: Stage, desk: Desk, of_all_kinds: str) -> None:
    page: Any = stage.show_page("needs", view="board")
    view = page.board.view(of_all_kinds)
    assert view.accessibleName() == (
        "Somewhere to live, Comet. Council housing options, Drafted, 1 of 5. "
        "Cannot be sent: not asked yet about housing"
    )
