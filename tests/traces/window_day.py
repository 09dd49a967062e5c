"""A day at the window, in a process of its own: ``python -m tests.traces.window_day FOLDER``.

Sits down at the casebook of `cli_day`, types, looks for somebody, prints, makes a copy, meets an
error, opens a file dialog, locks, comes back and leaves. What is checked inside is said at the end.
"""

import os
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QFileDialog, QWidget

from outreach_app.clock import SetClock
from outreach_app.safekeeping.places import HERE
from tests.journeys.typist import Story, act, coming_in, press, quiet, seen, shell, tell, window
from tests.traces.canaries import ALL, NAME, PASSPHRASE, SOUGHT, THROWN, TYPED
from ui import printing
from ui.dialogs.files import open_file
from ui.pages.unlock import UnlockPage

# An hour after the day at the command line, whatever day it is on this computer.
AFTERWARDS: Final = datetime(2026, 2, 20, 10, tzinfo=UTC)


def at(page: str, field: str) -> Story:
    """Go to a page and wait until a part of it can be seen."""
    shell().go(page)
    yield lambda: seen(field) is not None and quiet()


def typing(page: str, field: str) -> Story:
    """Type into a form and wait until its draft is kept."""
    kept: list[str] = []
    shell().context.relay.kept.connect(lambda status, _: kept.append(status))
    yield from at(page, field)
    line = seen(field)
    assert line is not None
    QTest.keyClicks(line, f"{TYPED} came by")
    yield lambda: "kept" in kept


def dialog(name: str) -> QDialog | None:
    """Return a dialog that is open."""
    found = [
        each
        for each in QApplication.topLevelWidgets()
        for each in (each, *each.findChildren(QDialog))
        if isinstance(each, QDialog) and each.objectName() == name and each.isVisible()
    ]
    return found[-1] if found else None


def printing_a_report(folder: Path) -> Story:
    """Look at the pages of a report and print them where somebody chose."""
    yield from at("reports", "reports.print")
    printing.print_next(folder / "asked" / "printed.pdf")
    press("reports.print")
    yield lambda: dialog("reports.leaving") is not None and quiet()
    asked = dialog("reports.leaving")
    assert asked is not None
    looked = asked.findChild(QCheckBox, "reports.leaving.looked")
    if looked is not None and looked.isVisible():
        looked.setChecked(True)
    button = asked.findChild(QWidget, "reports.leaving.print")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    yield lambda: (folder / "asked" / "printed.pdf").exists() and quiet()


def an_error() -> Story:
    """Let a slot raise an error that quotes what it choked on."""

    def choke() -> None:
        raise ValueError(THROWN)

    QTimer.singleShot(0, choke)
    yield lambda: seen("shell.notice") is not None


def a_file_dialog() -> Story:
    """Open the dialog for files and leave it: Qt remembers folders of its own accord."""
    open_file(window(), "Choose", "Any (*)", lambda _: None, Path.home())
    yield (
        lambda: (
            any(isinstance(each, QFileDialog) for each in QApplication.topLevelWidgets())
            or (window().findChild(QFileDialog) is not None)
        )
    )
    found = window().findChild(QFileDialog)
    if found is not None:
        found.reject()
    yield quiet


def whole(folder: Path) -> Story:
    """The day from unlocking to closing."""
    titles: set[str] = set()
    note_titles(titles)
    yield from coming_in(NAME, PASSPHRASE)
    yield quiet
    yield from typing("log_contact", "log_contact.note")
    yield from typing("log_incident", "log_incident.own_words")
    yield from at("people", "people.add")
    QTest.keyClick(window(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    focus = QApplication.focusWidget()
    if focus is not None:
        QTest.keyClicks(focus, SOUGHT)
    yield quiet
    note_titles(titles)
    yield from printing_a_report(folder)
    shell().context.relay.copy_wanted.emit((HERE,))
    yield lambda: bool(list(folder.glob("north.copies/*.backup"))) and quiet()
    yield from an_error()
    yield from a_file_dialog()
    yield from at("settings", "settings.scheme")
    note_titles(titles)
    window().lock()
    yield lambda: isinstance(window().centralWidget(), UnlockPage)
    note_titles(titles)
    yield from coming_in(NAME, PASSPHRASE)
    yield quiet
    own = Path("/proc/self/cmdline").read_bytes() + "\n".join(os.environ.values()).encode()
    words = " ".join(titles)
    leaks = [each for each in ALL if each in words or each.encode() in own]
    tell(f"titles and process list: {leaks}")
    tell(f"core files: {resource.getrlimit(resource.RLIMIT_CORE)[0]}")
    window().close()
    yield lambda: False


def note_titles(titles: set[str]) -> None:
    """Note what the window list of the system shows now."""
    titles |= {each.windowTitle() for each in QApplication.topLevelWidgets()}


def main() -> int:
    """Tell the story step by step, each when what it waits for is there."""
    folder = Path(sys.argv[1])
    return act(whole(folder), folder / "north.casebook", SetClock(AFTERWARDS))


if __name__ == "__main__":
    sys.exit(main())
