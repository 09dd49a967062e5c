"""The steps in the life of a case: who holds it, how great the risk is, when to look again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import exists, func, insert, select

from models.people import Case, CaseEvent, Person
from models.types import new_key
from outreach_app.casework import access, roles
from outreach_app.work import Work

OWNER: Final = "owner"
RISK: Final = "risk"


@dataclass(frozen=True, slots=True)
class CaseStep:
    """A step in the life of a case: `kind` is ``owner`` or ``risk``, `value` the code of it."""

    kind: str
    value: str
    reason: str | None
    review_on: date | None
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """A case whose risk is to be looked at again."""

    case_id: str
    person_id: str
    risk_level: str
    review_on: date
    owner: str | None


def of_case(work: Work, case_id: str) -> tuple[CaseStep, ...]:
    """Return the steps of a case in order; whether they may be read is for the caller to ask."""
    rows = work.session.execute(
        select(
            CaseEvent.kind,
            CaseEvent.value,
            CaseEvent.reason,
            CaseEvent.review_on,
            CaseEvent.recorded_at,
            CaseEvent.recorded_by,
        )
        .where(CaseEvent.case_id == case_id)
        .order_by(CaseEvent.recorded_at, CaseEvent.id)
    )
    return tuple(CaseStep(*row) for row in rows)


def reviews(work: Work, until: date) -> tuple[Review, ...]:
    """Return open cases whose risk is to be looked at again by a day, the earliest first."""
    roles.insist(work, roles.CASEWORK)
    later = exists().where(
        (newer := CaseEvent.__table__.alias("newer")).c.case_id == CaseEvent.case_id,
        newer.c.kind == RISK,
        newer.c.id > CaseEvent.id,
    )
    hidden = () if work.role == access.LEAD else (Person.restricted.is_(False),)
    rows = work.session.execute(
        select(
            Case.id,
            func.coalesce(Person.merged_into, Person.id),
            Case.risk_level,
            CaseEvent.review_on,
            Case.owner,
        )
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .join(Person, Person.id == Case.person_id)
        .where(
            Case.closed_on.is_(None), CaseEvent.kind == RISK, CaseEvent.review_on <= until, ~later
        )
        .where(*hidden)
        .order_by(CaseEvent.review_on, Case.id)
    )
    return tuple(Review(*row[:3], day, row[4]) for row in rows if (day := row[3]))


def review_of(work: Work, case_id: str) -> date | None:
    """Return when the risk of a case is to be looked at again."""
    return work.session.scalar(
        select(CaseEvent.review_on)
        .where(CaseEvent.case_id == case_id, CaseEvent.kind == RISK)
        .order_by(CaseEvent.id.desc())
        .limit(1)
    )


def baseline(work: Work, case: Case) -> None:
    """Write down what stood before the first change of a case that came in with an import."""
    if work.session.scalar(select(exists().where(CaseEvent.case_id == case.id))):
        return
    if case.owner:
        write(work, case.id, OWNER, case.owner, at=case.opened_recorded_at, by=None)
    write(work, case.id, RISK, case.risk_level, at=case.opened_recorded_at, by=None)


def write(
    work: Work,
    case_id: str,
    kind: str,
    value: str,
    reason: str | None = None,
    review_on: date | None = None,
    **recorded: Any,
) -> None:
    """Append a step, inside a transaction under way; `at`, `by`: when and by whom, if not now."""
    work.session.execute(
        insert(CaseEvent).values(
            id=new_key(),
            case_id=case_id,
            kind=kind,
            value=value,
            reason=reason,
            review_on=review_on,
            recorded_at=recorded.get("at", work.now),
            recorded_by=recorded.get("by", work.by),
        )
    )
