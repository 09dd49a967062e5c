"""Known people in the short form that is shown while a name is typed or chosen."""

from collections.abc import Sequence

from sqlalchemy import select

from models.people import Person, PersonFlag
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.person_rows import PersonHit
from outreach_app.casework.seen import records_of, seen_at
from outreach_app.work import Work


def hits(work: Work, person_ids: Sequence[str]) -> tuple[PersonHit, ...]:
    """Return these people in the order given; a key that is not there is left out."""
    rows = work.session.execute(
        select(
            Person.id,
            Person.alias,
            Person.code,
            seen_at(work).label("seen_at"),
            Person.last_contact_before,
            Person.deceased_on,
        ).where(Person.id.in_(person_ids), still_here())
    )
    found = {}
    for row in rows:
        day = work.day_of(row.seen_at) if row.seen_at else row.last_contact_before
        found[row.id] = PersonHit(
            row.id, row.alias, row.code, day, _flags(work, row.id), row.deceased_on is not None
        )
    return tuple(found[key] for key in person_ids if key in found)


def _flags(work: Work, person_id: str) -> tuple[str, ...]:
    return tuple(
        work.session.scalars(
            select(PersonFlag.flag)
            .where(PersonFlag.person_id.in_(records_of(person_id)), PersonFlag.ended_at.is_(None))
            .order_by(PersonFlag.noted_at, PersonFlag.id)
        )
    )
