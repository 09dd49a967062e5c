"""Hands on the form of an incident that count what they press."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import incidents
from tests.ui.sitting import Stage
from ui.pages.log_incident.page import LogIncidentPage

AREAS = ("canalside", "foundry", "market_end", "northgate", "hillcrest")
NAME = "log_incident"


def arrive(stage: Stage, **where: object) -> LogIncidentPage:
    page = cast("LogIncidentPage", stage.show_page(NAME, **where))
    stage.activateWindow()
    stage.until(lambda: QApplication.focusWidget() is not None)
    return page


def saved(desk: Desk) -> incidents.IncidentRow:
    (row,) = desk.ask(incidents.listing)
    return row


class Keys:
    """Types into whatever has the focus, and counts every press."""

    def __init__(self, stage: Stage) -> None:
        self.pressed = 0
        self._stage = stage

    def press(self, *keys: Qt.Key, with_ctrl: bool = False) -> None:
        mods = Qt.KeyboardModifier.ControlModifier if with_ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            self.pressed += 1
            QTest.keyClick(self._target(), key, mods)
            self._stage.settle()

    def type(self, text: str) -> None:
        for letter in text:
            self.pressed += 1
            QTest.keyClicks(self._target(), letter)
            self._stage.settle()

    def _target(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        found = popup or QApplication.focusWidget()
        assert found is not None
        return found


def fill(page: LogIncidentPage) -> LogIncidentPage:
    page.set_value("type", "robbery")
    page.set_value("area", "unknown")
    page._harm.when.precision.set_value("unknown")
    return page
