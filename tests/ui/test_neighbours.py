"""A case moves between two casebooks, through both windows: cards, sealed file, receipt."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import drafts, incidents, people
from outreach_app.casework.telling import IncidentDraft
from outreach_app.neighbours import address_book, inbox, keys, sent
from tests.conftest import MakeDesk
from tests.outreach_app.neighbours.two_projects import (
    HARBOUR,
    Two,
    acquainted,
    says,
    says_yes,
    sealed,
    told,
    two,
)
from tests.ui.gates import nameless
from tests.ui.sitting import Stage
from tests.ui.test_people_pages_fit import SIZES, clipped
from ui.background import Background
from ui.covering import cover
from ui.dialogs.ask import answer_next
from ui.dialogs.files import choose_next
from ui.finding import commands
from ui.settings import Settings
from ui.theme import Theme

__all__ = ["acquainted", "two"]


class Clicks:
    """Counts what a hand does on a stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.count = 0

    def click(self, name: str) -> None:
        self.count += 1
        self.stage.click(name)

    def enter(self, name: str) -> None:
        """Enter on the first row of a list."""
        self.count += 1
        view = self.stage.seen(f"{name}.table")
        assert isinstance(view, QTableView)
        view.setCurrentIndex(view.model().index(0, 0))
        self.stage.press(f"{name}.table", Qt.Key.Key_Return)


Stages = tuple[Stage, Stage]


@pytest.fixture
def stages(
    qtbot: QtBot, two: Two, background: Background, theme: Theme, settings: Settings
) -> Iterator[Stages]:
    made = tuple(Stage(qtbot, desk, background, theme, settings) for desk in (two.ours, two.theirs))
    yield made[0], made[1]
    for each in made:
        each.settle()


def test_a_case_moves_in_twelve_clicks(stages: Stages, two: Two, tmp_path: Path) -> None:
    here, there = stages
    who = two.who
    says_yes(two.ours, who.id)
    file = tmp_path / "note.sealed"
    hand = Clicks(here)
    here.show_page("move_case", person_id=who.id)
    hand.count += 2  # the menu of the person's page, and "Move to another project…"
    shown = here.words()
    assert "Marble moves to another project" in shown
    for part in ("details", "ways", "needs", "risk"):
        hand.click(f"move_case.parts.{part}")
    hand.click(f"move_case.incidents.{who.robbed}")
    shown = here.words()
    assert "07700 900123, with care, never before noon" in shown
    assert "whispered" not in shown
    choose_next(file)
    hand.count += 1  # the place of the file
    hand.click("move_case.seal")
    assert file.exists()
    assert b"Marble" not in file.read_bytes()
    page, where = here.went[-1]
    here.show_page(page, **where)
    words = here.seen("receipt.words").accessibleName()
    assert len(words.split()) == 4

    there.show_page("neighbours")
    choose_next(file)
    there.click("neighbours.open_file")
    there.type("open_with.words", "wrong words altogether")
    there.click("open_with.save")
    assert "This file did not open." in there.words()
    there.seen("open_with.words").clear()  # type: ignore[attr-defined]
    there.type("open_with.words", words.upper())
    there.click("open_with.save")
    page, where = there.went[-1]
    assert page == "sealed_file"
    there.show_page(page, **where)
    assert "Marble" in there.words()
    assert "From Tidewell Outreach (invented)" in there.words()
    there.click("sealed_file.accept")
    code = there.seen("sealed_file.code").accessibleName()
    there.click("sealed_file.person")
    assert there.went[-1][0] == "person"
    there.click("sealed_file.doubles")
    assert there.went[-1][0] == "doubles"

    here.type("receipt.code", "AAAA BBBB")
    hand.click("receipt.save")
    assert "This is not the receipt code of this file." in here.words()
    line = here.seen("receipt.code")
    line.clear()  # type: ignore[attr-defined]
    here.type("receipt.code", code.lower())
    hand.click("receipt.save")
    assert "The case is closed as transferred." in here.words()
    (case,) = two.ours.ask(people.card, who.id).cases
    assert case.close_reason == "transferred"
    assert [row.alias for row in two.theirs.ask(people.everyone)] == ["Marble"]
    # One of them was the wrong code.
    assert hand.count - 1 <= 12


