"""The copies that still hold what was let go: when each rotates out, and making them anew."""

from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from outreach_app.errors import KnownError
from outreach_app.safekeeping.holding import Holding
from outreach_app.wording import error as worded
from outreach_app.words import say
from outreach_app.work import Done
from ui import when
from ui.dialogs.ask import Answer, ask
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, column, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label
from ui.widgets.notice import Notice

_SHOWN: Final = 12


class OldCopies(Card):
    """Every copy in reach that holds somebody, and the button that replaces them."""

    def __init__(self, context: Context) -> None:
        super().__init__(say("erasing.old.title"), name="due.old")
        self._context = context
        self._count = 0
        self._anew = button(say("erasing.old.anew"), "due.old.anew", small=True)
        self._anew.clicked.connect(self._ask)
        self.add_to_head(self._anew)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.add(self._lines)
        self.notice = Notice("ok", " ", closable=True, name="due.old.notice")
        self.notice.hide()
        self.add(self.notice)

    def load(self) -> None:
        """Look what lies in every place."""
        self._context.background.run(self._context.desk.copies.holding, self._show, self._failed)

    def _show(self, found: tuple[Holding, ...]) -> None:
        clear(self._lines)
        self._count = len(found)
        self._anew.setVisible(bool(found))
        words = say("erasing.old.text" if found else "erasing.old.none")
        self._lines.addWidget(label(words, "small", wrap=True))
        today = when.local_day(self._context.desk.clock.now(), self._context.desk.zone)
        for each in found[:_SHOWN]:
            made = when.near(each.made_at, self._context.desk.zone, today)
            name = say("erasing.old.line", name=each.path.name, made=made)
            if each.out_on is not None:
                out = say("erasing.old.out", day=when.plain_day(each.out_on, today))
            else:
                out = say("erasing.old.stays")
            words_of = column(label(name, wrap=True), label(out, "small", wrap=True), gap=0)
            line = row(icon_label("time", "ink_muted", 17), gap=9)
            line.addLayout(words_of, 1)
            self._lines.addLayout(line)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._tell(worded(error))
        else:
            self._context.background.trouble.emit(error)

    def _ask(self) -> None:
        ask(
            self,
            say("erasing.old.ask"),
            say("erasing.old.ask_text", count=self._count),
            (
                Answer("keep", say("erasing.old.keep")),
                Answer("anew", say("erasing.old.anew").rstrip("…"), "danger"),
            ),
            self._answered,
            safe="keep",
        )

    def _answered(self, key: str) -> None:
        if key != "anew":
            return
        self._anew.setEnabled(False)
        self._tell(say("erasing.old.making"))
        copies = self._context.desk.copies

        def job() -> Done[int]:
            state = copies.state()
            made = copies.make_now(state.reachable)
            return copies.let_old_go(made.value)

        self._context.background.run(job, self._done, self._not_done)

    def _done(self, done: Done[int]) -> None:
        self._anew.setEnabled(True)
        self._context.announce(done)
        all_gone = done.value >= self._count
        self._tell(say(f"erasing.old.{'gone' if all_gone else 'some'}", count=done.value))
        self.load()

    def _not_done(self, error: Exception) -> None:
        self._anew.setEnabled(True)
        self._failed(error)

    def _tell(self, words: str) -> None:
        self.notice.say(words)
        self.notice.show()
