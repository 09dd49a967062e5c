"""What the forms under protection share: whom they are about, who reads them, and how they look."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import protection_page
from outreach_app.casework.protection_page import Setting
from outreach_app.errors import KnownError, Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying, when
from ui.forms.form import FormPage
from ui.page import Context
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled
from ui.widgets.sized import hold_width

ANSWERS: Final = ("yes", "no", "unknown")
_ABOUT: Final = ("person_id", "incident_id", "record_id")


class ProtectedForm(FormPage):
    """A form about a person, an incident, or nobody; `words` is its table in protection.toml.

    Arrives with `person_id`, `incident_id`, with `record_id` to change what was kept, or with a
    `draft`. The form puts its fields into `card` with `ask`, and says in `fill` what stands in them
    at first.
    """

    nav = "safekeeping"
    words = ""
    section = ""
    private = "protection.private"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.lists: Vocabulary | None = None
        self.today: date = when.local_day(context.desk.clock.now(), context.desk.zone)
        # Whom what stands here is about, and what the form was opened for last.
        self.about: dict[str, str | None] = dict.fromkeys(_ABOUT)
        self.wanted = dict(self.about)
        self._draft: dict[str, Any] | None = None
        self._setting: Setting | None = None
        self.head = PageHead(self.name, self.say("title_new"), self.say("line"))
        self.subject = label("", "strong", wrap=True, name=f"{self.name}.subject")
        self.notice = Notice("private", say(self.private), name=f"{self.name}.private")
        self.card = Card(name=f"{self.name}.card")
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        space = current().space
        self.column.setContentsMargins(
            space("page_left"), space("page_top"), space("page_left"), 10
        )
        self.column.setSpacing(10)
        # From the outside in: what changes its place is dressed anew with all that is in it.
        form = QWidget()
        self.gate = Gate(self, context, form)
        self.gate.back.connect(self._cancel)
        self.gate.refused.connect(self._not_for_them)
        whole = QVBoxLayout(form)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(inner, f"{self.name}.scroll"), 1)
        whole.addWidget(self.savebar)
        for each in (self.head, self.summary, self.trouble, self.notice, self.card):
            self.column.addWidget(each)
        self.card.add(self.subject)
        self.build()
        self.column.addStretch(1)
        cancel = link(say("dialogs.cancel"), f"{self.name}.cancel")
        cancel.clicked.connect(self._cancel)
        self.save_button = button(
            self.say("save"), f"{self.name}.save", kind="primary", icon="agree"
        )
        self.save_button.clicked.connect(self._save_pressed)
        self.savebar.add(cancel)
        self.savebar.add(self.save_button)
        self._blank = self.values()
        self._clean = self._state()

    # to be written by the form

    def build(self) -> None:
        """Put the fields into the card."""

    def choices(self, lists: Vocabulary) -> None:
        """Offer what the project's lists hold."""

    def fill(self) -> None:
        """Read what was kept before, when `record_id` says so, and call `begin_with`."""
        self.begin_with({})

    # for the form

    def say(self, key: str, **data: object) -> str:
        """Return words of this form's own table."""
        return say(f"protection.{self.words}.{key}", **data)

    def ask(self, field: str, widget: QWidget, title: str, hint: str = "") -> Field:
        """Put a field below what is there."""
        frame = Field(title, widget, hint=hint)
        self.bind(field, widget, frame)
        self.card.add(frame)
        return frame

    def ask_line(self, field: str, key: str, hint: str = "", width: int = 0) -> Field:
        """Ask for a line of text, or a short one of this width."""
        made = QLineEdit()
        made.setObjectName(f"{self.name}.{field}")
        if width:
            hold_width(made, width)
        return self.ask(field, made, self.say(key), hint)

    def ask_text(self, field: str, key: str, hint: str = "", lines: int = 3) -> Field:
        """Ask for a few lines of text."""
        title = self.say(key)
        made = GrowingText(f"{self.name}.{field}", title, lines=lines)
        return self.ask(field, made, title, hint)

    def ask_answer(self, field: str, key: str, hint: str = "") -> Field:
        """Ask for yes, no, or not known; none is chosen beforehand."""
        title = self.say(key)
        words = [(code, say(f"protection.answer.{code}")) for code in ANSWERS]
        return self.ask(field, ChipGroup(f"{self.name}.{field}", title, words), title, hint)

    def begin_with(self, values: dict[str, Any]) -> None:
        """Show these values, then let typing be kept; a waiting draft goes on."""
        for field, value in {**self._blank, **values}.items():
            self.set_value(field, value)
        self.about = dict(self.wanted)
        self.begin()
        if self._draft is not None:
            self.carry_on(self._draft["about"], self._draft["state"])
            self._draft = None
        self.changed()

    # a form's verbs

    @override
    def open(self, **where: Any) -> None:
        if not where and self.lists is not None and self.resume():
            self.wanted = dict(self.about)
            self._ask_why(self.gate.enter)
            return
        self._draft = where.get("draft")
        kept = (self._draft or {}).get("state", {}).get("more", {})
        self.wanted = {name: (kept or where).get(name) for name in _ABOUT}
        self._ask_why(self._ask_setting, given=bool(where.get(GIVEN)))

    def _ask_why(self, then: Callable[[], object], *, given: bool = False) -> None:
        """Go on when nobody's restricted record is written into, or why is said."""
        self.gate.admit()
        person_id, incident_id = self.wanted["person_id"], self.wanted["incident_id"]
        if person_id or incident_id:
            asked = {"person_id": person_id, "incident_id": incident_id}
            self.gate.ask(then, **asked, given=given, stays=True)
        else:
            then()

    def _ask_setting(self) -> None:
        asked = (self.wanted["person_id"], self.wanted["incident_id"])
        self.context.ask(
            protection_page.setting, *asked, then=self._arrived, failed=self._not_for_them
        )

    @override
    def leave(self) -> None:
        super().leave()
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or self.head.heading

    @override
    def more_state(self) -> dict[str, Any]:
        return dict(self.about)

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.savebar.compact(width_class)

    @override
    def refresh(self, changes: Any) -> None:
        if self._setting is not None and changes.concern("people"):
            self.subject.setText(_subject(self._setting))

    @override
    def saved(self, done: Any) -> None:
        self.go.emit("protection", {"section": self.section, "told": self.say("saved")})

    def _arrived(self, found: Setting) -> None:
        self.lists, self.today = found.lists, found.today
        self.choices(found.lists)
        changing = bool(self.wanted["record_id"])
        self.head.set_title(self.say("title" if changing else "title_new"), self.say("line"))
        self._setting = found
        self.subject.setText(_subject(found))
        self.subject.setVisible(self.words != "diary" and not changing)
        self.fill()

    def _not_for_them(self, error: Exception) -> None:
        """Leave the form usable, about nobody, when that record may not be opened here."""
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        named = any(self.wanted[name] for name in ("person_id", "incident_id"))
        self.wanted = {**self.wanted, "person_id": None, "incident_id": None}
        self.trouble.say(worded(error))
        self.trouble.show()
        if named:
            self.context.ask(protection_page.setting, then=self._arrived)
        else:
            self.card.hide()
            self.savebar.hide()

    def _save_pressed(self) -> None:
        self.save()

    def _cancel(self) -> None:
        self.go.emit("protection", {"section": self.section})


