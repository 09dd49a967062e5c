"""Requests from outside: registering one, the lead's answer, and what was done about it."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from outreach_app.casework import outside_requests, request_answers, request_notes
from outreach_app.casework.drafts import DraftRow
from outreach_app.casework.outside_requests import RequestDraft, RequestRow
from outreach_app.casework.request_answers import AnswerDraft
from outreach_app.casework.request_notes import NoteDraft
from outreach_app.errors import Problem
from outreach_app.words import say
from ui import when
from ui.dialogs.combos import Combo
from ui.dialogs.kept_form import KeptForm
from ui.dialogs.person_choice import find_somebody
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.day_known import DayChosen, DayKnown
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText
from ui.widgets.labels import label
from ui.widgets.many import ManyChips

DRAFT: Final = "outside_request"
# What is half typed belongs to the request before the point in `about`.
ANSWER_DRAFT: Final = "request_answer"
_LINES: Final = ("officer", "number", "unit")
_TEXTS: Final = ("what", "why")
_CHIPS: Final = ("warrant_seen", "in_writing", "urgency")
_DONE: Final = ("asked_back", "advice", "offered_message", "looked")


def _today(context: Context) -> date:
    return when.local_day(context.desk.clock.now(), context.desk.zone)


class RegisterRequest(KeptForm):
    """A request that came by letter, telephone or at the door."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            context,
            "request_form",
            say("requests.form.title"),
            say("requests.form.text"),
            save=say("requests.form.save"),
        )
        words = say("requests.form.kind")
        kinds = [(code, say(f"requests.kind.{code}")) for code in outside_requests.KINDS]
        self._which = Combo("request_form.kind", words, kinds)
        self.add("kind", Field(words, self._which))
        self._words: dict[str, Any] = {}
        for name in _LINES:
            self._add_line(name)
        for name in _TEXTS:
            title = say(f"requests.note.{name}")
            self._words[name] = GrowingText(f"request_form.{name}", title)
            self.add(name, Field(title, self._words[name]))
        self._add_line("power")
        self._chips = {name: self._add_chips(name) for name in _CHIPS}
        words = say("requests.form.received")
        self._received = DayChosen("request_form.received_at", words, _today(context))
        self.add("received_at", Field(words, self._received))
        words = say("requests.form.answer_by")
        known = say("requests.form.answer_by_known")
        self._by = DayKnown("request_form.answer_by", words, known, _today(context))
        self.add("answer_by", Field(words, self._by))
        self.check = self._check
        self.command = self._command
        self.keep_typing(DRAFT, "")

    def _add_line(self, name: str) -> None:
        made = QLineEdit()
        made.setObjectName(f"request_form.{name}")
        made.setMaxLength(request_notes.LINE)
        self._words[name] = made
        self.add(name, Field(say(f"requests.note.{name}"), made))

    def _add_chips(self, name: str) -> ChipGroup:
        title = say(f"requests.note.{name}")
        words = "urgency" if name == "urgency" else "answer"
        codes = request_notes.URGENCY if name == "urgency" else request_notes.ANSWERS
        choices = [(code, say(f"requests.{words}.{code}")) for code in codes]
        made = ChipGroup(f"request_form.{name}", title, choices)
        self.add(name, Field(title, made))
        return made

    def _draft(self) -> RequestDraft:
        context, now = self.context, self.context.desk.clock.now()
        day = self._received.day()
        noon = datetime.combine(day, time(12), context.desk.zone).astimezone(UTC)
        texts: dict[str, Any] = {
            name: (box.toPlainText() if isinstance(box, GrowingText) else box.text()) or None
            for name, box in self._words.items()
        }
        chips: dict[str, Any] = {name: chip.value() or None for name, chip in self._chips.items()}
        received = now if day == _today(context) else noon
        by = self._by.value()
        return RequestDraft(
            self._which.value(),
            NoteDraft(received, **texts, **chips),
            date.fromisoformat(by) if by else None,
        )

    def _check(self) -> Sequence[Problem]:
        return outside_requests.check(self._draft(), self.context.desk.clock.now())

    def _command(self) -> Callable[[Any], Any]:
        draft = self._draft()
        return lambda work: outside_requests.register(work, draft)


