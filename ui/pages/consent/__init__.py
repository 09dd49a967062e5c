"""The questions about sharing: read aloud, four answers each, none chosen beforehand."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import consents
from outreach_app.casework import sheet as sheets
from outreach_app.casework.consents import AnswersDraft
from outreach_app.casework.sheet import Sheet
from outreach_app.errors import KnownError, Problem
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.kept_form import unkept_in
from ui.dialogs.person_young import Under18
from ui.forms.form import FormPage
from ui.page import Context, Unkept
from ui.pages.consent.child import ChildCard
from ui.pages.consent.history import HistoryPanel
from ui.pages.consent.papers import SignedForms
from ui.pages.consent.question import Part, Question
from ui.pages.consent.taking_back import TakeBack
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.panel import WithPanel
from ui.widgets.scroll import scrolled


class ConsentPage(FormPage):
    """The sheet of one incident, or of one person with the incident they told last."""

    name = "consent"
    nav = "people"
    draft_kind: ClassVar[str] = "consent"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._sheet: Sheet | None = None
        self._rows: dict[str, Question] = {}
        self._target: dict[str, str | None] = {}
        self._draft: dict[str, Any] | None = None
        self._goes_on = False
        self._width = "wide"
        self._is_large = False
        self.head = PageHead(self.name, " ", " ")
        self._large = button(
            say("consent.page.large"), "consent.large", icon="large_words", small=True
        )
        self._large.setCheckable(True)
        self._large.clicked.connect(self._toggle_large)
        self.head.add_action(self._large)
        self.refused = Notice("private", " ", name="consent.refused")
        self.refused.hide()
        self._child = ChildCard()
        self._child.raised.connect(self._raise_to_lead)
        self._child.left.connect(self._leave)
        self._about_incident = label("", "small_strong", wrap=True)
        self._about_them = label(say("consent.page.about_them"), "small_strong", wrap=True)
        self._unanswered = label("", wrap=True, name="consent.unanswered")
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        inner = QWidget()
        space = current().space
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 8)
        whole.setSpacing(8)
        for each in (self.head, self.summary, self.trouble, self.refused, self._child):
            whole.addWidget(each)
        whole.addLayout(self._column)
        whole.addWidget(self._unanswered)
        whole.addStretch(1)
        self.panel = HistoryPanel()
        self.panel.take_back.connect(self._take_back)
        self.panel.gone_wanted.connect(self._show_gone)
        self.panel.papers_wanted.connect(self._show_papers)
        self._papers = SignedForms(context)
        self._papers.failed.connect(self._form_failed)
        self.panel.add(self._papers)
        self._with = WithPanel(
            scrolled(inner, "consent.scroll"), self.panel, say("consent.history.title")
        )
        sheet = QWidget()
        page = QVBoxLayout(sheet)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._with, 1)
        page.addWidget(self.savebar)
        self._build_savebar()
        self.gate = Gate(self, self.context, sheet)
        self.gate.back.connect(self._turn_back)
        self.gate.refused.connect(self._not_opened)

    def _build_savebar(self) -> None:
        cancel = link(say("consent.page.cancel"), "consent.cancel")
        cancel.clicked.connect(self._leave)
        self._stop = stop = button(say("consent.page.stop"), "consent.stop")
        stop.clicked.connect(self.stop_here)
        save = button(say("consent.page.save"), "consent.save", kind="primary", icon="agree")
        save.clicked.connect(self._save_pressed)
        for each in (cancel, stop, save):
            self.savebar.add(each)
        self.savebar.state("consent_not_asked", say("consent.page.footer"))

    # opening

    @override
    def open(self, **where: Any) -> None:
        draft = where.get("draft")
        if draft is not None:
            where = {**draft["state"].get("more", {})}
        target = {key: where.get(key) for key in ("person_id", "incident_id")}
        # Typing left on the page goes on, once it is known that it may be shown again.
        self._goes_on = draft is None and (not any(target.values()) or target == self._target)
        if not any(target.values()):
            target = dict(self._target)
        self._target, self._draft = target, draft
        self.gate.ask(
            self._let_in,
            person_id=target["person_id"],
            incident_id=target["incident_id"],
            given=bool(where.get(GIVEN)),
        )

    def _let_in(self) -> None:
        if self._goes_on and self.resume():
            self._read_history()
            self.gate.enter()
            return
        self._read(self._show)

    @override
    def leave(self) -> None:
        super().leave()
        self.gate.shut()

    @override
    def unkept(self) -> Unkept | None:
        return super().unkept() or unkept_in(self)

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or self.head.heading

    @override
    def refresh(self, changes: Any) -> None:
        if self._sheet is not None and self.gate.is_open and changes.concern("consents", "people"):
            self._read_history()

    def _read_history(self) -> None:
        self._read(self._show_history)

    def _read(self, then: Callable[[Sheet], None]) -> None:
        about = (self._target.get("person_id"), self._target.get("incident_id"))
        self.context.ask(sheets.read, *about, then=then, failed=self._not_opened)

    @override
    def compact(self, width_class: str) -> None:
        self._width = width_class
        self.head.compact(width_class)
        self.head.heading.setWordWrap(width_class in {"narrow", "tiny"})
        self.head.line.setVisible(width_class != "tiny")
        self._with.compact(width_class)
        self.savebar.compact(width_class)
        short = width_class in {"narrow", "tiny"}
        self._stop.setText(say(f"consent.page.stop{'_short' if short else ''}"))
        footer = say(f"consent.page.footer{'_short' if short else ''}")
        self.savebar.state("consent_not_asked", footer)
        for question in self._rows.values():
            question.compact(width_class)

    def _show(self, sheet: Sheet) -> None:
        self.refused.hide()
        self._build_rows(sheet)
        for question in self._rows.values():
            for part in question.parts():
                self.set_value(part.field, "")
            question.set_open(on=False)
        self._show_history(sheet)
        self.savebar.setEnabled(not sheet.deceased)
        if sheet.deceased:
            self.refused.become("info")
            self.refused.say(say("consent.page.died"))
            self.refused.show()
        for question in self._rows.values():
            question.setEnabled(not sheet.deceased)
        self.begin()
        if self._draft is not None:
            self.carry_on(self._draft["about"], self._draft["state"])
            self._draft = None
        self.changed()
        self.gate.enter()
        self.head.heading.setFocus()

    def _show_history(self, sheet: Sheet) -> None:
        self._sheet = sheet
        alias = saying.name(sheet.alias, sheet.code)
        title = say("consent.page.title_person", alias=alias)
        if self._target.get("incident_id") or not sheet.alias:
            title = say("consent.page.title_for", reference=sheet.reference)
        line = say("consent.page.line_not_named")
        if sheet.alias:
            line = say("consent.page.line", alias=alias)
        if sheet.young:
            title, line = say("consent.page.title_young", alias=alias), " "
        self.head.set_title(title, line)
        self.titled.emit(title)
        self.head.line.setVisible(self._width != "tiny")
        self._about_incident.setText(say("consent.page.about_incident", reference=sheet.reference))
        zone = self.context.desk.zone
        for standing in sheet.standing:
            day = ""
            if standing.answered_at is not None:
                day = when.plain_day(when.local_day(standing.answered_at, zone), sheet.today)
            question = self._rows.get(standing.scope)
            if question is not None:
                question.stands(standing, sheet.today, day)
        self.panel.show_sheet(sheet, zone)
        self._papers.setVisible(not sheet.young)
        self._papers.show_sheet(sheet, self._target.get("incident_id"))

    def _build_rows(self, sheet: Sheet) -> None:
        if not self._rows:
            scopes = sheet.lists["consent_scope"]
            self._column.addWidget(self._about_incident)
            level = "incident"
            for number, entry in enumerate(scopes.entries.values(), start=1):
                if entry.maps["level"] != level:
                    level = str(entry.maps["level"])
                    self._column.addWidget(self._about_them)
                question = Question(number, entry.code, sheet.lists, sheet.today)
                question.answered.connect(self._answered)
                question.compact(self._width)
                question.detailed.connect(self._bind_parts)
                self._bind_parts(question.parts())
                self._rows[entry.code] = question
                self._column.addWidget(question)
        shown = {each.scope for each in sheet.standing}
        for scope, question in self._rows.items():
            asked = scope in shown and (
                sheet.person_id is not None
                or sheet.lists["consent_scope"][scope].maps["level"] == "incident"
            )
            question.setVisible(asked and not sheet.young)
        asks = not sheet.young
        self._about_incident.setVisible(asks and sheet.incident_id is not None)
        self._about_them.setVisible(asks and sheet.person_id is not None)
        self._child.setVisible(sheet.young)
        self.savebar.setVisible(asks)
        self._large.setVisible(asks)

    def _bind_parts(self, parts: Sequence[Part]) -> None:
        """Bind what a question has made; empty as it stands it is no typing."""
        for part in parts:
            self.bind(part.field, part.widget, part.frame)
            if "fields" in self._clean:
                self._clean["fields"][part.field] = self.value(part.field)

    @override
    def restore(self, state: dict[str, Any]) -> None:
        for scope, question in self._rows.items():
            if any(field.startswith(f"{scope}.") for field in state.get("fields", {})):
                question.make_details()
        super().restore(state)

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self.refused.become("private")
        self.refused.say(worded(error))
        self.refused.show()
        self.savebar.setEnabled(False)
        self.gate.enter()

    def _form_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self.refused.become("stop")
        self.refused.say(worded(error))
        self.refused.show()

    # answering

    def _answered(self, scope: str) -> None:
        question = self._rows[scope]
        if question.answers.value() in (consents.YES, consents.NO):
            question.take_over(*self._how_before(scope))
        for each in self._rows.values():
            each.set_open(on=each is question)

    def _how_before(self, scope: str) -> tuple[str, str]:
        """Return how other questions were answered in this talk; "" before the first."""
        method = capacity = ""
        for question in self._rows.values():
            if question.scope != scope and question.answer() is not None:
                said, able = question.how()
                method, capacity = said or method, able or capacity
        return method, capacity

    def _given(self) -> tuple[consents.Answer, ...]:
        found = (question.answer() for question in self._rows.values() if not question.isHidden())
        return tuple(each for each in found if each is not None)

    @override
    def changed(self) -> None:
        given = len(self._given())
        self.panel.given_now(given)
        left = sum(not row.isHidden() for row in self._rows.values()) - given
        self._unanswered.setText(say("consent.page.unanswered", count=left))
        self._unanswered.setVisible(left > 0)

    @override
    def show_problems(self, problems: Sequence[Problem]) -> None:
        scopes = {found.field.split(".")[0] for found in problems}
        for scope, question in self._rows.items():
            if scopes:
                question.set_open(on=scope in scopes)
        super().show_problems(problems)

    def _toggle_large(self) -> None:
        self._is_large = self._large.isChecked()
        self._large.setText(say(f"consent.page.{'small' if self._is_large else 'large'}"))
        for question in self._rows.values():
            question.large(on=self._is_large)

    # saving

    @override
    def more_state(self) -> dict[str, Any]:
        return dict(self._target)

    @override
    def restore_more(self, state: dict[str, Any]) -> None:
        self._target = {key: state.get(key) for key in ("person_id", "incident_id")}

    def _answers(self) -> AnswersDraft:
        if (sheet := self._sheet) is None:
            return AnswersDraft()
        return AnswersDraft(sheet.person_id, sheet.incident_id, self._given())

    @override
    def check(self) -> Sequence[Problem]:
        if self._sheet is None:
            return ()
        if not self._given():
            return (Problem("nothing", "nothing_answered"),)
        return consents.check(self._answers(), self._sheet.lists, self._sheet.today)

    @override
    def command(self) -> Callable[[Any], Any]:
        draft = self._answers()
        return lambda work: sheets.save(work, draft)

    @override
    def saved(self, done: Any) -> None:
        self._leave()

    def _save_pressed(self) -> None:
        self.save()

    def stop_here(self) -> None:
        """Save what was answered so far; with nothing answered there is nothing to save."""
        if self._given():
            self.save()
        else:
            self._leave()

    def _leave(self) -> None:
        given = self.gate.handed_on()
        if self._target.get("incident_id"):
            self.go.emit("incident", {"incident_id": self._target["incident_id"], **given})
        elif self._sheet is not None and self._sheet.person_id:
            self.go.emit("person", {"person_id": self._sheet.person_id, **given})
        else:
            self.go.emit("people", {})

    def _raise_to_lead(self) -> None:
        sheet = self._sheet
        if sheet is not None and sheet.person_id:
            dialog = Under18(self, self.context, sheet.lists, sheet.person_id)
            dialog.saved.connect(self._raised)
            dialog.ask()

    def _raised(self, _: Any) -> None:
        self.refused.become("ok")
        self.refused.say(say("young.raised"), say("young.phone"))
        self.refused.show()

    def _turn_back(self) -> None:
        self.go.emit("people", {})

    def _take_back(self) -> None:
        if self._sheet is not None:
            dialog = TakeBack(self, self.context, self._sheet)
            dialog.saved.connect(self._taken_back)
            dialog.ask()

    def _taken_back(self, done: Any) -> None:
        """Where something has gone already, whom to tell comes next."""
        if done.value:
            self._show_gone(told=say("consent.taking_back.done_told"))

    def _show_papers(self) -> None:
        self.go.emit("sheet", {**self._target, **self.gate.handed_on()})

    def _show_gone(self, *, told: str = "") -> None:
        sheet = self._sheet
        if sheet is not None:
            where = {"person_id": sheet.person_id, "incident_id": None}
            if self._target.get("incident_id") or not sheet.person_id:
                where = {"person_id": None, "incident_id": sheet.incident_id}
            self.go.emit("gone", {**where, "told": told, **self.gate.handed_on()})
