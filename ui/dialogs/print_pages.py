"""Printing a few pages at once: which printer, then the pages, then how it went."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import printing
from ui.background import Background
from ui.dialogs.ask import Answer, ask

_CANCEL: Final = "cancel"


@dataclass(frozen=True, slots=True)
class Printed:
    """How many pages went to a printer; none and no `trouble` means that it was called off."""

    pages: int = 0
    trouble: str = ""


Then = Callable[[Printed], object]
Chosen = Callable[[QPrinter | None, str], object]


def print_pages(parent: QWidget, background: Background, pages: bytes, then: Then) -> None:
    """Ask on which printer, print a PDF there, and call `then` on the GUI thread.

    For paper that stays in the house: what leaves the project is asked more about before. In tests
    `printing.print_next` names the files to print into and `answer_next` answers "printer.0".
    """

    def chosen(printer: QPrinter | None, trouble: str) -> None:
        if printer is None:
            then(Printed(trouble=trouble))
            return
        printing.send(background, parent, pages, printer, printed, failed)

    def printed(count: int) -> None:
        then(Printed(count))

    def failed(error: Exception) -> None:
        if isinstance(error, KnownError):
            then(Printed(trouble=worded(error)))
        else:
            then(Printed(trouble=say("errors.unknown")))
            background.trouble.emit(error)

    which_printer(parent, chosen)


def which_printer(parent: QWidget, then: Chosen) -> None:
    """Ask on which printer; `then` gets it, or None and why there is none, "" when called off."""
    names = printing.printers()
    if not names:
        then(None, say("dialogs.no_printer"))
        return

    def chosen(key: str) -> None:
        if key.startswith("printer."):
            then(printing.printer_named(names[int(key.removeprefix("printer."))]), "")
        else:
            then(None, "")

    printers = [Answer(f"printer.{number}", name) for number, name in enumerate(names)]
    answers = (*printers, Answer(_CANCEL, say("dialogs.cancel")))
    ask(parent, say("dialogs.which_printer"), "", answers, chosen)
