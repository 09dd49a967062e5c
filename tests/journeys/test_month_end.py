"""Month end for two funders: freeze with a second person beside, then a pack each, in 12 clicks."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework.colleagues import NewColleague
from outreach_app.clock import SetClock
from outreach_app.reports import closing, issuing
from outreach_app.statistics import periods
from tests.filled import fill
from tests.journeys.by_keys import Fingers, sitting
from tests.journeys.hands import Hands
from ui import printing
from ui.background import Background
from ui.settings import Settings
from ui.theme import Theme
from ui.widgets.select import Select

DECEMBER = periods.month("2025-12")
SECOND = "robin"
OWN_WORDS = "seven green bicycles on a hill"
BUDGET = 12


class Clicks(Hands):
    """Hands that count: opening a list and choosing from it are two."""

    count = 0

    def click(self, name: str) -> None:
        super().click(name)
        self.count += 1

    def choose(self, name: str, code: str) -> None:
        box = self.see(name)
        assert isinstance(box, Select)
        assert box.findData(code) >= 0, code
        box.setFocus()
        for _ in range(box.count()):
            if box.value() == code:
                break
            QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.value() == code
        self.wait()
        self.count += 2


def furnish(desk: Desk, clock: SetClock) -> None:
    clock.moment = datetime(2026, 2, 8, tzinfo=UTC)
    fill(desk)
    desk.accounts.add(NewColleague("Robin", "caseworker"), OWN_WORDS)


@pytest.fixture
def fingers(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[Fingers]:
    clock.moment = datetime(2026, 1, 8, 10, tzinfo=UTC)
    with sitting(qtbot, tmp_path, clock, background, theme, settings, furnish) as made:
        yield made


def print_pack(hands: Clicks, pack: str, paper: Path) -> None:
    hands.click(f"month_end.open_pack.{pack}")
    printing.print_next(paper)
    hands.click("reports.print")
    hands.choose("reports.leaving.receiver", "audience")
    hands.choose("reports.leaving.checked_by", "ROBIN")
    hands.click("reports.leaving.print")
    hands.come_back()


def test_a_month_is_frozen_and_given_to_two_funders(
    fingers: Fingers, qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    hands = Clicks(qtbot, fingers.window, background)
    hands.click("nav.reports")
    hands.click("reports.month_end")
    assert fingers.page == "month_end"
    hands.click("month_end.propose")
    hands.click("month_end.ask_second")
    hands.write("month_end.second.name", SECOND)
    hands.write("month_end.second.passphrase", OWN_WORDS)
    hands.click("month_end.second.save")
    hands.come_back()
    frozen = fingers.desk.ask(closing.of_month, DECEMBER)
    assert frozen is not None
    assert frozen.frozen
    assert "Frozen by Daya and Robin" in hands.words()
    print_pack(hands, "lottery", tmp_path / "lottery.pdf")
    assert hands.count <= BUDGET

    hands.count = 0
    hands.click("reports.month_end")
    print_pack(hands, "pcc", tmp_path / "pcc.pdf")
    assert hands.count <= BUDGET

    issued = fingers.desk.ask(issuing.everything)
    assert {(row.pack, row.period, row.as_at) for row in issued} == {
        ("lottery", "2025-12", frozen.as_at),
        ("pcc", "2025-12", frozen.as_at),
    }
    people = {
        str(fingers.desk.ask(issuing.printed, row.id)[0].lines["R01_unique_people"])
        for row in issued
    } - {"hidden"}
    assert len(people) <= 1
