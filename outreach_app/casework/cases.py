"""Cases: a piece of casework for one person, opened, handed over, looked at again, closed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import insert, select

from models.people import Case, Task
from models.project import Staff
from models.types import new_key
from outreach_app.casework import access, case_steps, checks, people, roles, tasks
from outreach_app.casework.case_steps import CaseStep
from outreach_app.casework.seen import has_died, records_of
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

REASON_LIMIT: Final = 500
# What no form closes a case with: these come with the death and with the joining of two records.
_ELSEWHERE: Final = {"died": "close_died", "duplicate": "close_duplicate"}


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case about to be opened; without an owner it is for whoever opens it."""

    person_id: str
    risk_level: str = "standard"
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class TransferDraft:
    """A case that goes over to a colleague.

    `tell` writes a task down for the new owner, to tell the person who takes over; `with_tasks`
    hands over what the old owner still had to do for them.
    """

    case_id: str
    owner: str
    reason: str = ""
    tell: bool = True
    with_tasks: bool = True


@dataclass(frozen=True, slots=True)
class RiskDraft:
    """How great the risk is thought to be, and why; when to look again, the list says if nobody."""

    case_id: str
    risk_level: str
    reason: str
    review_on: date | None = None


def open_case(work: Work, draft: CaseDraft) -> Done[str]:
    """Open a case today; a person has one open case at a time."""
    roles.insist(work, roles.CASEWORK)
    checks.insist(
        [
            *checks.one_of(work.lists, "risk_level", "risk_level", draft.risk_level),
            *_may_own(work, draft.owner),
        ]
    )
    person_id = people.whole_id(work, draft.person_id)
    access.insist(work, person_id)
    if has_died(work, person_id):
        checks.insist([Problem("person_id", "has_died")])
    already = open_of(work, person_id)
    if already:
        return Done(already, changed())
    key = start(work, person_id, work.today, draft.risk_level, draft.owner or work.by)
    audit.note(work, "case_opened", key)
    return Done(key, changed("people", "cases", person_id=person_id))


def open_of(work: Work, person_id: str) -> str | None:
    """Return the open case of a person, joined records included."""
    return work.session.scalar(
        select(Case.id)
        .where(Case.person_id.in_(records_of(person_id)), Case.closed_on.is_(None))
        .order_by(Case.opened_on.desc(), Case.id.desc())
        .limit(1)
    )


def start(
    work: Work,
    person_id: str,
    opened_on: date,
    risk_level: str,
    owner: str | None,
    review_on: date | None = None,
) -> str:
    """Write a case and its first steps, inside a transaction that is already under way."""
    key = new_key()
    work.session.execute(
        insert(Case).values(
            id=key,
            person_id=person_id,
            opened_on=opened_on,
            opened_recorded_at=work.now,
            risk_level=risk_level,
            owner=owner,
        )
    )
    if owner:
        case_steps.write(work, key, case_steps.OWNER, owner)
    case_steps.write(
        work, key, case_steps.RISK, risk_level, review_on=review_on or _look_again(work, risk_level)
    )
    return key


def transfer(work: Work, draft: TransferDraft) -> Done[str]:
    """Hand a case over to a colleague."""
    case = _case(work, draft.case_id, must_be_open=True)
    problems = _may_own(work, draft.owner, needed=True)
    problems += checks.text("reason", draft.reason, REASON_LIMIT)
    if draft.owner == case.owner:
        problems.append(Problem("owner", "owns_already"))
    checks.insist(problems)
    before = case.owner
    case_steps.baseline(work, case)
    case.owner = draft.owner
    work.session.flush()
    case_steps.write(work, case.id, case_steps.OWNER, draft.owner, checks.clean(draft.reason))
    if draft.with_tasks and before:
        _hand_over(work, case.person_id, before, draft.owner)
    if draft.tell and not has_died(work, case.person_id):
        told = tasks.TaskDraft(
            say("cases.tell"), work.today, "call", case.person_id, owner=draft.owner
        )
        tasks.add(work, told)
    audit.note(work, "case_handed_over", case.id, owner=draft.owner)
    return Done(case.id, changed("people", "cases", "tasks", person_id=case.person_id))


