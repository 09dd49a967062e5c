"""A case moves between two casebooks, through both windows: cards, sealed file, receipt."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.neighbours import inbox, keys, sent
from tests.conftest import MakeDesk
from tests.outreach_app.neighbours.two_projects import (
    Two,
    acquainted,
    marble,
    says_yes,
    sealed,
)
from tests.ui.gates import nameless
from tests.ui.sitting import Stage
from tests.ui.test_people_pages_fit import SIZES, clipped
from ui.background import Background
from ui.dialogs.ask import answer_next
from ui.dialogs.files import choose_next
from ui.finding import commands
from ui.settings import Settings
from ui.theme import Theme


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


@pytest.fixture
def two(make_desk: MakeDesk) -> Two:
    return acquainted(make_desk)


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
    who = marble(two.ours)
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
    who = marble(two.ours)
    here.show_page("move_case", person_id=who.id)
    here.click("move_case.seal")
    assert "Choose the project first." in here.words()
    here.click(f"move_case.project.{two.to_them}")
    assert "They have not been asked yet." in here.words()
    here.click("move_case.seal")
    assert "Nothing left the project. The attempt was written down." in here.words()
    here.click("move_case.ask")
    assert here.went[-1] == ("consent", {"person_id": who.id})
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
    who = marble(two.ours)
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
    who = marble(two.ours)
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    row = two.theirs.do(inbox.take_in, made.released.data, made.words).value
    for stage, name, where in (
        (here, "neighbours", {"section": "projects"}),
        (here, "neighbours", {"section": "sent"}),
        (here, "move_case", {"person_id": who.id}),
        (there, "sealed_file", {"received_id": row.id}),
    ):
        stage.resize(*SIZES[size])
        page = stage.show_page(name, **where)
        assert nameless(page) == []
        stage.until(lambda page=page: clipped(page) == [])  # type: ignore[misc]
        page.hide()


def test_it_is_reached_by_a_few_letters(desk: Desk) -> None:
    assert [hit.page for hit in commands("neighbouring")] == ["neighbours"]
