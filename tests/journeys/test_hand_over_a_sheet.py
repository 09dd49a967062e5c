"""From an incident to a sheet for NUM on paper, through the whole window, counting presses."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from outreach_app import bootstrap
from outreach_app.casework import incidents
from outreach_app.clock import SetClock
from outreach_app.sharing import register
from tests.journeys.test_warn_others import Hand
from tests.outreach_app.sharing.conftest import tell
from tests.ui.gates import CHEAP, NAME, PHRASE, cheap_house, settle, shell_of, unlock
from ui import printing
from ui.background import Background
from ui.dialogs.ask import answer_next
from ui.house import Gate
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

BUDGET = 8


@pytest.fixture
def casebook(tmp_path: Path, clock: SetClock) -> Path:
    path = tmp_path / "sheet.casebook"
    desk = bootstrap.create(path, "Tidewell", NAME, PHRASE, clock, CHEAP).desk
    desk.do(tell)
    desk.close()
    return path


def test_a_sheet_for_num_is_on_paper_within_eight_presses(
    qtbot: QtBot,
    casebook: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
    tmp_path: Path,
) -> None:
    gate = Gate(cheap_house(clock), clock, background, theme, settings)
    window = MainWindow(gate, casebook)
    qtbot.addWidget(window)
    window.resize(1366, 700)
    window.show()
    unlock(qtbot, window)
    shell = shell_of(window)
    settle(qtbot, background)
    desk = shell.context.desk
    incident = desk.ask(incidents.listing)[0].id
    shell.go("incident", {"incident_id": incident})
    settle(qtbot, background)
    hand = Hand(qtbot, window, background)
    hand.press("incident.sheet")
    hand.press("sheet.paper.num_sheet")
    paper = tmp_path / "num.pdf"
    printing.print_next(paper)
    answer_next("printer.0")
    hand.press("sheet.print")
    hand.presses += 1  # which printer
    hand.see("sheet.another")
    assert hand.presses <= BUDGET
    assert paper.stat().st_size > 0
    gone = desk.ask(register.gone, incident_id=incident)
    assert [(row.output, row.recipient, row.outcome) for row in gone] == [
        ("num_sheet", "num", "gone")
    ]
    window.lock()
    settle(qtbot, background)
