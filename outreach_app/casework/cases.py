"""Cases: a piece of casework for one person, opened, and closed with a reason."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from models.people import Case
from models.types import new_key
from outreach_app.casework import checks, people
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case about to be opened."""

    person_id: str
    risk_level: str = "standard"


def open_case(work: Work, draft: CaseDraft) -> Done[str]:
    """Open a case today; a person has one open case at a time."""
    checks.insist(checks.one_of(work.lists, "risk_level", "risk_level", draft.risk_level))
    person_id = people.whole_id(work, draft.person_id)
    already = work.session.scalar(
        select(Case.id).where(Case.person_id == person_id, Case.closed_on.is_(None))
    )
    if already:
        return Done(already, changed())
    key = new_key()
    work.session.execute(
        insert(Case).values(
            id=key,
            person_id=person_id,
            opened_on=work.today,
            opened_recorded_at=work.now,
            risk_level=draft.risk_level,
            owner=work.by,
        )
    )
    audit.note(work, "case_opened", key)
    return Done(key, changed("people", "cases", person_id=person_id))


def close(work: Work, case_id: str, reason: str, on_day: date) -> Done[str]:
    """Close a case; not being seen any more is never a reason by itself."""
    case = work.session.get(Case, case_id)
    if case is None:
        raise NoSuchRecord
    problems = checks.one_of(work.lists, "close_reason", "close_reason", reason)
    if case.closed_on is not None:
        problems.append(Problem("case_id", "already_closed"))
    if not case.opened_on <= on_day <= work.today:
        problems.append(Problem("closed_on", "bad_day"))
    checks.insist(problems)
    case.closed_on = on_day
    case.closed_recorded_at = work.now
    case.close_reason = reason
    work.session.flush()
    audit.note(work, "case_closed", case_id, reason=reason)
    return Done(case_id, changed("people", "cases", person_id=case.person_id))
