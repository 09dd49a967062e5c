"""A day typed as people write it, into three boxes."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.pages.log_incident.moment import MomentBox, read
from ui.theme import Theme
from ui.widgets.partial_day import PartialDay

DAY = date(2026, 11, 21)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def shown(qtbot: QtBot, box: QWidget) -> None:
    qtbot.addWidget(box)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()


@pytest.mark.parametrize(
    "typed", ["21112026", "21/11/2026", "21.11.26", "21 nov 2026", "21\t11\t2026", "21-11-2026"]
)
def test_when_it_happened(qtbot: QtBot, theme: Theme, typed: str) -> None:
    box = MomentBox("page.when", lambda: DAY)
    shown(qtbot, box)
    box.boxes["day"].setFocus()
    for letter in typed:
        if letter == "\t":
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
        else:
            QTest.keyClicks(focused(), letter)
    assert read(box.value()) == ("day", DAY, False)


def test_only_a_month(qtbot: QtBot, theme: Theme) -> None:
    box = MomentBox("page.when", lambda: DAY)
    shown(qtbot, box)
    box.precision.set_value("month")
    box.boxes["month"].setFocus()
    for letter in "november 2026":
        QTest.keyClicks(focused(), letter)
    assert read(box.value()) == ("month", date(2026, 11, 1), False)


def test_a_day_pasted_whole_and_one_mended_later(qtbot: QtBot, theme: Theme) -> None:
    box = PartialDay("page.day", "Day", DAY)
    shown(qtbot, box)
    QApplication.clipboard().setText("1/2/1990")
    box.boxes["day"].setFocus()
    box.boxes["day"].paste()
    assert box.read().day == date(1990, 2, 1)
    QTest.keyClicks(box.boxes["day"], "23")
    # What stands in the next box is never written over.
    assert box.value() == {"day": "123", "month": "2", "year": "1990"}
    assert box.read().amiss
