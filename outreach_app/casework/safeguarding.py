"""Safeguarding: raised by anybody on a shift, decided by the lead, followed to an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from models.incidents import Incident
from models.people import Person
from models.protection import Safeguarding, SafeguardingEvent
from models.types import new_key
from outreach_app.casework import checks, concern_changes, concern_register, protection, tasks
from outreach_app.casework.concern_changes import ChangeRow
from outreach_app.casework.concern_register import FOR_CHILD, UNDER_18
from outreach_app.casework.roles import LEAD, insist
from outreach_app.errors import NoSuchRecord, NotAllowed, Problem
from outreach_app.governance import audit, history
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

RAISED: Final = "raised"
REFERRED: Final = "referred"
DECIDED_NOT: Final = "decided_not"
# Steps that are the lead's decision (workflow 11).
_LEADS_OWN: Final = ("decided_refer", DECIDED_NOT, "escalated", "closed")
# After these somebody has to answer: the lead, or the agency.
_OPEN: Final = (RAISED, "decided_refer", "referred", "escalated")
ANSWER_WITHIN: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class ConcernDraft:
    """A concern as it is raised; `raised_at` is aware UTC.

    It may be about nobody known (somebody else was seen, or told of): then something of what was
    seen and said, where they are or with whom tells whom it is about. `told_what_follows` and
    `wishes` are the person's.
    """

    concerns: tuple[str, ...]
    raised_at: datetime
    person_id: str | None = None
    incident_id: str | None = None
    seen_and_said: str | None = None
    in_danger_now: bool | None = None
    told_what_follows: bool | None = None
    wishes: str | None = None
    basis: str | None = None
    where_tonight: str | None = None
    who_with: str | None = None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a concern."""

    status: str
    on_day: date
    note: str | None
    at: datetime | None
    by: str | None


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """A concern in the list of who may read it; `hours` counts since the last step.

    `overdue` says that more than 24 hours passed without an answer to it.
    """

    id: str
    person_id: str | None
    alias: str | None
    incident: str | None
    concerns: tuple[str, ...]
    raised_at: datetime
    raised_by: str | None
    in_danger_now: bool | None
    steps: tuple[StepRow, ...]
    hours: int
    overdue: bool

    @property
    def status(self) -> str:
        """The step taken last."""
        return self.steps[-1].status if self.steps else RAISED


@dataclass(frozen=True, slots=True)
class Concern:
    """Everything about a concern, with what stood there before; reading it is written down."""

    row: ConcernRow
    seen_and_said: str | None
    told_what_follows: bool | None
    wishes: str | None
    basis: str | None
    where_tonight: str | None = None
    who_with: str | None = None
    incident_id: str | None = None
    history: tuple[ChangeRow, ...] = ()


def check(draft: ConcernDraft, lists: Vocabulary, now: datetime) -> tuple[Problem, ...]:
    """Find what must be mended before a concern can be raised; instant, needs no file."""
    problems = [
        *checks.all_of(lists, "safeguarding_concern", "concerns", draft.concerns),
        *checks.one_of(lists, "share_basis", "basis", draft.basis),
        *checks.not_later("raised_at", draft.raised_at, now),
        *checks.text("seen_and_said", draft.seen_and_said, checks.NOTE_LIMIT),
        *checks.text("wishes", draft.wishes, checks.NOTE_LIMIT),
        *checks.text("where_tonight", draft.where_tonight, checks.NOTE_LIMIT),
        *checks.text("who_with", draft.who_with, checks.NOTE_LIMIT),
    ]
    if not draft.concerns:
        problems.append(Problem("concerns", "required"))
    words = (draft.seen_and_said, draft.where_tonight, draft.who_with)
    if not (draft.person_id or draft.incident_id or any(map(checks.clean, words))):
        problems.append(Problem("seen_and_said", "concern_about"))
    return tuple(problems)