class AnswerRequest(KeptForm):
    """The lead's answer: from the top, the first ground that fits; nothing is given without one."""

    def __init__(self, parent: QWidget, context: Context, row: RequestRow, note: NoteDraft) -> None:
        super().__init__(
            parent,
            context,
            "deciding",
            say("requests.deciding.title", reference=row.reference),
            say("requests.deciding.text"),
            save=say("requests.deciding.save"),
        )
        self._row, self._note = row, note
        words = say("requests.deciding.result")
        results = [(code, say(f"requests.result.{code}")) for code in request_answers.RESULTS]
        self._result = ChipGroup("deciding.result", words, results)
        self.add("result", Field(words, self._result))
        words = say("requests.deciding.ground")
        grounds = [(code, say(f"requests.ground.{code}")) for code in request_answers.GROUNDS]
        self._ground = ChipGroup("deciding.ground", words, grounds)
        self.add("ground", Field(words, self._ground))
        self._meaning = label(" ", "muted", wrap=True, name="deciding.meaning")
        self.add_widget(self._meaning)
        words = say("requests.deciding.tests")
        self._tests = ManyChips("deciding.ticked", words)
        self._tests_field = self.add("ticked", Field(words, self._tests))
        words = say("requests.deciding.whose")
        self._whose = find_somebody(self, context, "deciding.person_id", words)
        hint = say("requests.deciding.whose_hint")
        self._whose_field = self.add("person_id", Field(words, self._whose, hint=hint))
        words = say("requests.deciding.told")
        told = [(code, say(f"requests.deciding.told_{code}")) for code in request_answers.TOLD]
        self._told = ChipGroup("deciding.told_person", words, told)
        self._told_field = self.add("told_person", Field(words, self._told))
        self._reason = GrowingText("deciding.reason", say("requests.deciding.reason"))
        self.add("reason", Field(say("requests.deciding.reason"), self._reason))
        self._result.chosen.connect(self._chosen)
        self._ground.chosen.connect(self._chosen)
        self.check = self._check
        self.command = self._command
        self._chosen()
        self.keep_typing(ANSWER_DRAFT, row.id)

    @override
    def _come_back(self, waiting: tuple[DraftRow, ...]) -> None:
        super()._come_back(waiting)
        # The tests of a ground are ticked anew: each has to be met now.
        self._chosen()

    def _chosen(self, *_: object) -> None:
        ground = self._ground.value()
        given = self._result.value() in request_answers.GIVEN
        self._meaning.setText(say(f"requests.tree.{ground}") if ground else " ")
        needed = request_answers.MUST.get(ground, ()) if given else ()
        tests = [(code, say(f"requests.must.{code}")) for code in needed]
        self._tests.set_choices(tests)
        self._tests_field.setVisible(bool(tests))
        for field in (self._whose_field, self._told_field):
            field.setVisible(given)
        self.fit()

    def _draft(self) -> AnswerDraft:
        return AnswerDraft(
            self._row.id,
            self._result.value(),
            self._reason.toPlainText(),
            self._ground.value() or request_answers.NO_GROUND,
            tuple(self._tests.value()),
            self._whose.value() or None,
            self._told.value() or None,
        )

    def _check(self) -> Sequence[Problem]:
        return request_answers.check(self._draft(), self._note.in_writing, self._note.warrant_seen)

    def _command(self) -> Callable[[Any], Any]:
        draft = self._draft()
        return lambda work: request_answers.answer(work, draft)


class RequestStep(KeptForm):
    """Something that was done about a request, before or after its answer."""

    def __init__(self, parent: QWidget, context: Context, row: RequestRow) -> None:
        title, save = say("requests.stepping.title"), say("requests.stepping.save")
        super().__init__(parent, context, "stepping", title, save=save)
        self._row = row
        words = say("requests.stepping.kind")
        steps = [(code, say(f"requests.step.{code}")) for code in _DONE]
        self._what = ChipGroup("stepping.kind", words, steps)
        self.add("kind", Field(words, self._what))
        words = say("requests.stepping.note")
        self._note = GrowingText("stepping.note", words)
        self.add("note", Field(words, self._note))
        self.check = self._check
        self.command = self._command
        self.keep_typing(ANSWER_DRAFT, f"{row.id}.step")

    def _check(self) -> Sequence[Problem]:
        return () if self._what.value() else (Problem("kind", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        key, kind, note = self._row.id, self._what.value(), self._note.toPlainText()
        return lambda work: outside_requests.step(work, key, kind, note)
