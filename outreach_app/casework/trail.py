"""Who looked at what: the newest lines of the trail, and whether its chain is whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import literal, select

from models.contacts import Contact
from models.incidents import Incident
from models.own_copy import AccessRequest
from models.people import Case, Person, Task
from models.record import AuditEntry
from models.requests import OutsideRequest
from models.support import Need
from outreach_app.casework import access, staff
from outreach_app.errors import NotAllowed
from outreach_app.governance import audit
from outreach_app.governance.audit import AuditRow
from outreach_app.work import Work

# Who may read the trail (vocabulary, `user_role`); others see that there is one.
READERS: Final = ("lead", "admin")
# Lines whose object is a colleague, by their staff code.
OF_COLLEAGUES: Final = frozenset(
    {
        "colleague_added",
        "colleague_let_in",
        "colleague_role",
        "passphrase_given",
        "own_passphrase",
        "leaving_set",
        "leaving_called_off",
        "sign_in_ended",
        "caseload_handed_over",
        "drafts_taken_over",
    }
)


@dataclass(frozen=True, slots=True)
class Look:
    """One line: when, who, what kind, and the record by the name it has now ("" for none).

    `code` stands for the name of a person while names are covered; it is empty for other records.
    """

    at: datetime
    who: str
    action: str
    record: str
    restricted: bool
    code: str
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
    return Trail(
        looks=shown(work, audit.latest(work, limit)),
        entries=audit.count(work),
        since=work.session.scalar(select(AuditEntry.at).where(AuditEntry.seq == 1)),
        broken_at=audit.broken_at(work.session, work.audit_key),
        today=work.today,
    )


def shown(work: Work, rows: Sequence[AuditRow]) -> tuple[Look, ...]:
    """Put names to lines, as far as the person at the keyboard may read them."""
    names = staff.names(work)
    records = _records(work, {row.object for row in rows if row.object})
    hide = work.role != access.LEAD
    looks = []
    for row in rows:
        record, code, restricted = records.get(row.object or "", ("", "", False))
        if row.action in OF_COLLEAGUES:
            record = names.get(row.object or "", "")
        told = "" if restricted and hide else record
        who = names.get(row.actor, row.actor)
        looks.append(
            Look(row.at, who, row.action, told, restricted, code if told else "", row.detail)
        )
    return tuple(looks)


def _records(work: Work, keys: set[str]) -> dict[str, tuple[str, str, bool]]:
    """Find name, code and restriction of records by their keys, whatever kind they are."""
    found: dict[str, tuple[str, str, bool]] = {}
    people = select(Person.id, Person.alias, Person.code, Person.restricted).where(
        Person.id.in_(keys)
    )
    incidents = (
        select(Incident.id, Incident.reference, literal(""), Person.restricted)
        .outerjoin(Person, Person.id == Incident.person_id)
        .where(Incident.id.in_(keys))
    )
    needs = (
        select(Need.id, Person.alias, Person.code, Person.restricted)
        .join(Person, Person.id == Need.person_id)
        .where(Need.id.in_(keys))
    )
    cases = (
        select(Case.id, Person.alias, Person.code, Person.restricted)
        .join(Person, Person.id == Case.person_id)
        .where(Case.id.in_(keys))
    )
    requests = select(
        OutsideRequest.id,
        OutsideRequest.reference,
        literal(value=None).label("code"),
        literal(value=False).label("restricted"),
    ).where(OutsideRequest.id.in_(keys))
    todo = (
        select(Task.id, Person.alias, Person.code, Person.restricted)
        .join(Person, Person.id == Task.person_id)
        .where(Task.id.in_(keys))
    )
    met = (
        select(Contact.id, Person.alias, Person.code, Person.restricted)
        .join(Person, Person.id == Contact.person_id)
        .where(Contact.id.in_(keys))
    )
    asked = (
        select(AccessRequest.id, AccessRequest.reference, literal(""), Person.restricted)
        .outerjoin(Person, Person.id == AccessRequest.person_id)
        .where(AccessRequest.id.in_(keys))
    )
    for query in (people, incidents, needs, cases, requests, asked, todo, met):
        for key, name, code, restricted in work.session.execute(query):
            found[key] = (name, code or "", bool(restricted))
    return found
