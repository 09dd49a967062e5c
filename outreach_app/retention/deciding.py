"""What the lead decides of something due, beside letting go of it: keep it longer, or hold it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import insert

from models.erasing import KeptLonger
from models.types import new_key
from outreach_app.casework import access, checks, holds, roles
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.retention import times
from outreach_app.retention.due import KINDS
from outreach_app.work import Done, Work, changed

# Why something is kept past its time, and why it is held. Words: resources/words/erasing.toml.
REASONS: Final = ("support", "police", "court", "claim", "wish", "warning")
HOLDS: Final = ("police", "court", "review", "claim")
# Nothing is put off for ever: later it is looked at again.
MOST_YEARS: Final = 10


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """What is kept longer, until which day, and why."""

    kind: str
    key: str
    until: date | None
    reason: str


def check(draft: KeepDraft, today: date) -> tuple[Problem, ...]:
    """Find what is to be mended before something is kept longer."""
    problems = []
    if draft.until is None:
        problems.append(Problem("until", "required"))
    elif not today < draft.until <= times.after(today, MOST_YEARS):
        problems.append(Problem("until", "erasing_until", {"years": MOST_YEARS}))
    if draft.reason not in REASONS:
        problems.append(Problem("reason", "required"))
    return tuple(problems)


def keep_longer(work: Work, draft: KeepDraft) -> Done[str]:
    """Keep something until a day, with the reason. For the lead."""
    roles.insist(work, (roles.LEAD,))
    checks.insist(check(draft, work.today))
    if draft.kind not in KINDS:
        checks.insist([Problem("kind", "unknown_code", {"value": draft.kind})])
    work.session.execute(
        insert(KeptLonger).values(
            id=new_key(),
            kind=draft.kind,
            object_id=draft.key,
            until=draft.until,
            reason=draft.reason,
            noted_at=work.now,
            noted_by=work.by,
        )
    )
    audit.note(work, "kept_longer", draft.key, until=str(draft.until), reason=draft.reason)
    return Done(draft.key, changed("due"))


def hold(work: Work, person_id: str, reason: str) -> Done[str]:
    """Put everything about somebody on hold until the lead lifts it. For the lead."""
    roles.insist(work, (roles.LEAD,))
    access.insist(work, person_id)
    if reason not in HOLDS:
        checks.insist([Problem("reason", "required")])
    holds.place(work, person_id, reason)
    return Done(person_id, changed("people", "due", person_id=person_id))
