"""One request from outside: what was asked, how to decide, what was answered and done."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from outreach_app.casework import outside_requests, request_answers, staff
from outreach_app.casework.outside_requests import Request
from outreach_app.sharing import own_copy
from outreach_app.words import say
from outreach_app.work import Done
from ui import when
from ui.dialogs.kept_form import unkept_in
from ui.dialogs.request_forms import AnswerRequest, RequestStep
from ui.forms.kept_inside import KeptInside
from ui.letting_go import print_noted
from ui.page import Unkept
from ui.widgets.buttons import button
from ui.widgets.card import Card, column
from ui.widgets.labels import label

_TEXTS = ("officer", "number", "unit", "what", "why", "power")


class RequestPage(KeptInside):
    """Read by the lead alone; the reading is noted."""

    name = "request"
    title = "requests.title"
    private = "requests.one.private"
    section = ""
    subject = "requests"
    steps_title = "requests.one.steps"
    facts_title = "requests.one.facts"

    @override
    def build(self) -> None:
        self._found: Request | None = None
        self._step = button(say("requests.one.step"), "request.step")
        self._step.clicked.connect(self._write_step)
        self._reopen = button(say("requests.one.reopen"), "request.reopen")
        self._reopen.clicked.connect(self._open_again)
        self._answer = button(
            say("requests.one.answer"), "request.answer", kind="primary", icon="agree"
        )
        self._answer.clicked.connect(self._decide)
        self._letter = button(say("own_copy.one.letter"), "request.letter", icon="print")
        self._letter.clicked.connect(self._print_letter)
        for each in (self._letter, self._step, self._reopen, self._answer):
            self.head.add_action(each)
        self._tree = Card(
            say("requests.one.tree"), say("requests.one.tree_note"), name="request.tree"
        )
        for ground in request_answers.GROUNDS:
            self._tree.add(_branch(ground))
        self._tree.add(label(say("requests.one.review"), "small", wrap=True))
        self.facts.add(self._tree)
        back = self.findChild(QPushButton, "request.back")
        if back is not None:
            back.setText(say("requests.one.back"))
            back.setAccessibleName(say("requests.one.back"))
        self.out.setText(say("requests.one.void"))
        self.out.setAccessibleName(say("requests.one.void"))

    @override
    def read(self) -> Callable[[Any], Any]:
        key = self.record_id

        def both(work: Any) -> Done[tuple[Request, Any]]:
            done = outside_requests.read(work, key)
            return Done((done.value, dict(staff.names(work))), done.changes)

        return both

    @override
    def unkept(self) -> Unkept | None:
        return unkept_in(self)

    @override
    def leave(self) -> None:
        super().leave()
        self._found = None

    @override
    def turn_back(self) -> None:
        self.go.emit("requests", {})

    @override
    def show_parts(self, *, on: bool) -> None:
        super().show_parts(on=on)
        waits = self._found is not None and self._found.row.result == outside_requests.PENDING
        self._step.setVisible(on)
        self._answer.setVisible(on and waits)
        self._reopen.setVisible(on and not waits)
        self._tree.setVisible(on and waits)
        # Neither yes nor no, in writing: the only answer there is to somebody we cannot know.
        own = self._found is not None and self._found.row.kind == request_answers.SUSPECT
        self._letter.setVisible(on and own and not waits)

    @override
    def void(self, reason: str) -> Callable[[Any], Any]:
        key = self.record_id
        return lambda work: outside_requests.void(work, key, reason)

    @override
    def show_record(self, value: tuple[Request, Any]) -> None:
        found, names = value
        self._found = found
        row, zone = found.row, self.context.desk.zone
        today = when.local_day(self.context.desk.clock.now(), zone)
        kind = say(f"requests.kind.{row.kind}")
        self.head.set_title(f"{row.reference}. {kind}", _stands(found))
        if row.overdue:
            self.overdue.say(say("requests.one.overdue"), say("requests.one.overdue_text"))
        self.overdue.setVisible(row.overdue)
        note = found.note
        facts = [(say("requests.one.received"), when.full(row.received_at, zone))]
        if not row.finished:
            facts.append((" ", say("requests.page.unfinished")))
        facts += [(_title(name), getattr(note, name) or "") for name in _TEXTS]
        facts += [
            (_title("warrant_seen"), _answered(note.warrant_seen)),
            (_title("in_writing"), _answered(note.in_writing)),
            (_title("urgency"), say(f"requests.urgency.{row.urgency}") if row.urgency else ""),
            (_title("taken_by"), note.taken_by or ""),
            (
                say("requests.column.by"),
                when.full_day(row.answer_by) if row.answer_by else "",
            ),
            *_decided(found, names, zone),
        ]
        self.show_facts(facts)
        self.show_steps(
            [
                (
                    when.near(each.at, zone, today),
                    say(f"requests.step.{each.kind}"),
                    " ".join(part for part in (each.note, names.get(each.by or "")) if part),
                )
                for each in reversed(found.steps)
            ]
        )

    def _decide(self) -> None:
        if self._found is not None:
            AnswerRequest(self, self.context, self._found.row, self._found.note).ask()

    def _print_letter(self) -> None:
        key = self.record_id
        print_noted(self, self.context, lambda work: own_copy.neither(work, key), lambda _how: None)

    def _write_step(self) -> None:
        if self._found is not None:
            RequestStep(self, self.context, self._found.row).ask()

    def _open_again(self) -> None:
        key = self.record_id
        self.context.do(outside_requests.step, key, "reopened")


def _branch(ground: str) -> QWidget:
    made = QWidget()
    made.setLayout(
        column(
            label(say(f"requests.ground.{ground}"), "strong", wrap=True),
            label(say(f"requests.tree.{ground}"), wrap=True),
            gap=1,
        )
    )
    return made


def _stands(found: Request) -> str:
    if found.row.result == outside_requests.PENDING:
        return say("requests.short.waits")
    return say(f"requests.short.{found.row.result}")


def _decided(found: Request, names: Any, zone: Any) -> list[tuple[str, str]]:
    if found.decided_at is None or found.row.result == outside_requests.PENDING:
        return []
    who = names.get(found.decided_by or "", found.decided_by or "")
    day = when.full(found.decided_at, zone)
    told = say(f"requests.deciding.told_{found.told_person}") if found.told_person else ""
    return [
        (say("requests.one.decided"), say("requests.one.decided_by", day=day, who=who)),
        (say("requests.one.ground"), say(f"requests.ground.{found.ground or 'none'}")),
        (say("requests.one.reason"), found.reason or ""),
        (say("requests.one.told"), told),
    ]


def _title(name: str) -> str:
    return say(f"requests.note.{name}").rstrip("?")


def _answered(value: str | None) -> str:
    return say(f"requests.answer.{value}") if value else ""
