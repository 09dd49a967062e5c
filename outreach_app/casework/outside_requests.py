"""Requests from outside: registered at once, clocked, decided by the lead, and never lost.

Neither the register nor its answers name anybody by a key: the request says what was asked for in
the words it was asked in (workflow 12). What is given, if anything, stands in the register of what
left. Only the lead reads requests; whoever is on a shift may write one down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from models.people import Task
from models.requests import OutsideRequest, RequestStep
from models.types import new_key
from outreach_app.casework import checks, protection, tasks
from outreach_app.casework.access_clock import months_after
from outreach_app.casework.request_notes import ANSWERS, TEXTS, URGENCY, NoteDraft
from outreach_app.casework.roles import LEAD, SHIFT, insist
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

# What kind of request it is. Words: resources/words/requests.toml.
KINDS: Final = (
    "police_asked",
    "police_written",
    "information_request",
    "court",
    "agency",
    "family",
    "press",
    "suspect",
    "other",
)
PENDING: Final = "pending"
_ASKS_OWN: Final = "suspect"
TASK: Final = "request"
# How soon the lead is reminded, in days, by what was said about urgency.
_DAYS: Final[Mapping[str | None, int]] = {"life": 0, "today": 0, "none": 7, None: 1}
_STEPS: Final = ("registered", "asked_back", "advice", "offered_message", "looked", "reopened")


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request as it is registered; `answer_by` is the local day they want the answer on."""

    kind: str
    note: NoteDraft
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in the lead's list. `days` counts local days since it was received."""

    id: str
    reference: str
    kind: str
    received_at: datetime
    finished: bool
    officer: str | None
    unit: str | None
    urgency: str | None
    answer_by: date | None
    result: str
    days: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """Something that was done about a request."""

    kind: str
    note: str | None
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """Everything about a request; reading it is written into the trail."""

    row: RequestRow
    note: NoteDraft
    ground: str | None
    reason: str | None
    basis: str | None
    told_person: str | None
    decided_at: datetime | None
    decided_by: str | None
    steps: tuple[StepRow, ...]


def check(draft: RequestDraft, now: datetime) -> tuple[Problem, ...]:
    """Find what must be mended before a request can be registered; instant, needs no file."""
    note = draft.note
    problems = [*checks.not_later("received_at", note.received_at, now)]
    if draft.kind not in KINDS:
        problems.append(Problem("kind", "required"))
    for name, limit in TEXTS.items():
        # Several lines may be typed where there is room for them.
        room = checks.NOTE_LIMIT if limit > 1000 else limit
        problems += checks.text(name, getattr(note, name), room)
    for name, allowed in (
        ("warrant_seen", ANSWERS),
        ("in_writing", ANSWERS),
        ("urgency", URGENCY),
    ):
        value = getattr(note, name)
        if value is not None and value not in allowed:
            problems.append(Problem(name, "unknown_code", {"value": value}))
    if note.is_empty():
        problems.append(Problem("what", "nothing_answered"))
    return tuple(problems)


def register(work: Work, draft: RequestDraft) -> Done[str]:
    """Register a request; every lead finds it among what is to do."""
    insist(work, SHIFT)
    checks.insist(check(draft, work.now))
    key = _write(work, draft, letter=None)
    return Done(key, changed("requests", "tasks"))


def take_in(work: Work, letter: str, note: NoteDraft) -> Done[str | None]:
    """Take a note in that was typed while the casebook was locked; None when it is here already.

    Whoever opens the casebook brings it in, whatever their role: only the lead reads it.
    """
    known = select(OutsideRequest.id).where(OutsideRequest.letter == letter)
    if work.session.scalars(known).first() is not None:
        return Done(None, changed())
    received = min(note.received_at, work.now)
    _write(work, RequestDraft("police_asked", note), letter=letter, received_at=received)
    return Done(letter, changed("requests", "tasks"))


def _write(
    work: Work, draft: RequestDraft, letter: str | None, received_at: datetime | None = None
) -> str:
    key, reference, note = new_key(), _next_reference(work), draft.note
    answer_by = draft.answer_by
    if draft.kind == _ASKS_OWN and answer_by is None:
        # They have a right to an answer within the same month, though not to a yes or a no.
        answer_by = months_after(work.day_of(received_at or note.received_at), 1)
    work.session.execute(
        insert(OutsideRequest).values(
            id=key,
            reference=reference,
            letter=letter,
            finished=note.finished,
            kind=draft.kind,
            received_at=received_at or note.received_at,
            warrant_seen=note.warrant_seen,
            in_writing=note.in_writing,
            urgency=note.urgency,
            answer_by=answer_by,
            recorded_at=work.now,
            recorded_by=work.by,
            **{name: checks.clean(getattr(note, name)) for name in TEXTS},
        )
    )
    add_step(work, key, "registered")
    due = work.today + timedelta(days=_DAYS[note.urgency])
    due = min(due, answer_by) if answer_by else due
    for lead in protection.leads(work):
        tasks.add(work, tasks.TaskDraft(_task(reference), due, TASK, owner=lead))
    audit.note(work, "request_registered", key, kind=draft.kind)
    return key