def _subject(found: Setting) -> str:
    if found.alias is not None:
        alias = saying.name(found.alias, found.code)
        # While names are covered the code stands for the name: once is enough.
        key = "about_code" if alias == found.code else "about_person"
        return say(f"protection.raise.{key}", alias=alias, code=found.code)
    if found.incident is not None:
        return say("protection.raise.about_incident", incident=found.incident)
    return say("protection.raise.about_nobody")


def yes_no(answer: str) -> bool | None:
    """Return what an answer means; not known and not answered are neither."""
    return {"yes": True, "no": False}.get(answer)


def answered(value: bool | None) -> str:
    """Return the answer that stands for what a record holds."""
    return "" if value is None else "yes" if value else "no"


def whole(field: str, text: str, highest: int) -> tuple[int | None, Sequence[Problem]]:
    """Read a number that may be left out; what is none gives a problem."""
    text = text.strip()
    if not text:
        return None, ()
    if text.isascii() and text.isdigit() and int(text) <= highest:
        return int(text), ()
    return None, (Problem(field, "out_of_range", {"lowest": 0, "highest": highest}),)


def money(field: str, text: str) -> tuple[Decimal | None, Sequence[Problem]]:
    """Read an amount in pounds that may be left out; what is none gives a problem."""
    text = text.strip().removeprefix("£").replace(",", "")
    if not text:
        return None, ()
    try:
        return Decimal(text), ()
    except InvalidOperation:
        return None, (Problem(field, "not_money"),)


def day(value: str) -> date | None:
    """Return the day of a field, None when there is none."""
    return date.fromisoformat(value) if value else None