def test_what_may_not_go_says_why_and_is_written_down(
    stages: Stages, two: Two, tmp_path: Path
) -> None:
    here, _ = stages
    who = two.who
    here.show_page("move_case", person_id=who.id)
    part = here.seen("move_case.parts.needs")
    before = part.mapTo(here, QPoint())
    here.click("move_case.seal")
    assert "Choose the project first." in here.words()
    here.click(f"move_case.project.{two.to_them}")
    assert "They have not been asked yet." in here.words()
    # What comes with a press never moves the parts from under the next one.
    assert part.mapTo(here, QPoint()) == before
    here.click("move_case.seal")
    assert "Nothing left the project. The attempt was written down." in here.words()
    here.click("move_case.ask")
    assert here.went[-1] == ("consent", {"person_id": who.id, "scope": "transfer"})
    says_yes(two.ours, who.id, named=None)
    here.show_page("move_case", person_id=who.id)
    here.click(f"move_case.project.{two.to_them}")
    assert "The yes to a move names no project." in here.words()
    says_yes(two.ours, who.id)
    here.show_page("move_case", person_id=who.id)
    assert here.page is not None
    against = here.page.findChild(QWidget, "move_case.against")
    assert against is not None
    assert against.isHidden()
    # A disk that refuses: nothing left, nothing is on its way.
    choose_next(tmp_path / "no such folder" / "note.sealed")
    here.click("move_case.seal")
    assert "Nothing has left the project." in here.words()
    assert [row.state for row in two.ours.ask(sent.listing)] == ["cancelled"]


def test_cards_are_exchanged_and_checked(
    stages: Stages, two: Two, make_desk: MakeDesk, tmp_path: Path
) -> None:
    here, there = stages
    card = tmp_path / "project-card.txt"
    there.show_page("neighbours")
    choose_next(card)
    there.click("neighbours.our_card")
    assert "When they call, read these words out:" in there.words()
    said = card.read_text().splitlines()[-1].removeprefix("Words to read out: ")
    assert said in there.words()
    here.show_page("neighbours")
    choose_next(card)
    here.click("neighbours.add_card")
    # This card was checked before: it leads to the project.
    assert here.went[-1] == ("neighbour", {"neighbour_id": two.to_them})
    fresh = make_desk("fresh", "Lantern Street (invented)")
    card.write_text(fresh.do(keys.our_card).value.text)
    choose_next(card)
    here.click("neighbours.add_card")
    assert "Check the card of Lantern Street (invented)" in here.words()
    here.click("check_card.save")
    assert here.seen("neighbours.projects.table").model().rowCount() == 2  # type: ignore[attr-defined]
    card.write_text("no card at all")
    choose_next(card)
    here.click("neighbours.add_card")
    assert "This is not a project card" in here.words()
    choose_next(card)
    here.click("neighbours.open_file")
    assert "This is not a sealed file" in here.words()


def test_a_file_is_put_away_and_a_move_called_off(stages: Stages, two: Two, tmp_path: Path) -> None:
    here, there = stages
    who = two.who
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    row = two.theirs.do(inbox.take_in, made.released.data, made.words).value
    there.show_page("neighbours", section="received")
    Clicks(there).enter("neighbours.received")
    assert there.went[-1] == ("sealed_file", {"received_id": row.id})
    there.show_page("sealed_file", received_id=row.id)
    answer_next("put_away")
    there.click("sealed_file.put_away")
    assert "Put away" in there.words()
    assert "Marble" not in there.words()
    here.show_page("neighbours", section="sent")
    Clicks(here).enter("neighbours.sent")
    choose_next(tmp_path / "again.sealed")
    here.click("receipt.again")
    assert (tmp_path / "again.sealed").read_bytes() == made.released.data
    Clicks(here).enter("neighbours.sent")
    answer_next("call_off")
    here.click("receipt.call_off")
    assert [each.state for each in two.ours.ask(sent.listing)] == ["cancelled"]


@pytest.mark.parametrize(("size", "percent"), [("wide", 150), ("tiny", 100)])
def test_nothing_is_clipped_and_everything_has_a_name(
    stages: Stages, two: Two, theme: Theme, size: str, percent: int
) -> None:
    here, there = stages
    theme.choose("light", percent)
    who = two.who
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    row = two.theirs.do(inbox.take_in, made.released.data, made.words).value
    for stage, name, where in (
        (here, "neighbours", {"section": "projects"}),
        (here, "neighbours", {"section": "sent"}),
        (here, "move_case", {"person_id": who.id}),
        (here, "neighbour", {"neighbour_id": two.to_them}),
        (there, "sealed_file", {"received_id": row.id}),
    ):
        stage.resize(*SIZES[size])
        page = stage.show_page(name, **where)
        assert nameless(page) == []
        stage.until(lambda page=page: clipped(page) == [])  # type: ignore[misc]
        page.hide()


@pytest.fixture
def covered() -> Iterator[None]:
    cover().set(on=True)
    yield
    cover().set(on=False)


@pytest.mark.usefixtures("covered")
def test_names_are_covered_here_too(stages: Stages, two: Two) -> None:
    here, there = stages
    says_yes(two.ours, two.who.id)
    made = sealed(two, two.who)
    row = two.theirs.do(inbox.take_in, made.released.data, made.words).value
    for stage, name, where in (
        (here, "move_case", {"person_id": two.who.id}),
        (here, "neighbours", {"section": "sent", "sent_id": made.id}),
        (there, "sealed_file", {"received_id": row.id}),
    ):
        stage.show_page(name, **where)
        said = [stage.words()]
        said += [each.accessibleName() for each in stage.findChildren(QWidget)]
        assert not [each for each in said if "Marble" in each or "Maribel" in each]
    here.show_page("move_case", person_id=two.who.id)
    here.click("move_case.way")
    assert here.went[-1] == ("neighbours", {"section": "sent", "sent_id": made.id})


