"""What can be done with a card: moved on or back, a service asked, told, answered, chased."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from outreach_app.casework import referral_consent, tasks
from outreach_app.casework.board import Card
from outreach_app.casework.referral_consent import Stance
from outreach_app.casework.referral_rows import ReferralRow
from outreach_app.casework.support_page import Support
from outreach_app.casework.tasks import TaskDraft
from outreach_app.words import say
from ui import saying, support_words
from ui.dialogs.ask import Answer, ask
from ui.dialogs.need_forms import AddNeed, MoveNeed, today_of
from ui.dialogs.referral_forms import AskService, TellService, WhatHappened
from ui.page import Page

_NEXT: Final = {"to_start": "in_progress", "worked_on": "waiting", "waiting": "met"}
_BEFORE: Final = {"worked_on": "planned", "waiting": "in_progress"}


class Moving(QObject):
    """The forms of the page of needs.

    Signals: `told` carries what was done besides; `stopped` says that a card cannot move on before
    somebody was asked.
    """

    told = Signal(str)
    stopped = Signal()

    def __init__(self, page: Page, known: Callable[[], Support | None]) -> None:
        super().__init__(page)
        self._page, self._context, self._known = page, page.context, known

    def add(self) -> None:
        """Ask whose need it is and which."""
        found = self._known()
        if found is not None:
            AddNeed(self._page, self._context, found.board.lists, people=_names(found)).ask()

    def receive(self) -> None:
        """Ask who was sent to us, and by whom."""
        found = self._known()
        if found is not None:
            lists, services = found.board.lists, found.services
            AskService(self._page, self._context, lists, services, people=_names(found)).ask()

    def forward(self, card: Card) -> None:
        """Move a card to the right: what that takes depends on where it stands."""
        row = card.referral
        if card.need.closed:
            self._closed(card)
        elif card.sign.kind == "cannot_send":
            self.stopped.emit()
        elif row is not None and row.ended is None and row.status != "completed":
            self.do("tell" if _to_tell(row) else "happened", card)
        else:
            self.step(card, _NEXT[card.column])

    def back(self, card: Card) -> None:
        """Move a card to the left."""
        row = card.referral
        if card.need.closed:
            self._closed(card)
        elif row is not None and row.made_on is not None and row.ended is None:
            self.happened(row)
        elif card.column in _BEFORE:
            self.step(card, _BEFORE[card.column])

    def step(self, card: Card, preset: str = "") -> None:
        """Ask for the next step of a need."""
        found = self._known()
        if found is not None and not card.need.closed:
            lists = found.board.lists
            MoveNeed(self._page, self._context, lists, card.need, preset).ask()
        elif card.need.closed:
            self._closed(card)

    def do(self, what: str, card: Card) -> None:
        """Do what was pressed in the bar below."""
        found, row = self._known(), card.referral
        if found is None:
            return
        lists = found.board.lists
        match what:
            case "ask_now" if row is not None:
                self._ask_consent(row)
            case "number" | "ask_service":
                chosen = "number" if what == "number" else ""
                AskService(
                    self._page, self._context, lists, found.services, card.need, what=chosen
                ).ask()
            case "grounds" if row is not None:
                TellService(self._page, self._context, lists, row, without=True).ask()
            case "tell" if row is not None:
                TellService(self._page, self._context, lists, row).ask()
            case "happened" if row is not None:
                self.happened(row)
            case "chase" if row is not None:
                self._put_on_list(card, row, support_words.service(lists, row))
            case "move":
                self.step(card)
            case "open":
                self.open_need(card)

    def happened(self, row: ReferralRow) -> None:
        """Ask what came of a referral."""
        found = self._known()
        if found is None:
            return
        if row.waits_for is not None:
            self._ask_consent(row)
        elif _to_tell(row):
            TellService(self._page, self._context, found.board.lists, row).ask()
        else:
            WhatHappened(self._page, self._context, found.board.lists, row).ask()

    def open_need(self, card: Card) -> None:
        """Go to the page of a need."""
        where = {"need_id": card.need.id, "person_id": card.need.person_id}
        self._page.go.emit("need", where)

    def open_person(self, person_id: str) -> None:
        """Go to a person's needs."""
        self._page.go.emit("person", {"person_id": person_id, "tab": "needs"})

    def _ask_consent(self, row: ReferralRow) -> None:
        def stand(found: Stance) -> None:
            if found.incident_id is not None:
                self._page.go.emit("consent", {"incident_id": found.incident_id})
            elif found.state == "no_incident":
                self.open_person(row.person_id)
            else:
                self._page.go.emit("consent", {"person_id": row.person_id})

        self._context.ask(referral_consent.stance, row.person_id, row.agency_type, then=stand)

    def _put_on_list(self, card: Card, row: ReferralRow, service: str) -> None:
        found = self._known()
        need = saying.need(found.board.lists, card.need.category).lower() if found else ""
        text = say("needs.do.chase_text", service=service, need=need)
        draft = TaskDraft(text, today_of(self._context), "chase", row.person_id)

        def written(_: Any) -> None:
            self.told.emit(say("needs.do.chased", text=text))

        self._context.do(tasks.add, draft, then=written)

    def _closed(self, card: Card) -> None:
        def answered(key: str) -> None:
            found = self._known()
            if key == "again" and found is not None:
                need = card.need
                whose = (need.person_id, saying.name(need.alias, need.code))
                AddNeed(
                    self._page, self._context, found.board.lists, whose, category=need.category
                ).ask()

        ask(
            self._page,
            say("needs.moving.closed_title"),
            say("needs.moving.closed_text"),
            (
                Answer("leave", say("needs.moving.leave")),
                Answer("again", say("needs.moving.add_again")),
            ),
            answered,
            safe="leave",
        )


def _to_tell(row: ReferralRow) -> bool:
    return row.direction == "out" and row.made_on is None and row.ended is None


def _names(found: Support) -> list[tuple[str, str]]:
    return [(key, saying.name(alias, code)) for key, alias, code in found.people]
