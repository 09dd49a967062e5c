"""The clock of the computer is set back while somebody types: nothing lost, shown, written down."""

from datetime import timedelta

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from outreach_app.casework import clock_check, contacts, drafts
from outreach_app.clock import SetClock
from outreach_app.governance import audit
from outreach_app.words import say
from tests.conftest import MakeDesk
from tests.ui.gates import every_text, settle, shell_of, unlock
from ui.pages.log_contact.page import LogContactPage
from ui.pages.unlock import UnlockPage
from ui.window import MainWindow

TYPED = "Asked for dry socks"


def test_typing_outlives_a_clock_set_back_and_the_trail_says_so(
    qtbot: QtBot, full_window: MainWindow, clock: SetClock
) -> None:
    window, background = full_window, full_window._gate.background
    shell_of(window).go("log_contact", {"who": "not_named"})
    settle(qtbot, background)
    form = shell_of(window).page()
    assert isinstance(form, LogContactPage)
    QTest.keyClicks(form.bound("note"), TYPED)
    clock.moment -= timedelta(hours=3)
    window.wake.look()
    settle(qtbot, background)
    assert isinstance(window.centralWidget(), UnlockPage)
    unlock(qtbot, window)
    settle(qtbot, background)
    assert say("shell.clock.behind") in every_text()
    desk = shell_of(window).context.desk
    assert "clock_behind" in {row.action for row in desk.ask(audit.latest, 5)}
    (waiting,) = desk.ask(drafts.waiting)
    assert TYPED in waiting.state
    shell_of(window).go("log_contact", {"who": "not_named"})
    settle(qtbot, background)
    assert say("shell.clock.behind") not in every_text()
    # And one may go on: a contact can be saved by the clock as it is.
    form = shell_of(window).page()
    assert isinstance(form, LogContactPage)
    before = len(desk.ask(contacts.latest, 500))
    form.save()
    settle(qtbot, background)
    assert len(desk.ask(contacts.latest, 500)) == before + 1


def test_a_clock_put_right_by_a_little_is_nobodys_business(
    make_desk: MakeDesk, clock: SetClock
) -> None:
    desk = make_desk()
    desk.arrive()
    clock.moment -= timedelta(seconds=90)
    assert desk.do(clock_check.look).value is None
    clock.moment -= timedelta(minutes=10)
    found = desk.do(clock_check.look).value
    assert found is not None
    assert found.latest - found.now > timedelta(minutes=10)
    clock.moment += timedelta(hours=1)
    assert desk.do(clock_check.look).value is None
