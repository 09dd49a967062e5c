"""Restricted records: opened by the lead alone, and never without a reason that is kept."""

from typing import Final

from sqlalchemy import select, update

from models.people import Person
from outreach_app.casework import checks, own_work
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.errors import NoSuchRecord, NotAllowed, Problem, Restricted
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

LEAD: Final = "lead"
# Why a restricted record may be opened (vocabulary, `user_role` lead: "with reason logged").
REASONS: Final = ("own_case", "cover", "asked", "emergency")
# Why a record is restricted, or no longer. Words: resources/words/access.toml.
RESTRICT: Final = ("wish", "known_to_staff", "danger", "court", "other")
UNRESTRICT: Final = ("wish", "over", "mistake")


def needs_reason(work: Work, person_id: str) -> bool:
    """Tell whether a reason must be given before anything of this person is shown.

    Raises Restricted when the person at the keyboard may not open the record at all.
    """
    restricted = _insist_on_restricted(work, person_id)
    own_work.insist(work, whole_id(work, person_id))
    return restricted


def insist(work: Work, person_id: str) -> None:
    """Raise Restricted when the person at the keyboard may not read this record."""
    needs_reason(work, person_id)


def insist_may_tell(work: Work, person_id: str) -> None:
    """Raise Restricted when nothing may be written down about this person here.

    Whoever meets somebody can say so, and that they are worried, whoever looks after them.
    """
    _insist_on_restricted(work, person_id)


def _insist_on_restricted(work: Work, person_id: str) -> bool:
    restricted = _is_restricted(work, person_id)
    if restricted and work.role != LEAD:
        raise Restricted
    return restricted


def open_restricted(work: Work, person_id: str, reason: str) -> Done[str]:
    """Write into the trail why a restricted record is opened now."""
    insist(work, person_id)
    if reason not in REASONS:
        checks.insist([Problem("reason", "required")])
    audit.note(work, "restricted_opened", person_id, reason=reason)
    return Done(person_id, changed("audit"))


def restrict(work: Work, person_id: str, reason: str) -> Done[str]:
    """Let the lead alone open a record from now on. For the lead; the reason is kept."""
    return _set(work, person_id, reason, restricted=True)


def unrestrict(work: Work, person_id: str, reason: str) -> Done[str]:
    """Let everybody whose role allows it open a record again. For the lead; the reason is kept."""
    return _set(work, person_id, reason, restricted=False)


def _set(work: Work, person_id: str, reason: str, *, restricted: bool) -> Done[str]:
    if work.role != LEAD:
        raise NotAllowed
    if reason not in (RESTRICT if restricted else UNRESTRICT):
        checks.insist([Problem("reason", "required")])
    key = whole_id(work, person_id)
    work.session.execute(
        update(Person).where(Person.id.in_(records_of(key))).values(restricted=restricted)
    )
    audit.note(work, "restricted" if restricted else "unrestricted", key, reason=reason)
    return Done(key, changed("everything", person_id=key))


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
