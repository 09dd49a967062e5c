"""The questions about sharing: read aloud, four answers each, none chosen beforehand."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Final

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
from ui.forms.form import FormPage
from ui.in_slices import Slices
from ui.page import Context, Unkept
from ui.pages.consent.child import ChildCard
from ui.pages.consent.history import HistoryPanel
from ui.pages.consent.papers import SignedForms
from ui.pages.consent.question import Part
from ui.pages.consent.rows import Rows
from ui.pages.consent.ways_on import WaysOn
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.panel import WithPanel
from ui.widgets.scroll import scrolled

# So many questions are made at once; then the window may answer a key.
_IN_A_SLICE: Final = 3
# Only these answers tell how they were said.
_WITH_DETAILS: Final = (consents.YES, consents.NO)


class ConsentPage(FormPage):
    """The sheet of one incident, or of one person with the incident they told last."""

    name = "consent"
    nav = "people"
    draft_kind: ClassVar[str] = "consent"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._sheet: Sheet | None = None
        # Whom what is typed is about, and whom the page was opened for last.
        self._target: dict[str, str | None] = {}
        self._wanted: dict[str, str | None] = {}
        self._draft: dict[str, Any] | None = None
        self._goes_on = False
        self._width = "wide"
        self._wording = ""
        self._first = ""  # the question the page was opened for, if for one
        self._slices = Slices(context.background, self)
        self.head = PageHead(self.name, " ", " ")
        self._large = button(
            say("consent.page.large"), "consent.large", icon="large_words", small=True
        )
        self._large.setCheckable(True)
        self._large.clicked.connect(self._toggle_large)
        self.head.add_action(self._large)
        self.refused = Notice("private", " ", name="consent.refused")
        self.refused.hide()
        self._ways = WaysOn(self, lambda: self._sheet, lambda: self._wanted, self.refused)
        self._child = ChildCard()
        self._child.raised.connect(self._ways.raise_to_lead)
        self._child.left.connect(self._ways.leave)
        self._unanswered = label("", wrap=True, name="consent.unanswered")
        self._column = Rows()
        self._rows = self._column.questions
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
        self._build_panel()
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
        self._ways.gate = self.gate
        self.gate.back.connect(self._ways.turn_back)
        self.gate.refused.connect(self._not_opened)

    def _build_panel(self) -> None:
        self.panel = HistoryPanel()
        self.panel.take_back.connect(self._ways.take_back)
        self.panel.gone_wanted.connect(self._ways.show_gone)
        self.panel.papers_wanted.connect(self._ways.show_papers)
        self._papers = SignedForms(self.context)
        self._papers.failed.connect(self._form_failed)
        self.panel.add(self._papers)

    def _build_savebar(self) -> None:
        cancel = link(say("consent.page.cancel"), "consent.cancel")
        cancel.clicked.connect(self._ways.leave)
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
        if not any(target.values()):
            target = dict(self._wanted)
        # Typing left on the page goes on, once it is known that it may be shown again.
        self._goes_on = draft is None and target == self._target
        self._wanted, self._draft, self._first = target, draft, where.get("scope", "")
        self._slices.stop()
        self.gate.ask(
            self._let_in,
            person_id=target["person_id"],
            incident_id=target["incident_id"],
            given=bool(where.get(GIVEN)),
        )

    def _let_in(self) -> None:
        if self._goes_on and self._clean and self.resume():
            self._read_history()
            self.gate.enter()
            return
        self._read(self._show)

    @override
    def leave(self) -> None:
        super().leave()
        self._slices.stop()
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
        about = (self._wanted.get("person_id"), self._wanted.get("incident_id"))
        self.context.ask(sheets.read, *about, then=then, failed=self._not_opened)

    @override
    def compact(self, width_class: str) -> None:
        self._width = width_class
        self.head.compact(width_class)
        self.head.wrap_heading(on=width_class in {"narrow", "tiny"})
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
        if not self._clean:  # the first sheet: what changes while it is drawn is heard already
            self._sheet = sheet
        self._slices.draw(self._drawn(sheet))

    def _drawn(self, sheet: Sheet) -> Iterator[None]:
        for question in self._column.make(sheet):
            question.answered.connect(self._answered)
            question.compact(self._width)
            question.detailed.connect(self._bind_parts)
            self._bind_parts(question.parts())
            if len(self._rows) % _IN_A_SLICE == 0:
                yield
        # At once from here on: never stand the answers of one sheet under the name of another.
        sheet = self._sheet if not self._clean and self._sheet is not None else sheet
        self._target = dict(self._wanted)
        self.refused.hide()
        self._arrange(sheet)
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
        if not self._column.take_up(self._first):
            self.head.heading.setFocus()

    def _show_history(self, sheet: Sheet) -> None:
        self._sheet = sheet
        alias = saying.name(sheet.alias, sheet.code)
        title = say("consent.page.title_person", alias=alias)
        if self._wanted.get("incident_id") or not sheet.alias:
            title = say("consent.page.title_for", reference=sheet.reference)
        line = say("consent.page.line_not_named")
        if sheet.alias:
            line = say("consent.page.line", alias=alias)
        if sheet.young:
            title, line = say("consent.page.title_young", alias=alias), " "
        self.head.set_title(title, line)
        self.titled.emit(title)
        self.head.line.setVisible(self._width != "tiny")
        self._column.say_about(sheet)
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
        self._papers.show_sheet(sheet, self._wanted.get("incident_id"))

    def _arrange(self, sheet: Sheet) -> None:
        self._ask_in(sheet)
        self._column.arrange(sheet)
        asks = not sheet.young
        self._child.setVisible(sheet.young)
        self.savebar.setVisible(asks)
        self._large.setVisible(asks)

    def _ask_in(self, sheet: Sheet) -> None:
        """Ask in the newest words; answers kept at a lock stay in those they were asked in."""
        wording = sheet.wording
        if self._draft is not None:
            kept = self._draft["state"].get("more", {}).get("wording")
            wording = next((each for each in sheet.wordings if each.version == kept), wording)
        self._wording = wording.version
        for question in self._rows.values():
            question.put_wording(wording)

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
        self._open_last()

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
        if question.answers.value() in _WITH_DETAILS:
            question.take_over(*self._how_before(scope))
        for each in self._rows.values():
            each.set_open(on=each is question)

    def _open_last(self) -> None:
        """Open the question that still wants to know how it was said, or the last one answered."""
        given = [row for row in self._rows.values() if row.answers.value() in _WITH_DETAILS]
        unsaid = [row for row in given if not all(row.how())]
        wanted = unsaid[0] if unsaid else given[-1] if given else None
        for each in self._rows.values():
            each.set_open(on=each is wanted)

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
        self.panel.given_now(len(self._given()))
        left = self._column.unanswered()
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
        large = self._large.isChecked()
        self._large.setText(say(f"consent.page.{'small' if large else 'large'}"))
        for question in self._rows.values():
            question.large(on=large)

    # saving

    @override
    def more_state(self) -> dict[str, Any]:
        return {**self._target, "wording": self._wording}

    @override
    def restore_more(self, state: dict[str, Any]) -> None:
        self._target = {key: state.get(key) for key in ("person_id", "incident_id")}

    def _answers(self) -> AnswersDraft:
        if (sheet := self._sheet) is None:
            return AnswersDraft()
        return AnswersDraft(sheet.person_id, sheet.incident_id, self._given(), self._wording)

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
        self._ways.leave()

    def _save_pressed(self) -> None:
        self.save()

    def stop_here(self) -> None:
        """Save what was answered so far; with nothing answered there is nothing to save."""
        if self._given():
            self.save()
        else:
            self._ways.leave()
