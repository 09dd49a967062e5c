"""Help in the real window: F1 at the page one is on, over the locked page, searched, printed."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from outreach_app import guides
from outreach_app.clock import SetClock
from tests.ui.gates import new_file, settle, shell_of, unlock
from ui import guide_text, printing
from ui.background import Background
from ui.dialogs.ask import answer_next
from ui.dialogs.files import choose_next
from ui.dialogs.help import HelpDialog, open_help
from ui.theme import Theme
from ui.window import MainWindow


@pytest.fixture
def window(
    tmp_path: Path, clock: SetClock, window_over: Callable[[Path], MainWindow]
) -> Iterator[MainWindow]:
    with new_file(tmp_path, clock) as path:
        yield window_over(path)


def pressed(qtbot: QtBot, window: MainWindow) -> HelpDialog:
    # No window manager gives the focus back here after a dialog.
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: bool(window.findChildren(HelpDialog)))
    found = window.findChildren(HelpDialog)[-1]
    qtbot.waitUntil(lambda: top_line(found) != "")
    return found


def top_line(dialog: HelpDialog) -> str:
    """Return the first line in sight."""
    cursor = dialog.text.cursorForPosition(dialog.text.viewport().rect().topLeft())
    return cursor.block().text()


def test_f1_opens_the_part_about_this_page(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    shell_of(window).go("settings")
    dialog = pressed(qtbot, window)
    assert dialog.which.currentText() == "Page by page"
    heading = guide_text.heading_at(dialog.text.document(), "Settings")
    assert heading is not None
    bar = dialog.text.verticalScrollBar()
    qtbot.waitUntil(
        lambda: bar.value() == bar.maximum() or top_line(dialog) == "Settings", timeout=20_000
    )
    assert dialog.windowTitle() == "Casebook"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(HelpDialog))
    assert shell_of(window).page_name() == "settings"


def test_the_locked_page_has_help_and_locking_closes_it(
    qtbot: QtBot, window: MainWindow, background: Background
) -> None:
    dialog = pressed(qtbot, window)
    assert dialog.which.currentText() == "If something goes wrong"
    dialog.accept()
    qtbot.waitUntil(lambda: not window.findChildren(HelpDialog))
    unlock(qtbot, window)
    pressed(qtbot, window)
    window.lock()
    settle(qtbot, background)
    qtbot.waitUntil(lambda: not window.findChildren(HelpDialog))


def test_the_work_goes_on_beside_it(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    dialog = pressed(qtbot, window)
    assert not dialog.isModal()
    # The keys of the window work while the guide is read, but for those the guide needs itself.
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell_of(window).page_name() == "log_contact")
    # What is typed next is meant for the page.
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Slash)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(HelpDialog))
    assert shell_of(window).page_name() == "log_contact"


def test_f1_comes_back_to_the_guide_that_is_followed(qtbot: QtBot, window: MainWindow) -> None:
    unlock(qtbot, window)
    dialog = pressed(qtbot, window)
    shell_of(window).go("people")
    assert pressed(qtbot, window) is dialog
    qtbot.waitUntil(lambda: top_line(dialog) == "People")
    dialog.show_place("begin#Log a contact")
    help_button = window.findChild(QPushButton, "nav.help")
    assert help_button is not None
    help_button.click()
    assert window.findChildren(HelpDialog) == [dialog]
    assert dialog.which.currentData() == "begin"


def test_it_opens_again_the_moment_it_was_closed(
    qtbot: QtBot, window: MainWindow, background: Background
) -> None:
    unlock(qtbot, window)
    pressed(qtbot, window).close()
    open_help(window, background, "pages#People")
    shown = [each for each in window.findChildren(HelpDialog) if each.isVisible()]
    assert len(shown) == 1


def test_locking_from_the_keyboard_while_reading(
    qtbot: QtBot, window: MainWindow, background: Background
) -> None:
    unlock(qtbot, window)
    dialog = pressed(qtbot, window)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    # Pressed alone: to let Ctrl go again, QTest would speak to a window the lock has destroyed.
    QTest.keyPress(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.shell is None)
    settle(qtbot, background)
    qtbot.waitUntil(lambda: not window.findChildren(HelpDialog))


def test_a_word_is_looked_for_and_followed(
    qtbot: QtBot, theme: Theme, background: Background
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    dialog = HelpDialog(window, background, "begin")
    dialog.show()
    QTest.keyClicks(dialog.search, "recovery sheet")
    assert "Found in " in dialog.text.toPlainText()
    assert not dialog.print.isEnabled()
    dialog.text.anchorClicked.emit(QUrl("wrong#I forgot my passphrase"))
    assert dialog.which.currentData() == "wrong"
    assert "Nobody can look up the old one" in dialog.text.toPlainText()
    assert dialog.search.text() == ""
    QTest.keyClicks(dialog.search, "zeppelin")
    assert "Nothing about that" in dialog.text.toPlainText()
    dialog.search.clear()
    assert "If something goes wrong" in dialog.text.toPlainText()


@pytest.mark.parametrize("guide", guides.GUIDES)
def test_every_guide_is_printed_whole(guide: str, theme: Theme) -> None:
    pages = PdfReader(BytesIO(guide_text.paper(guide))).pages
    # Two letters drawn as one are two letters again.
    words = [" ".join(normalize("NFKC", page.extract_text()).split()) for page in pages]
    for section in guides.sections(guide):
        assert any(section.heading in each for each in words)
    for number, each in enumerate(words, 1):
        assert f"{number} / {len(pages)}" in each


def test_paper_is_black_on_white_whatever_the_window_looks_like(theme: Theme) -> None:
    def drawn() -> list[bytes]:
        pages = PdfReader(BytesIO(guide_text.paper("wrong"))).pages
        return [found.get_data() for page in pages if (found := page.get_contents()) is not None]

    theme.choose("light", 100)
    light = drawn()
    theme.choose("dark", 150)
    assert drawn() == light


def test_pictures_keep_their_dots_on_paper(theme: Theme) -> None:
    pages = PdfReader(BytesIO(guide_text.paper("begin"))).pages
    wide = [each.image.width for page in pages for each in page.images if each.image is not None]
    assert len(wide) == len(guides.pictures(guides.text("begin")))
    assert set(wide) == {960}


def test_print_asks_for_the_printer(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, background: Background
) -> None:
    dialog = pressed(qtbot, window)
    file = tmp_path / "guide.pdf"
    printing.print_next(file)
    answer_next("printer.0")
    dialog.print.click()
    settle(qtbot, background)
    qtbot.waitUntil(file.exists)
    assert dialog.notice.title.text() == "Printed."


def test_a_guide_is_saved_where_there_is_no_printer(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, background: Background
) -> None:
    dialog = pressed(qtbot, window)
    file = tmp_path / "guide.pdf"
    choose_next(file)
    dialog.save.click()
    settle(qtbot, background)
    assert dialog.notice.title.text() == "Saved."
    assert len(PdfReader(file).pages) >= 1
    choose_next(tmp_path / "not there" / "guide.pdf")
    dialog.save.click()
    settle(qtbot, background)
    assert dialog.notice.title.text() != "Saved."
