"""One of the two key files was damaged: whoever unlocks is told once, and can go on."""

from pytestqt.qtbot import QtBot

from outreach_app.vault import keyfile_copies
from outreach_app.words import say
from tests.ui.gates import every_text, settle, shell_of, unlock
from ui.pages.unlock import UnlockPage
from ui.window import MainWindow


def test_who_unlocks_is_told_that_a_key_file_was_put_right(
    qtbot: QtBot, full_window: MainWindow
) -> None:
    window, background = full_window, full_window._gate.background
    main, spare = keyfile_copies.paths_of(shell_of(window).context.desk.path)
    window.lock()
    settle(qtbot, background)
    assert isinstance(window.centralWidget(), UnlockPage)
    main.unlink()
    unlock(qtbot, window)
    settle(qtbot, background)
    assert say("shell.key_files.title") in every_text()
    assert main.read_bytes() == spare.read_bytes()
    shell_of(window).go("people")
    settle(qtbot, background)
    assert say("shell.key_files.title") not in every_text()
