"""Who looked at what: the newest lines of the trail, and whether its chain is whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import literal, select

from models.contacts import Contact
from models.incidents import Incident
from models.people import Case, Person, Task
from models.record import AuditEntry
from models.requests import OutsideRequest
from models.support import Need
from outreach_app.casework import access, staff
from outreach_app.errors import NotAllowed
from outreach_app.governance import audit
from outreach_app.work import Work

# Who may read the trail (vocabulary, `user_role`); others see that there is one.
READERS: Final = ("lead", "admin")


@dataclass(frozen=True, slots=True)
class Look:
    """One line: when, who, what kind, and the record by the name it has now ("" for none)."""

    at: datetime
    who: str
    action: str
    record: str
    restricted: bool
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trail:
    """The newest lines; `broken_at` is the number of the first line that was touched, or None."""

    looks: tuple[Look, ...]
    entries: int
    since: datetime | None
    broken_at: int | None
    today: date


def read(work: Work, limit: int = 200) -> Trail:
    """Return the newest `limit` lines and look through the whole chain. Raises NotAllowed."""
    if work.role not in READERS:
        raise NotAllowed
    rows = audit.latest(work, limit)
    names = staff.names(work)
    records = _records(work, {row.object for row in rows if row.object})
    hide = work.role != access.LEAD
    looks = []
    for row in rows:
        record, restricted = records.get(row.object or "", ("", False))
        shown = "" if restricted and hide else record
        who = names.get(row.actor, row.actor)
        looks.append(Look(row.at, who, row.action, shown, restricted, row.detail))
    return Trail(
        looks=tuple(looks),
        entries=audit.count(work),
        since=work.session.scalar(select(AuditEntry.at).where(AuditEntry.seq == 1)),
        broken_at=audit.broken_at(work.session, work.audit_key),
        today=work.today,
    )


def _records(work: Work, keys: set[str]) -> dict[str, tuple[str, bool]]:
    """Find the name and the restriction of records by their keys, whatever kind they are."""
    found: dict[str, tuple[str, bool]] = {}
    people = select(Person.id, Person.alias, Person.restricted).where(Person.id.in_(keys))
    incidents = (
        select(Incident.id, Incident.reference, Person.restricted)
        .outerjoin(Person, Person.id == Incident.person_id)
        .where(Incident.id.in_(keys))
    )
    needs = (
        select(Need.id, Person.alias, Person.restricted)
        .join(Person, Person.id == Need.person_id)
        .where(Need.id.in_(keys))
    )
    cases = (
        select(Case.id, Person.alias, Person.restricted)
        .join(Person, Person.id == Case.person_id)
        .where(Case.id.in_(keys))
    )
    requests = select(
        OutsideRequest.id, OutsideRequest.reference, literal(value=False).label("restricted")
    ).where(OutsideRequest.id.in_(keys))
    todo = (
        select(Task.id, Person.alias, Person.restricted)
        .join(Person, Person.id == Task.person_id)
        .where(Task.id.in_(keys))
    )
    met = (
        select(Contact.id, Person.alias, Person.restricted)
        .join(Person, Person.id == Contact.person_id)
        .where(Contact.id.in_(keys))
    )
    for query in (people, incidents, needs, cases, requests, todo, met):
        for key, name, restricted in work.session.execute(query):
            found[key] = (name, bool(restricted))
    return found
