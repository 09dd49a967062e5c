"""One warning from several incidents in the window: who goes in, who stays out and why."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit
from sqlalchemy import select

from models.matching import MatchDecision
from outreach_app.bootstrap import Desk
from outreach_app.casework import sheet
from outreach_app.matching import decisions
from outreach_app.matching.decisions import TREATED, DecisionDraft
from outreach_app.work import Work
from tests.outreach_app.sharing.conftest import add_colleague, key, tell
from tests.outreach_app.sharing.test_one_warning import tell_more
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage


@pytest.fixture
def linked(desk: Desk) -> str:
    """Three incidents about one car; the third was not asked. The key of the first."""
    desk.do(tell)
    desk.do(add_colleague)
    first = key(desk, "INR-01")
    for made in (
        desk.do(tell_more, "Dune", "QH54 RSE", date(2025, 8, 20)),
        desk.do(tell_more, "Marble", "QH54 RS?", date(2025, 2, 1), yes=False),
    ):
        desk.do(decisions.decide, DecisionDraft(first, made, TREATED, "same plate"))
    return first


def test_who_agreed_goes_in_and_who_did_not_is_said(stage: Stage, desk: Desk, linked: str) -> None:
    page = stage.show_page("combine_alert", incident_id=linked)
    assert "They have not been asked yet." in stage.words()
    assert "Write it from 2 incidents" in stage.words()
    assert nameless(page) == []
    box = stage.seen("combine_alert.with.INR-02")
    assert isinstance(box, QCheckBox)
    box.click()
    stage.settle()
    assert not stage.seen("combine_alert.write").isEnabled()
    assert "Tick two or more." in stage.words()
    box.click()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.until(lambda: bool(stage.went))
    name, where = stage.went[-1]
    assert name == "alert"
    page.hide()
    stage.show_page("alert", **where)
    editor = stage.seen("alert.wording")
    assert isinstance(editor, QPlainTextEdit)
    assert "more than once since August" in editor.toPlainText()
    assert "From INR-01, INR-02." in stage.words()


def test_a_yes_taken_back_is_left_out_with_one_press(stage: Stage, desk: Desk, linked: str) -> None:
    third = desk.do(tell_more, "Slate", "QH54 RSE", date(2025, 9, 9))
    desk.do(decisions.decide, DecisionDraft(linked, third, TREATED, "same plate"))
    page = stage.show_page("combine_alert", incident_id=linked)
    stage.click("combine_alert.write")
    stage.until(lambda: bool(stage.went))
    desk.do(sheet.take_back, None, third, "alert_local", "verbal")
    page.hide()
    stage.show_page("alert", **stage.went[-1][1])
    assert "1 of these may not go" in stage.words()
    assert "INR-04: They took their yes back." in stage.words()
    stage.click("alert.without.leave_out")
    stage.until(lambda: "1 left out. Read the words again" in stage.words())
    assert "From INR-01, INR-02." in stage.words()


def test_asking_who_was_not_asked(stage: Stage, desk: Desk, linked: str) -> None:
    stage.show_page("combine_alert", incident_id=linked)
    stage.click("combine_alert.ask.INR-03")
    assert stage.went[-1] == ("consent", {"incident_id": key(desk, "INR-03")})


def test_from_the_pages_of_repeats(stage: Stage, desk: Desk, linked: str) -> None:
    page = stage.show_page("matches", chip="linked")
    stage.click("matches.list.INR-01_and_INR-02.warn")
    assert stage.went[-1] == ("combine_alert", {"incident_id": linked})
    page.hide()
    stage.show_page("incident", incident_id=key(desk, "INR-02"))
    stage.click("incident.repeats.list.INR-01.warn")
    assert stage.went[-1] == ("combine_alert", {"incident_id": key(desk, "INR-02")})


def test_a_link_is_confirmed_so_that_it_counts_for_a_joint_sheet(
    stage: Stage, desk: Desk, linked: str
) -> None:
    stage.show_page("matches", chip="linked")
    stage.click("matches.list.INR-01_and_INR-02.confirm")
    stage.click("matches.list.INR-01_and_INR-02.keep")
    stage.until(lambda: "One person, confirmed" in stage.words())
    assert "same_confirmed" in desk.ask(kept)


def kept(work: Work) -> list[str]:
    return list(work.session.scalars(select(MatchDecision.decision)))


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 700, 100), (683, 350, 150)])
def test_everything_fits(stage: Stage, linked: str, width: int, height: int, percent: int) -> None:
    stage.context.theme.choose("light", percent)
    stage.resize(width - 204, height - 51)
    page = stage.show_page("combine_alert", incident_id=linked)
    stage.until(lambda: not clipped(page))
    assert nameless(page) == []
