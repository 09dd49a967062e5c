"""Printing a warning: what it says, a yes, the printer, the register, and how it went.

The printer is chosen before anything is written down: who turns back then leaves no row behind.
"""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from outreach_app.errors import KnownError
from outreach_app.sharing import alert_print, releasing
from outreach_app.sharing.alert_print import Prepared
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.releasing import NotAsShown, Released
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.dialogs.ask import Answer, ask
from ui.dialogs.print_pages import Printed
from ui.letting_go import PRINTED, LettingGo, print_noted
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
        self._prepared: Prepared | None = None
        self._going = LettingGo(page, context)
        self._going.went.connect(self._went)
        self._going.failed.connect(self._broke)
        self._going.called_off.connect(self._called_off)

    def begin(self, alert_id: str, paper: str) -> None:
        """Make the paper and ask about it."""
        self._context.ask(alert_print.prepare, alert_id, paper, then=self._ask, failed=self._failed)

    def recall(self, alert_id: str) -> None:
        """Print the notice that a warning was taken back; it says nothing about anybody."""
        print_noted(
            self._page,
            self._context,
            lambda work: alert_print.recall_notice(work, alert_id),
            self._notice_printed,
        )

    def did_not(self, release_id: str) -> None:
        """Write down that somebody says it did not print."""
        self._context.do(releasing.did_not_go, release_id, then=self._marked, failed=self._failed)

    def _ask(self, prepared: Prepared) -> None:
        self._prepared = prepared
        if not prepared.preview.may_leave:
            # The attempt is written down, and why not comes back.
            self._context.do(alert_print.refused, prepared, then=self._refused, failed=self._failed)
            return
        answers = (
            Answer("no", say("alert.send_no")),
            Answer("yes", say("alert.sent.print_yes"), "primary"),
        )
        title = say("alert.sent.print_ask")
        ask(self._page, title, prepared.preview.parcel.text, answers, self._decided)

    def _decided(self, key: str) -> None:
        prepared = self._prepared
        if key == "yes" and prepared is not None:
            self._going.print_by(lambda work: alert_print.release(work, prepared, PRINTED))

    def _refused(self, done: Any) -> None:
        self._went(done.value)

    def _went(self, answer: object) -> None:
        if isinstance(answer, Denied):
            why = say(f"sharing.denied.{answer.reasons[0]}")
            self.said.emit(False, say("alert.sent.not_printed", why=why))
        elif isinstance(answer, Released):
            words = say("alert.sent.printed", count=self._going.pages, entry=answer.number)
            self.said.emit(True, words)
            self.printed.emit(answer.id)

    def _called_off(self, why: str) -> None:
        why = why or say("alert.sent.called_off")
        self.said.emit(False, say("alert.sent.not_printed", why=why))

    def _broke(self, error: Exception) -> None:
        if isinstance(error, NotAsShown):
            self.said.emit(False, say("alert.sent.not_printed", why=say("sheet.changed")))
        elif isinstance(error, KnownError):
            self.said.emit(False, say("alert.sent.not_printed", why=worded(error)))
        else:
            self._context.background.trouble.emit(error)

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
