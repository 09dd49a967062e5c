"""An open van night, and fingers on the keys that are counted."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from outreach_app.bootstrap import Desk
from outreach_app.casework import lists, night, people, sessions
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.clock import SetClock
from outreach_app.work import Work
from tests.ui.sitting import Stage
from ui.pages.session.page import SessionPage


def on_a_night(desk: Desk, clock: SetClock, *, area: str = "market_end") -> str:
    """An open van night; returns its key."""

    def add_areas(work: Work) -> None:
        lists.add_areas(work.session, ("market_end", "foundry"))

    desk.do(add_areas)
    desk.refresh_project()
    now = clock.moment
    clock.moment = datetime(2025, 12, 20, 20, 2, tzinfo=UTC)
    key = desk.do(sessions.start, SessionDraft("van_night", clock.now(), area)).value.id
    clock.moment = now
    return key


def known(desk: Desk, *aliases: str) -> None:
    for alias in aliases:
        desk.do(people.add, PersonDraft(alias=alias))


def arrive(stage: Stage, **where: object) -> SessionPage:
    page = cast("SessionPage", stage.show_page("session", **where))
    stage.settle()
    page.parts.next.entry.take_focus()
    return page


def rows(desk: Desk, key: str) -> Sequence[night.NightRow]:
    return desk.ask(night.rows_of, key)


class Keys:
    """Presses keys wherever the focus is, and counts them."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.pressed = 0

    def press(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            focused = QApplication.focusWidget() or self._stage.focusWidget()
            assert focused is not None
            self.pressed += 1
            if isinstance(key, str):
                QTest.keyClicks(focused, key)
            else:
                QTest.keyClick(focused, key)
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Up}:
                self._stage.settle()

    def type(self, text: str) -> None:
        self.press(*text)


ENTER, UP, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Down
