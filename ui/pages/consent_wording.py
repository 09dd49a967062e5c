"""The words of the questions about sharing: a change makes a new version, and none ever goes."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import consent_wording, staff
from outreach_app.casework.consent_wording import Wording
from outreach_app.casework.roles import LEAD
from outreach_app.errors import Problem
from outreach_app.words import say
from ui import when
from ui.forms.form import FormPage
from ui.page import Context
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.filling import filling
from ui.widgets.growing import GrowingText
from ui.widgets.labels import label, rule
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.panel import SidePanel, WithPanel
from ui.widgets.reading_order import in_reading_order
from ui.widgets.scroll import scrolled

_Found = tuple[tuple[Wording, ...], dict[str, str]]


class ConsentWordingPage(FormPage):
    """For the lead: one field a question, and every version at the side."""

    name = "consent_wording"
    nav = "settings"
    draft_kind: ClassVar[str] = "consent_wording"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._versions: tuple[Wording, ...] = ()
        self._draft: dict[str, Any] | None = None
        self.head = PageHead(self.name, say("consent.wordings.title"), say("consent.wordings.line"))
        self._told = Notice("ok", " ", name=f"{self.name}.told", closable=True)
        self._told.hide()
        self._refused = Notice("private", say("consent.wordings.lead"), name=f"{self.name}.refused")
        self._refused.hide()
        self._questions = QVBoxLayout()
        self._questions.setSpacing(9)
        self._inner = inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        for part in (self.head, self.summary, self.trouble, self._refused, self._told):
            column.addWidget(part)
        column.addLayout(self._questions)
        column.addStretch(1)
        self.panel = SidePanel(f"{self.name}.versions", say("consent.wordings.versions"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(5)
        self.panel.add(label(say("consent.wordings.note"), "small", wrap=True))
        self.panel.body.insertLayout(self.panel.body.count() - 1, self._lines)
        self._with = WithPanel(
            scrolled(inner, f"{self.name}.scroll"), self.panel, say("consent.wordings.versions")
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._with, 1)
        whole.addWidget(self.savebar)
        back = link(say("consent.wordings.back"), f"{self.name}.back", icon="previous")
        back.clicked.connect(self._turn_back)
        save = button(say("consent.wordings.save"), f"{self.name}.save", kind="primary")
        save.clicked.connect(self._press)
        self.savebar.add(back)
        self.savebar.add(save)

    # opening

    @override
    def open(self, **where: Any) -> None:
        self._draft = where.get("draft")
        self._told.hide()
        lead = self.context.desk.me.role == LEAD
        self._refused.setVisible(not lead)
        self.savebar.setEnabled(lead)
        self.panel.setEnabled(lead)
        goes_on = self._draft is None and bool(self._versions)
        if not lead or (goes_on and self.resume()):
            return
        self.context.ask(_read, then=self._show)

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self._with.compact(width_class)
        self.savebar.compact(width_class)

    def _show(self, found: _Found) -> None:
        self._versions, names = found
        with filling(self._inner):
            for scope, words in self._versions[0].questions.items():
                if scope not in self._fields:
                    self._build(scope)
                self.set_value(scope, words)
        self._show_versions(names)
        in_reading_order(self)
        self.begin()
        if self._draft is not None:
            self.carry_on(self._draft["about"], self._draft["state"])
            self._draft = None

    def _build(self, scope: str) -> None:
        title = say(f"consent.title.{scope}")
        box = GrowingText(f"{self.name}.{scope}", title, lines=1, most=4)
        frame = Field(title, box)
        self._questions.addWidget(frame)
        self.bind(scope, box, frame)

    def _show_versions(self, names: dict[str, str]) -> None:
        clear(self._lines)
        for number, each in enumerate(self._versions):
            if number:
                self._lines.addWidget(rule())
            self._lines.addWidget(
                label(say("consent.wordings.version", version=each.version), "strong", wrap=True)
            )
            self._lines.addWidget(label(_since(each, names), "small", wrap=True))
            before = self._versions[number + 1] if number + 1 < len(self._versions) else each
            for scope, words in each.questions.items():
                if words != before.ask(scope):
                    changed = say(
                        "consent.wordings.now", title=say(f"consent.title.{scope}"), words=words
                    )
                    self._lines.addWidget(label(changed, "small", wrap=True))

    # saving

    @override
    def check(self) -> Sequence[Problem]:
        if not self._versions:
            return (Problem("nothing", "wording_same"),)
        return consent_wording.check(self.values(), self._versions[0])

    @override
    def command(self) -> Callable[[Any], Any]:
        questions = self.values()
        return lambda work: consent_wording.keep(work, questions)

    @override
    def saved(self, done: Any) -> None:
        self._told.say(say("consent.wordings.saved", version=done.value.version))
        self._told.show()
        self.context.ask(_read, then=self._show)
        self._told.setFocus()

    def _press(self) -> None:
        self.save()

    def _turn_back(self) -> None:
        self.go.emit("settings", {})


def _since(each: Wording, names: dict[str, str]) -> str:
    if each.since is None:
        return say("consent.wordings.shipped")
    by = names.get(each.by or "", each.by or "")
    return say("consent.wordings.since", day=when.full_day(each.since), name=by)


def _read(work: Any) -> _Found:
    return consent_wording.versions(work), dict(staff.names(work))
