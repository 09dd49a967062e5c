"""The details of one person: all optional but the name, each with its own three blanks."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import ages, details, folder, people
from outreach_app.casework.folder import Folder
from outreach_app.casework.people import UNDER_18, PersonDraft
from outreach_app.errors import KnownError, Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying
from ui.dialogs.combos import Combo
from ui.forms.form import FormPage
from ui.page import Context
from ui.pages.person_details import blanks
from ui.pages.person_details.blanks import BlankCombo, TicksOrBlank, WordOrBlank
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.covered_line import CoveredLine
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.partial_day import PartialDay
from ui.widgets.scroll import scrolled
from ui.widgets.word_taken import WordTaken

_LEFT: Final = ("area", "gender", "trans")
_RIGHT: Final = ("ethnicity", "nationality_region")
_LISTS: Final = (*_LEFT, "age_band", *_RIGHT)
NOT_ASKED: Final = "not_asked"


class PersonDetailsPage(FormPage):
    """The form of the optional details."""

    name = "person_details"
    nav = "people"
    draft_kind: ClassVar[str] = "person_details"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        # Whom what stands here is about, and whom the page was opened for last.
        self._person_id = self._wanted = ""
        self._lists: Vocabulary | None = None
        self._today: date | None = None
        self._young = False
        self._goes_on = False
        self._called = ("", "")
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
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolled(inner, "person_details.scroll"), 1)
        column.addWidget(self.savebar)
        self._build_fields()
        cancel = link(say("person.details.cancel"), "person_details.cancel")
        cancel.clicked.connect(self._back)
        save = button(
            say("person.details.save"), "person_details.save", kind="primary", icon="agree"
        )
        save.clicked.connect(self._save_pressed)
        self.savebar.add(cancel)
        self.savebar.add(save)
        self.gate = Gate(self, context, form)
        self.gate.back.connect(self._turn_back)
        self.gate.refused.connect(self._not_opened)

    def _build_fields(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(10)
        self._combos: dict[str, BlankCombo] = {}
        self._put(left, "alias", CoveredLine())
        title = say("person.details.own_code")
        self._word = WordOrBlank("person_details.own_code", title)
        self._put(left, "own_code", self._word, hint=say("person.details.own_code_hint"))
        self.taken = WordTaken(self.context, self._word.line, "person_details.taken")
        left.addWidget(self.taken)
        for name in _LEFT:
            self._put_list(left, name)
        self._born = PartialDay("person_details.born_on", say("person.details.born_on"))
        self._put(right, "born_on", self._born, hint=say("person.details.born_on_hint"))
        self._put_list(right, "age_band")
        self._band = label("", "small", wrap=True, name="person_details.band")
        right.addWidget(self._band)
        basis = Combo("person_details.age_basis", say("person.details.age_basis"), (), empty=False)
        basis.addItem(say("person.details.empty"), "")
        self._put(right, "age_basis", basis)
        for name in _RIGHT:
            self._put_list(right, name)
        left.addStretch(1)
        right.addStretch(1)
        self._halves = row(left, right, gap=22)
        self._halves.setStretch(0, 1)
        self._halves.setStretch(1, 1)
        self.card.add(self._halves)
        title = say("person.details.work_settings")
        self._ticks = TicksOrBlank("person_details.work_settings", title)
        self._work = Field(title, self._ticks)
        self.bind("work_settings", self._ticks, self._work)
        self.card.add(self._work)
        self._child = Notice(
            "info",
            say("person.details.child"),
            say("person.details.child_text"),
            name="person_details.child",
        )
        self._child.hide()
        self.card.add(self._child)

    def _put_list(self, column: QVBoxLayout, name: str) -> None:
        combo = BlankCombo(f"person_details.{name}", say(f"person.details.{name}"))
        self._combos[name] = combo
        self._put(column, name, combo)

    def _put(self, column: QVBoxLayout, name: str, widget: QWidget, hint: str = "") -> None:
        widget.setObjectName(f"person_details.{name}")
        frame = Field(say(f"person.details.{name}"), widget, hint=hint)
        self.bind(name, widget, frame)
        column.addWidget(frame)

    @override
    def open(self, **where: Any) -> None:
        draft = where.get("draft")
        person_id = where.get("person_id", self._wanted)
        if draft is not None:
            person_id = draft["state"].get("more", {}).get("person_id", "")
        self._goes_on = draft is None and person_id == self._person_id
        self._wanted, self._draft = person_id, draft
        self.gate.ask(self._let_in, person_id=person_id, given=bool(where.get(GIVEN)))

    def _let_in(self) -> None:
        if self._goes_on and self.resume():
            self.gate.enter()
            return
        self.context.ask(
            folder.of_person, self._wanted, 1, then=self._show, failed=self._not_opened
        )

    @override
    def leave(self) -> None:
        super().leave()
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or self.head.heading

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.wrap_heading(on=width_class in {"narrow", "tiny"})
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
        card = found.card
        self._person_id = card.id
        self._called = (card.alias, card.code)
        self._say_whose()
        if self._lists is None:
            self._offer(found.lists)
        self._lists, self._today = found.lists, found.today
        self._young = UNDER_18 in card.flags
        kept = card.details
        self.taken.about(card.id)
        self.set_value("alias", kept.alias)
        for name, combo in self._combos.items():
            combo.show_value(blanks.read(kept, name), found.lists, name)
        self._word.set_value(blanks.read(kept, "own_code"))
        self._ticks.set_value(blanks.read(kept, "work_settings"))
        self._born.set_day(kept.born_on, kept.born_precision)
        self.set_value("age_basis", kept.age_basis or "")
        self.begin()
        if self._draft is not None:
            self.carry_on(self._draft["about"], self._draft["state"])
            self._draft = None
        self.changed()
        self.gate.enter()
        self.head.heading.setFocus()

    def _say_whose(self) -> None:
        title = say("person.details.form_title", alias=saying.name(*self._called))
        self.head.set_title(title, self.head.line.text())
        self.titled.emit(title)

    @override
    def refresh(self, changes: Any) -> None:
        if self.gate.is_open and self._called[0] and changes.concern("people"):
            self._say_whose()

    def _offer(self, lists: Vocabulary) -> None:
        for name, combo in self._combos.items():
            combo.offer(lists, name)
        basis = self.bound("age_basis")
        for entry in lists["age_basis"].choices():
            basis.addItem(entry.label, entry.code)  # type: ignore[attr-defined]  # a Combo
        self._ticks.offer(
            [
                (entry.code, entry.label)
                for entry in lists["work_setting"].choices()
                if entry.code != NOT_ASKED
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
        self.gate.enter()

    @override
    def more_state(self) -> dict[str, Any]:
        return {"person_id": self._person_id}

    @override
    def restore_more(self, state: dict[str, Any]) -> None:
        self._person_id = state.get("person_id", self._person_id)

    def _person(self) -> PersonDraft:
        values, born = self.values(), self._born.read()
        settings = values["work_settings"]
        answers = {name: values[name] for name in (*_LISTS, "own_code")}
        more: dict[str, Any] = {
            "age_basis": values["age_basis"] or None,
            "born_on": born.day,
            "born_precision": born.precision,
        }
        if blanks.is_reason(settings):
            answers["work_settings"] = settings[0]
        else:
            more["work_settings"] = tuple(settings)
        return blanks.as_draft(values["alias"], answers, more)

    @override
    def check(self) -> Sequence[Problem]:
        if self._lists is None or self._today is None:
            return ()
        if self._born.read().amiss:
            return (Problem("born_on", "bad_day"),)
        draft = self._person()
        return (*people.check(draft, self._lists), *details.check_today(draft, self._today))

    @override
    def changed(self) -> None:
        if self._lists is None or self._today is None:
            return
        born = self._born.read()
        band, words = str(self.value("age_band")), ""
        told = born.day is not None and ages.possible(born.day, self._today)
        if told and born.day is not None and born.precision is not None:
            band = ages.band_on(born.day, born.precision, self._today)
            words = say("person.details.band", band=self._lists["age_band"].label(band))
        self._band.setText(words)
        self._band.setVisible(told)
        self._combos["age_band"].setEnabled(not told)
        child = details.is_child_band(self._lists, band)
        self._work.setVisible(not child and not self._young)
        self._child.setVisible(child or self._young)

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
        where = {"person_id": self._person_id, "tab": "details", **self.gate.handed_on()}
        self.go.emit("person", where)

    def _turn_back(self) -> None:
        self.go.emit("people", {})
