"""What can be done on a person's page: each opens a small question over it, or another page."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from outreach_app.casework import (
    care,
    cases,
    death,
    holds,
    linking,
    other_names,
    partners,
    roles,
    staff,
    tasks,
)
from outreach_app.casework.care import Route
from outreach_app.casework.folder import Folder
from outreach_app.casework.linking import LinkRow
from outreach_app.casework.other_names import NameRow
from outreach_app.casework.partners import PartnerRow
from outreach_app.casework.staff import StaffRow
from outreach_app.casework.tasks import TaskRow
from outreach_app.words import say
from ui import saying
from ui.dialogs.ask import Answer, ask
from ui.dialogs.care_forms import AddRoute, CareFlags
from ui.dialogs.case_forms import CloseCase, HandOver, OpenCase, Risk
from ui.dialogs.need_forms import AddNeed, MoveNeed
from ui.dialogs.person_choice import AddPartner, OtherRecord
from ui.dialogs.person_code import NewWord
from ui.dialogs.person_died import HasDied
from ui.dialogs.person_forms import AddName, Restrict
from ui.dialogs.person_young import Under18
from ui.page import Context


class Actions(QObject):
    """What the page and its rows ask for. `folder` is the record shown, or None.

    Signals: `go` carries a page and its parameters; `told` what was done, as a title and a text.
    """

    go = Signal(str, dict)
    told = Signal(str, str)

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self.folder: Folder | None = None
        self._plain: dict[str, Callable[[Folder], object]] = {
            "contact": self._contact,
            "walk_in": self._walk_in,
            "incident": self._incident,
            "case": self._case,
            "reopen": self._reopen,
            "hand_over": self._hand_over,
            "risk": self._risk,
            "move": self._move,
            "need": self._add_need,
            "flags": self._flags,
            "route": self._route,
            "name": self._name,
            "code": self._code,
            "partner": self._partner,
            "double": self._double,
            "access": self._access,
            "young": self._young,
            "concern": self._concern,
            "conduct": self._conduct,
            "died": self._died,
            "undo_died": self._undo_died,
            "late_need": self._late_need,
            "lift_hold": self._lift_hold,
            "anonymise": self._anonymise,
        }
        self._about: dict[str, Callable[[Any], object]] = {
            "end_name": self._end_name,
            "change_route": self._change_route,
            "end_route": self._end_route,
            "end_partner": self._end_partner,
            "undo_link": self._undo_link,
            "open": self._open,
            "move_need": self._move_need,
            "task_done": self._task_done,
        }

    def act(self, what: str, about: object = None) -> None:
        """Do what was pressed, on the row it was pressed on."""
        if self.folder is None:
            return
        if what in self._plain:
            self._plain[what](self.folder)
        elif what in self._about:
            self._about[what](about)

    # other pages

    def _contact(self, found: Folder) -> None:
        self.go.emit("log_contact", {"person_id": found.card.id})

    def _walk_in(self, found: Folder) -> None:
        self.go.emit("log_contact", {"person_id": found.card.id, "walk_in": True})

    def _incident(self, found: Folder) -> None:
        self.go.emit("log_incident", {"person_id": found.card.id})

    def _concern(self, found: Folder) -> None:
        self.go.emit("raise_concern", {"person_id": found.card.id})

    def _conduct(self, found: Folder) -> None:
        self.go.emit("note_conduct", {"person_id": found.card.id})

    def _move(self, found: Folder) -> None:
        self.go.emit("move_case", {"person_id": found.card.id})

    def _anonymise(self, found: Folder) -> None:
        self.go.emit("due", {"person_id": found.card.id})

    def _open(self, person_id: str) -> None:
        self.go.emit("person", {"person_id": person_id})

    def _double(self, found: Folder) -> None:
        def chosen(other: str) -> None:
            self.go.emit("doubles", {"one": found.card.id, "other": other})

        OtherRecord(self._page, self._context, found.card, chosen).ask()

    # the case

    def _case(self, found: Folder) -> None:
        card, case = found.card, found.card.open_case
        if case is None:
            OpenCase(self._page, self._context, found.lists, card.id, _called(found)).ask()
        else:
            CloseCase(self._page, self._context, found.lists, case, _called(found)).ask()

    def _reopen(self, found: Folder) -> None:
        self._context.do(cases.reopen, found.card.cases[0].id)

    def _hand_over(self, found: Folder) -> None:
        self._context.ask(staff.colleagues, then=self._hand_over_to)

    def _hand_over_to(self, everybody: tuple[StaffRow, ...]) -> None:
        found = self.folder
        if found is None or found.card.open_case is None:
            return
        may = [each for each in everybody if each.active and each.role in roles.CASEWORK]
        case, alias = found.card.open_case, _called(found)
        HandOver(self._page, self._context, may, case, alias).ask()

    def _risk(self, found: Folder) -> None:
        if found.card.open_case is not None:
            case, alias = found.card.open_case, _called(found)
            Risk(self._page, self._context, found.lists, case, alias).ask()

    # the record

    def _flags(self, found: Folder) -> None:
        CareFlags(self._page, self._context, found.lists, found.card).ask()

    def _route(self, found: Folder) -> None:
        AddRoute(self._page, self._context, found.card).ask()

    def _name(self, found: Folder) -> None:
        AddName(self._page, self._context, found.card).ask()

    def _code(self, found: Folder) -> None:
        NewWord(self._page, self._context, (found.card.id, _called(found))).ask()

    def _partner(self, found: Folder) -> None:
        AddPartner(self._page, self._context, found.card).ask()

    def _access(self, found: Folder) -> None:
        Restrict(self._page, self._context, found.card).ask()

    def _young(self, found: Folder) -> None:
        dialog = Under18(self._page, self._context, found.lists, found.card.id)

        def raised(_: Any) -> None:
            self.told.emit(say("young.raised"), dialog.phone.text())

        dialog.saved.connect(raised)
        dialog.ask()

    def _died(self, found: Folder) -> None:
        HasDied(self._page, self._context, found.card).ask()

    def _undo_died(self, found: Folder) -> None:
        key = found.card.id

        def answered(answer: str) -> None:
            if answer == "undo":
                self._context.do(death.undo, key)

        ask(
            self._page,
            say("death.undo_title"),
            say("death.undo_text"),
            (
                Answer("keep", say("person.died.keep")),
                Answer("undo", say("death.undo_save")),
            ),
            answered,
            safe="keep",
        )

    def _add_need(self, found: Folder) -> None:
        card = found.card
        AddNeed(self._page, self._context, found.lists, (card.id, _called(found))).ask()

    def _late_need(self, found: Folder) -> None:
        whom, death = (found.card.id, _called(found)), found.known.death
        if death is not None:
            until = min(death.latest, found.today)
            AddNeed(self._page, self._context, found.lists, whom, until=until).ask()

    def _lift_hold(self, found: Folder) -> None:
        key = found.card.id

        def answered(answer: str) -> None:
            if answer == "lift":
                self._context.do(holds.lift, key)

        ask(
            self._page,
            say("death.lift_title"),
            say("death.lift_text"),
            (Answer("keep", say("death.lift_keep")), Answer("lift", say("death.lift_save"))),
            answered,
            safe="keep",
        )

    # one row

    def _move_need(self, need: Any) -> None:
        if self.folder is not None:
            MoveNeed(self._page, self._context, self.folder.lists, need).ask()

    def _task_done(self, task: TaskRow) -> None:
        self._context.do(tasks.done, task.id)

    def _end_name(self, row: NameRow) -> None:
        words = say("person.names.end_text", name=row.name)
        self._sure("names.ask_end", words, lambda: self._context.do(other_names.end, row.id))

    def _change_route(self, route: Route) -> None:
        if self.folder is not None:
            AddRoute(self._page, self._context, self.folder.card, route).ask()

    def _end_route(self, route: Route) -> None:
        words = saying.route(route.row)
        self._sure("care.ask_end", words, lambda: self._context.do(care.end_route, route.id))

    def _end_partner(self, row: PartnerRow) -> None:
        who = say("linking.partners.hidden")
        if row.alias is not None:
            who = saying.name(row.alias, None)
        words = say("person.partners.end_text", who=who)
        self._sure("partners.ask_end", words, lambda: self._context.do(partners.end, row.id))

    def _undo_link(self, row: LinkRow) -> None:
        def answered(key: str) -> None:
            if key == "undo":
                self._context.do(linking.undo, row.duplicate_id)

        ask(
            self._page,
            say("linking.undo.title"),
            say("linking.undo.text"),
            (
                Answer("keep", say("person.links.keep")),
                Answer("undo", say("linking.undo.save")),
            ),
            answered,
            safe="keep",
        )

    def _sure(self, title: str, words: str, act: Callable[[], object]) -> None:
        def answered(key: str) -> None:
            if key == "end":
                act()

        ask(
            self._page,
            say(f"person.{title}"),
            words,
            (
                Answer("keep", say("person.care.keep_it")),
                Answer("end", say("person.care.end_it")),
            ),
            answered,
            safe="keep",
        )


def _called(found: Folder) -> str:
    return saying.name(found.card.alias, found.card.code)
