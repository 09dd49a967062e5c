"""One need: what was told, every step, how things are in the person's view, and the services."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import need_course, referral_consent, support_page
from outreach_app.casework.referral_consent import Stance
from outreach_app.casework.referral_rows import ReferralRow
from outreach_app.casework.support_page import OneNeed
from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.ask import Answer, ask
from ui.dialogs.need_forms import HowNow, MoveNeed, WhyNone
from ui.dialogs.referral_forms import AskService, TellService, WhatHappened
from ui.page import Context, Page
from ui.pages.need.course import CourseCard
from ui.pages.need.services import ServicesCard
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import row
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled
from ui.widgets.status import StatusChip


class NeedPage(Page):
    """Arrives with `need_id` and `person_id`, whose need it is."""

    name = "need"
    nav = "needs"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._where: dict[str, Any] = {}
        self._found: OneNeed | None = None
        self._letter: ReferralRow | None = None
        self._build_head()
        self._refused = Notice("private", " ", name="need.refused")
        self._refused.hide()
        self.course = CourseCard()
        self.services = ServicesCard()
        self.services.wanted.connect(self._with_referral)
        self.services.ask.connect(self._ask_service)
        self._void = link(say("needs.need.void"), "need.void")
        self._void.clicked.connect(self._ask_void)
        content = QWidget()
        column = QVBoxLayout(content)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self._refused)
        self._columns = row(self.course, self.services, gap=10)
        self._columns.setStretch(0, 1)
        self._columns.setStretch(1, 1)
        column.addLayout(self._columns)
        column.addLayout(row(self._void, 1))
        column.addStretch(1)
        self.gate = Gate(self, context, scrolled(content, "need.scroll"))
        self.gate.back.connect(lambda: self.go.emit("needs", {}))
        self.gate.refused.connect(self._not_shown)

    @override
    def open(self, **where: Any) -> None:
        self._where = {**self._where, **where} if where else self._where
        given = bool(where.get(GIVEN))
        self.gate.ask(self._load, person_id=self._where.get("person_id"), given=given)

    @override
    def refresh(self, changes: Any) -> None:
        if self.gate.is_open and changes.concern("needs", "referrals", "people", "consents"):
            self._load()

    @override
    def leave(self) -> None:
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or self.head.heading

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        upright = width_class in {"narrow", "tiny"}
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )

    # showing

    def _build_head(self) -> None:
        self.head = PageHead(self.name, say("needs.page.title"), " ")
        self._chip = StatusChip("need_to_start")
        self.head.add_chip(self._chip)
        self._person = button(" ", "need.person", icon="person")
        self._person.clicked.connect(self._open_person)
        self._score = button(say("needs.need.score"), "need.score_now")
        self._score.clicked.connect(self._how_now)
        self._none = button(say("needs.need.why_none"), "need.why_none")
        self._none.clicked.connect(self._why_none)
        self._move = button(say("needs.need.move"), "need.move", kind="primary", icon="move_on")
        self._move.clicked.connect(self._move_on)
        for each in (self._person, self._score, self._none, self._move):
            self.head.add_action(each)

    def _load(self) -> None:
        self.context.ask(
            support_page.one,
            self._where.get("need_id", ""),
            then=self._show,
            failed=self._not_shown,
        )

    def _show(self, found: OneNeed) -> None:
        if found.card.need.id != self._where.get("need_id"):
            return
        self._found = found
        need, lists = found.card.need, found.support.board.lists
        today = found.support.board.today
        alias = saying.name(need.alias, None)
        told = say("needs.need.told", day=_day(need.identified_on, today))
        self.head.set_title(
            saying.need(lists, need.category), f"{say('needs.need.of', alias=alias)}. {told}."
        )
        self._chip.set_status(
            saying.need_status(need.status), saying.need_status_words(lists, need.status)
        )
        words = say("needs.need.person", alias=alias)
        self._person.setText(words.replace("&", "&&"))
        self._person.setAccessibleName(words)
        self._move.setVisible(not need.closed)
        self._score.setVisible(not need.closed)
        self._none.setVisible(not found.referrals)
        self._refused.hide()
        self.course.show_need(found)
        self.services.show_need(found)
        for part in (self.course, self.services, self._void):
            part.show()
        self.gate.enter()

    def _not_shown(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._found = None
        self.head.set_title(say("needs.page.title"))
        for part in (self.course, self.services, self._void, self._move, self._score, self._none):
            part.hide()
        self._refused.say(worded(error))
        self._refused.show()
        self.gate.enter()

    # what is pressed

    def _open_person(self) -> None:
        if self._found is not None:
            whose = self._found.card.need.person_id
            self.go.emit("person", {"person_id": whose, "tab": "needs", **self.gate.handed_on()})

    def _move_on(self) -> None:
        if self._found is not None:
            lists = self._found.support.board.lists
            MoveNeed(self, self.context, lists, self._found.card.need).ask()

    def _how_now(self) -> None:
        if self._found is not None:
            lists = self._found.support.board.lists
            HowNow(self, self.context, lists, self._found.card.need).ask()

    def _why_none(self) -> None:
        if self._found is not None:
            chosen = self._found.course.no_referral_reason or ""
            WhyNone(self, self.context, self._found.card.need.id, chosen).ask()

    def _ask_service(self) -> None:
        if self._found is not None:
            support = self._found.support
            lists, services = support.board.lists, support.services
            AskService(self, self.context, lists, services, self._found.card.need).ask()

    def _with_referral(self, what: str, referral: ReferralRow) -> None:
        if self._found is None:
            return
        lists = self._found.support.board.lists
        if what in ("ask_now", "letter"):
            self._letter = referral
            then = self._ask_consent if what == "ask_now" else self._write_letter
            whose, kind = referral.person_id, referral.agency_type
            self.context.ask(referral_consent.stance, whose, kind, then=then)
        elif what == "tell":
            TellService(self, self.context, lists, referral).ask()
        else:
            WhatHappened(self, self.context, lists, referral).ask()

    def _write_letter(self, found: Stance) -> None:
        """Go to the letter that rests on the question of this service, and on no other."""
        referral = self._letter
        if self._found is not None and referral is not None:
            where = {
                "person_id": referral.person_id,
                "incident_id": found.incident_id,
                "paper": f"agency_letter.{found.scope}",
                "named": referral.agency or "",
            }
            self.go.emit("sheet", {**where, **self.gate.handed_on()})

    def _ask_consent(self, found: Stance) -> None:
        if self._found is None:
            return
        whose = self._found.card.need.person_id
        if found.incident_id is not None:
            self.go.emit("consent", {"incident_id": found.incident_id, **self.gate.handed_on()})
        elif found.state != "no_incident":
            self.go.emit("consent", {"person_id": whose, **self.gate.handed_on()})
        else:
            self._open_person()

    def _ask_void(self) -> None:
        found = self._found
        if found is None:
            return
        lists = found.support.board.lists
        reasons = [Answer(each.code, each.label) for each in lists["void_reason"].choices()]
        ask(
            self,
            say("needs.need.void_title"),
            say("needs.need.void_text"),
            [Answer("", say("needs.need.void_keep")), *reasons],
            self._take_out,
        )

    def _take_out(self, reason: str) -> None:
        if reason and self._found is not None:
            key = self._found.card.need.id
            self.context.do(need_course.void, key, reason, then=self._taken_out)

    def _taken_out(self, _: Any) -> None:
        self.go.emit("needs", {})


def _day(day: date, today: date) -> str:
    words = when.near_day(day, today)
    return words.lower() if abs((day - today).days) <= 1 else words
