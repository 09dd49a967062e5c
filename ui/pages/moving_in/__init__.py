"""Moving in: a foreign spreadsheet in five steps, and nothing taken in before the last."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app import paths
from outreach_app.casework.roles import LEAD
from outreach_app.errors import KnownError
from outreach_app.exchange.moving_in import guessing, spreadsheet, taking
from outreach_app.exchange.moving_in.matching import Matching
from outreach_app.exchange.moving_in.spreadsheet import Spreadsheet
from outreach_app.exchange.moving_in.taking import Look
from outreach_app.wording import lines as worded_lines
from outreach_app.words import say
from ui.covering import cover
from ui.dialogs.files import open_file, save_file
from ui.page import Context, Page
from ui.pages.moving_in.bar import LAST, STEPS, StepBar
from ui.pages.moving_in.check import CheckPart
from ui.pages.moving_in.columns import ColumnsPart
from ui.pages.moving_in.ending import free_name, let_go, same_file, set_aside, take_in
from ui.pages.moving_in.file import FilePart
from ui.pages.moving_in.people import PeoplePart
from ui.pages.moving_in.values import ValuesPart
from ui.theme import current
from ui.widgets.notice import Kind, Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled
from ui.widgets.still import StillBar

_LINES: Final = 20


class MovingInPage(Page):
    """Steps one after the other; Ctrl+Enter goes on. For the lead, who may see every name."""

    name = "moving_in"
    nav = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._path: Path | None = None
        self._look: Look | None = None
        self._step = 0
        self._why = ""
        self._fresh: set[str] = set()  # parts that show the newest look
        self.head = PageHead(self.name, say("moving_in.title"), say("moving_in.line"))
        self.notice = Notice("info", " ", closable=True, name="moving_in.notice")
        self.notice.hide()
        self.covered = Notice("info", say("moving_in.covered"), name="moving_in.covered")
        self.covered.hide()
        self.file = FilePart()
        self.file.wanted.connect(self.choose)
        self.file.changed.connect(self._begin_sheet)
        self.columns = ColumnsPart()
        self.values = ValuesPart()
        self.people = PeoplePart()
        self.check = CheckPart()
        self.check.aside_wanted.connect(self.set_aside)
        self.check.again_wanted.connect(self.read_again)
        self.check.before_wanted.connect(self.leave_out)
        self._parts: tuple[QWidget, ...] = (
            self.file, self.columns, self.values, self.people, self.check,
        )  # fmt: skip
        self._bar = StillBar("moving_in.progress")
        self.savebar = StepBar()
        self.savebar.back_wanted.connect(self.go_back)
        self.savebar.on_wanted.connect(self.go_on)
        self._next = self.savebar.on
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        for part in (self.head, self.notice, self.covered, self._bar, *self._parts):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._scroll = scrolled(inner, "moving_in.scroll")
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.savebar)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)
        self._show_step(0)

    # a page's verbs

    @override
    def open(self, **where: Any) -> None:
        self.file.setEnabled(self.context.desk.me.role == LEAD)
        if self.context.desk.me.role != LEAD:
            self._tell("info", say("moving_in.for_lead"))
        self._show_step(self._step)

    @override
    def refresh(self, changes: Any) -> None:
        if changes.concern("people"):
            self._show_step(self._step)

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.savebar.compact(width_class)
        self.columns.compact(width_class)
        self.check.compact(width_class)

    # steps

    def _show_step(self, step: int) -> None:
        self._step = step
        hidden = cover().on
        if not hidden:
            self._fill(step)
        self.covered.setVisible(hidden)
        for number, part in enumerate(self._parts):
            part.setVisible(number == step and not hidden)
        self.savebar.show_step(step)
        self._say_ready()

    def _say_ready(self) -> None:
        ready = self._look is not None and not cover().on
        self.savebar.setVisible(ready)
        if ready and self._step == LAST:
            ready = self._look is not None and self._look.checked is not None
        self._next.setEnabled(ready)

    def go_back(self) -> None:
        """Show the step before, passing over what has nothing to decide."""
        step = self._step - 1
        while step > 0 and not self._wanted(step):
            step -= 1
        self._show_step(max(step, 0))
        self._take_focus()

    def go_on(self) -> None:
        """Look again at every row with what was decided, and show the next step."""
        if self._look is None or not self._next.isEnabled():
            return
        if self._step == LAST:
            self.take_in()
            return
        doubled = self.columns.doubled() if STEPS[self._step] == "columns" else ""
        if doubled:
            self._tell("stop", say("moving_in.columns.doubled", name=doubled))
            return
        self._look_again(self._decided(self._look.matching), self._after)

    def _after(self) -> None:
        """Go on, unless the columns now chosen hold days that somebody must say how to read."""
        look = self._look
        if look is not None and STEPS[self._step] == "columns" and self.columns.must_ask(look):
            self._show_step(self._step)
            self._tell("caution", say("moving_in.columns.asked"))
            return
        self._next_step()

    def _next_step(self) -> None:
        step = self._step + 1
        while step < LAST and not self._wanted(step):
            step += 1
        self._show_step(step)
        self._take_focus()

    def _wanted(self, step: int) -> bool:
        look = self._look
        if look is None:
            return step == 0
        if STEPS[step] == "values":
            return bool(look.fitted.values)
        return STEPS[step] != "people" or self.people.wanted(look)

    def _take_focus(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)
        part: Any = self._parts[self._step]
        part.take_focus()

    def _decided(self, matching: Matching) -> Matching:
        part: Any = self._parts[self._step]
        found: Matching = part.decided(matching)
        return found

    # the file

    def choose(self) -> None:
        """Let the file be chosen."""
        open_file(self, say("moving_in.choose"), say("moving_in.kinds"), self.read)

    def read(self, path: Path) -> None:
        """Read a file, and guess what it is."""
        self._path = path
        self._wait(say("moving_in.reading"))
        self.context.background.run(partial(spreadsheet.read, path), self._was_read, self._failed)

    def read_again(self) -> None:
        """Read the file once more, after it was put right, and keep what was decided."""
        look = self._look
        if self._path is None or look is None:
            return
        self._wait(say("moving_in.reading"))
        self.context.background.run(
            partial(spreadsheet.read, self._path), self._was_read_again, self._failed
        )

    def _was_read(self, book: Spreadsheet) -> None:
        self._rest()
        self._forget()
        self.file.show_book(book)
        self._begin_sheet()

    def _was_read_again(self, book: Spreadsheet) -> None:
        self._rest()
        before, look = self.file.sheet(), self._look
        self.file.show_book(book, keep=True)
        sheet = self.file.sheet()
        if look is None or before is None or sheet is None:
            return
        names = guessing.headings(before, look.matching.heading)
        row = taking.again(sheet, look.matching, names)
        if row is None:  # columns may have moved: nothing decided for them holds any more
            self._look = None
            self._begin_sheet(say("moving_in.other_headings"))
            return
        matching = replace(look.matching, heading=row, without=frozenset())
        self._look_again(matching, self._show_again)

    def _show_again(self) -> None:
        self._show_step(self._step)
        self._take_focus()

    def _forget(self) -> None:
        large: list[object] = [self._look, self.file.sheet()]
        self._look = None
        self.file.forget()
        self.context.background.run(partial(let_go, large))

    def _begin_sheet(self, why: str = "") -> None:
        """Guess afresh: another sheet, another kind of row, another row of headings."""
        sheet = self.file.sheet()
        self._why = why
        if sheet is None:
            return
        self._wait(say("moving_in.looking"))
        self.context.ask(
            taking.begin, sheet, self.file.kind(), self.file.heading_row(),
            then=self._began, failed=self._failed,
        )  # fmt: skip

    def _began(self, look: Look) -> None:
        self._show(look)
        if look.remembered or self._why:
            self._tell("info", self._why or say("moving_in.remembered"))
        self._show_step(0)
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_again(self, matching: Matching, then: Any) -> None:
        sheet = self.file.sheet()
        if sheet is None:
            return
        self._wait(say("moving_in.looking"))
        names = guessing.headings(sheet, matching.heading)

        def looked(done: Any) -> None:
            self._show(done.value)
            then()

        self._then = looked  # kept by the page, so that an answer after leaving is dropped
        self.context.do(
            taking.look_and_keep, sheet, matching, names, then=self._looked, failed=self._failed
        )

    def _looked(self, done: Any) -> None:
        self._then(done)

    def _show(self, look: Look) -> None:
        self._rest()
        self.notice.hide()
        self.context.background.run(partial(let_go, [self._look]))
        self._look = look
        sheet = self.file.sheet()
        if sheet is None:
            return
        self._fresh.clear()
        self._say_ready()

    def _fill(self, step: int) -> None:
        """Show what was found in the part that is about to be seen; the others wait."""
        look, sheet, name = self._look, self.file.sheet(), STEPS[step]
        if look is None or sheet is None or name in self._fresh:
            return
        self._fresh.add(name)
        if name == "columns":
            self.columns.show_look(look, sheet)
        else:
            part: Any = self._parts[step]
            part.show_look(look)

    # the end

    def set_aside(self) -> None:
        """Write the rows that do not fit into a file, and go on with the others."""
        folder = self._path.parent if self._path else paths.documents_folder()
        free = free_name(folder / say("moving_in.aside.file_name"))
        save_file(
            self, say("moving_in.aside.choose"), say("moving_in.aside.kinds"), free,
            self.write_aside,
        )  # fmt: skip

    def write_aside(self, path: Path) -> None:
        """Write them there; only when they are in the file are they left out here."""
        sheet, look, desk = self.file.sheet(), self._look, self.context.desk
        if sheet is None or look is None:
            return
        if same_file(path, self._path):
            self._tell("stop", say("moving_in.aside.own"))
            return
        self._wait(say("moving_in.looking"))
        self.context.background.run(
            partial(set_aside, desk, sheet, look, path), self._put_aside, self._failed
        )

    def leave_out(self) -> None:
        """Leave out the rows that came in before: the casebook has them, no file needs to."""
        look = self._look
        if look is not None:
            without = look.matching.without | look.fitted.before
            self._look_again(replace(look.matching, without=without), self._show_again)

    def _put_aside(self, path: Path) -> None:
        look = self._look
        if look is None:
            return
        self._aside_name = path.name
        without = look.matching.without | look.fitted.bad
        self._look_again(replace(look.matching, without=without), self._say_aside)

    def _say_aside(self) -> None:
        self._show_step(self._step)
        self._tell("caution", say("moving_in.aside.done", name=self._aside_name))

    def take_in(self) -> None:
        """Make a copy that is read back, then take every row in, in one go."""
        sheet, look, desk = self.file.sheet(), self._look, self.context.desk
        if sheet is None or look is None or look.checked is None:
            return
        self._wait(say("moving_in.taking"))
        self.context.background.run(
            partial(take_in, desk, sheet, look), self._taken_in, self._failed
        )

    def _taken_in(self, done: Any) -> None:
        self._rest()
        counts = done.value.counts
        people, rows = counts.get("persons", 0), sum(counts.values())
        self._forget()
        self._show_step(0)
        self.context.announce(done)
        self._tell(
            "ok", say("moving_in.done", count=rows, people=people), say("moving_in.done_text")
        )

    # meanwhile

    def _wait(self, words: str) -> None:
        """Let nothing be chosen or pressed meanwhile: a second press would skip a step."""
        self.savebar.setEnabled(False)
        self._parts[self._step].setEnabled(False)
        self.notice.hide()
        self._bar.wait(words)

    def _rest(self) -> None:
        self.savebar.setEnabled(True)
        for part in self._parts:
            part.setEnabled(self.context.desk.me.role == LEAD)
        self._bar.done()

    def _failed(self, error: Exception) -> None:
        self._rest()
        self._say_ready()
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._tell("stop", say("moving_in.nothing"), "\n".join(worded_lines(error)[:_LINES]))

    def _tell(self, kind: Kind, title: str, text: str = "") -> None:
        self.notice.become(kind)
        self.notice.say(title, text)
        self.notice.show()
        self.notice.setFocus(Qt.FocusReason.OtherFocusReason)
