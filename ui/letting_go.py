"""From a yes to paper or a file: the register first, then the printer or the disk, in one job.

Locking or leaving in between changes nothing: the worker finishes what was begun, and where the
printer or disk refuses, the register says so.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from outreach_app import paths
from outreach_app.errors import KnownError
from outreach_app.sharing import handing, releasing, sheets
from outreach_app.sharing.releasing import Released
from outreach_app.sharing.sheets import Prepared
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import printing
from ui.dialogs.files import save_file
from ui.dialogs.print_pages import Printed, which_printer
from ui.page import Context

# What lets something go in a transaction: a function of `Work` that answers `Released` or `Denied`.
LetGo = Callable[[Any], Any]
PRINTED: Final = "printed"
SAVED: Final = "saved"


def print_noted(
    page: QWidget, context: Context, make: LetGo, then: Callable[[Printed], None]
) -> None:
    """Ask on which printer, make a paper that names nobody and note it, print it, tell `then`.

    For notices and letters that carry a reference alone: nothing is noted while no printer is
    chosen. `make` is a function of `Work` that answers the pages.
    """

    def chosen(printer: QPrinter | None, trouble: str) -> None:
        if printer is None:
            then(Printed(trouble=trouble))
            return

        def job() -> tuple[Any, int]:
            done = context.desk.do(make)
            return done, printing.draw(done.value, printer)

        context.background.run(job, landed, broke, owner=page)

    def landed(answer: tuple[Any, int]) -> None:
        done, pages = answer
        context.announce(done)
        then(Printed(pages))

    def broke(error: Exception) -> None:
        if isinstance(error, KnownError):
            then(Printed(trouble=worded(error)))
        else:
            then(Printed(trouble=say("errors.unknown")))
            context.background.trouble.emit(error)

    which_printer(page, chosen)


class LettingGo(QObject):
    """Prints or saves what was prepared.

    Signals: `went` carries `Released` or `Denied`; `failed` an exception, nothing left then;
    `called_off` the words why no printer was asked, "" when somebody changed their mind.
    """

    went = Signal(object)
    failed = Signal(object)
    called_off = Signal(str)

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        # How the last one went: "printed" or "saved".
        self.way = ""
        # How many pages the last one had on paper.
        self.pages = 0

    def print(self, prepared: Prepared) -> None:
        """Ask on which printer, let a sheet go, print it."""
        self.print_by(lambda work: sheets.release(work, prepared, PRINTED))

    def print_by(self, let_go: LetGo) -> None:
        """Ask on which printer, let go by `let_go`, print what that answers."""

        def chosen(printer: QPrinter | None, trouble: str) -> None:
            if printer is None:
                self.called_off.emit(trouble)
                return
            self._run(let_go, PRINTED, lambda gone: printing.draw(gone.data, printer))

        which_printer(self._page, chosen)

    def save(self, prepared: Prepared) -> None:
        """Ask where the file shall lie, let it go, write it."""
        if prepared.preview is None:
            return

        def chosen(path: Path) -> None:
            self.save_by(lambda work: sheets.release(work, prepared, SAVED), path)

        name = say("sheet.file_name", reference=prepared.preview.parcel.reference)
        save_file(
            self._page,
            say("sheet.where"),
            say("sheet.kinds"),
            paths.documents_folder() / name,
            chosen,
        )

    def save_by(self, let_go: LetGo, path: Path) -> None:
        """Let go by `let_go` and write what that answers to a place that was chosen."""
        self._run(let_go, SAVED, lambda gone: handing.save(path, gone))

    def _run(self, let_go: LetGo, way: str, hand: Callable[[Released], object]) -> None:
        desk = self._context.desk
        self.way = way

        def job() -> Any:
            done = desk.do(let_go)
            self.pages = 0
            if isinstance(done.value, Released):
                try:
                    handed = hand(done.value)
                    self.pages = handed if isinstance(handed, int) else 0
                except Exception:
                    desk.do(releasing.failed, done.value.id)
                    raise
            return done

        self._context.background.run(job, self._landed, self._broke)

    def _landed(self, done: Any) -> None:
        self._context.announce(done)
        self.went.emit(done.value)

    def _broke(self, error: Exception) -> None:
        self.failed.emit(error)
