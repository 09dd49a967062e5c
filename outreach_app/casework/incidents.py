"""Harm that was told: three answers save it, all the rest can wait."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from models.incidents import Incident, PathEvent, Suspect, Vehicle
from models.people import Person
from models.types import new_key
from outreach_app.casework import checks, people
from outreach_app.casework.seen import records_of
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

PARTS_OF_DAY = ("not_known", "morning", "afternoon", "evening", "night")


@dataclass(frozen=True, slots=True)
class VehicleDraft:
    """A vehicle as remembered; any plate is taken as said, ``?`` for a character not seen."""

    plate_said: str | None = None
    make: str | None = None
    model: str | None = None
    colour: str | None = None
    type: str | None = None
    features: tuple[str, ...] = ()

    def is_empty(self) -> bool:
        """Tell whether nothing at all was said about it."""
        return not any(asdict(self).values())


@dataclass(frozen=True, slots=True)
class SuspectDraft:
    """Somebody described as responsible."""

    sex: str = "unknown"
    age: str | None = None
    height: str | None = None
    build: str | None = None
    hair: str | None = None
    accent: str | None = None
    features: tuple[str, ...] = ()
    mo: tuple[str, ...] = ()
    phone_said: str | None = None
    account_platform: str | None = None
    account_name: str | None = None

    def is_empty(self) -> bool:
        """Tell whether nothing at all was said about them."""
        return self == SuspectDraft()


@dataclass(frozen=True, slots=True)
class IncidentDraft:
    """An incident as it is told. `type`, `area` and a date or ``unknown`` are enough to save.

    `occurred_precision` is empty until somebody answers when it was; ``unknown`` is an answer.
    """

    told_at: datetime
    person_id: str | None = None
    type: str | None = None
    area: str | None = None
    occurred_precision: str | None = None
    occurred_on: date | None = None
    part_of_day: str | None = None
    own_words: str | None = None
    also: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    place_type: str = "unknown"
    place_exact: str | None = None
    vehicle: VehicleDraft | None = None
    suspects: tuple[SuspectDraft, ...] = ()
    contact_method: str | None = None
    relationship: str | None = None
    weapons: tuple[str, ...] = ()
    injuries: tuple[str, ...] = ()
    severity: str | None = None
    medical: tuple[str, ...] = ()
    hate_strands: tuple[str, ...] = ()
    hate_perceived_by: str = "nobody"
    path: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in a list: nothing of the account itself."""

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


def check(
    draft: IncidentDraft, lists: Vocabulary, now: datetime, today: date
) -> tuple[Problem, ...]:
    """Find what must be mended before this incident can be saved; instant, needs no file."""
    problems = [*_three_answers(draft, today), *checks.not_later("told_at", draft.told_at, now)]
    for name, field, value in (
        ("incident_type", "type", draft.type),
        ("area", "area", draft.area),
        ("date_precision", "occurred_precision", draft.occurred_precision),
        ("place_type", "place_type", draft.place_type),
        ("contact_method", "contact_method", draft.contact_method),
        ("relationship", "relationship", draft.relationship),
        ("injury_severity", "severity", draft.severity),
        ("hate_perceived_by", "hate_perceived_by", draft.hate_perceived_by),
        ("police_path", "path", draft.path),
    ):
        problems += checks.one_of(lists, name, field, value)
    for name, field, values in (
        ("incident_type", "also", draft.also),
        ("incident_factor", "factors", draft.factors),
        ("weapon", "weapons", draft.weapons),
        ("injury", "injuries", draft.injuries),
        ("medical_care", "medical", draft.medical),
        ("hate_strand", "hate_strands", draft.hate_strands),
    ):
        problems += checks.all_of(lists, name, field, values)
    problems += checks.text("own_words", draft.own_words, checks.NOTE_LIMIT)
    problems += checks.text("place_exact", draft.place_exact, 500)
    if bool(draft.hate_strands) != (draft.hate_perceived_by != "nobody"):
        problems.append(Problem("hate_perceived_by", "hate_pair"))
    problems += _described(draft, lists)
    return tuple(problems)


