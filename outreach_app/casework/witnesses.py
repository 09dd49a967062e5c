"""What somebody told who was not the one harmed: it belongs to an incident and never adds to them.

Local protection often covers witnesses too (requirements D02). One that belongs to nothing yet
waits until it is known to which incident.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert, select, update

from models.following import WitnessAccount
from models.people import Person
from models.types import new_key
from outreach_app.casework import access, checks
from outreach_app.casework.incident_access import readable, writable
from outreach_app.casework.people import whole_id
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

# Words: resources/words/amending.toml.
ROLES: Final = ("witness", "third_party")


@dataclass(frozen=True, slots=True)
class WitnessDraft:
    """What was told, by somebody named or not."""

    role: str
    told_at: datetime
    words: str
    incident_id: str | None = None
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """What was told. Of a restricted record neither name nor words, but to the lead."""

    id: str
    incident_id: str | None
    role: str
    told_at: datetime
    words: str | None
    alias: str | None
    code: str | None
    by: str | None


def check(draft: WitnessDraft, now: datetime) -> tuple[Problem, ...]:
    """Find what must be mended before it can be kept; instant, needs no file."""
    problems = [
        *checks.not_later("told_at", draft.told_at, now),
        *checks.text("words", draft.words, checks.NOTE_LIMIT, needed=True),
    ]
    if draft.role not in ROLES:
        problems.append(Problem("role", "required"))
    return tuple(problems)


def add(work: Work, draft: WitnessDraft) -> Done[str]:
    """Write down what a witness told, or somebody to whom it was told."""
    insist(work, CASEWORK)
    checks.insist(check(draft, work.now))
    if draft.incident_id is not None:
        writable(work, draft.incident_id)
    if draft.person_id is not None:
        access.insist(work, draft.person_id)
    key = new_key()
    work.session.execute(
        insert(WitnessAccount).values(
            id=key,
            incident_id=draft.incident_id,
            person_id=whole_id(work, draft.person_id) if draft.person_id else None,
            role=draft.role,
            told_at=draft.told_at,
            words=draft.words.strip(),
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    audit.note(work, "witness_added", key)
    return Done(key, changed("incidents"))


def belongs(work: Work, witness_id: str, incident_id: str) -> Done[str]:
    """Say to which incident it belongs."""
    insist(work, CASEWORK)
    writable(work, incident_id)
    _change(work, witness_id, incident_id=incident_id)
    audit.note(work, "witness_joined", witness_id)
    return Done(witness_id, changed("incidents"))


def void(work: Work, witness_id: str, reason: str) -> Done[str]:
    """Take it out, with the reason; it stays in the casebook."""
    insist(work, CASEWORK)
    checks.insist(checks.one_of(work.lists, "void_reason", "void_reason", reason))
    _change(work, witness_id, voided_at=work.now, void_reason=reason)
    audit.note(work, "witness_voided", witness_id, reason=reason)
    return Done(witness_id, changed("incidents"))


def waiting(work: Work) -> tuple[WitnessRow, ...]:
    """Return what belongs to no incident yet."""
    insist(work, CASEWORK)
    return rows(work, WitnessAccount.incident_id.is_(None))


def closed(work: Work) -> tuple[WitnessRow, ...]:
    """Return what belongs to no incident yet, without the words: an account is asked for."""
    return tuple(replace(row, words=None) for row in waiting(work))


def read(work: Work, witness_id: str) -> Done[WitnessRow]:
    """Return one account with its words; the reading is noted. Raises NoSuchRecord."""
    insist(work, CASEWORK)
    found = rows(work, WitnessAccount.id == witness_id)
    if not found:
        raise NoSuchRecord
    _insist_on_reading(work, witness_id)
    audit.note(work, "witness_read", witness_id)
    return Done(found[0], changed("audit"))


def _insist_on_reading(work: Work, witness_id: str) -> None:
    incident, person = work.session.execute(
        select(WitnessAccount.incident_id, WitnessAccount.person_id).where(
            WitnessAccount.id == witness_id
        )
    ).one()
    if incident is not None:
        readable(work, incident)
    if person is not None:
        access.insist(work, person)


def rows(work: Work, where: Any) -> tuple[WitnessRow, ...]:
    """Return what was told, in order; whoever asks has made sure that it may be read."""
    found = work.session.execute(
        select(
            WitnessAccount.id,
            WitnessAccount.incident_id,
            WitnessAccount.role,
            WitnessAccount.told_at,
            WitnessAccount.words,
            WitnessAccount.recorded_by,
            Person.alias,
            Person.code,
            Person.restricted,
        )
        .outerjoin(Person, Person.id == WitnessAccount.person_id)
        .where(WitnessAccount.voided_at.is_(None), where)
        .order_by(WitnessAccount.told_at, WitnessAccount.id)
    ).all()
    made = []
    for row in found:
        hide = bool(row.restricted) and work.role != access.LEAD
        made.append(
            WitnessRow(
                id=row.id,
                incident_id=row.incident_id,
                role=row.role,
                told_at=row.told_at,
                words=None if hide else row.words,
                alias=None if hide else row.alias,
                code=None if hide else row.code,
                by=row.recorded_by,
            )
        )
    return tuple(made)


def _change(work: Work, witness_id: str, **values: Any) -> None:
    done = work.session.execute(
        update(WitnessAccount)
        .where(WitnessAccount.id == witness_id, WitnessAccount.voided_at.is_(None))
        .values(**values)
        .returning(WitnessAccount.id)
    ).all()
    if not done:
        raise NoSuchRecord
