"""Other names somebody goes by: added, and let go of when they are no longer wanted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from models.people import Alias, Person
from models.types import new_key
from outreach_app.casework import access, checks, people, roles
from outreach_app.casework.seen import records_of
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed


@dataclass(frozen=True, slots=True)
class NameDraft:
    """Another name of a person."""

    person_id: str
    name: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """Another name; without `id` it is what a joined record is called. Ended, it is not found."""

    id: str | None
    name: str
    added_at: datetime | None
    ended_at: datetime | None


def check(draft: NameDraft) -> tuple[Problem, ...]:
    """Find what must be mended before this name can be added."""
    if not draft.name.strip():
        return (Problem("name", "alias_needed"),)
    return tuple(checks.text("name", draft.name, checks.ALIAS_LIMIT))


def add(work: Work, draft: NameDraft) -> Done[str]:
    """Add another name; one they have already is not written twice."""
    checks.insist(check(draft))
    key = people.whole_id(work, draft.person_id)
    access.insist(work, key)
    roles.insist(work, roles.SHIFT)
    name = draft.name.strip()
    standing = [row for row in names_of(work, key) if row.ended_at is None]
    if any(row.name == name for row in standing):
        return Done(key, changed())
    work.session.execute(
        insert(Alias).values(
            id=new_key(), person_id=key, alias=name, added_at=work.now, added_by=work.by
        )
    )
    audit.note(work, "name_added", key)
    return Done(key, changed("people", person_id=key))


def end(work: Work, name_id: str) -> Done[str]:
    """Let a name go: it is shown and found no more, that it was used stays known."""
    person_id = work.session.scalar(
        select(Alias.person_id).where(Alias.id == name_id, Alias.ended_at.is_(None))
    )
    if person_id is None:
        raise NoSuchRecord
    key = people.whole_id(work, person_id)
    access.insist(work, key)
    roles.insist(work, roles.SHIFT)
    work.session.execute(update(Alias).where(Alias.id == name_id).values(ended_at=work.now))
    audit.note(work, "name_ended", key)
    return Done(key, changed("people", person_id=key))


def names_of(work: Work, person_id: str) -> tuple[NameRow, ...]:
    """Return every other name with its history: added ones in order, then joined records'."""
    access.insist(work, person_id)
    rows = work.session.execute(
        select(Alias.id, Alias.alias, Alias.added_at, Alias.ended_at)
        .where(Alias.person_id.in_(records_of(person_id)))
        .order_by(Alias.added_at, Alias.id)
    )
    joined = work.session.execute(
        select(Person.alias, Person.merged_at)
        .where(Person.merged_into == person_id)
        .order_by(Person.merged_at, Person.id)
    )
    return (
        *(NameRow(*row) for row in rows),
        *(NameRow(None, alias, at, None) for alias, at in joined),
    )
