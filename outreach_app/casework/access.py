"""Restricted records: opened by the lead alone, and never without a reason that is kept."""

from typing import Final

from sqlalchemy import select

from models.people import Person
from outreach_app.casework import checks
from outreach_app.errors import NoSuchRecord, Problem, Restricted
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

LEAD: Final = "lead"
# Why a restricted record may be opened (vocabulary, `user_role` lead: "with reason logged").
REASONS: Final = ("own_case", "cover", "asked", "emergency")


def needs_reason(work: Work, person_id: str) -> bool:
    """Tell whether a reason must be given before anything of this person is shown.

    Raises Restricted when the person at the keyboard may not open the record at all.
    """
    restricted = _is_restricted(work, person_id)
    if restricted and work.role != LEAD:
        raise Restricted
    return restricted


def insist(work: Work, person_id: str) -> None:
    """Raise Restricted when the person at the keyboard may not read this record."""
    needs_reason(work, person_id)


def open_restricted(work: Work, person_id: str, reason: str) -> Done[str]:
    """Write into the trail why a restricted record is opened now."""
    insist(work, person_id)
    if reason not in REASONS:
        checks.insist([Problem("reason", "required")])
    audit.note(work, "restricted_opened", person_id, reason=reason)
    return Done(person_id, changed("audit"))


def _is_restricted(work: Work, person_id: str) -> bool:
    """Tell whether a record, or the one that stands for it after a merge, is restricted."""
    row = work.session.execute(
        select(Person.restricted, Person.merged_into).where(Person.id == person_id)
    ).first()
    if row is None:
        raise NoSuchRecord
    if row.merged_into is None:
        return bool(row.restricted)
    whole = work.session.scalar(select(Person.restricted).where(Person.id == row.merged_into))
    return bool(row.restricted or whole)
