"""The details of one person: all optional but the name, each with its own three blanks."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import folder, people
from outreach_app.casework.folder import Folder
from outreach_app.casework.people import PersonDraft
from outreach_app.errors import KnownError, Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.dialogs.combos import Combo
from ui.forms.form import FormPage
from ui.page import Context
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled

_LISTS: Final = ("area", "gender", "trans", "age_band", "ethnicity", "nationality_region")
# Codes that are blanks, in the words of the principle "unanswered is never yes".
_BLANKS: Final = {
    "not_asked": "not_asked",
    "NA": "not_asked",
    "not_said": "not_said",
    "NS": "not_said",
    "not_known": "not_known",
    "unknown": "not_known",
}


class Ticks(QWidget):
    """Several of a list, none of them needed. Signal: `changed` by hand."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._flow = FlowLayout(self, gap=12)
        self._boxes: dict[str, QCheckBox] = {}

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these; called once."""
        for code, words in choices:
            box = QCheckBox(words.replace("&", "&&"))
            box.setObjectName(f"{self.objectName()}.{code}")
            box.setAccessibleName(words)
            box.clicked.connect(lambda _=False: self.changed.emit())
            self._boxes[code] = box
            self._flow.addWidget(box)
        self.updateGeometry()

    def value(self) -> list[str]:
        """Return the codes ticked, in the order of the list."""
        return [code for code, box in self._boxes.items() if box.isChecked()]

    def set_value(self, codes: Sequence[str]) -> None:
        """Tick these and no others."""
        for code, box in self._boxes.items():
            box.setChecked(code in codes)


class PersonDetailsPage(FormPage):
    """The form of the optional details."""

    name = "person_details"
    nav = "people"
    draft_kind: ClassVar[str] = "person_details"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._person_id = ""
        self._lists: Vocabulary | None = None
        self._draft: dict[str, Any] | None = None
        self.head = PageHead(self.name, " ", say("person.details.form_line"))
        self.refused = Notice("private", " ", name="person_details.refused")
        self.refused.hide()
        self.card = Card(name="person_details.card")
        inner = QWidget()
        whole = QVBoxLayout(inner)
        space = current().space
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        whole.setSpacing(10)
        for each in (self.head, self.summary, self.trouble, self.refused, self.card):
            whole.addWidget(each)
        whole.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(scrolled(inner, "person_details.scroll"), 1)
        page.addWidget(self.savebar)
        self._build_fields()
        cancel = link(say("person.details.cancel"), "person_details.cancel")
        cancel.clicked.connect(self._back)
        save = button(
            say("person.details.save"), "person_details.save", kind="primary", icon="agree"
        )
        save.clicked.connect(self._save_pressed)
        self.savebar.add(cancel)
        self.savebar.add(save)

    def _build_fields(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(10)
        self._put(left, "alias", QLineEdit())
        self._put(left, "own_code", QLineEdit(), hint=say("person.details.own_code_hint"))
        self._combos: dict[str, Combo] = {}
        for number, name in enumerate(_LISTS):
            title = say(f"person.details.{name}")
            combo = Combo(f"person_details.{name}", title, (), empty=False)
            self._combos[name] = combo
            self._put(left if number < 2 else right, name, combo)
        left.addStretch(1)
        right.addStretch(1)
        self._halves = row(left, right, gap=22)
        self._halves.setStretch(0, 1)
        self._halves.setStretch(1, 1)
        self.card.add(self._halves)
        self._ticks = Ticks("person_details.work_settings")
        frame = Field(say("person.details.work_settings"), self._ticks)
        self.bind("work_settings", self._ticks, frame)
        self.card.add(frame)

    def _put(self, column: QVBoxLayout, name: str, widget: QWidget, hint: str = "") -> None:
        widget.setObjectName(f"person_details.{name}")
        frame = Field(say(f"person.details.{name}"), widget, hint=hint)
        self.bind(name, widget, frame)
        column.addWidget(frame)

    @override
    def open(self, **where: Any) -> None:
        draft = where.get("draft")
        person_id = where.get("person_id", self._person_id)
        if draft is not None:
            person_id = draft["state"].get("more", {}).get("person_id", "")
        elif person_id == self._person_id and self.resume():
            return
        self._person_id, self._draft = person_id, draft
        self.context.ask(folder.of_person, person_id, 1, then=self._show, failed=self._not_opened)

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.savebar.compact(width_class)
        upright = width_class in {"narrow", "tiny"}
        self._halves.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )

    def _show(self, found: Folder) -> None:
        self.refused.hide()
        self.card.show()
        self.savebar.setEnabled(True)
        self.head.set_title(
            say("person.details.form_title", alias=found.card.alias), self.head.line.text()
        )
        if self._lists is None:
            self._offer(found.lists)
        self._lists = found.lists
        details = found.card.details
        for name in ("alias", *_LISTS):
            self.set_value(name, getattr(details, name))
        self.set_value("own_code", details.own_code or "")
        self.set_value("work_settings", details.work_settings)
        self.begin()
        if self._draft is not None:
            self.carry_on(self._draft["about"], self._draft["state"])
            self._draft = None
        self.head.heading.setFocus()

    def _offer(self, lists: Vocabulary) -> None:
        for name, combo in self._combos.items():
            for entry in lists[name].entries.values():
                blank = _BLANKS.get(entry.code)
                words = say(f"person.details.{blank}") if blank else entry.label
                combo.addItem(words, entry.code)
        self._ticks.offer(
            [
                (entry.code, entry.label)
                for entry in lists["work_setting"].choices()
                if entry.code not in _BLANKS
            ]
        )

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self.refused.say(worded(error))
        self.refused.show()
        self.card.hide()
        self.savebar.setEnabled(False)

    @override
    def more_state(self) -> dict[str, Any]:
        return {"person_id": self._person_id}

    @override
    def restore_more(self, state: dict[str, Any]) -> None:
        self._person_id = state.get("person_id", self._person_id)

    def _person(self) -> PersonDraft:
        values = self.values()
        return PersonDraft(
            **{name: values[name] for name in ("alias", *_LISTS)},
            work_settings=tuple(values["work_settings"]),
            own_code=values["own_code"] or None,
        )

    @override
    def check(self) -> Sequence[Problem]:
        return people.check(self._person(), self._lists) if self._lists is not None else ()

    @override
    def command(self) -> Callable[[Any], Any]:
        key, draft = self._person_id, self._person()
        return lambda work: people.change_details(work, key, draft)

    @override
    def saved(self, done: Any) -> None:
        self._back()

    def _save_pressed(self) -> None:
        self.save()

    def _back(self) -> None:
        self.go.emit("person", {"person_id": self._person_id, "tab": "details"})
