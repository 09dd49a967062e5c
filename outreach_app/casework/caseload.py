"""What a colleague looks after, and handing it over: nothing stays with somebody who has gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.people import Case, Person, Task
from models.record import FormDraft
from outreach_app.casework import case_steps, cases, checks, roles, staff, tasks
from outreach_app.casework.cases import TransferDraft
from outreach_app.casework.colleagues import KEEPERS, NoSuchColleague
from outreach_app.casework.staff import StaffRow
from outreach_app.casework.tasks import TaskRow
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

# `reviews` gives everything that is due by a day: all of it.
_ALWAYS: Final = date.max


@dataclass(frozen=True, slots=True)
class HeldCase:
    """An open case a colleague looks after; `review_on` is when its risk is looked at again."""

    id: str
    person_id: str
    alias: str
    code: str
    restricted: bool
    risk_level: str
    opened_on: date
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Load:
    """What a colleague looks after; `drafts` counts what they typed and did not finish."""

    cases: tuple[HeldCase, ...]
    tasks: tuple[TaskRow, ...]
    drafts: int

    @property
    def nothing(self) -> bool:
        """Tell whether nothing waits for somebody else to take it."""
        return not (self.cases or self.tasks or self.drafts)


@dataclass(frozen=True, slots=True)
class HandOver:
    """What goes from one colleague to another.

    With `tell` the new one gets a task for each person: tell them who looks after them now. What
    there is to do for a person goes with their case.
    """

    before: str
    to: str
    cases: tuple[str, ...]
    tasks: tuple[str, ...] = ()
    tell: bool = True


@dataclass(frozen=True, slots=True)
class Handed:
    """How much went over."""

    cases: int
    tasks: int


def held(work: Work, code: str) -> Load:
    """Return what a colleague looks after. For the lead."""
    roles.insist(work, KEEPERS)
    return Load(
        cases=_cases(work, code),
        tasks=tuple(row for row in tasks.waiting(work, mine=False) if row.owner == code),
        drafts=work.session.scalar(
            select(func.count()).select_from(FormDraft).where(FormDraft.staff_code == code)
        )
        or 0,
    )


def waits(work: Work, code: str) -> bool:
    """Tell whether a colleague has an open case or something to do, whoever asks."""
    return bool(
        _counted(work, Case.owner, (Case.closed_on.is_(None)) & (Case.owner == code))
        or _counted(work, Task.owner, (Task.done_at.is_(None)) & (Task.owner == code))
    )


def counts(work: Work) -> Mapping[str, tuple[int, int]]:
    """Return how many open cases and waiting tasks each colleague has. For the lead."""
    roles.insist(work, KEEPERS)
    open_cases = dict(_counted(work, Case.owner, Case.closed_on.is_(None)))
    to_do = dict(_counted(work, Task.owner, Task.done_at.is_(None)))
    return {code: (open_cases.get(code, 0), to_do.get(code, 0)) for code in open_cases | to_do}


def takers(work: Work, code: str) -> tuple[StaffRow, ...]:
    """Return who can take over from a colleague: they do casework, sign in, and stay."""
    return tuple(
        row
        for row in staff.everybody(work.session)
        if row.code != code
        and row.active
        and row.can_sign_in
        and row.role in roles.CASEWORK
        and row.leaves_on is None
    )


def hand_over(work: Work, draft: HandOver) -> Done[Handed]:
    """Hand cases and tasks over, all or nothing. For the lead."""
    roles.insist(work, KEEPERS)
    _someone(work, draft.before)
    if draft.to not in {row.code for row in takers(work, draft.before)}:
        checks.insist([Problem("to", "cannot_own" if draft.to else "required")])
    load = held(work, draft.before)
    # What was closed or went elsewhere meanwhile is nothing to hand over any more.
    mine = {row.id for row in load.cases}
    going = [key for key in dict.fromkeys(draft.cases) if key in mine]
    for key in going:
        cases.transfer(work, TransferDraft(key, draft.to, tell=draft.tell))
    waiting = {row.id for row in load.tasks}
    wanted = [key for key in dict.fromkeys(draft.tasks) if key in waiting]
    work.session.execute(
        update(Task)
        .where(Task.id.in_(wanted), Task.owner == draft.before, Task.done_at.is_(None))
        .values(owner=draft.to)
    )
    left = set(
        work.session.scalars(
            select(Task.id).where(Task.owner == draft.before, Task.done_at.is_(None))
        )
    )
    handed = Handed(len(going), len(waiting - left))
    audit.note(
        work,
        "caseload_handed_over",
        draft.before,
        to=draft.to,
        cases=handed.cases,
        tasks=handed.tasks,
    )
    return Done(handed, changed("people", "cases", "tasks", "staff"))


def take_drafts(work: Work, code: str) -> Done[int]:
    """Take over what somebody who left had typed and not finished; returns how many.

    Only the lead, who may read everything, and only from somebody who can no longer sign in: until
    then they finish it themselves. Where the lead has one of the same kind waiting, it stays back
    until that is finished.
    """
    roles.insist(work, KEEPERS)
    if _someone(work, code).active:
        checks.insist([Problem("code", "still_here")])
    theirs, mine = aliased(FormDraft), aliased(FormDraft)
    same = (
        select(mine.id)
        .where(mine.staff_code == work.by, mine.kind == theirs.kind, mine.about == theirs.about)
        .exists()
    )
    free = work.session.scalars(select(theirs.id).where(theirs.staff_code == code, ~same)).all()
    work.session.execute(update(FormDraft).where(FormDraft.id.in_(free)).values(staff_code=work.by))
    if free:
        audit.note(work, "drafts_taken_over", code, count=len(free))
    return Done(len(free), changed("drafts", "staff"))


def _someone(work: Work, code: str) -> StaffRow:
    row = staff.by_code(work.session, code)
    if row is None:
        raise NoSuchColleague(name=code)
    return row


def _cases(work: Work, code: str) -> tuple[HeldCase, ...]:
    review = {row.case_id: row.review_on for row in case_steps.reviews(work, _ALWAYS)}
    whole = aliased(Person)
    rows = work.session.execute(
        select(
            Case.id,
            whole.id.label("person_id"),
            whole.alias,
            whole.code,
            whole.restricted,
            Case.risk_level,
            Case.opened_on,
        )
        .join(Person, Person.id == Case.person_id)
        .join(whole, whole.id == func.coalesce(Person.merged_into, Person.id))
        .where(Case.owner == code, Case.closed_on.is_(None))
        .order_by(whole.alias, Case.id)
    )
    return tuple(
        HeldCase(
            row.id,
            row.person_id,
            row.alias,
            row.code,
            bool(row.restricted),
            row.risk_level,
            row.opened_on,
            review.get(row.id),
        )
        for row in rows
    )


def _counted(
    work: Work, owner: InstrumentedAttribute[str | None], still: ColumnElement[bool]
) -> list[tuple[str, int]]:
    found = work.session.execute(
        select(owner, func.count()).where(owner.is_not(None), still).group_by(owner)
    )
    return [(code, number) for code, number in found if code is not None]
