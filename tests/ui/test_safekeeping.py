import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QTableView
from sqlalchemy import text

from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.casework.people import PersonDraft
from outreach_app.exchange import exporting
from outreach_app.exchange.checked import read_and_check
from outreach_app.work import Work
from tests.conftest import MakeDesk
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next
from ui.dialogs.files import choose_next


@pytest.fixture
def exchange_file(make_desk: MakeDesk, tmp_path: Path) -> Path:
    """A file written by another casebook, with two people in it."""
    other = make_desk("other", "Harbour (invented)")
    for alias in ("Comet", "Marble"):
        other.do(people.add, PersonDraft(alias=alias))
    path = tmp_path / "exchange.json"
    path.write_bytes(other.do(exporting.export))
    return path


def rows(stage: Stage, name: str) -> list[list[str]]:
    view = stage.seen(name)
    assert isinstance(view, QTableView)
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_who_can_sign_in_and_who_looked(stage: Stage, desk: Desk) -> None:
    desk.do(people.add, PersonDraft(alias="Comet"))
    stage.show_page("safekeeping")
    assert rows(stage, "safekeeping.who") == [["Daya", "Lead", "now"]]
    looked = rows(stage, "safekeeping.looked.table")
    assert looked[0][1:] == ["Daya", "Added", "Comet"]
    assert "Chain unbroken since 20 December, 2 entries" in stage.words()


def test_the_file_is_checked_in_one_sentence(stage: Stage) -> None:
    stage.show_page("safekeeping")
    stage.click("safekeeping.check")
    assert "The file is whole." in stage.words()


def test_a_changed_trail_is_said_plainly(stage: Stage, desk: Desk) -> None:
    desk.do(people.add, PersonDraft(alias="Comet"))

    def tamper(work: Work) -> None:
        # The file itself forbids this; somebody who tampers takes that out first.
        guards = work.session.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")
        ).all()
        for name in guards:
            work.session.execute(text(f"DROP TRIGGER {name}"))
        work.session.execute(text("UPDATE audit SET actor = 'MO' WHERE seq = 1"))

    desk.do(tamper)
    stage.show_page("safekeeping")
    assert "The chain is broken at entry 1." in stage.words()
    stage.click("safekeeping.check")
    assert "The file is not whole." in stage.words()


def test_others_do_not_see_the_trail_or_carry_everything(stage: Stage, desk: Desk) -> None:
    from dataclasses import replace

    desk.do(people.add, PersonDraft(alias="Comet"))
    desk.me = replace(desk.me, role="outreach")
    stage.show_page("safekeeping")
    assert "Only the project lead sees this." in stage.words()
    assert "Take in a file" not in stage.words()
    assert "Comet" not in stage.words()


def test_a_file_is_shown_first_and_then_taken_in(
    stage: Stage, desk: Desk, exchange_file: Path
) -> None:
    stage.show_page("safekeeping")
    choose_next(exchange_file)
    stage.click("safekeeping.take_in")
    assert "Take in Harbour (invented)?" in stage.words()
    assert "This casebook is empty and becomes the casebook of this project." in stage.words()
    assert desk.ask(people.everyone) == ()
    stage.click("take_in.save")
    stage.until(lambda: "Taken in: 2 rows." in stage.words())
    assert "Destroy it now, and empty the bin." in stage.words()
    assert len(desk.ask(people.everyone)) == 2


def test_leaving_the_preview_changes_nothing(stage: Stage, desk: Desk, exchange_file: Path) -> None:
    stage.show_page("safekeeping")
    choose_next(exchange_file)
    stage.click("safekeeping.take_in")
    stage.click("take_in.cancel")
    assert desk.ask(people.everyone) == ()
    assert stage.seen("safekeeping.take_in").isEnabled()


def test_a_file_with_problems_is_refused_line_by_line(
    stage: Stage, desk: Desk, exchange_file: Path
) -> None:
    data = json.loads(exchange_file.read_text(encoding="utf-8"))
    data["persons"][0]["gender"] = "somebody"
    exchange_file.write_text(json.dumps(data), encoding="utf-8")
    stage.show_page("safekeeping")
    choose_next(exchange_file)
    stage.click("safekeeping.take_in")
    words = stage.words()
    assert "Nothing was taken in." in words
    assert "[E-CODE]" in words
    assert "1 problem. Nothing was imported." in words
    assert desk.ask(people.everyone) == ()


def test_stopping_leaves_the_casebook_as_it_was(
    stage: Stage, desk: Desk, exchange_file: Path
) -> None:
    page: Any = stage.show_page("safekeeping")
    card = page.carrying
    card._begin("")
    card._stop.set()
    assert card._progress(0.5, "Reading the file") is False
    card._end()


def test_everything_is_written_out_after_saying_what_it_means(
    stage: Stage, desk: Desk, tmp_path: Path
) -> None:
    desk.do(people.add, PersonDraft(alias="Comet"))
    stage.show_page("safekeeping")
    answer_next("keep")
    stage.click("safekeeping.write_out")
    target = tmp_path / "exchange-2025-12-20.json"
    assert not target.exists()
    answer_next("write")
    choose_next(target)
    stage.click("safekeeping.write_out")
    stage.until(target.exists)
    assert json.loads(target.read_text(encoding="utf-8"))["persons"][0]["alias"] == "Comet"
    assert "Everything was written to exchange-2025-12-20.json." in stage.words()
    assert target.stat().st_mode & 0o077 == 0


def test_everything_is_written_out_as_a_workbook_by_its_name(
    stage: Stage, desk: Desk, tmp_path: Path
) -> None:
    desk.do(people.add, PersonDraft(alias="Comet"))
    stage.show_page("safekeeping")
    target = tmp_path / "exchange.xlsx"
    answer_next("write")
    choose_next(target)
    stage.click("safekeeping.write_out")
    stage.until(lambda: "Everything was written to exchange.xlsx." in stage.words())
    found = read_and_check(target, desk.vocabulary(), desk.clock.now())
    assert [row["alias"] for row in found.rows["persons"]] == ["Comet"]