def raise_concern(work: Work, draft: ConcernDraft) -> Done[str]:
    """Raise a concern to the leads: each of them finds it among what is to do today."""
    insist(work, protection.MAY_RAISE)
    checks.insist(check(draft, work.lists, work.now))
    protection.insist_on_subject(work, draft.person_id, draft.incident_id)
    key = new_key()
    work.session.execute(
        insert(Safeguarding).values(
            **_values(draft),
            id=key,
            person_id=draft.person_id,
            incident_id=draft.incident_id,
            raised_at=draft.raised_at,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    _append(work, key, RAISED, work.today, None)
    _tell_leads(work, draft)
    audit.note(work, "concern_raised", key)
    return Done(key, changed("safeguarding", "tasks", person_id=draft.person_id))


def amend(work: Work, concern_id: str, draft: ConcernDraft) -> Done[str]:
    """Write what was learned later or put right; each value that goes is kept with the change.

    Whom it is about, when it was raised and its steps stay. That somebody is in danger now is told
    to the leads again.
    """
    held = _get(work, concern_id)
    draft = replace(
        draft,
        raised_at=held.raised_at,
        person_id=held.person_id,
        incident_id=held.incident_id,
    )
    checks.insist(check(draft, work.lists, work.now))
    values = _values(draft)
    before = {
        name: list(was) if isinstance(was, tuple) else was
        for name, value in values.items()
        if (was := getattr(held, name)) != value
    }
    if before:
        danger = draft.in_danger_now and "in_danger_now" in before
        concern_changes.keep(work, concern_id, before)
        work.session.execute(
            update(Safeguarding).where(Safeguarding.id == concern_id).values(**values)
        )
        if danger:
            _tell_leads(work, draft)
        history.note(work, "concern_amended", concern_id, before)
    return Done(concern_id, changed("safeguarding", "tasks", person_id=draft.person_id))


def _values(draft: ConcernDraft) -> dict[str, Any]:
    # Children are always referred: nobody has to know the ground to raise it (workflow 11).
    basis = draft.basis or (FOR_CHILD if UNDER_18 in draft.concerns else None)
    words = ("seen_and_said", "where_tonight", "who_with", "wishes")
    return {
        "concerns": tuple(dict.fromkeys(draft.concerns)),
        "in_danger_now": draft.in_danger_now,
        "told_what_follows": draft.told_what_follows,
        "basis": basis,
        **{name: checks.clean(getattr(draft, name)) for name in words},
    }


def _tell_leads(work: Work, draft: ConcernDraft) -> None:
    text = say("protection.task.danger" if draft.in_danger_now else "protection.task.raised")
    for lead in protection.leads(work):
        tasks.add(work, tasks.TaskDraft(text, work.today, "safeguarding", owner=lead))


def step(
    work: Work,
    concern_id: str,
    status: str,
    on_day: date,
    note: str | None = None,
    told: Sequence[str] = (),
) -> Done[str]:
    """Append a step; what follows is decided by the lead, and a decision not to refer says why.

    *Referred* says who was told, of `concern_register.TOLD`, and writes that into the register of
    what left, with the ground of the concern.
    """
    concern = _get(work, concern_id)
    if status in _LEADS_OWN and work.role != LEAD:
        raise NotAllowed
    problems = [
        *checks.one_of(work.lists, "safeguarding_status", "status", status),
        *checks.text("note", note, checks.NOTE_LIMIT, needed=status == DECIDED_NOT),
    ]
    if on_day > work.today:
        problems.append(Problem("on_day", "day_in_the_future"))
    if on_day < work.day_of(concern.raised_at):
        problems.append(Problem("on_day", "before_raised"))
    if status == REFERRED:
        problems += concern_register.check(told)
    checks.insist(problems)
    if status == REFERRED:
        concern_register.write(work, concern, told, on_day)
    _append(work, concern_id, status, on_day, checks.clean(note))
    audit.note(work, "concern_moved", concern_id, status=status)
    return Done(concern_id, changed("safeguarding", "disclosures", person_id=concern.person_id))


def void(work: Work, concern_id: str, reason: str) -> Done[str]:
    """Take a concern out of every count from now on; for the lead."""
    insist(work, (LEAD,))
    checks.insist(checks.one_of(work.lists, "void_reason", "void_reason", reason))
    concern = _get(work, concern_id)
    work.session.execute(
        update(Safeguarding)
        .where(Safeguarding.id == concern_id)
        .values(voided_at=work.now, void_reason=reason)
    )
    audit.note(work, "concern_voided", concern_id, reason=reason)
    return Done(concern_id, changed("safeguarding", person_id=concern.person_id))


def listing(work: Work) -> tuple[ConcernRow, ...]:
    """Return the concerns the person at the keyboard may read, the newest first."""
    return _rows(work, protection.readable(work, Safeguarding.recorded_by))


def unanswered(work: Work) -> tuple[ConcernRow, ...]:
    """Return the concerns without an answer for more than 24 hours, the oldest first."""
    return tuple(row for row in reversed(listing(work)) if row.overdue)


def read(work: Work, concern_id: str) -> Done[Concern]:
    """Open a concern; the reading is written into the trail."""
    held = _get(work, concern_id)
    (row,) = _rows(work, Safeguarding.id == concern_id)
    found = Concern(
        row,
        held.seen_and_said,
        held.told_what_follows,
        held.wishes,
        held.basis,
        held.where_tonight,
        held.who_with,
        held.incident_id,
        concern_changes.of(work, concern_id),
    )
    audit.note(work, "concern_read", concern_id)
    return Done(found, changed("audit"))


def _get(work: Work, concern_id: str) -> Safeguarding:
    found = work.session.get(Safeguarding, concern_id)
    if found is None or found.voided_at is not None:
        raise NoSuchRecord
    protection.insist_on_reading(work, found.recorded_by)
    return found


def _append(work: Work, key: str, status: str, day: date, note: str | None) -> None:
    place = work.session.scalar(
        select(func.count()).where(SafeguardingEvent.safeguarding_id == key)
    )
    work.session.execute(
        insert(SafeguardingEvent).values(
            id=new_key(),
            safeguarding_id=key,
            position=place or 0,
            on_day=day,
            status=status,
            note=note,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )


def _rows(work: Work, where: Any) -> tuple[ConcernRow, ...]:
    found = work.session.execute(
        select(
            Safeguarding.id,
            Safeguarding.person_id,
            Person.alias,
            Incident.reference,
            Safeguarding.concerns,
            Safeguarding.raised_at,
            Safeguarding.recorded_by,
            Safeguarding.in_danger_now,
        )
        .outerjoin(Person, Person.id == Safeguarding.person_id)
        .outerjoin(Incident, Incident.id == Safeguarding.incident_id)
        .where(Safeguarding.voided_at.is_(None), where)
        .order_by(Safeguarding.raised_at.desc(), Safeguarding.id.desc())
    ).all()
    steps: dict[str, list[StepRow]] = {}
    for row in work.session.execute(
        select(
            SafeguardingEvent.safeguarding_id,
            SafeguardingEvent.status,
            SafeguardingEvent.on_day,
            SafeguardingEvent.note,
            SafeguardingEvent.recorded_at,
            SafeguardingEvent.recorded_by,
        )
        .where(SafeguardingEvent.safeguarding_id.in_([row.id for row in found]))
        .order_by(SafeguardingEvent.on_day, SafeguardingEvent.position)
    ):
        steps.setdefault(row[0], []).append(StepRow(*row[1:]))
    return tuple(_row(work, row, tuple(steps.get(row.id, ()))) for row in found)


def _row(work: Work, row: Any, steps: tuple[StepRow, ...]) -> ConcernRow:
    since = (steps[-1].at if steps else None) or row.raised_at
    quiet = work.now - since
    return ConcernRow(
        id=row.id,
        person_id=row.person_id,
        alias=row.alias,
        incident=row.reference,
        concerns=row.concerns,
        raised_at=row.raised_at,
        raised_by=row.recorded_by,
        in_danger_now=row.in_danger_now,
        steps=steps,
        hours=int(quiet.total_seconds() // 3600),
        overdue=quiet > ANSWER_WITHIN and (steps[-1].status if steps else RAISED) in _OPEN,
    )