def set_risk(work: Work, draft: RiskDraft) -> Done[str]:
    """Write down how great the risk is, why, and when to look again."""
    case = _case(work, draft.case_id, must_be_open=True)
    problems = checks.one_of(work.lists, "risk_level", "risk_level", draft.risk_level)
    problems += checks.text("reason", draft.reason, REASON_LIMIT, needed=True)
    if draft.review_on is not None and draft.review_on < work.today:
        problems.append(Problem("review_on", "day_is_over"))
    checks.insist(problems)
    case_steps.baseline(work, case)
    case.risk_level = draft.risk_level
    work.session.flush()
    review_on = draft.review_on or _look_again(work, draft.risk_level)
    case_steps.write(
        work, case.id, case_steps.RISK, draft.risk_level, draft.reason.strip(), review_on
    )
    audit.note(work, "case_risk", case.id, level=draft.risk_level)
    return Done(case.id, changed("people", "cases", person_id=case.person_id))


def close(work: Work, case_id: str, reason: str, on_day: date) -> Done[str]:
    """Close a case; not being seen any more is never a reason by itself."""
    case = _case(work, case_id)
    problems = checks.one_of(work.lists, "close_reason", "close_reason", reason)
    if reason in _ELSEWHERE:
        problems.append(Problem("close_reason", _ELSEWHERE[reason]))
    if case.closed_on is not None:
        problems.append(Problem("case_id", "already_closed"))
    if not case.opened_on <= on_day <= work.today:
        problems.append(Problem("closed_on", "bad_day"))
    checks.insist(problems)
    end(work, case, reason, on_day)
    audit.note(work, "case_closed", case_id, reason=reason)
    return Done(case_id, changed("people", "cases", person_id=case.person_id))


def end(work: Work, case: Case, reason: str, on_day: date) -> None:
    """Write the three closing fields, inside a transaction that is already under way."""
    case.closed_on = on_day
    case.closed_recorded_at = work.now
    case.close_reason = reason
    work.session.flush()


def reopen(work: Work, case_id: str) -> Done[str]:
    """Take a case up again: a new one, with the risk and owner of the old, which stays closed."""
    case = _case(work, case_id)
    if case.closed_on is None:
        checks.insist([Problem("case_id", "still_open")])
    gone = _may_own(work, case.owner)
    draft = CaseDraft(case.person_id, case.risk_level, None if gone else case.owner)
    return open_case(work, draft)


def history(work: Work, case_id: str) -> tuple[CaseStep, ...]:
    """Return who held a case and how great its risk was, in order."""
    return case_steps.of_case(work, _case(work, case_id).id)


def _case(work: Work, case_id: str, *, must_be_open: bool = False) -> Case:
    roles.insist(work, roles.CASEWORK)
    case = work.session.get(Case, case_id)
    if case is None:
        raise NoSuchRecord
    access.insist(work, case.person_id)
    if must_be_open and case.closed_on is not None:
        checks.insist([Problem("case_id", "already_closed")])
    return case


def _may_own(work: Work, owner: str | None, *, needed: bool = False) -> list[Problem]:
    if owner is None or not owner:
        return [Problem("owner", "required")] if needed else []
    role = work.session.scalar(
        select(Staff.role).where(Staff.code == owner, Staff.active.is_(True))
    )
    return [] if role in roles.CASEWORK else [Problem("owner", "cannot_own")]


def _look_again(work: Work, risk_level: str) -> date:
    days = work.lists["risk_level"].map("review_days").get(risk_level, 90)
    return work.today + timedelta(days=int(days))


def _hand_over(work: Work, person_id: str, before: str, owner: str) -> None:
    waiting = work.session.scalars(
        select(Task).where(
            Task.person_id.in_(records_of(people.whole_id(work, person_id))),
            Task.owner == before,
            Task.done_at.is_(None),
        )
    )
    for task in waiting:
        task.owner = owner
    work.session.flush()
