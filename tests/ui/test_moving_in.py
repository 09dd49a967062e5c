"""Moving in by hand: a messy spreadsheet guessed, decided, set aside and taken in, by keys alone."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from sqlalchemy import func, select

from models.contacts import Contact
from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.casework.people import PersonDraft
from outreach_app.governance import audit
from tests.outreach_app.exchange.moving_in import messy
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.covering import cover
from ui.dialogs.files import choose_next
from ui.pages.moving_in import MovingInPage
from ui.theme import Theme


def choose(stage: Stage, name: str, code: str) -> None:
    """Choose in a list as the keys do: open it, go there, take it."""
    box = cast("QComboBox", stage.seen(name))
    box.setFocus()
    place = box.findData(code)
    assert place >= 0, (name, code)
    while box.currentIndex() != place:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < place else Qt.Key.Key_Up)
    stage.settle()


def go_on(stage: Stage) -> None:
    QTest.keyClick(
        cast("QWidget", stage.page), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    stage.settle()


def counted(desk: Desk, model: type[Contact] | type[Person]) -> int:
    with desk._book.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def log(tmp_path: Path) -> Path:
    rows = messy.rows(200)
    rows[3][0] = "31/02/2024"
    rows[7][4] = "Carrier pigeon"
    path = tmp_path / "log.csv"
    path.write_bytes(messy.as_csv(rows))
    return path


def opened(stage: Stage, path: Path) -> MovingInPage:
    page = cast("MovingInPage", stage.show_page("moving_in"))
    choose_next(path)
    stage.click("moving_in.open")
    return page


def test_a_messy_spreadsheet_comes_in(stage: Stage, full: Desk, log: Path, tmp_path: Path) -> None:
    full.do(people.create, PersonDraft("Zoë"))
    before, somebody = counted(full, Contact), counted(full, Person)
    opened(stage, log)
    assert "cp1252" in stage.words()
    go_on(stage)
    assert not nameless(stage)
    go_on(stage)
    assert "Carrier pigeon" in stage.words()
    choose(stage, "moving_in.value.0", "letter")
    go_on(stage)
    assert "“Zoë”" in stage.words()
    go_on(stage)
    assert "Rows that do not fit: 1." in stage.words()
    assert not stage.seen("moving_in.next").isEnabled()
    aside = tmp_path / "aside.csv"
    choose_next(aside)
    stage.click("moving_in.aside")
    assert "31/02/2024" in aside.read_text(encoding="utf-8-sig")
    go_on(stage)
    stage.until(lambda: "Taken in: 2" in stage.words())
    assert counted(full, Contact) == before + 199
    # Of six names Zoë and Dune are there already.
    assert counted(full, Person) == somebody + 4
    actions = [line.action for line in full.ask(audit.latest, 6)]
    assert actions.index("imported") < actions.index("backup_made")
    assert "rows_set_aside" in actions


def test_a_file_put_right_is_read_again_and_decisions_stand(
    stage: Stage, full: Desk, log: Path
) -> None:
    opened(stage, log)
    go_on(stage)
    go_on(stage)
    choose(stage, "moving_in.value.0", "letter")
    go_on(stage)
    while not stage.page.check.isVisible():  # type: ignore[union-attr]
        go_on(stage)
    log.write_bytes(messy.as_csv(messy.rows(200)))
    stage.click("moving_in.again")
    assert stage.seen("moving_in.next").isEnabled()
    assert "Rows that fit (contacts): 200." in stage.words()


def test_going_back_and_matching_differently_is_looked_at_again(
    stage: Stage, full: Desk, log: Path
) -> None:
    opened(stage, log)
    go_on(stage)
    choose(stage, "moving_in.column.0", "")
    while not cast("MovingInPage", stage.page).check.isVisible():
        go_on(stage)
    assert "Rows that do not fit: 200." in stage.words()
    while not cast("MovingInPage", stage.page).columns.isVisible():
        stage.click("moving_in.back")
    choose(stage, "moving_in.column.0", "day")
    while not cast("MovingInPage", stage.page).check.isVisible():
        go_on(stage)
    assert "Rows that do not fit: 2." in stage.words()


def test_many_words_are_shown_a_few_at_a_time(stage: Stage, full: Desk, tmp_path: Path) -> None:
    rows = messy.rows(20)
    for number, row in enumerate(rows):
        row[4] = f"odd way {number}"
    path = tmp_path / "odd.csv"
    path.write_bytes(messy.as_csv(rows))
    page = opened(stage, path)
    go_on(stage)
    go_on(stage)
    choose(stage, "moving_in.value.0", "letter")
    stage.click("moving_in.value.more")
    choose(stage, "moving_in.value.16", "phone")
    go_on(stage)
    while not page.values.isVisible():
        stage.click("moving_in.back")
    assert page._look is not None
    said = page._look.matching.values["setting"]
    assert sorted(said.values()) == ["letter", "phone"]


def test_what_is_no_spreadsheet_is_said(stage: Stage, full: Desk, tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    opened(stage, path)
    assert "Save as" in stage.words()
    assert not cast("MovingInPage", stage.page).savebar.isVisible()


def test_names_are_covered_with_everything_else(stage: Stage, full: Desk, log: Path) -> None:
    opened(stage, log)
    go_on(stage)
    try:
        cover().set(on=True)
        stage.context.relay.changed.emit(_People())
        assert "Rose" not in stage.words()
        assert not cast("MovingInPage", stage.page).savebar.isVisible()
    finally:
        cover().set(on=False)


class _People:
    def concern(self, *subjects: str) -> bool:
        return "people" in subjects


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1366, 700, 150), (683, 350, 100), (683, 350, 150)]
)
def test_every_step_fits(
    stage: Stage, full: Desk, theme: Theme, log: Path, width: int, height: int, percent: int
) -> None:
    full.do(people.create, PersonDraft("Zoë"))
    theme.choose(percent=percent)
    stage.setMinimumSize(1, 1)
    stage.resize(width, height - 50)
    page = opened(stage, log)
    page.compact(theme.breakpoint(width))
    for _ in range(5):
        stage.until(lambda: not clipped(page))
        assert nameless(page) == []
        go_on(stage)
    assert page.check.isVisible()
