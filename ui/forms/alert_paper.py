"""Printing a warning: what it says, a yes, the register, the printer, and how it went."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from outreach_app.errors import KnownError
from outreach_app.sharing import alert_print, releasing
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.releasing import Preview, Released, Yes
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.dialogs.ask import Answer, ask
from ui.dialogs.print_pages import Printed, print_pages
from ui.page import Context


class AlertPaper(QObject):
    """One paper on its way to the printer.

    Signals: `said` carries whether it went well and the words for the page; `printed` the key of
    the release, so that somebody may say that it did not print.
    """

    said = Signal(bool, str)
    printed = Signal(str)

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._preview: Preview | None = None
        self._released: Released | None = None

    def begin(self, alert_id: str, paper: str) -> None:
        """Make the paper and ask about it."""
        self._context.ask(
            alert_print.prepare, alert_id, paper, then=self._prepared, failed=self._failed
        )

    def recall(self, alert_id: str) -> None:
        """Print the notice that a warning was taken back; it says nothing about anybody."""
        self._context.do(
            alert_print.recall_notice, alert_id, then=self._notice_made, failed=self._failed
        )

    def did_not(self, release_id: str) -> None:
        """Write down that somebody says it did not print."""
        self._context.do(releasing.did_not_go, release_id, then=self._marked, failed=self._failed)

    def _prepared(self, preview: Preview) -> None:
        self._preview = preview
        if not preview.may_leave:
            # The attempt is written down, and why not comes back.
            self._let_go()
            return
        answers = (
            Answer("no", say("alert.send_no")),
            Answer("yes", say("alert.sent.print_yes"), "primary"),
        )
        title = say("alert.sent.print_ask")
        ask(self._page, title, preview.parcel.text, answers, self._decided)

    def _decided(self, key: str) -> None:
        if key == "yes":
            self._let_go()

    def _let_go(self) -> None:
        preview = self._preview
        if preview is not None:
            yes = Yes(preview.sha256, "printed")
            self._context.do(
                releasing.release, preview.parcel, yes, then=self._gone, failed=self._failed
            )

    def _gone(self, done: Any) -> None:
        if isinstance(done.value, Denied):
            why = say(f"sharing.denied.{done.value.reasons[0]}")
            self.said.emit(False, say("alert.sent.not_printed", why=why))
            return
        self._released = done.value
        print_pages(self._page, self._context.background, done.value.data, self._was_printed)

    def _was_printed(self, how: Printed) -> None:
        released = self._released
        if released is None:
            return
        if how.pages:
            words = say("alert.sent.printed", count=how.pages, entry=released.number)
            self.said.emit(True, words)
            self.printed.emit(released.id)
            return
        self._context.do(releasing.failed, released.id, failed=self._failed)
        why = how.trouble or say("alert.sent.called_off")
        self.said.emit(False, say("alert.sent.not_printed", why=why))

    def _notice_made(self, done: Any) -> None:
        print_pages(self._page, self._context.background, done.value, self._notice_printed)

    def _notice_printed(self, how: Printed) -> None:
        if how.pages:
            self.said.emit(True, say("alert.sent.notice_printed"))
        elif how.trouble:
            self.said.emit(False, how.trouble)

    def _marked(self, _: Any) -> None:
        self.said.emit(True, say("alert.sent.marked"))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.said.emit(False, worded(error))
        else:
            self._context.background.trouble.emit(error)
