"""Printing a few pages at once: which printer, then the pages, then how it went."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

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


def print_pages(parent: QWidget, background: Background, pages: bytes, then: Then) -> None:
    """Ask on which printer, print a PDF there, and call `then` on the GUI thread.

    For paper that stays in the house: what leaves the project is asked more about before. In tests
    `printing.print_next` names the files to print into and `answer_next` answers "printer.0".
    """
    names = printing.printers()
    if not names:
        then(Printed(trouble=say("dialogs.no_printer")))
        return

    def chosen(key: str) -> None:
        if not key.startswith("printer."):
            then(Printed())
            return
        printer = printing.printer_named(names[int(key.removeprefix("printer."))])
        printing.send(background, parent, pages, printer, printed, failed)

    def printed(count: int) -> None:
        then(Printed(count))

    def failed(error: Exception) -> None:
        if isinstance(error, KnownError):
            then(Printed(trouble=worded(error)))
        else:
            then(Printed(trouble=say("errors.unknown")))
            background.trouble.emit(error)

    printers = [Answer(f"printer.{number}", name) for number, name in enumerate(names)]
    answers = (*printers, Answer(_CANCEL, say("dialogs.cancel")))
    ask(parent, say("dialogs.which_printer"), "", answers, chosen)
