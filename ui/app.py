"""Where the window is put together and run."""

import gc
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication

from outreach_app import bootstrap, first_use, logs, paths, way_back
from outreach_app.casework import drafts, recovery_paper
from outreach_app.clock import Clock
from outreach_app.safekeeping import container
from outreach_app.safekeeping.restoring import Restored, Wanted
from ui import capture, printing
from ui.background import Background
from ui.house import Gate, House, Made
from ui.page import Desk
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

NAME: Final = "casebook"
REPORTS: Final = "problems.txt"


class Bugs(QObject):
    """The last net: writes a report without values, then lets the window say so.

    Signal: `met` on the GUI thread, whichever thread the error came from.
    """

    met = Signal()

    def __init__(self, clock: Clock, folder: Path) -> None:
        super().__init__()
        self._write = logs.file_sink(folder / REPORTS, lambda: clock.now().isoformat())

    def sink(self, report: str) -> None:
        """Take the report of an error that nobody caught."""
        self._write(report)
        self.met.emit()

    def note(self, error: object) -> None:
        """Write down an error that the window has already shown."""
        if isinstance(error, BaseException):
            self._write(logs.safe_report(error))


def house(clock: Clock) -> House:
    """Return the doors of the real core."""

    def open_desk(path: Path, name: str, passphrase: str) -> Desk:
        desk = bootstrap.open_desk(path, name, passphrase, clock)
        desk.arrive()
        return desk

    def create(path: Path, project: str, name: str, passphrase: str) -> Made:
        new = bootstrap.create(path, project, name, passphrase, clock)
        new.desk.do(recovery_paper.shown)
        return Made(new.desk, new.recovery_code)

    def recover(path: Path, code: str, name: str, passphrase: str) -> Made:
        again = bootstrap.recover(path, code, name, passphrase, clock)
        again.desk.do(recovery_paper.shown)
        return Made(again.desk, again.recovery_code)

    def recovery_sheet(code: str) -> bytes:
        # Drawing pages needs rooms that opening a casebook does not: it starts faster without.
        from outreach_app.reports import recovery_sheet  # noqa: PLC0415 - see above

        return recovery_sheet.write(code)

    def open_sample() -> Desk:
        # Only when it is wanted: inventing a project needs rooms that nothing else here does.
        from outreach_app.demo.sample import open_sample as sample  # noqa: PLC0415 - see above

        return sample(clock)

    def restore(copy: Path, path: Path, name: str, secret: str, replace: bool) -> Restored:
        return way_back.restore(Wanted(copy, path, name, secret, replace), clock)

    return House(
        open_desk=open_desk,
        create=create,
        recover=recover,
        open_sample=open_sample,
        check_passphrase=first_use.check_passphrase,
        suggest_passphrase=first_use.suggest_passphrase,
        mistyped=first_use.mistyped,
        recovery_sheet=recovery_sheet,
        leave_note=bootstrap.leave_note,
        note_door=bootstrap.note_door,
        look_at_copy=container.look,
        find_copy=way_back.find,
        copy_moment=way_back.moment,
        restore=restore,
        drafts=drafts,
    )


def application() -> QApplication:
    """Return the application object, named so that the system learns nothing from it."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([NAME])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("")
    app.setDesktopFileName(NAME)
    app.setQuitOnLastWindowClosed(True)
    return app


def build(app: QApplication, gate: Gate, casebook: Path | None) -> MainWindow:
    """Return the window: the casebook named, else the last one, else the welcome page."""
    last = gate.settings.choices.last_casebook
    if casebook is None and last and paths.found(last).exists():
        casebook = paths.found(last)
    window = MainWindow(gate, casebook)
    app.setWindowIcon(window.windowIcon())
    return window


def run(casebook: Path | None, clock: Clock) -> int:
    """Run the program until its window is closed; answer its exit code."""
    logs.quiet_crashes()
    paths.keep_caches_near()
    # What Qt keeps of its own accord, such as the width of a column, lies with our settings.
    QSettings.setPath(
        QSettings.Format.NativeFormat,
        QSettings.Scope.UserScope,
        str(paths.settings_folder()),
    )
    printing.stay_local()
    app = application()
    settings = Settings()
    capture.keep_out(app, settings.choices.screen)
    bugs = Bugs(clock, paths.settings_folder())
    logs.install(bugs.sink)
    theme = Theme(app, settings.choices.scheme, settings.choices.text_size)
    background = Background()
    window = build(app, Gate(house(clock), clock, background, theme, settings), casebook)
    window.makes_ahead = True
    window.bug.connect(bugs.note)
    bugs.met.connect(window.show_bug, Qt.ConnectionType.QueuedConnection)
    # No larger than the screen: where letters are large, its right half would be out of reach.
    window.resize(window.size().boundedTo(window.screen().availableSize()))
    window.show()
    # What is there now is there for good, and nothing of anybody's: the collector passes over it.
    gc.freeze()
    code = app.exec()
    background.finish()
    return code