def _three_answers(draft: IncidentDraft, today: date) -> list[Problem]:
    problems = []
    if not draft.type:
        problems.append(Problem("type", "kind_needed"))
    if not draft.area:
        problems.append(Problem("area", "area_needed"))
    if not draft.occurred_precision or (
        draft.occurred_precision != "unknown" and draft.occurred_on is None
    ):
        problems.append(Problem("occurred_on", "when_needed"))
    elif draft.occurred_on and first_day(draft.occurred_on, draft.occurred_precision) > today:
        problems.append(Problem("occurred_on", "day_in_the_future"))
    elif draft.occurred_precision == "unknown" and draft.occurred_on:
        problems.append(Problem("occurred_on", "when_needed"))
    return problems


def first_day(day: date, precision: str) -> date:
    """Return the first day of the week, month or year that is all that is known of `day`."""
    if precision == "week":
        return day - timedelta(days=day.weekday())
    if precision == "month":
        return day.replace(day=1)
    if precision == "year":
        return day.replace(month=1, day=1)
    return day


def _described(draft: IncidentDraft, lists: Vocabulary) -> list[Problem]:
    problems: list[Problem] = []
    if draft.vehicle:
        car = draft.vehicle
        problems += checks.one_of(lists, "vehicle_make", "vehicle.make", car.make)
        problems += checks.one_of(lists, "vehicle_colour", "vehicle.colour", car.colour)
        problems += checks.one_of(lists, "vehicle_type", "vehicle.type", car.type)
        problems += checks.text("vehicle.plate_said", car.plate_said, 20)
        problems += checks.text("vehicle.model", car.model, 60)
    for place, who in enumerate(draft.suspects):
        for name, value in (
            ("sex", who.sex),
            ("age", who.age),
            ("height", who.height),
            ("build", who.build),
            ("hair", who.hair),
            ("accent", who.accent),
        ):
            problems += checks.one_of(lists, f"perp_{name}", f"suspects.{place}.{name}", value)
        problems += checks.all_of(lists, "perp_mo", f"suspects.{place}.mo", who.mo)
        problems += checks.text(f"suspects.{place}.phone_said", who.phone_said, 40)
    return problems


def log(work: Work, draft: IncidentDraft) -> Done[IncidentRow]:
    """Save an incident with whatever was told so far."""
    checks.insist(check(draft, work.lists, work.now, work.today))
    person_id = people.whole_id(work, draft.person_id) if draft.person_id else None
    key, reference = new_key(), next_reference(work)
    work.session.execute(
        insert(Incident).values(
            id=key,
            reference=reference,
            person_id=person_id,
            occurred_on=draft.occurred_on,
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
    take_step(work, key, draft.path or "undecided")
    audit.note(work, "incident_logged", key)
    return Done(one(work, key), changed("incidents", person_id=person_id))


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
    """Return one incident without its account."""
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
    found = work.session.execute(
        select(
            Incident.id,
            Incident.reference,
            Incident.person_id,
            Person.alias,
            Incident.disclosed_at,
            Incident.occurred_on,
            Incident.occurred_precision,
            Incident.type,
            Incident.area,
        )
        .outerjoin(Person, Person.id == Incident.person_id)
        .where(*where)
        .order_by(Incident.disclosed_at.desc(), Incident.id.desc())
        .limit(limit)
    ).all()
    paths = _agreed_paths(work, [row.id for row in found])
    rungs = work.lists["police_path"].map("rung")
    return tuple(
        IncidentRow(
            *row,
            path=(path := paths.get(row.id, "undecided")),
            no_police=rungs.get(path) in (0, 1) and path != "undecided",
        )
        for row in found
    )


def _agreed_paths(work: Work, keys: Sequence[str]) -> dict[str, str]:
    """Return the step taken last for each incident."""
    rows = work.session.execute(
        select(PathEvent.incident_id, PathEvent.path)
        .where(PathEvent.incident_id.in_(keys))
        .order_by(PathEvent.on_day, PathEvent.position)
    )
    return {row.incident_id: row.path for row in rows}


def read_account(work: Work, incident_id: str) -> Done[Account]:
    """Open what happened; the reading is written into the trail."""
    row = work.session.get(Incident, incident_id)
    if row is None:
        raise NoSuchRecord
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