def test_it_is_reached_by_a_few_letters(desk: Desk) -> None:
    assert [hit.page for hit in commands("neighbouring")] == ["neighbours"]


def test_suspect_facts_go_and_come(stages: Stages, two: Two, tmp_path: Path) -> None:
    here, there = stages
    key = told(two.ours, None)
    other = two.ours.do(incidents.log, no_month(two.ours)).value.id
    here.show_page("neighbour", neighbour_id=two.to_them)
    assert "No incident has a yes to warning partner projects." in here.words()
    for each in (key, other):
        says(two.ours, "alert_partners", "yes", incident_id=each)
    here.show_page("neighbour", neighbour_id=two.to_them)
    assert "The month it happened in is not known." in here.words()
    here.click(f"neighbour.incidents.{key}")
    assert "Tattoo: swallow" in here.words()
    file = tmp_path / "facts.sealed"
    choose_next(file)
    here.click("neighbour.seal")
    assert "It opens nowhere else." in here.words()
    there.show_page("neighbours")
    choose_next(file)
    there.click("neighbours.open_file")
    page, where = there.went[-1]
    there.show_page(page, **where)
    assert "registration QH54 R?E" in there.words()
    there.click("sealed_file.accept")
    assert "1 report was taken in." in there.words()
    assert two.theirs.ask(people.everyone) == ()
    says(two.ours, "alert_partners", "no", incident_id=key)
    here.show_page("neighbour", neighbour_id=two.to_them)
    assert "The yes behind 1 report that went there does not hold any more." in here.words()
    choose_next(file)
    here.click("neighbour.recall_notice.recall")
    row = two.theirs.do(inbox.take_in, file.read_bytes()).value
    there.show_page("sealed_file", received_id=row.id)
    there.click("sealed_file.accept")
    assert "1 report is used no longer." in there.words()


def test_a_plate_is_asked_about_and_answered(stages: Stages, two: Two, tmp_path: Path) -> None:
    here, there = stages
    key = told(two.theirs, None, plate="QH54 RSE")
    says(two.theirs, "alert_partners", "yes", incident_id=key)
    for stage, whom in ((here, two.to_them), (there, two.from_us)):
        stage.show_page("neighbour", neighbour_id=whom)
        assert not stage.seen("neighbour.ask").isEnabled()
        stage.click("neighbour.agree")
        stage.type("agree.shared", "paper lantern bridge river tin")
        stage.click("agree.save")
        assert stage.seen("neighbour.ask").isEnabled()
    file = tmp_path / "plates.sealed"
    here.click("neighbour.ask")
    here.type("plates.said", "QH54 R?E")
    here.click("plates.save")
    assert "is no whole registration or number" in here.words()
    here.seen("plates.said").clear()  # type: ignore[attr-defined]
    here.type("plates.said", "qh54rse")
    here.press("plates.said", Qt.Key.Key_Return)
    here.type("plates.said", "AB12 CDE")
    choose_next(file)
    here.click("plates.save")
    assert "The question is written." in here.words()
    for stage, name in ((there, "neighbours"), (here, "neighbours")):
        stage.show_page(name)
        choose_next(file)
        stage.click("neighbours.open_file")
        page, where = stage.went[-1]
        stage.show_page(page, **where)
        if stage is there:
            choose_next(file)
        stage.click("sealed_file.accept")
    assert f"{HARBOUR} knows 1 of them." in here.words()
    assert "qh54rse. Ring them" in here.words()
    here.show_page("neighbours", section="sent")
    Clicks(here).enter("neighbours.sent")
    assert "qh54rse. Ring them" in here.words()


def test_plates_half_typed_come_back(stages: Stages, two: Two) -> None:
    here, _ = stages
    two.ours.do(address_book.agree, two.to_them, "paper lantern bridge river tin")
    here.show_page("neighbour", neighbour_id=two.to_them)
    here.click("neighbour.ask")
    here.type("plates.said", "QH54")
    here.click("plates.cancel")
    (waiting,) = two.ours.ask(drafts.waiting)
    assert (waiting.kind, waiting.about) == ("plates", two.to_them)
    here.show_page("neighbour", draft={"about": waiting.about, "state": {}})
    here.until(lambda: "QH54" in here.seen("plates.said").toPlainText())  # type: ignore[attr-defined]
    # Left open, it would go on keeping what is typed when the worker is gone.
    here.click("plates.cancel")


def no_month(desk: Desk) -> IncidentDraft:
    return IncidentDraft(desk.clock.now(), None, "robbery", "unknown", "unknown")