def add_step(work: Work, request_id: str, kind: str, note: str | None = None) -> None:
    """Append one thing that was done about a request."""
    work.session.execute(
        insert(RequestStep).values(
            id=new_key(),
            request_id=request_id,
            kind=kind,
            note=checks.clean(note),
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )


def step(work: Work, request_id: str, kind: str, note: str | None = None) -> Done[str]:
    """Write down something that was done: asked back, took advice, offered to pass a message."""
    _get(work, request_id)
    problems = checks.text("note", note, checks.NOTE_LIMIT)
    if kind not in _STEPS:
        problems.append(Problem("kind", "required"))
    checks.insist(problems)
    add_step(work, request_id, kind, note)
    if kind == "reopened":
        work.session.execute(
            update(OutsideRequest).where(OutsideRequest.id == request_id).values(result=PENDING)
        )
    audit.note(work, "request_step", request_id, kind=kind)
    return Done(request_id, changed("requests"))


def void(work: Work, request_id: str, reason: str) -> Done[str]:
    """Take a request out of the list, with the reason; it stays in the casebook."""
    found = _get(work, request_id)
    checks.insist(checks.one_of(work.lists, "void_reason", "void_reason", reason))
    work.session.execute(
        update(OutsideRequest)
        .where(OutsideRequest.id == request_id)
        .values(voided_at=work.now, void_reason=reason)
    )
    let_tasks_go(work, found.reference)
    audit.note(work, "request_voided", request_id, reason=reason)
    return Done(request_id, changed("requests", "tasks"))


def listing(work: Work) -> tuple[RequestRow, ...]:
    """Return the requests, those that wait first, then the newest. For the lead."""
    insist(work, (LEAD,))
    return _rows(work)


def read(work: Work, request_id: str) -> Done[Request]:
    """Open a request; the reading is written into the trail."""
    held = _get(work, request_id)
    (row,) = _rows(work, OutsideRequest.id == request_id)
    note = NoteDraft(
        received_at=held.received_at,
        warrant_seen=held.warrant_seen,
        in_writing=held.in_writing,
        urgency=held.urgency,
        finished=held.finished,
        **{name: getattr(held, name) for name in TEXTS},
    )
    steps = work.session.execute(
        select(RequestStep.kind, RequestStep.note, RequestStep.recorded_at, RequestStep.recorded_by)
        .where(RequestStep.request_id == request_id)
        .order_by(RequestStep.recorded_at, RequestStep.id)
    )
    audit.note(work, "request_read", request_id)
    found = Request(
        row=row,
        note=note,
        ground=held.ground,
        reason=held.reason,
        basis=held.basis,
        told_person=held.told_person,
        decided_at=held.decided_at,
        decided_by=held.decided_by,
        steps=tuple(StepRow(*each) for each in steps),
    )
    return Done(found, changed("audit"))


def let_tasks_go(work: Work, reference: str) -> None:
    """Tick off what was to do about a request."""
    work.session.execute(
        update(Task)
        .where(Task.kind == TASK, Task.text == _task(reference), Task.done_at.is_(None))
        .values(done_at=work.now, done_by=work.by)
    )


def get(work: Work, request_id: str) -> OutsideRequest:
    """Return a request that counts, for the lead. Raises NoSuchRecord, NotAllowed."""
    return _get(work, request_id)


def _get(work: Work, request_id: str) -> OutsideRequest:
    insist(work, (LEAD,))
    found = work.session.get(OutsideRequest, request_id)
    if found is None or found.voided_at is not None:
        raise NoSuchRecord
    return found


def _task(reference: str) -> str:
    return say("requests.task", reference=reference)


def _next_reference(work: Work) -> str:
    count = work.session.scalar(select(func.count()).select_from(OutsideRequest)) or 0
    return f"REQ-{count + 1:02d}"


def _rows(work: Work, *where: Any) -> tuple[RequestRow, ...]:
    found = work.session.execute(
        select(
            OutsideRequest.id,
            OutsideRequest.reference,
            OutsideRequest.kind,
            OutsideRequest.received_at,
            OutsideRequest.finished,
            OutsideRequest.officer,
            OutsideRequest.unit,
            OutsideRequest.urgency,
            OutsideRequest.answer_by,
            OutsideRequest.result,
        )
        .where(OutsideRequest.voided_at.is_(None), *where)
        .order_by(
            OutsideRequest.result != PENDING,
            OutsideRequest.received_at.desc(),
            OutsideRequest.id.desc(),
        )
    )
    return tuple(_row(work, each) for each in found)


def _row(work: Work, found: Any) -> RequestRow:
    received = work.day_of(found.received_at)
    due = found.answer_by or received + timedelta(days=_DAYS[found.urgency])
    return RequestRow(
        id=found.id,
        reference=found.reference,
        kind=found.kind,
        received_at=found.received_at,
        finished=found.finished,
        officer=found.officer,
        unit=found.unit,
        urgency=found.urgency,
        answer_by=found.answer_by,
        result=found.result,
        days=(work.today - received).days,
        overdue=found.result == PENDING and due < work.today,
    )
