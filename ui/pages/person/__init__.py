"""One person: their story, what may be shared, what is next. A restricted record asks why first."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import access, care, folder, tasks
from outreach_app.casework.care import Route
from outreach_app.casework.folder import STORY_ROWS, Folder
from outreach_app.casework.needs import NeedRow
from outreach_app.casework.tasks import TaskRow
from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying
from ui.dialogs.ask import Answer, ask
from ui.dialogs.care_forms import AddRoute, CareFlags
from ui.dialogs.case_forms import CloseCase, OpenCase
from ui.dialogs.need_forms import AddNeed, MoveNeed
from ui.page import Context, Page
from ui.pages.person.reason import ReasonPanel
from ui.pages.person.record import Record
from ui.widgets.labels import label
from ui.widgets.notice import Notice


class PersonPage(Page):
    """The page of one person."""

    name = "person"
    nav = "people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._person_id = ""
        self._rows = STORY_ROWS
        self._tab = "story"
        self._folder: Folder | None = None
        self.reason = ReasonPanel()
        self.reason.given.connect(self._reason_given)
        self.reason.back.connect(self._back)
        self.record = Record(context)
        self._refused = QWidget()
        self._refused_notice = Notice("private", " ", name="person.refused")
        refused = QVBoxLayout(self._refused)
        refused.setContentsMargins(20, 12, 20, 12)
        refused.addWidget(self._refused_notice)
        refused.addStretch(1)
        self._stack = QStackedWidget()
        for each in (label(""), self.reason, self.record, self._refused):
            self._stack.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._wire()

    def _wire(self) -> None:
        record = self.record
        record.head.wanted.connect(self._wanted)
        record.ask_consent.connect(self._ask_consent)
        record.incident.connect(self._open_incident)
        record.add_need.connect(self._add_need)
        record.move_need.connect(self._move_need)
        record.story.earlier.connect(self._earlier)
        record.side.add_route.connect(self._add_route)
        record.side.add_need.connect(self._add_need)
        record.side.move_need.connect(self._move_need)
        record.side.task_done.connect(self._task_done)
        record.details.change.connect(self._change_details)
        record.details.end_route.connect(self._end_route)

    @override
    def open(self, **where: Any) -> None:
        person_id = where.get("person_id", self._person_id)
        if person_id != self._person_id:
            self._rows = STORY_ROWS
        self._person_id = person_id
        self._tab = where.get("tab", "story")
        self._folder = None
        # Nothing of the last record may stay to be read while the next one is asked for.
        self._stack.setCurrentIndex(0)
        self.context.ask(access.needs_reason, person_id, then=self._gate, failed=self._not_opened)

    @override
    def refresh(self, changes: Any) -> None:
        if self._folder is not None and changes.concern(
            "people", "contacts", "incidents", "needs", "consents", "tasks", "cases"
        ):
            self._load()

    @override
    def leave(self) -> None:
        # Coming back to a restricted record asks again; an account that was open is closed.
        self._folder = None
        self.record.story.forget()
        self._stack.setCurrentIndex(0)

    @override
    def heading(self) -> QWidget | None:
        return self.reason.heading if self._stack.currentIndex() == 1 else self.record.head.heading

    @override
    def compact(self, width_class: str) -> None:
        self.record.compact(width_class)

    # opening

    def _gate(self, reason_needed: bool) -> None:
        if reason_needed:
            self._stack.setCurrentIndex(1)
            self.reason.heading.setFocus()
        else:
            self._load()

    def _reason_given(self, reason: str) -> None:
        self.context.do(access.open_restricted, self._person_id, reason, then=self._reason_noted)

    def _reason_noted(self, _: object) -> None:
        self._load()

    def _load(self) -> None:
        self.context.ask(
            folder.of_person, self._person_id, self._rows, then=self._show, failed=self._not_opened
        )

    def _show(self, found: Folder) -> None:
        if found.card.id != self._person_id and self._folder is not None:
            return
        fresh = self._folder is None
        here = self.focusWidget()
        name = here.objectName() if here is not None else ""
        self._folder = found
        self._person_id = found.card.id
        self.record.show_folder(found)
        self._stack.setCurrentIndex(2)
        if fresh:
            self.record.show_tab(self._tab)
            self.record.head.heading.setFocus()
        elif name and (again := self.findChild(QWidget, name)) is not None:
            again.setFocus()

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._refused_notice.say(worded(error))
        self._stack.setCurrentIndex(3)

    # what can be done

    def _wanted(self, what: str) -> None:
        if self._folder is None:
            return
        whose = {"person_id": self._folder.card.id}
        match what:
            case "contact":
                self.go.emit("log_contact", whose)
            case "incident":
                self.go.emit("log_incident", whose)
            case "details":
                self._change_details()
            case "route":
                self._add_route()
            case "flags":
                CareFlags(self, self.context, self._folder.lists, self._folder.card).ask()
            case "case":
                self._open_or_close_case(self._folder)

    def _open_or_close_case(self, found: Folder) -> None:
        card, case = found.card, found.card.open_case
        if case is None:
            OpenCase(
                self, self.context, found.lists, card.id, saying.name(card.alias, card.code)
            ).ask()
        else:
            CloseCase(
                self, self.context, found.lists, case, saying.name(card.alias, card.code)
            ).ask()

    def _ask_consent(self) -> None:
        if self._folder is not None and self._folder.card.deceased_on is None:
            self.go.emit("consent", {"person_id": self._folder.card.id})

    def _open_incident(self, key: str) -> None:
        self.go.emit("incident", {"incident_id": key})

    def _change_details(self) -> None:
        self.go.emit("person_details", {"person_id": self._person_id})

    def _add_route(self) -> None:
        if self._folder is not None:
            AddRoute(self, self.context, self._folder.card).ask()

    def _add_need(self) -> None:
        if self._folder is not None:
            card = self._folder.card
            AddNeed(
                self,
                self.context,
                self._folder.lists,
                (card.id, saying.name(card.alias, card.code)),
            ).ask()

    def _move_need(self, need: NeedRow) -> None:
        if self._folder is not None:
            MoveNeed(self, self.context, self._folder.lists, need).ask()

    def _task_done(self, task: TaskRow) -> None:
        self.context.do(tasks.done, task.id)

    def _end_route(self, route: Route) -> None:
        def answered(key: str) -> None:
            if key == "end":
                self.context.do(care.end_route, route.id)

        ask(
            self,
            say("person.care.ask_end"),
            saying.route(route.row),
            (
                Answer("keep", say("person.care.keep_it")),
                Answer("end", say("person.care.end_it")),
            ),
            answered,
            safe="keep",
        )

    def _earlier(self) -> None:
        self._rows += STORY_ROWS
        self._load()

    def _back(self) -> None:
        self.go.emit("people", {})
