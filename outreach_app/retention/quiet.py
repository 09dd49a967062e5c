"""Who may be due at all: those of whom nothing stands in the way that is quickly seen.

Nearly everybody in a casebook was met lately, or is helped now. Reading all that decides about each
of them took seconds of a large casebook every time Today was opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import exists, select

from models.contacts import Contact
from models.incidents import Incident
from models.people import Case, Person
from models.record import AuditEntry
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.seen import counted_outcomes
from outreach_app.retention import times
from outreach_app.work import Work

_MEMORY: Final = "retention: quiet"
# Days and moments are compared with this to spare, so that no zone and no leap year is missed.
_SPARE: Final = timedelta(days=3)
# What is kept goes with a change of people or incidents. Of contacts only a void can make somebody
# quiet; all else that is done with one brings people up instead.
_UNDOES: Final = "contact_voided"
# More than this are read with everybody: a statement takes only so many keys.
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Kept:
    """Who was quiet, for which last day and years, and how long the trail was then."""

    last: date
    years: Mapping[str, int]
    trail: int
    keys: tuple[str, ...]


def earliest(last: date, years: int) -> datetime:
    """Return a moment: what ended then or later, and is kept `years`, is due after `last`."""
    return datetime.combine(times.after(last, -years) + _SPARE, time(), UTC)


def people(work: Work, last: date, years: Mapping[str, int]) -> tuple[str, ...] | None:
    """Return the keys of all who may be due by `last`, and of some who are not; None for too many.

    Left out is who was met, or told of harm, too lately, and whose case is open: whatever else is
    known, they are not due. Joined records are not looked at, so that none is left out for what
    another one says.
    """
    kept = work.memory.read.get(_MEMORY)
    if not isinstance(kept, _Kept) or not _holds(work, kept, last, years):
        kept = work.memory.read[_MEMORY] = _Kept(
            last, years, _trail(work), _read(work, last, years)
        )
    return kept.keys if len(kept.keys) <= _MOST else None


def _holds(work: Work, kept: _Kept, last: date, years: Mapping[str, int]) -> bool:
    if (kept.last, kept.years) != (last, years):
        return False
    since = select(AuditEntry.seq).where(AuditEntry.seq > kept.trail, AuditEntry.action == _UNDOES)
    return work.session.scalar(since.limit(1)) is None


def _trail(work: Work) -> int:
    newest = select(AuditEntry.seq).order_by(AuditEntry.seq.desc()).limit(1)
    return work.session.scalar(newest) or 0


def _read(work: Work, last: date, years: Mapping[str, int]) -> tuple[str, ...]:
    met = exists().where(
        Contact.person_id == Person.id,
        Contact.voided_at.is_(None),
        Contact.outcome.in_(counted_outcomes(work)),
        Contact.started_at >= earliest(last, years[times.CONTACTS]),
    )
    told = exists().where(
        Incident.person_id == Person.id,
        Incident.voided_at.is_(None),
        Incident.disclosed_at >= earliest(last, years[times.CASE]),
    )
    helped = exists().where(Case.person_id == Person.id, Case.closed_on.is_(None))
    wanted = select(Person.id).where(
        Person.merged_into.is_(None), still_here(), ~met, ~told, ~helped
    )
    return tuple(work.session.scalars(wanted))
