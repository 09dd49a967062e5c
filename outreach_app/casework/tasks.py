"""Things to do: with a day, an owner, and mostly about somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from models.following import PoliceWarning
from models.incidents import Incident
from models.people import Person, Task
from models.types import new_key
from outreach_app.casework import access, checks, own_work, police_yes, roles
from outreach_app.casework.own_work import NotYours
from outreach_app.casework.seen import has_died, records_of
from outreach_app.errors import NoSuchRecord, Problem, Restricted
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

KINDS: Final = ("call", "chase", "consent", "alert", "safeguarding", "request", "other")
# Kinds that would reach out to the person: none of them about somebody who has died.
REACHING: Final = ("call", "consent")
# A warning to police is asked after again this many days after it was ticked off unanswered.
_AGAIN_DAYS: Final = 3
# Whoever told of the incident that something is to be done about.
_told_by = aliased(Person)


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """Something to do; without an owner it is for whoever writes it down."""

    text: str
    due_on: date | None = None
    kind: str = "other"
    person_id: str | None = None
    owner: str | None = None
    incident_id: str | None = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Something to do, for the list on Today."""

    id: str
    kind: str
    text: str
    due_on: date | None
    person_id: str | None
    alias: str | None
    restricted: bool
    owner: str | None
    code: str | None = None
    incident_id: str | None = None


def add(work: Work, draft: TaskDraft) -> Done[str]:
    """Write something down to do; about somebody, only for whoever works with people."""
    if draft.person_id or draft.incident_id:
        roles.insist(work, roles.TELLS)
    if draft.person_id:
        access.insist_may_tell(work, draft.person_id)
    problems = checks.text("text", draft.text, 500, needed=True)
    if draft.kind in REACHING and has_died(work, draft.person_id):
        problems.append(Problem("person_id", "has_died"))
    checks.insist(problems)
    key = new_key()
    work.session.execute(
        insert(Task).values(
            id=key,
            person_id=draft.person_id,
            incident_id=draft.incident_id,
            kind=draft.kind if draft.kind in KINDS else "other",
            text=draft.text.strip(),
            due_on=draft.due_on,
            owner=draft.owner or work.by,
            created_at=work.now,
            created_by=work.by,
        )
    )
    audit.note(work, "task_added", key)
    return Done(key, changed("tasks", person_id=draft.person_id))


def done(work: Work, task_id: str) -> Done[str]:
    """Tick something off that one sees; a warning to police nobody has answered comes back.

    Raises NoSuchRecord, NotYours, Restricted.
    """
    seen = _shown(work, Task.id == task_id)
    if not seen:
        raise NotYours if is_waiting(work, task_id) else NoSuchRecord
    if seen[0].restricted and work.role != roles.LEAD:
        raise Restricted
    if _asked_again(work, task_id):
        audit.note(work, "task_put_off", task_id)
        return Done(task_id, changed("tasks"))
    ticked = work.session.execute(
        update(Task)
        .where(Task.id == task_id, Task.done_at.is_(None))
        .values(done_at=work.now, done_by=work.by)
        .returning(Task.person_id)
    ).all()
    if not ticked:
        raise NoSuchRecord
    audit.note(work, "task_done", task_id)
    return Done(task_id, changed("tasks", person_id=ticked[0].person_id))


def _asked_again(work: Work, task_id: str) -> bool:
    """Put off the reminder of a warning that still waits for an answer."""
    waits = select(PoliceWarning.id).where(
        PoliceWarning.task_id == task_id, PoliceWarning.answered_on.is_(None)
    )
    if work.session.scalars(waits).first() is None:
        return False
    later = work.today + timedelta(days=_AGAIN_DAYS)
    moved = work.session.execute(
        update(Task)
        .where(Task.id == task_id, Task.done_at.is_(None))
        .values(due_on=later)
        .returning(Task.id)
    )
    return moved.first() is not None


def is_waiting(work: Work, task_id: str) -> bool:
    """Tell whether something is still to be done."""
    wanted = select(Task.id).where(Task.id == task_id, Task.done_at.is_(None))
    return work.session.scalar(wanted) is not None


def waiting(work: Work, *, mine: bool = True, person_id: str | None = None) -> tuple[TaskRow, ...]:
    """Return what is to be done, the earliest day first.

    Of a record that is restricted, or that a colleague alone looks after, it says only that there
    is something, except to whoever is to do it. Who opens nobody's record, and a volunteer, sees
    what is theirs or about nobody.
    """
    about: list[ColumnElement[bool]] = []
    if person_id:
        about.append(Task.person_id.in_(records_of(person_id)))
    elif mine:
        about.append(or_(Task.owner == work.by, Task.owner.is_(None)))
    return _shown(work, *about)


def _shown(work: Work, *where: ColumnElement[bool]) -> tuple[TaskRow, ...]:
    wanted = (
        select(
            Task.id,
            Task.kind,
            Task.text,
            Task.due_on,
            Task.person_id,
            Person.alias,
            Person.code,
            or_(
                func.coalesce(Person.restricted, False), func.coalesce(_told_by.restricted, False)
            ).label("restricted"),
            Task.owner,
            Task.incident_id,
            func.coalesce(Task.person_id, Incident.person_id).label("whose"),
        )
        .outerjoin(Person, Person.id == Task.person_id)
        .outerjoin(Incident, Incident.id == Task.incident_id)
        .outerjoin(_told_by, _told_by.id == Incident.person_id)
        .where(Task.done_at.is_(None), *where, *_seen(work))
        .order_by(Task.due_on.asc().nulls_last(), Task.created_at, Task.id)
    )
    rows = work.session.execute(wanted).all()
    closed = _closed(work, rows)
    named = work.role not in own_work.NOBODYS
    return tuple(
        TaskRow(
            id=row.id,
            kind=row.kind,
            text="" if row.id in closed else row.text,
            due_on=row.due_on,
            person_id=row.person_id if named else None,
            alias=None if row.id in closed or not named else row.alias,
            restricted=bool(row.restricted) or row.id in closed,
            owner=row.owner,
            code=None if row.id in closed or not named else row.code,
            incident_id=None if row.id in closed else row.incident_id,
        )
        for row in rows
    )


def _seen(work: Work) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that something to do stands in a list at all."""
    if work.role in roles.CASEWORK:
        return ()
    mine = Task.created_by == work.by
    if work.role == roles.VOLUNTEER:
        nobodys = and_(Task.person_id.is_(None), Task.incident_id.is_(None))
        return (or_(mine, Task.owner == work.by, nobodys),)
    read = police_yes.incidents(work) if work.role == roles.LIAISON else frozenset()
    about = and_(
        Task.person_id.is_(None), or_(Task.incident_id.is_(None), Task.incident_id.in_(read))
    )
    return (or_(mine, and_(Task.owner == work.by, about)),)


def _closed(work: Work, rows: Sequence[Any]) -> frozenset[str]:
    """Return what is about a record that may not be read here."""
    if work.role == roles.LEAD:
        return frozenset()
    others = {row.whose for row in rows if row.whose and row.owner != work.by}
    shut = own_work.closed(work, others) if work.role in roles.CASEWORK else frozenset()
    return frozenset(
        row.id for row in rows if row.restricted or (row.whose in shut and row.owner != work.by)
    )
