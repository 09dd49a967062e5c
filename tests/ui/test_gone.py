"""A yes taken back after something has gone: who has it, who is asked, what they answer."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox

from outreach_app.bootstrap import Desk
from outreach_app.casework import incidents, people, tasks
from outreach_app.sharing import redacting, register, releasing
from outreach_app.sharing.asking import Request
from outreach_app.sharing.releasing import Parcel, Released, Yes
from tests.outreach_app.sharing.conftest import tell
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from tests.ui.test_alert_builder import sideways
from ui import printing
from ui.dialogs.ask import answer_next


@pytest.fixture
def gone(desk: Desk) -> Released:
    """A sheet for NUM that has gone out."""
    desk.do(tell)
    incident = desk.ask(incidents.listing)[0].id
    request = Request("num_sheet", incident)
    facts = desk.ask(redacting.redact, request)
    text = "\n".join(value for fact in facts.facts for value in fact.values)
    parcel = Parcel((request,), releasing.new_reference(), facts.fields, text, text.encode(), "txt")
    preview = desk.ask(releasing.look, parcel)
    answer = desk.do(releasing.release, parcel, Yes(preview.sha256, "saved")).value
    assert isinstance(answer, Released), answer
    return answer


def incident_of(desk: Desk) -> str:
    return desk.ask(incidents.listing)[0].id


def test_taken_back_in_four_presses_and_who_has_it_comes_next(
    stage: Stage, desk: Desk, gone: Released
) -> None:
    stage.show_page("consent", incident_id=incident_of(desk))
    stage.click("consent.take_back")
    stage.click("take_back.scope.num_report")
    stage.click("take_back.method.message")
    stage.click("take_back.save")
    stage.until(lambda: bool(stage.went))
    name, where = stage.went[-1]
    assert name == "gone"
    assert stage.page is not None
    stage.page.hide()
    stage.show_page("gone", **where)
    assert f"Reference {gone.reference}, entry 1" in stage.words()
    assert "It cannot be called back." in stage.words()


def test_the_ticked_are_asked_and_the_task_stays_until_they_answer(
    stage: Stage, desk: Desk, gone: Released, tmp_path: Path
) -> None:
    stage.show_page("gone", incident_id=incident_of(desk))
    entry = desk.ask(register.gone, incident_id=incident_of(desk))[0].id
    stage.click("gone.tell")
    assert "Tick first whom to ask." in stage.words()
    box = stage.seen(f"gone.tick.{entry}")
    assert isinstance(box, QCheckBox)
    box.click()
    stage.click("gone.tell")
    stage.until(lambda: "Asked on" in stage.words())
    waiting = desk.ask(tasks.waiting)
    assert [gone.reference in task.text for task in waiting] == [True]
    assert all("Comet" not in task.text for task in waiting)
    paper = tmp_path / "letter.pdf"
    printing.print_next(paper)
    answer_next("printer.0")
    stage.click(f"gone.letter.{entry}")
    stage.until(lambda: "The letter was printed." in stage.words())
    assert paper.stat().st_size > 0
    answer_next("stopped")
    stage.click(f"gone.answer.{entry}")
    stage.until(lambda: "Answered on" in stage.words())
    assert desk.ask(tasks.waiting) == ()


def test_the_lead_reads_the_whole_register(stage: Stage, desk: Desk, gone: Released) -> None:
    page = stage.show_page("gone")
    assert nameless(page) == []
    rows = desk.ask(register.everything)
    assert [row.reference for row in rows] == [gone.reference]


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 700, 100), (683, 350, 150)])
def test_everything_fits(
    stage: Stage, desk: Desk, gone: Released, width: int, height: int, percent: int
) -> None:
    stage.context.theme.choose("light", percent)
    stage.resize(width - 204, height - 51)
    person = desk.ask(people.everyone)[0].id
    page = stage.show_page("gone", person_id=person)
    stage.until(lambda: not clipped(page) and not sideways(page))
    assert nameless(page) == []
