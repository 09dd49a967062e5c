"""The page of papers to hand over: which, as it will be, printed or saved, and every no in words."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QRadioButton

from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, incident_card, incidents, needs, people, referrals
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.needs import NeedDraft
from outreach_app.casework.referrals import ReferralDraft
from outreach_app.sharing import register
from outreach_app.work import Work
from tests.outreach_app.sharing.conftest import tell
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui import printing
from ui.dialogs.ask import answer_next
from ui.dialogs.files import choose_next
from ui.pages.sheet import SheetPage

DAY = date(2025, 12, 1)


@pytest.fixture
def told(desk: Desk) -> Desk:
    desk.do(tell)
    return desk


def incident_of(desk: Desk) -> str:
    return desk.ask(incidents.listing)[0].id


def answer(work: Work, scope: str, said: str) -> None:
    row = incidents.listing(work)[0]
    given = Answer(scope, said, "verbal", "able")
    consents.answer(work, AnswersDraft(row.person_id, row.id, (given,)))


def shown(stage: Stage, desk: Desk, paper: str = "") -> SheetPage:
    page = stage.show_page("sheet", incident_id=incident_of(desk), paper=paper)
    assert isinstance(page, SheetPage)
    stage.settle()
    return page


def test_the_first_paper_that_may_go_is_shown_as_it_will_be(stage: Stage, told: Desk) -> None:
    page = shown(stage, told)
    button = stage.seen("sheet.paper.num_sheet")
    assert isinstance(button, QRadioButton)
    assert button.isChecked()
    assert "QH54 R?E" in page.pages.text.toPlainText()
    assert "Comet" not in page.pages.text.toPlainText()
    words = stage.words()
    assert "No name, code, exact place, telephone number or exact day was found in it." in words
    assert "who told us" in words
    assert "They have not been asked yet." in words
    assert nameless(page) == []


def test_printed_it_stands_in_the_register_and_says_its_number(
    stage: Stage, told: Desk, tmp_path: Path
) -> None:
    shown(stage, told)
    paper = tmp_path / "sheet.pdf"
    printing.print_next(paper)
    answer_next("printer.0")
    stage.click("sheet.print")
    stage.until(lambda: "Entry 1 in the register" in stage.words())
    assert paper.stat().st_size > 0
    gone = told.ask(register.gone, incident_id=incident_of(told))
    assert [(row.output, row.number, row.outcome) for row in gone] == [("num_sheet", 1, "gone")]
    stage.click("sheet.did_not")
    stage.until(lambda: "entry 1 did not go" in stage.words())
    stage.click("sheet.another")
    assert stage.seen("sheet.print").isEnabled()


def test_saved_the_file_holds_the_pages_that_were_shown(
    stage: Stage, told: Desk, tmp_path: Path
) -> None:
    page = shown(stage, told)
    assert page._prepared is not None
    assert page._prepared.preview is not None
    looked_at = page._prepared.preview.parcel.data
    choose_next(tmp_path / "out.pdf")
    stage.click("sheet.save")
    stage.until(lambda: "Saved. Entry 1" in stage.words())
    assert (tmp_path / "out.pdf").read_bytes() == looked_at


def test_a_disk_that_refuses_leaves_no_row_in_the_register(
    stage: Stage, told: Desk, tmp_path: Path
) -> None:
    shown(stage, told)
    choose_next(tmp_path / "not there" / "out.pdf")
    stage.click("sheet.save")
    stage.until(lambda: "Nothing has left" in stage.words())
    assert told.ask(register.gone, incident_id=incident_of(told)) == ()


def test_called_off_nothing_is_written_down(stage: Stage, told: Desk) -> None:
    shown(stage, told)
    printing.print_next(Path("unused.pdf"))
    answer_next("cancel")
    stage.click("sheet.print")
    assert stage.seen("sheet.print").isEnabled()
    assert told.ask(register.gone, incident_id=incident_of(told)) == ()


def test_a_yes_taken_back_elsewhere_stops_the_pages_on_the_table(
    stage: Stage, told: Desk, tmp_path: Path
) -> None:
    shown(stage, told)
    # From another page, without this one hearing of it.
    told.do(answer, "num_report", consents.NO)
    printing.print_next(tmp_path / "never.pdf")
    answer_next("printer.0")
    stage.click("sheet.print")
    stage.until(lambda: "They took their yes back." in stage.words())
    assert not (tmp_path / "never.pdf").exists()
    assert not stage.seen("sheet.print").isEnabled()
    assert told.ask(register.gone, incident_id=incident_of(told)) == ()


def test_no_police_is_said_plainly_and_the_buttons_are_off(stage: Stage, told: Desk) -> None:
    told.do(answer, "police_intel_anon", consents.YES)
    told.do(incident_card.step, incident_of(told), "warn_only")
    shown(stage, told)
    stage.click("sheet.paper.police_sheet")
    stage.until(lambda: "This paper cannot go now." in stage.words())
    assert "No police: that is their choice on this incident." in stage.words()
    assert not stage.seen("sheet.print").isEnabled()


def test_a_yes_for_one_unit_lets_it_go_to_that_unit_alone(stage: Stage, told: Desk) -> None:
    row = told.ask(incidents.listing)[0]
    given = Answer(
        "police_full", consents.YES, "verbal", "able", named_recipient="Ruby Liaison Team"
    )
    told.do(consents.answer, AnswersDraft(row.person_id, row.id, (given,)))
    shown(stage, told, "police_report")
    field = stage.seen("sheet.named")
    assert isinstance(field, QLineEdit)
    assert field.text() == "Ruby Liaison Team"
    assert stage.seen("sheet.print").isEnabled()
    field.clear()
    stage.type("sheet.named", "Somebody else")
    # Not left yet: the keys take what stands there all the same, and it is for another reader.
    assert stage.page is not None
    stage.page.print_sheet()
    stage.until(lambda: "Their yes is for another recipient." in stage.words())
    assert not stage.seen("sheet.print").isEnabled()


def test_the_card_of_services_needs_nobody(stage: Stage, told: Desk, tmp_path: Path) -> None:
    page = stage.show_page("sheet")
    assert isinstance(page, SheetPage)
    stage.settle()
    assert "Support that is not the police" in page.pages.text.toPlainText()
    printing.print_next(tmp_path / "card.pdf")
    answer_next("printer.0")
    stage.click("sheet.print")
    stage.until(lambda: "The card was printed." in stage.words())


def test_a_letter_rests_on_its_own_question(stage: Stage, told: Desk) -> None:
    person = told.ask(people.everyone)[0].id
    page = stage.show_page("sheet", person_id=person, paper="agency_letter.housing")
    stage.settle()
    assert isinstance(page, SheetPage)
    assert "They have not been asked yet." in stage.words()
    assert not stage.seen("sheet.print").isEnabled()


def test_a_letter_says_the_need_the_service_is_for_and_nothing_that_happened(
    stage: Stage, told: Desk
) -> None:
    person = told.ask(people.everyone)[0].id
    need = told.do(needs.add, NeedDraft(person, "housing", DAY)).value
    key = told.do(referrals.draft, ReferralDraft(person, "housing_la", DAY, need)).value
    yes = Answer("housing", consents.YES, "verbal", "able")
    told.do(consents.answer, AnswersDraft(person, None, (yes,)))
    page = stage.show_page("need", need_id=need, person_id=person)
    stage.click(f"need.referral.letter.{key}")
    stage.until(lambda: bool(stage.went))
    name, where = stage.went[-1]
    assert (name, where["paper"]) == ("sheet", "agency_letter.housing")
    page.hide()
    paper = stage.show_page("sheet", **where)
    stage.settle()
    assert isinstance(paper, SheetPage)
    text = paper.pages.text.toPlainText()
    assert "Housing" in text
    for private in ("Comet", "obbery", "Qashqai", "Canalside"):
        assert private not in text
    assert stage.seen("sheet.print").isEnabled()


def test_from_the_questions_one_goes_to_the_papers(stage: Stage, told: Desk) -> None:
    stage.show_page("consent", incident_id=incident_of(told))
    stage.click("consent.sheet")
    stage.until(lambda: bool(stage.went))
    assert stage.went[-1][0] == "sheet"
    assert stage.went[-1][1]["incident_id"] == incident_of(told)


@pytest.mark.parametrize(
    ("width", "height", "percent", "scheme"),
    [(1366, 700, 100, "light"), (683, 350, 100, "dark"), (1366, 700, 150, "dark")],
)
def test_everything_fits(
    stage: Stage, told: Desk, width: int, height: int, percent: int, scheme: str
) -> None:
    stage.context.theme.choose(scheme, percent)
    stage.resize(width - 204, height - 51)
    page = shown(stage, told)
    stage.until(lambda: not clipped(page))
    assert nameless(page) == []
