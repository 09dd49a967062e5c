"""Harm that was told: three answers save it, all the rest can wait."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, insert, or_, select
from sqlalchemy.orm import aliased

from models.incidents import Incident, PathEvent, Suspect, Vehicle
from models.people import Person
from models.types import new_key
from outreach_app.casework import (
    access,
    checks,
    incident_access,
    own_work,
    people,
    police_yes,
    roles,
)
from outreach_app.casework.seen import records_of
from outreach_app.casework.telling import (
    PARTS_OF_DAY,
    IncidentDraft,
    SuspectDraft,
    VehicleDraft,
    check,
    first_day,
    kept_day,
)
from outreach_app.errors import NoSuchRecord
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

# A draft and its check belong to what callers know as incidents.
__all__ = [
    "PARTS_OF_DAY",
    "IncidentDraft",
    "SuspectDraft",
    "VehicleDraft",
    "check",
    "first_day",
]

UNDECIDED: Final = "undecided"

# The record that stands for a person after two were joined.
_whole = aliased(Person)


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in a list: nothing of the account itself.

    Of a restricted record the list says only that it is there, except to the lead.
    """

    id: str
    reference: str
    person_id: str | None
    alias: str | None
    told_at: datetime
    occurred_on: date | None
    occurred_precision: str
    type: str
    area: str
    path: str
    no_police: bool
    restricted: bool = False
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What happened, as told: shown only when somebody asks for it, and the asking is noted."""

    reference: str
    own_words: str | None
    place_exact: str | None
    place_type: str
    vehicle: VehicleDraft | None
    suspects: tuple[SuspectDraft, ...]
    also: tuple[str, ...]
    weapons: tuple[str, ...]
    injuries: tuple[str, ...]
    hate_strands: tuple[str, ...]
    factors: tuple[str, ...] = ()
    medical: tuple[str, ...] = ()
    severity: str | None = None
    relationship: str | None = None
    contact_method: str | None = None


def log(work: Work, draft: IncidentDraft) -> Done[IncidentRow]:
    """Save an incident with whatever was told so far."""
    roles.insist(work, roles.TELLS)
    told_on = work.day_of(draft.told_at)
    checks.insist(check(draft, work.lists, work.now, told_on))
    person_id = people.whole_id(work, draft.person_id) if draft.person_id else None
    if person_id is not None:
        access.insist_may_tell(work, person_id)
    key, reference = new_key(), next_reference(work)
    work.session.execute(
        insert(Incident).values(
            id=key,
            reference=reference,
            person_id=person_id,
            occurred_on=kept_day(draft, told_on),
            occurred_precision=draft.occurred_precision,
            part_of_day=draft.part_of_day,
            disclosed_at=draft.told_at,
            type=draft.type,
            also=draft.also,
            factors=draft.factors,
            area=draft.area,
            place_type=draft.place_type,
            place_exact=checks.clean(draft.place_exact),
            private_note=checks.clean(draft.own_words),
            contact_method=draft.contact_method,
            relationship=draft.relationship,
            weapons=draft.weapons,
            injuries=draft.injuries,
            severity=draft.severity,
            medical=draft.medical,
            hate_strands=draft.hate_strands,
            hate_perceived_by=draft.hate_perceived_by,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    _write_described(work, key, draft)
    take_step(work, key, draft.path or UNDECIDED)
    audit.note(work, "incident_logged", key)
    # Also to whoever may not read it later: it says no more than what they wrote.
    row = _rows(work, Incident.id == key)[0]
    return Done(row, changed("incidents", person_id=person_id))


def _write_described(work: Work, key: str, draft: IncidentDraft) -> None:
    if draft.vehicle and not draft.vehicle.is_empty():
        work.session.execute(
            insert(Vehicle).values(id=new_key(), incident_id=key, **asdict(draft.vehicle))
        )
    told = [who for who in draft.suspects if not who.is_empty()]
    if told:
        work.session.execute(
            insert(Suspect),
            [
                {"id": new_key(), "incident_id": key, "position": place, **asdict(who)}
                for place, who in enumerate(told)
            ],
        )


def take_step(work: Work, incident_id: str, path: str) -> None:
    """Append a step on the way to police, today."""
    place = work.session.scalar(select(func.count()).where(PathEvent.incident_id == incident_id))
    work.session.execute(
        insert(PathEvent).values(
            id=new_key(),
            incident_id=incident_id,
            position=place or 0,
            on_day=work.today,
            path=path,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )


def next_reference(work: Work) -> str:
    """Return the next free ``INR-n``, two digits at least."""
    taken = set(
        work.session.scalars(select(Incident.reference).where(Incident.reference.like("INR-%")))
    )
    highest = max(
        (int(each[4:]) for each in taken if each[4:].isascii() and each[4:].isdigit()), default=0
    )
    return f"INR-{highest + 1:02d}"


def one(work: Work, incident_id: str) -> IncidentRow:
    """Return one incident without its account. Raises NoSuchRecord also for one not shown here."""
    rows = _listed(work, Incident.id == incident_id)
    if not rows:
        raise NoSuchRecord
    return rows[0]


def listing(work: Work, limit: int = 500) -> tuple[IncidentRow, ...]:
    """Return incidents, the ones told last first."""
    return _listed(work, Incident.voided_at.is_(None), limit=limit)


def of_person(work: Work, person_id: str) -> tuple[IncidentRow, ...]:
    """Return the incidents of a person and of their joined records, the ones told last first."""
    return _listed(
        work, Incident.person_id.in_(records_of(person_id)), Incident.voided_at.is_(None)
    )


def _listed(work: Work, *where: Any, limit: int = 500) -> tuple[IncidentRow, ...]:
    """Return the incidents that may stand in a list of the person at the keyboard."""
    if work.role in own_work.NOBODYS:
        shown = police_yes.incidents(work) if work.role == roles.LIAISON else frozenset()
        where = (*where, Incident.id.in_(shown))
    elif work.role == roles.VOLUNTEER:
        where = (*where, Incident.recorded_by == work.by)
    else:
        where = (*where, *own_work.not_apart(work))
    return _rows(work, *where, limit=limit)


def _rows(work: Work, *where: Any, limit: int = 500) -> tuple[IncidentRow, ...]:
    found = work.session.execute(
        select(
            Incident.id,
            Incident.reference,
            Incident.person_id,
            func.coalesce(_whole.alias, Person.alias).label("alias"),
            func.coalesce(_whole.code, Person.code).label("code"),
            Incident.disclosed_at,
            Incident.occurred_on,
            Incident.occurred_precision,
            Incident.type,
            Incident.area,
            or_(Person.restricted, func.coalesce(_whole.restricted, False)).label("restricted"),
        )
        .outerjoin(Person, Person.id == Incident.person_id)
        .outerjoin(_whole, _whole.id == Person.merged_into)
        .where(*where)
        .order_by(Incident.disclosed_at.desc(), Incident.id.desc())
        .limit(limit)
    ).all()
    paths = _agreed_paths(work, [row.id for row in found])
    rungs = work.lists["police_path"].map("rung")
    return tuple(
        _closed(row)
        if row.restricted and work.role != access.LEAD
        else _line(row, paths.get(row.id, UNDECIDED), rungs, named=work.role != roles.LIAISON)
        for row in found
    )


def _line(row: Any, path: str, rungs: Mapping[str, Any], *, named: bool) -> IncidentRow:
    """Return a line; not `named`, it leads to nobody, as if it had been told anonymously."""
    return IncidentRow(
        id=row.id,
        reference=row.reference,
        person_id=row.person_id if named else None,
        alias=row.alias if named else None,
        told_at=row.disclosed_at,
        occurred_on=row.occurred_on,
        occurred_precision=row.occurred_precision,
        type=row.type,
        area=row.area,
        path=path,
        no_police=rungs.get(path) in (0, 1) and path != UNDECIDED,
        restricted=bool(row.restricted),
        code=row.code if named else None,
    )


def _closed(row: Any) -> IncidentRow:
    """Return a line that says only that a restricted record is there."""
    return IncidentRow(
        id=row.id,
        reference=row.reference,
        person_id=None,
        alias=None,
        told_at=row.disclosed_at,
        occurred_on=None,
        occurred_precision="unknown",
        type="",
        area="unknown",
        path=UNDECIDED,
        no_police=False,
        restricted=True,
    )


def _agreed_paths(work: Work, keys: Sequence[str]) -> dict[str, str]:
    """Return the step taken last for each incident; undecided is what it was before any."""
    rows = work.session.execute(
        select(PathEvent.incident_id, PathEvent.path)
        .where(PathEvent.incident_id.in_(keys))
        .order_by(PathEvent.on_day, PathEvent.position)
    )
    paths: dict[str, str] = {}
    for row in rows:
        if row.path != UNDECIDED or row.incident_id not in paths:
            paths[row.incident_id] = row.path
    return paths


def read_account(work: Work, incident_id: str) -> Done[Account]:
    """Open what happened; the reading is written into the trail.

    Raises Restricted for who may not read the record of the person it is about.
    """
    row = incident_access.readable(work, incident_id)
    account = Account(
        reference=row.reference,
        own_words=row.private_note,
        place_exact=row.place_exact,
        place_type=row.place_type,
        vehicle=_vehicle(work, incident_id),
        suspects=_suspects(work, incident_id),
        also=row.also,
        weapons=row.weapons,
        injuries=row.injuries,
        hate_strands=row.hate_strands,
        factors=row.factors,
        medical=row.medical,
        severity=row.severity,
        relationship=row.relationship,
        contact_method=row.contact_method,
    )
    work.session.expunge(row)
    audit.note(work, "account_read", incident_id)
    return Done(account, changed("audit"))


def _vehicle(work: Work, incident_id: str) -> VehicleDraft | None:
    row = work.session.execute(
        select(
            Vehicle.plate_said,
            Vehicle.make,
            Vehicle.model,
            Vehicle.colour,
            Vehicle.type,
            Vehicle.features,
        ).where(Vehicle.incident_id == incident_id)
    ).first()
    return VehicleDraft(*row) if row else None


def _suspects(work: Work, incident_id: str) -> tuple[SuspectDraft, ...]:
    rows = work.session.execute(
        select(
            Suspect.sex,
            Suspect.age,
            Suspect.height,
            Suspect.build,
            Suspect.hair,
            Suspect.accent,
            Suspect.features,
            Suspect.mo,
            Suspect.phone_said,
            Suspect.account_platform,
            Suspect.account_name,
        )
        .where(Suspect.incident_id == incident_id)
        .order_by(Suspect.position)
    )
    return tuple(SuspectDraft(*row) for row in rows)
