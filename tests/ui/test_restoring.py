"""The way back in the window: from the running program, from damage, into an empty program."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app import bootstrap
from outreach_app.casework import people
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.safekeeping.places import HERE
from tests.ui.gates import (
    NAME,
    PHRASE,
    aliases,
    cheap_house,
    clipped,
    nameless,
    new_file,
    settle,
    unlock,
)
from ui.background import Background
from ui.dialogs.files import choose_next
from ui.forms.restoring import Restoring
from ui.house import Gate
from ui.pages.unlock import UnlockPage
from ui.pages.welcome import WelcomePage
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow


def filled_form(form: Restoring, secret: str = PHRASE) -> None:
    form.name.setText(NAME)
    form.secret.line.setText(secret)


def test_from_the_running_program_back_to_a_copy(
    empty_window: MainWindow, qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    window = empty_window
    shell = window.shell
    assert shell is not None
    desk: Any = shell.context.desk
    desk.copies.make_now((HERE,))
    desk.do(people.add, PersonDraft(alias="Dune"))
    shell.context.relay.restore_wanted.emit()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockPage), timeout=60_000)
    settle(qtbot, background)
    form = window.findChild(Restoring)
    assert isinstance(form, Restoring)
    assert "casebook-2025-12-20-2341.backup" in form.chosen.text()
    filled_form(form, "these words are not right")
    form.start()
    settle(qtbot, background)
    assert "That did not open the copy" in form.notice.title.text()
    filled_form(form)
    form.start()
    qtbot.waitUntil(lambda: window.findChild(Restoring) is None, timeout=60_000)
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    assert "kept in casebook.casebook.before-restore-2025-12-20-2341" in page.line.text()
    unlock(qtbot, window)
    assert window.shell is not None
    assert window.shell.context.desk.ask(aliases) == ()


def test_a_damaged_casebook_leads_to_the_copy(
    empty_window: MainWindow, qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    window = empty_window
    shell = window.shell
    assert shell is not None
    desk: Any = shell.context.desk
    desk.copies.make_now((HERE,))
    window.lock()
    settle(qtbot, background)
    path = tmp_path / "casebook.casebook"
    data = bytearray(path.read_bytes())
    data[5000] ^= 1
    path.write_bytes(data)
    unlock(qtbot, window)
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    assert "casebook-2025-12-20-2341.backup" in page.notice.title.text()
    page.restore.click()
    settle(qtbot, background)
    form = page.findChild(Restoring)
    assert isinstance(form, Restoring)
    filled_form(form)
    form.start()
    settle(qtbot, background)
    unlock(qtbot, window)
    assert window.shell is not None


def test_an_empty_program_is_filled_from_a_stick(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> None:
    with new_file(tmp_path, clock) as path:
        desk = bootstrap.open_desk(path, NAME, PHRASE, clock)
        desk.do(people.add, PersonDraft(alias="Dune"))
        stick = tmp_path / "stick"
        stick.mkdir()
        copy = desk.copies.make_in(stick).path
        desk.close()
    window = MainWindow(Gate(cheap_house(clock), clock, background, theme, settings))
    qtbot.addWidget(window)
    window.show()
    page = window.centralWidget()
    assert isinstance(page, WelcomePage)
    page.restore_button.click()
    form = page.findChild(Restoring)
    assert isinstance(form, Restoring)
    form.start()  # nothing was chosen: the focus goes there
    assert QApplication.focusWidget() in {form.choose_button, None}
    choose_next(path)  # not a copy: said, and another may be chosen
    form.choose_button.click()
    settle(qtbot, background)
    assert "is not a copy of a casebook" in form.notice.title.text()
    choose_next(copy, tmp_path / "again")
    form.choose_button.click()
    settle(qtbot, background)
    form._change.click()
    filled_form(form)
    form.start()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockPage), timeout=60_000)
    unlock(qtbot, window)
    assert window.shell is not None
    assert window.shell.context.desk.path == tmp_path / "again.casebook"
    window.lock()
    settle(qtbot, background)


def test_the_form_fits_and_is_named(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> None:
    window = MainWindow(Gate(cheap_house(clock), clock, background, theme, settings))
    qtbot.addWidget(window)
    window.resize(683, 350)
    window.show()
    page = window.centralWidget()
    assert isinstance(page, WelcomePage)
    page.begin_restore()
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert nameless(page) == []
    form = page.findChild(Restoring)
    assert isinstance(form, Restoring)
    form.back_button.click()
    assert page.findChild(WelcomePage) is None
    assert page.new_button.isVisible()
