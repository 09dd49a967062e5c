"""People who belong together, each with a record and answers of their own (requirement E08).

All that one record tells of the other is the name, and that only to who may open it. Neither page,
nor answer, nor paper of one holds anything else of the other.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import and_, insert, or_, select, update

from models.linking import Partnership
from models.people import Person
from models.types import new_key
from outreach_app.casework import access, checks, roles
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

# How two people belong together. Words: resources/words/linking.toml.
KINDS: Final = ("partner", "works_with", "family", "friend")


@dataclass(frozen=True, slots=True)
class PartnerDraft:
    """Two people who belong together."""

    person_id: str
    other_id: str
    kind: str = "partner"


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """Somebody a person belongs together with; without a name for who may not open their record."""

    id: str
    other_id: str
    alias: str | None
    kind: str
    noted_at: datetime
    ended_at: datetime | None


def add(work: Work, draft: PartnerDraft) -> Done[str]:
    """Write down that two people belong together; nothing of either is shared by it."""
    roles.insist(work, roles.CASEWORK)
    one, other = whole_id(work, draft.person_id), whole_id(work, draft.other_id)
    for key in (one, other):
        access.insist(work, key)
    problems = [] if draft.kind in KINDS else [Problem("kind", "required")]
    if one == other:
        problems.append(Problem("other_id", "link_itself"))
    if are(work, one, other):
        problems.append(Problem("other_id", "partners_already"))
    checks.insist(problems)
    key = new_key()
    work.session.execute(
        insert(Partnership).values(
            id=key,
            person_id=one,
            other_id=other,
            kind=draft.kind,
            noted_at=work.now,
            noted_by=work.by,
        )
    )
    audit.note(work, "partners_noted", one, other=other)
    return Done(key, changed("people", person_id=one))


def end(work: Work, partnership_id: str) -> Done[str]:
    """Let it hold no longer; that it held stays known."""
    roles.insist(work, roles.CASEWORK)
    found = work.session.get(Partnership, partnership_id)
    if found is None or found.ended_at is not None:
        raise NoSuchRecord
    for key in (found.person_id, found.other_id):
        access.insist(work, key)
    work.session.execute(
        update(Partnership).where(Partnership.id == partnership_id).values(ended_at=work.now)
    )
    audit.note(work, "partners_ended", found.person_id, other=found.other_id)
    return Done(partnership_id, changed("people", person_id=found.person_id))


def of_person(work: Work, person_id: str) -> tuple[PartnerRow, ...]:
    """Return whom a person belongs together with, also before, in order."""
    access.insist(work, person_id)
    mine = set(work.session.scalars(records_of(person_id)))
    rows = work.session.scalars(
        select(Partnership)
        .where(or_(Partnership.person_id.in_(mine), Partnership.other_id.in_(mine)))
        .order_by(Partnership.noted_at, Partnership.id)
    ).all()
    result = []
    for row in rows:
        other = whole_id(work, row.other_id if row.person_id in mine else row.person_id)
        alias, restricted = work.session.execute(
            select(Person.alias, Person.restricted).where(Person.id == other)
        ).one()
        shown = None if restricted and work.role != access.LEAD else alias
        result.append(PartnerRow(row.id, other, shown, row.kind, row.noted_at, row.ended_at))
    return tuple(result)


def are(work: Work, one: str, other: str) -> bool:
    """Tell whether two people belong together now."""
    return frozenset((one, other)) in pairs(work)


def pairs(work: Work) -> frozenset[frozenset[str]]:
    """Return every two people who belong together now, by the records that stand for them."""
    first, second = Person.__table__.alias("first"), Person.__table__.alias("second")
    rows = work.session.execute(
        select(
            Partnership.person_id, first.c.merged_into, Partnership.other_id, second.c.merged_into
        )
        .join(first, and_(first.c.id == Partnership.person_id))
        .join(second, and_(second.c.id == Partnership.other_id))
        .where(Partnership.ended_at.is_(None))
    )
    return frozenset(
        frozenset((into or one, other_into or other)) for one, into, other, other_into in rows
    )
