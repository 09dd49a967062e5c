"""Keeps what is typed, encrypted in the casebook, every two seconds while it changes."""

import json
from datetime import datetime
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.page import Context, Unkept

EVERY_MS: Final = 2000


class Typed(Protocol):
    """A page or a dialog in which something is typed."""

    def draft_state(self) -> dict[str, Any] | None:
        """Return what was typed as JSON-able values, or None when there is nothing to keep."""
        ...


class Drafting(QObject):
    """Watches one form.

    `kind` is what is typed ("contact"), `about` tells one piece of typing from others of its kind.
    Signals: `kept` carries the moment (aware UTC); `not_kept` the words to show. A state that could
    not be written is tried again every two seconds, changed or not.
    """

    kept = Signal(object)
    not_kept = Signal(str)

    def __init__(self, context: Context, page: Typed, kind: str, about: str) -> None:
        super().__init__(page if isinstance(page, QObject) else None)
        self._context = context
        self._page = page
        self._kind = kind
        self._about = about
        self._written = ""
        self._asked = ""
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep_now)

    @property
    def kind(self) -> str:
        """What is typed."""
        return self._kind

    @property
    def about(self) -> str:
        """What tells this piece of typing from others of its kind."""
        return self._about

    def start(self) -> None:
        """Begin to watch; what stands in the form now counts as kept."""
        self._asked = self._written = _text(self._page.draft_state())
        self._timer.start()

    def again(self) -> None:
        """Watch again after `stop`, with what was kept before."""
        self._timer.start()

    def stop(self) -> None:
        """Stop watching; what was kept stays."""
        self._timer.stop()

    def keep_now(self) -> None:
        """Keep what is typed, if it is not kept already; what was cleared again is let go."""
        state = self._page.draft_state()
        text = _text(state)
        if text == self._asked:
            return
        if state is None:
            self._let_go()
            return
        self._asked = text
        context, kind, about = self._context, self._kind, self._about
        context.background.run(
            lambda: context.desk.do(context.drafts.keep, kind, about, text),
            lambda _: self._was_kept(text),
            self._was_not_kept,
            owner=self,
        )

    def unkept(self) -> Unkept | None:
        """Return what is not known to be in the file yet, for the moment before a lock."""
        state = self._page.draft_state()
        text = _text(state)
        if state is None or text == self._written:
            return None
        return Unkept(self._kind, self._about, text)

    def _let_go(self) -> None:
        """Nothing stands in the form any more: nothing is left to carry on with."""
        self._asked = ""
        context, kind, about = self._context, self._kind, self._about
        context.background.run(
            lambda: context.desk.do(context.drafts.discard, kind, about),
            self._was_let_go,
            self._was_not_kept,
            owner=self,
        )

    def _was_let_go(self, done: Any) -> None:
        self._written = ""
        self._context.announce(done)

    def _was_kept(self, text: str) -> None:
        self._written = text
        self.kept.emit(self._context.desk.clock.now())
        self._context.relay.kept.emit("kept", say("shell.kept_now"))

    def _was_not_kept(self, error: Exception) -> None:
        self._asked = self._written
        words = worded(error) if isinstance(error, KnownError) else say("shell.not_kept")
        self.not_kept.emit(words)
        self._context.relay.kept.emit("not_saved", say("shell.not_saved_short"))

    def words(self, moment: datetime) -> str:
        """Say when the typing was last kept, on the project's own clock."""
        return say(
            "shell.kept_as_you_type",
            time=moment.astimezone(self._context.desk.zone).strftime("%H:%M:%S"),
        )


def _text(state: dict[str, Any] | None) -> str:
    return "" if state is None else json.dumps(state, ensure_ascii=False, sort_keys=True)
