"""Printing blank sheets: which one, on which printer, and how it went."""

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from outreach_app.reports import paper_forms
from outreach_app.words import say
from ui.dialogs.ask import Answer, ask
from ui.dialogs.print_pages import Printed, print_pages
from ui.page import Context

_CANCEL: Final = "cancel"


class PaperPrint(QObject):
    """Makes a sheet on the worker and prints it. Signals: `printed` and `trouble` carry words."""

    printed = Signal(str)
    trouble = Signal(str)

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page

    def choose(self, session_type: str = "") -> None:
        """Ask which sheet, then print it; Enter takes the table for a shift."""

        def answered(key: str) -> None:
            if key in paper_forms.FORMS:
                self.print(key, session_type)

        ask(
            self._page,
            say("paper.dialog.title"),
            say("paper.dialog.text"),
            (
                *(Answer(form, say(f"paper.dialog.{form}")) for form in paper_forms.FORMS),
                Answer(_CANCEL, say("paper.dialog.cancel")),
            ),
            answered,
        )

    def print(self, form: str, session_type: str = "") -> None:
        """Print one sheet."""
        more = (session_type,) if session_type else ()
        self._context.ask(paper_forms.make, form, *more, then=self._made, failed=self._failed)

    def _made(self, pages: bytes) -> None:
        print_pages(self._page, self._context.background, pages, self._was_printed)

    def _was_printed(self, printed: Printed) -> None:
        if printed.trouble:
            self.trouble.emit(printed.trouble)
        elif printed.pages:
            self.printed.emit(say("paper.dialog.printed", count=printed.pages))

    def _failed(self, error: Exception) -> None:
        self._context.background.trouble.emit(error)
