"""One request for one's own record: who, how long there is, and what can be done."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import access_reading, access_requests, staff
from outreach_app.casework.access_reading import PENDING, AccessRecord
from outreach_app.errors import KnownError
from outreach_app.reports.own_copy_paper import LETTERS
from outreach_app.sharing import own_copy
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.ask import Answer, ask
from ui.dialogs.own_record_forms import Extend, Identify, LetItStand, SafeWay, Whose, Without
from ui.dialogs.print_pages import Printed
from ui.letting_go import print_noted
from ui.own_record_words import stands
from ui.page import Context, Page
from ui.pages.own_record.facts import FactsCard
from ui.pages.own_record.steps import StepsCard
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import row
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled

_VOIDS = ("wrong_person", "duplicate", "test")


class OwnRecordPage(Page):
    """Arrives with `request_id`. For the lead."""

    name = "own_record"
    nav = "safekeeping"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.request_id = ""
        self._record: AccessRecord | None = None
        self.head = PageHead(self.name, say("own_copy.title"), " ")
        back = button(say("own_copy.page.back"), "own_record.back", icon="previous")
        back.clicked.connect(self._turn_back)
        self._review = button(
            say("own_copy.one.review"), "own_record.review", kind="primary", icon="check_file"
        )
        self._review.clicked.connect(self._look_through)
        self.head.add_action(back)
        self.head.add_action(self._review)
        self._refused = Notice("private", " ", name="own_record.refused")
        self._told = Notice("ok", " ", closable=True, name="own_record.told")
        self._late = Notice(
            "caution",
            say("own_copy.one.late"),
            say("own_copy.one.late_text"),
            loud=True,
            name="own_record.late",
        )
        self._watched = Notice(
            "caution",
            say("own_copy.one.controlled"),
            say("own_copy.one.controlled_text"),
            name="own_record.watched",
        )
        self.facts = FactsCard()
        self.steps = StepsCard()
        self.steps.pressed.connect(self._pressed)
        self._out = link(say("own_copy.one.void"), "own_record.void")
        self._out.clicked.connect(self._ask_void)
        self._parts = (self.facts, self.steps, self._out, self._review)
        content = QWidget()
        column = QVBoxLayout(content)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        column.addWidget(self.head)
        for each in (self._refused, self._told, self._late, self._watched):
            each.hide()
            column.addWidget(each)
        self._columns = row(self.facts, self.steps, gap=10)
        self._columns.setStretch(0, 3)
        self._columns.setStretch(1, 2)
        column.addLayout(self._columns)
        column.addLayout(row(self._out, 1))
        column.addStretch(1)
        self.gate = Gate(self, context, scrolled(content, "own_record.scroll"))
        self.gate.back.connect(self._turn_back)
        self.gate.refused.connect(self._not_read)
        self._show_parts(on=False)

    @override
    def open(self, **where: Any) -> None:
        self.request_id = str(where.get("request_id", self.request_id))
        self._told.hide()
        self._given = bool(where.get(GIVEN))
        self._show_parts(on=False)
        self.context.ask(self._read, then=self._found, failed=self._not_read)

    @override
    def refresh(self, changes: Any) -> None:
        if self._record is not None and changes.concern("own_copies", "people"):
            self.context.ask(self._read, then=self._show, failed=self._not_read)

    @override
    def leave(self) -> None:
        self._record = None
        self._show_parts(on=False)
        self.facts.forget()
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or super().heading()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        upright = width_class in {"narrow", "tiny"}
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )

    def _read(self, work: Any) -> tuple[AccessRecord, dict[str, str]]:
        return access_reading.read(work, self.request_id), staff.names(work)

    def _found(self, found: tuple[AccessRecord, dict[str, str]]) -> None:
        """Ask why first, where the record it is about is restricted."""
        whose = found[0].row.person_id
        if whose is None:
            self.gate.admit()
            self._show(found)
            return
        self.gate.ask(lambda: self._show(found), person_id=whose, given=self._given)

    def _show(self, found: tuple[AccessRecord, dict[str, str]]) -> None:
        record, names = found
        self._record = record
        asked = record.row
        who = saying.name(asked.alias, asked.code) if asked.alias else say("own_copy.one.nobody")
        title = say("own_copy.one.title", reference=asked.reference, who=who)
        self.head.set_title(title, stands(asked, self._today()))
        self.titled.emit(title)
        self._refused.hide()
        waits = asked.result == PENDING
        self._late.setVisible(asked.late and waits)
        self._watched.setVisible(record.watched and waits)
        self.facts.show_record(record, names, self.context.desk.zone)
        self.steps.show_record(record, self._letter_kind())
        self._show_parts(on=True)
        self._review.setVisible(waits and asked.person_id is not None)
        self.gate.enter()

    def _today(self) -> date:
        return when.local_day(self.context.desk.clock.now(), self.context.desk.zone)

    def _show_parts(self, *, on: bool) -> None:
        for each in self._parts:
            each.setVisible(on)
        if not on:
            self._late.hide()
            self._watched.hide()

    def _letter_kind(self) -> str:
        record = self._record
        if record is None:
            return ""
        if record.row.result in LETTERS:
            return record.row.result
        extended = record.row.result == PENDING and record.extended_on is not None
        return "extended" if extended else ""

    def _pressed(self, what: str) -> None:
        forms: dict[str, Callable[..., Any]] = {
            "identify": Identify,
            "way": SafeWay,
            "pause": LetItStand,
            "extend": Extend,
            "without": Without,
            "find": Whose,
        }
        commands: dict[str, Callable[..., Any]] = {
            "go_on": access_requests.go_on,
            "complaint": access_requests.complained,
            "again": access_requests.open_again,
        }
        if what in forms:
            forms[what](self, self.context, self.request_id).ask()
        elif what in commands:
            self.context.do(commands[what], self.request_id, failed=self._not_done)
        elif what.startswith("colleagues"):
            named = what.endswith(".on")
            self.context.do(
                access_requests.name_colleagues, self.request_id, named, failed=self._not_done
            )
        elif what == "letter":
            key, kind = self.request_id, self._letter_kind()
            print_noted(
                self, self.context, lambda work: own_copy.letter(work, key, kind), self._printed
            )

    def _printed(self, how: Printed) -> None:
        if how.pages or how.trouble:
            self._told.become("ok" if how.pages else "stop")
            self._told.say(say("own_copy.one.letter_printed") if how.pages else how.trouble)
            self._told.show()

    def _look_through(self) -> None:
        where = {"request_id": self.request_id, **self.gate.handed_on()}
        self.go.emit("own_review", where)

    def _turn_back(self) -> None:
        self.go.emit("own_records", {})

    def _ask_void(self) -> None:
        answers = [Answer(code, say(f"protection.void.{code}")) for code in _VOIDS]
        ask(
            self,
            say("own_copy.voiding.title"),
            say("own_copy.voiding.text"),
            [Answer("", say("own_copy.voiding.keep")), *answers],
            self._void,
        )

    def _void(self, reason: str) -> None:
        if reason:
            self.context.do(
                access_requests.void,
                self.request_id,
                reason,
                then=self._voided,
                failed=self._not_done,
            )

    def _voided(self, _: Any) -> None:
        self._turn_back()

    def _not_read(self, error: Exception) -> None:
        self._record = None
        self._show_parts(on=False)
        self._not_done(error)
        self.gate.admit()

    def _not_done(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._refused.say(worded(error))
        self._refused.show()
