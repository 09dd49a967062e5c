"""Warnings given to police about somebody, and whether they were answered (requirements C11).

A reminder stays until there is an answer: ticked off without one it comes back (`tasks.done`).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import insert, select, update

from models.following import PoliceWarning
from models.incidents import Incident
from models.people import Task
from models.types import new_key
from outreach_app.casework import checks, tasks
from outreach_app.casework.incident_access import readable, writable
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

# What police answered. Words: resources/words/ladder.toml.
ANSWERS: Final = ("acted", "noted", "no_action", "other")
_DAYS: Final = 3
_LINE: Final = 200


@dataclass(frozen=True, slots=True)
class WarningDraft:
    """A warning given on a local day: what was said, to whom, under which reference."""

    incident_id: str
    given_on: date
    what: str
    given_to: str | None = None
    reference: str | None = None
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class WarningRow:
    """A warning; `answer` is None until there is one."""

    id: str
    given_on: date
    what: str
    given_to: str | None
    reference: str | None
    answered_on: date | None
    answer: str | None
    answer_note: str | None
    by: str | None


def check(draft: WarningDraft, today: date) -> tuple[Problem, ...]:
    """Find what must be mended before a warning can be kept; instant, needs no file."""
    problems = [
        *checks.text("what", draft.what, checks.NOTE_LIMIT, needed=True),
        *checks.text("given_to", draft.given_to, _LINE),
        *checks.text("reference", draft.reference, _LINE),
    ]
    if draft.given_on > today:
        problems.append(Problem("given_on", "day_in_the_future"))
    return tuple(problems)


def give(work: Work, draft: WarningDraft) -> Done[str]:
    """Write a warning down; whoever does is reminded until police have answered."""
    incident = writable(work, draft.incident_id)
    checks.insist(check(draft, work.today))
    due = draft.answer_by or draft.given_on + timedelta(days=_DAYS)
    text = say("ladder.task.warning", reference=incident.reference)
    reminder = tasks.TaskDraft(text, max(due, work.today), "chase", incident_id=incident.id)
    key = new_key()
    work.session.execute(
        insert(PoliceWarning).values(
            id=key,
            incident_id=incident.id,
            given_on=draft.given_on,
            what=draft.what.strip(),
            given_to=checks.clean(draft.given_to),
            reference=checks.clean(draft.reference),
            task_id=tasks.add(work, reminder).value,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    audit.note(work, "police_warned", incident.id)
    return Done(key, changed("incidents", "tasks", person_id=incident.person_id))


def answered(
    work: Work, warning_id: str, answer: str, on_day: date, note: str | None = None
) -> Done[str]:
    """Write what police answered; the reminder goes."""
    found = work.session.get(PoliceWarning, warning_id)
    if found is None:
        raise NoSuchRecord
    incident = writable(work, found.incident_id)
    problems = checks.text("note", note, checks.NOTE_LIMIT)
    if answer not in ANSWERS:
        problems.append(Problem("answer", "required"))
    if on_day > work.today:
        problems.append(Problem("on_day", "day_in_the_future"))
    if on_day < found.given_on:
        problems.append(Problem("on_day", "before_warning"))
    if found.answered_on is not None:
        problems.append(Problem("answer", "answered_already"))
    checks.insist(problems)
    work.session.execute(
        update(PoliceWarning)
        .where(PoliceWarning.id == warning_id)
        .values(
            answered_on=on_day,
            answer=answer,
            answer_note=checks.clean(note),
            answered_by=work.by,
        )
    )
    work.session.execute(
        update(Task)
        .where(Task.id == found.task_id, Task.done_at.is_(None))
        .values(done_at=work.now, done_by=work.by)
    )
    audit.note(work, "warning_answered", incident.id, answer=answer)
    return Done(incident.id, changed("incidents", "tasks", person_id=incident.person_id))


def of_incident(work: Work, incident_id: str) -> tuple[WarningRow, ...]:
    """Return the warnings about one incident, the newest first."""
    readable(work, incident_id)
    return _rows(work, PoliceWarning.incident_id == incident_id)


def unanswered(work: Work) -> int:
    """Return how many warnings to police wait for an answer, of incidents that count."""
    found = work.session.scalars(
        select(PoliceWarning.id)
        .join(Incident, Incident.id == PoliceWarning.incident_id)
        .where(PoliceWarning.answered_on.is_(None), Incident.voided_at.is_(None))
    )
    return len(found.all())


def _rows(work: Work, where: Any) -> tuple[WarningRow, ...]:
    rows = work.session.execute(
        select(
            PoliceWarning.id,
            PoliceWarning.given_on,
            PoliceWarning.what,
            PoliceWarning.given_to,
            PoliceWarning.reference,
            PoliceWarning.answered_on,
            PoliceWarning.answer,
            PoliceWarning.answer_note,
            PoliceWarning.recorded_by,
        )
        .where(where)
        .order_by(PoliceWarning.given_on.desc(), PoliceWarning.id.desc())
    )
    return tuple(WarningRow(*row) for row in rows)
