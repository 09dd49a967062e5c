"""One person: their story, what may be shared, what is next. A restricted record asks why first."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import folder
from outreach_app.casework.folder import EARLIER_ROWS, STORY_ROWS, Folder
from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from ui import saying
from ui.dialogs.kept_form import unkept_in
from ui.in_slices import Slices
from ui.page import Context, InPieces, Unkept, at_once
from ui.pages.person.actions import Actions
from ui.pages.person.record import Record
from ui.restricted import GIVEN, Gate
from ui.widgets.notice import Notice

_OF_THE_SAME = (
    *("doubles", "log_contact", "log_incident", "raise_concern", "note_conduct"),
    "move_case",
)


class PersonPage(InPieces):
    """The page of one person."""

    name = "person"
    nav = "people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        at_once(self.pieces(context, parent))

    @override
    def pieces(self, context: Context, parent: QWidget | None) -> Iterator[None]:
        super().__init__(context, parent)
        self._person_id = ""
        self._rows = STORY_ROWS
        self._tab = "story"
        self._raises = False
        self._arriving = True
        self._slices = Slices(context.background, self)
        self._folder: Folder | None = None
        # From the outside in: what changes its place is dressed anew with all that is in it.
        self._stack = QStackedWidget()
        self.gate = Gate(self, context, self._stack)
        self.record = Record(context, self._stack)
        yield
        yield from self.record.put_together()
        yield
        self.doing = Actions(self, context)
        self._refused = QWidget()
        self._refused_notice = Notice("private", " ", name="person.refused")
        refused = QVBoxLayout(self._refused)
        refused.setContentsMargins(20, 12, 20, 12)
        refused.addWidget(self._refused_notice)
        refused.addStretch(1)
        for each in (QWidget(), self.record, self._refused):
            self._stack.addWidget(each)
        self.gate.back.connect(self._back)
        self.gate.refused.connect(self._not_opened)
        self._wire()

    def _wire(self) -> None:
        record, act = self.record, self.doing.act
        self.doing.go.connect(self._go_on)
        record.head.wanted.connect(self._wanted)
        record.notes.wanted.connect(self._wanted)
        self.doing.told.connect(record.notes.tell)
        record.ask_consent.connect(self._ask_consent)
        record.incident.connect(self._open_incident)
        record.add_need.connect(partial(act, "need"))
        record.move_need.connect(partial(act, "move_need"))
        record.story.earlier.connect(self._earlier)
        record.side.add_route.connect(partial(act, "route"))
        record.side.add_need.connect(partial(act, "need"))
        record.side.move_need.connect(partial(act, "move_need"))
        record.side.task_done.connect(partial(act, "task_done"))
        record.details.wanted.connect(self._wanted_about)

    @override
    def open(self, **where: Any) -> None:
        draft = where.get("draft")
        person_id = where.get("person_id", self._person_id) if draft is None else draft["about"]
        self._raises = draft is not None
        if person_id != self._person_id:
            self._rows = STORY_ROWS
        self._person_id = person_id
        self._tab = where.get("tab", "story")
        self._forget()
        # Nothing of the last record may stay to be read while the next one is asked for.
        self._stack.setCurrentIndex(0)
        self.gate.ask(self._load, person_id=person_id, given=bool(where.get(GIVEN)))

    @override
    def refresh(self, changes: Any) -> None:
        if self._folder is not None and changes.concern(
            "people", "contacts", "incidents", "needs", "consents", "tasks", "cases"
        ):
            self._load()

    @override
    def leave(self) -> None:
        # Coming back to a restricted record asks again; an account that was open is closed.
        self._forget()
        self.record.forget()
        self.gate.shut()

    @override
    def unkept(self) -> Unkept | None:
        return unkept_in(self)

    @override
    def logs(self, form: str) -> bool:
        if self._folder is None:
            return False
        self.doing.act({"log_contact": "contact", "log_incident": "incident"}.get(form, form))
        return True

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or self.record.head.heading

    @override
    def compact(self, width_class: str) -> None:
        self.record.compact(width_class)

    # opening

    def _load(self) -> None:
        self.context.ask(
            folder.of_person, self._person_id, self._rows, then=self._show, failed=self._not_opened
        )

    def _show(self, found: Folder) -> None:
        if found.card.id != self._person_id and self._folder is not None:
            return
        here = self.focusWidget()
        name = here.objectName() if here is not None else ""
        self._folder = self.doing.folder = found
        self._person_id = found.card.id
        if self._arriving:
            self._slices.draw(self._arrived(found))
            return
        self.record.show_folder(found)
        self._stack.setCurrentIndex(1)
        self.gate.enter()
        if name and (again := self.findChild(QWidget, name)) is not None:
            again.setFocus()

    def _arrived(self, found: Folder) -> Iterator[None]:
        """Draw the record out of sight, a part at a time, and show it when it is whole."""
        yield from self.record.drawn(found)
        self._arriving = False
        self._stack.setCurrentIndex(1)
        self.gate.enter()
        self.record.show_tab(self._tab)
        self.record.head.heading.setFocus()
        self.titled.emit(saying.name(found.card.alias, found.card.code))
        if self._raises:
            self._raises = False
            self.doing.act("young")

    def _forget(self) -> None:
        self._slices.stop()
        self._arriving = True
        self._folder = self.doing.folder = None

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._refused_notice.say(worded(error))
        self._stack.setCurrentIndex(2)
        self.gate.enter()

    # what can be done

    def _go_on(self, page: str, where: dict[str, Any]) -> None:
        # To somebody else's page nothing is handed on: that record asks for itself.
        handed_on = self.gate.handed_on() if page in _OF_THE_SAME else {}
        self.go.emit(page, {**where, **handed_on})

    def _wanted(self, what: str) -> None:
        self.doing.act(what)

    def _wanted_about(self, what: str, about: object) -> None:
        if what == "change":
            self._change_details()
        else:
            self.doing.act(what, about)

    def _ask_consent(self) -> None:
        if self._folder is not None and self._folder.card.deceased_on is None:
            self.go.emit("consent", {"person_id": self._folder.card.id, **self.gate.handed_on()})

    def _open_incident(self, key: str) -> None:
        self.go.emit("incident", {"incident_id": key, **self.gate.handed_on()})

    def _change_details(self) -> None:
        self.go.emit("person_details", {"person_id": self._person_id, **self.gate.handed_on()})

    def _earlier(self) -> None:
        self._rows += EARLIER_ROWS
        self._load()

    def _back(self) -> None:
        self.go.emit("people", {})
