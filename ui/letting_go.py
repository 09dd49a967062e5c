"""From a yes to paper or a file: the register first, then the printer or the disk, in one job.

Locking or leaving in between changes nothing: the worker finishes what was begun, and where the
printer or disk refuses, the register says so.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from outreach_app import paths
from outreach_app.sharing import handing, releasing, sheets
from outreach_app.sharing.releasing import Released
from outreach_app.sharing.sheets import Prepared
from outreach_app.words import say
from ui import printing
from ui.dialogs.files import save_file
from ui.dialogs.print_pages import which_printer
from ui.page import Context


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

    def print(self, prepared: Prepared) -> None:
        """Ask on which printer, let it go, print it."""

        def chosen(printer: QPrinter | None, trouble: str) -> None:
            if printer is None:
                self.called_off.emit(trouble)
                return
            self._run(prepared, "printed", lambda gone: printing.draw(gone.data, printer))

        which_printer(self._page, chosen)

    def save(self, prepared: Prepared) -> None:
        """Ask where the file shall lie, let it go, write it."""
        if prepared.preview is None:
            return

        def chosen(path: Path) -> None:
            self._run(prepared, "saved", lambda gone: handing.save(path, gone))

        name = say("sheet.file_name", reference=prepared.preview.parcel.reference)
        save_file(
            self._page,
            say("sheet.where"),
            say("sheet.kinds"),
            paths.documents_folder() / name,
            chosen,
        )

    def _run(self, prepared: Prepared, way: str, hand: Callable[[Released], object]) -> None:
        desk = self._context.desk
        self.way = way

        def job() -> Any:
            done = desk.do(sheets.release, prepared, way)
            if isinstance(done.value, Released):
                try:
                    hand(done.value)
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
