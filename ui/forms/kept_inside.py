"""A page that shows one thing kept under protection: read once, and gone when it is left."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.dialogs.ask import Answer, ask
from ui.page import Context, Page
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled
from ui.widgets.timeline import TimelineRow


class KeptInside(Page):
    """Arrives with `record_id`. Reading is a command, because it is noted."""

    nav = "safekeeping"
    title = ""
    private = "protection.private"
    section = ""
    steps_title = ""
    facts_title = ""
    subject = ""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.record_id = ""
        self.head = PageHead(self.name, say(self.title), " ")
        self.notice = Notice("private", say(self.private), name=f"{self.name}.private")
        self.overdue = Notice("caution", " ", loud=True, name=f"{self.name}.overdue")
        self.overdue.hide()
        self.refused = Notice("private", " ", name=f"{self.name}.refused")
        self.refused.hide()
        self.facts = Card(say(self.facts_title), name=f"{self.name}.facts")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self.facts.add(self._grid)
        self.facts.body.addStretch(1)
        self.steps = Card(say(self.steps_title), name=f"{self.name}.steps")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.steps.add(self._rows)
        self.steps.body.addStretch(1)
        back = button(say("protection.concern.back"), f"{self.name}.back", icon="previous")
        back.clicked.connect(self.turn_back)
        self.head.add_action(back)
        self.open_subject = button(" ", f"{self.name}.subject")
        self.open_subject.hide()
        self.open_subject.clicked.connect(self._open_subject)
        self.head.add_action(self.open_subject)
        self._where: tuple[str, dict[str, Any]] | None = None
        self._read: Any = None
        self.out = link(say("protection.concern.void"), f"{self.name}.void")
        self.out.clicked.connect(self._ask_void)
        self.build()
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        for part in (self.head, self.refused, self.notice, self.overdue):
            column.addWidget(part)
        self._columns = row(self.facts, self.steps, gap=10)
        self._columns.setStretch(0, 3)
        self._columns.setStretch(1, 2)
        column.addLayout(self._columns)
        column.addLayout(row(self.out, 1))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, f"{self.name}.scroll"))
        self.show_parts(on=False)

    # to be written by the page

    def build(self) -> None:
        """Put buttons into the head."""

    def read(self) -> Callable[[Any], Any]:
        """Return the command that reads it."""
        raise NotImplementedError

    def show_record(self, value: Any) -> None:
        """Show what was read."""

    def void(self, reason: str) -> Callable[[Any], Any]:
        """Return the command that takes it out of every count."""
        raise NotImplementedError

    # a page's verbs

    @override
    def open(self, **where: Any) -> None:
        # What was half typed over this page comes back when its form is opened again.
        about = str((where.get("draft") or {}).get("about", self.record_id)).partition(".")[0]
        self.record_id = where.get("record_id", about)
        self.show_parts(on=False)
        self.load()

    @override
    def refresh(self, changes: Any) -> None:
        if self.facts.isVisible() and changes.concern(self.subject):
            self.load()
        elif self._read is not None and changes.concern("people"):
            # Names were covered or uncovered: that is no second reading to be noted.
            self.show_record(self._read)

    @override
    def leave(self) -> None:
        self._read = None
        self.show_parts(on=False)
        clear(self._grid)
        clear(self._rows)

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        upright = width_class in {"narrow", "tiny"}
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )

    def load(self) -> None:
        """Read it; the reading is noted."""
        self.context.do(self.read(), then=self._was_read, failed=self._not_read)

    def turn_back(self) -> None:
        """Go back to the list."""
        self.go.emit("protection", {"section": self.section})

    def show_parts(self, *, on: bool) -> None:
        """Show what was read, or nothing."""
        for part in (self.facts, self.steps, self.out):
            part.setVisible(on)
        self.notice.setVisible(on)
        if not on:
            self.overdue.hide()
            self.open_subject.hide()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show pairs of title and words; what was not said is left out."""
        clear(self._grid)
        for place, (title, text) in enumerate(each for each in facts if each[1]):
            name = label(title, "small")
            value = label(text, wrap=True)
            name.setBuddy(value)
            self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, place, 1)

    def show_steps(self, steps: Sequence[tuple[str, str, str]]) -> None:
        """Show triples of day, step and note, the newest first."""
        clear(self._rows)
        for place, (day, title, text) in enumerate(steps):
            last = place == len(steps) - 1
            self._rows.addWidget(
                TimelineRow(day, title, text, icon="register", tone="private", last=last)
            )

    def lead_to(self, words: str, page: str, where: dict[str, Any]) -> None:
        """Offer the way to the person or incident it is about."""
        self._where = (page, where)
        self.open_subject.setText(words.replace("&", "&&"))
        self.open_subject.setAccessibleName(words)
        self.open_subject.show()

    def _was_read(self, done: Any) -> None:
        self.refused.hide()
        self.open_subject.hide()
        self._read = done.value
        self.show_record(done.value)
        self.show_parts(on=True)

    def _not_read(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._read = None
        self.show_parts(on=False)
        self.refused.say(worded(error))
        self.refused.show()

    def _open_subject(self) -> None:
        if self._where is not None:
            self.go.emit(*self._where)

    def _ask_void(self) -> None:
        reasons = self.context.desk.me.role == "lead"
        if not reasons:
            return
        answers = [
            Answer(code, say(f"protection.void.{code}"))
            for code in ("wrong_person", "duplicate", "not_happened", "test")
        ]
        ask(
            self,
            say("protection.concern.void_title"),
            say("protection.concern.void_text"),
            [Answer("", say("protection.concern.void_keep")), *answers],
            self._take_out,
        )

    def _take_out(self, reason: str) -> None:
        if reason:
            self.context.do(self.void(reason), then=lambda _: self.turn_back())
