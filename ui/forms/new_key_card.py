"""The key of the casebook: whether a new one is due, and making it while one waits and sees."""

from threading import Event
from typing import Any, Final

from PySide6.QtCore import Qt, Signal

from outreach_app.casework import new_key_due
from outreach_app.errors import Cancelled, KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.labels import label, show_if
from ui.widgets.notice import Kind, Notice
from ui.widgets.still import StillBar

_OLDER: Final = 6


class NewKeyCard(Card):
    """For the lead. `load` looks whether a new key is due, `begin` makes one on the worker.

    Stopping is possible until the new key counts; locking stops it too. Either way every row is
    there, under the one key or the other.
    """

    _moved = Signal(float, str)

    def __init__(self, context: Context, page: str) -> None:
        super().__init__(say("new_key.title"), name=f"{page}.key")
        self._context = context
        self._stop = Event()
        self._told = False
        self.add(label(say("new_key.text"), wrap=True))
        self.notice = Notice("caution", " ", name=f"{page}.key.notice")
        self.notice.hide()
        self.add(self.notice)
        self.make = button(say("new_key.make"), f"{page}.key.make", small=True)
        self.make.clicked.connect(self.begin)
        self._bar = StillBar(f"{page}.key.progress")
        self._stop_button = button(say("safekeeping.carry.stop"), f"{page}.key.stop", small=True)
        self._stop_button.clicked.connect(self._stop.set)
        self._stop_button.hide()
        line = row(self.make, self._bar, self._stop_button, gap=9)
        line.setStretch(1, 1)
        line.addStretch(0)
        self.add(line)
        self._moved.connect(self._show_progress)

    def load(self) -> None:
        """Look whether a new key is due; what was said of the last one stays till the page goes."""
        self._context.ask(new_key_due.since, then=self._show_due)

    def forget(self) -> None:
        """Say nothing any more of what was done."""
        self._told = False
        if self.make.isEnabled():
            self.notice.hide()

    def begin(self) -> None:
        """Make a new key."""
        if not self.make.isEnabled():
            return
        self._stop.clear()
        self._told = False
        self.make.setEnabled(False)
        self.make.hide()
        self.notice.hide()
        self._bar.wait(say("new_key.working"))
        self._stop_button.show()
        desk: Any = self._context.desk
        progress = self._progress
        self._context.background.run(
            lambda: desk.new_key.make(progress), self._made, self._not_made
        )

    def _progress(self, share: float, words: str) -> bool:
        # On the worker thread: the signal carries it over.
        self._moved.emit(share, words)
        return not self._stop.is_set()

    def _show_progress(self, share: float, words: str) -> None:
        if not self.make.isEnabled():
            self._bar.wait(words)
            self._bar.progress(share)

    def _made(self, done: Any) -> None:
        self._end()
        made = done.value
        lines = [_copied(made)]
        if made.older:
            lines.append(say("new_key.older"))
            lines += [
                say("new_key.older_one", folder=each.path.parent, name=each.path.name)
                for each in made.older[:_OLDER]
            ]
            if len(made.older) > _OLDER:
                lines.append(say("new_key.older_more", count=len(made.older) - _OLDER))
        else:
            lines.append(say("new_key.none_older"))
        self._tell("ok", say("new_key.done"), "\n".join(lines))
        self._context.announce(done)

    def _not_made(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._tell("caution", say("new_key.not_made"), "")
        elif isinstance(error, KnownError):
            self._tell("stop", say("new_key.not_made"), worded(error))
        else:
            self._context.background.trouble.emit(error)

    def _end(self) -> None:
        self._bar.done()
        self._stop_button.hide()
        self.make.setEnabled(True)
        self.make.show()

    def _tell(self, kind: Kind, title: str, text: str) -> None:
        self._told = True
        self.notice.become(kind)
        self.notice.say(title, text)
        self.notice.show()
        self.notice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_due(self, since: Any) -> None:
        if self._told or not self.make.isEnabled():
            return
        show_if(self.notice, since is not None)
        if since is not None:
            self.notice.become("caution")
            self.notice.say(say("new_key.due"))


def _copied(made: Any) -> str:
    count = sum(each.seen is not None for each in made.copies)
    return say("new_key.copied", count=count) if count else say("new_key.not_copied")
