"""A van night, and hands on the form of a contact that count what they press."""

from datetime import timedelta
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    contacts,
    lists,
    sessions,
)
from outreach_app.casework.contacts import ContactDraft, ContactRow
from outreach_app.casework.sessions import SessionDraft
from outreach_app.clock import SetClock
from outreach_app.work import Done, Work, changed
from tests.ui.sitting import Stage
from ui.pages.log_contact.page import LogContactPage

AREAS = ("canalside", "foundry", "market_end", "northgate", "hillcrest")


def a_night(desk: Desk, clock: SetClock) -> str:
    """A van night at Market end, with one person known; returns that person's key."""

    def prepare(work: Work) -> Done[None]:
        lists.add_areas(work.session, AREAS)
        return Done(None, changed("lists"))

    desk.do(prepare)
    clock.moment -= timedelta(days=3)
    known = ContactDraft(
        clock.now(),
        who="new",
        new_alias="Marble",
        supplies={"condom_ext": 10, "lube": 4, "needle_set": 10},
        needle_returns=8,
    )
    person_id = desk.do(contacts.log, known).value.person_id
    clock.moment += timedelta(days=3) - timedelta(hours=3, minutes=39)
    desk.do(sessions.start, SessionDraft("van_night", clock.now(), "market_end"))
    clock.moment += timedelta(hours=3, minutes=39)
    assert person_id is not None
    return person_id


def arrive(stage: Stage, **where: object) -> LogContactPage:
    return cast("LogContactPage", stage.show_page("log_contact", **where))


def focused() -> QWidget:
    from PySide6.QtWidgets import QApplication

    found = QApplication.focusWidget()
    assert found is not None
    return found


def popup_of(page: LogContactPage) -> QWidget:
    popup = page.cards.who.known.picker.completer().popup()
    assert popup is not None
    return popup


class Keys:
    """Types into whatever has the focus, and counts."""

    def __init__(self) -> None:
        self.pressed = 0

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(focused(), letter)
            self.pressed += 1

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(focused(), key, modifier)
        self.pressed += 1


def latest(desk: Desk) -> ContactRow:
    return desk.ask(contacts.latest, 1)[0]


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
