"""A sealed file that came in: everything it says, then accepted or put away."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app import paths
from outreach_app.errors import CheckFailed, KnownError
from outreach_app.neighbours import inbox, knowing, receiving
from outreach_app.neighbours.facts import TakenIn
from outreach_app.neighbours.files import write_hashes
from outreach_app.neighbours.inbox import Look, ReceivedRow
from outreach_app.neighbours.knowing import Known, Made
from outreach_app.neighbours.recalling import TakenBack
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui import neighbour_words, when
from ui.dialogs.ask import Answer, ask
from ui.dialogs.files import save_file
from ui.dialogs.neighbour_forms import SpokenWords
from ui.page import Context, Page
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.savebar import SaveBar
from ui.widgets.scroll import scrolled
from ui.widgets.sections import Sections


class SealedFilePage(Page):
    """Arrives with `received_id`. Looking is noted; what waits can be decided here."""

    name = "sealed_file"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._id = ""
        self._row: ReceivedRow | None = None
        self._came: object = None
        self.head = PageHead(self.name, say("neighbours.file.title"), " ")
        back = button(say("neighbours.file.back"), "sealed_file.back", icon="previous")
        back.clicked.connect(self._turn_back)
        self.head.add_action(back)
        self.notice = Notice("stop", " ", name="sealed_file.notice")
        self._holds = Card(say("neighbours.file.holds"), name="sealed_file.holds")
        self.sections = Sections("sealed_file.sections")
        self._explained = label(" ", "small", wrap=True)
        self._holds.add(self._explained)
        self._holds.add(self.sections)
        self._accept = button(" ", "sealed_file.accept", kind="primary", icon="agree")
        self._accept.clicked.connect(self.accept)
        self._away = link(say("neighbours.file.put_away"), "sealed_file.put_away")
        self._away.clicked.connect(self._ask_away)
        self.savebar = SaveBar("sealed_file.savebar")
        self.savebar.add(self._away)
        self.savebar.add(self._accept)
        self._done = Card(say("neighbours.file.receipt"), name="sealed_file.receipt")
        self._done.add(label(say("neighbours.file.receipt_text"), wrap=True))
        self._code = QVBoxLayout()
        self._done.add(self._code)
        self._open = button(say("neighbours.file.open_person"), "sealed_file.person", icon="person")
        self._open.clicked.connect(self._open_person)
        self._doubles = button(
            say("neighbours.file.doubles"), "sealed_file.doubles", icon="possible_doubles"
        )
        self._doubles.clicked.connect(self._look_for_doubles)
        self._done.add(row(self._open, self._doubles, 1))
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        for part in (self.head, self.notice, self._done, self._holds):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(inner, "sealed_file.scroll"), 1)
        whole.addWidget(self.savebar)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        self._show_parts(None)

    @override
    def open(self, **where: Any) -> None:
        self._id = where.get("received_id", self._id)
        self._show_parts(None)
        self.context.ask(inbox.one, self._id, then=self._found, failed=self._failed)

    @override
    def refresh(self, changes: Any) -> None:
        if changes.concern("people"):
            self.sections.again()

    @override
    def leave(self) -> None:
        self._show_parts(None)
        self.sections.forget()
        clear(self._code)

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.savebar.compact(width_class)

    def _found(self, found: ReceivedRow) -> None:
        self._row = found
        day = when.full_day(when.local_day(found.received_at, self.context.desk.zone))
        line = say("neighbours.file.line", project=found.project, day=day)
        self.head.set_title(neighbour_words.kind(found.kind), line)
        if found.decision is None:
            self.context.do(inbox.look, self._id, then=self._looked, failed=self._failed)
        else:
            self._show_parts(found)

    def _looked(self, done: Any) -> None:
        found: Look = done.value
        self.sections.show_sections(found.sections)
        words = say(f"neighbours.file.accept_{found.row.kind}")
        self._accept.setText(words)
        self._accept.setAccessibleName(words)
        self._explained.setText(say(f"neighbours.file.explain_{found.row.kind}"))
        self._show_parts(found.row)

    def _show_parts(self, found: ReceivedRow | None) -> None:
        waits = found is not None and found.decision is None
        self._holds.setVisible(waits)
        self.savebar.setVisible(waits)
        took = found is not None and found.receipt is not None
        self._done.setVisible(took)
        self.notice.setVisible(found is not None and not waits and not took)
        if found is not None and took:
            clear(self._code)
            self._code.addWidget(SpokenWords("sealed_file.code", (found.receipt or "",)))
        elif found is not None and not waits:
            self.notice.become("info")
            self.notice.put(neighbour_words.received_state(found))

    def accept(self) -> None:
        """Take in what stands there: all of it, or nothing."""
        found = self._row
        if found is None or found.decision is not None or not self._accept.isEnabled():
            return
        if found.kind == "query":
            day = when.local_day(self.context.desk.clock.now(), self.context.desk.zone)
            name = paths.documents_folder() / say("neighbours.file_name", name=day.isoformat())
            title = say("neighbours.move.where")
            save_file(self, title, say("neighbours.kinds"), name, self._answer_into)
            return
        self._accept.setEnabled(False)
        self.context.do(receiving.accept, found.id, then=self._accepted, failed=self._failed)

    def _answer_into(self, path: Path) -> None:
        """Answer and write, both or neither: a question is answered once."""
        self._accept.setEnabled(False)
        key = self._id

        def both(work: Any) -> Any:
            done = knowing.answer(work, key)
            write_hashes(path, done.value)
            return done

        self.context.do(both, then=self._accepted, failed=self._failed)

    def _accepted(self, done: Any) -> None:
        self._accept.setEnabled(True)
        self.sections.forget()
        self._came = done.value
        self.context.ask(inbox.one, self._id, then=self._settled, failed=self._failed)

    def _settled(self, found: ReceivedRow) -> None:
        self._row = found
        self._show_parts(found)
        came, self._came = self._came, None
        if isinstance(came, Known):
            self.notice.become("ok" if came.known else "info")
            self.notice.say(*neighbour_words.known(came))
        elif isinstance(came, TakenIn):
            title = say("neighbours.file.taken", count=came.new)
            self.notice.say(title, say("neighbours.file.taken_text"))
        elif isinstance(came, TakenBack):
            self.notice.say(say("neighbours.file.taken_back", count=came.count))
        elif isinstance(came, Made):
            self.notice.say(say("neighbours.file.answered"))
        target = self._done.heading() if found.receipt else self.notice
        target.setFocus()

    def _ask_away(self) -> None:
        def answered(key: str) -> None:
            if key == "put_away":
                self.context.do(inbox.put_away, self._id, then=self._accepted, failed=self._failed)

        ask(
            self,
            say("neighbours.put_away.title"),
            say("neighbours.put_away.text"),
            (
                Answer("keep", say("neighbours.put_away.keep")),
                Answer("put_away", say("neighbours.put_away.do"), "danger"),
            ),
            answered,
            safe="keep",
        )

    def _failed(self, error: Exception) -> None:
        self._accept.setEnabled(True)
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        failed = isinstance(error, CheckFailed)
        words = " ".join(sentence(each) for each in error.problems) if failed else worded(error)  # type: ignore[attr-defined]  # only CheckFailed has problems
        self.notice.become("stop")
        self.notice.say(words)
        self.notice.show()

    def _open_person(self) -> None:
        if self._row is not None and self._row.person_id is not None:
            self.go.emit("person", {"person_id": self._row.person_id})

    def _look_for_doubles(self) -> None:
        self.go.emit("doubles", {})

    def _turn_back(self) -> None:
        self.go.emit("neighbours", {"section": "received"})
