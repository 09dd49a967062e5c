"""The descriptions a casebook holds: of incidents and of partners' reports, nothing of who told.

Voided incidents take no part. The index is kept in the desk's memory until a command touches
incidents or people, and goes with the desk when it is locked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from models.incidents import Incident, PartnerReport, Suspect, Vehicle
from models.people import Person
from outreach_app.casework import young
from outreach_app.matching import compare, index, safe_plates
from outreach_app.matching.compare import Ready
from outreach_app.matching.facts import Facts, SuspectFacts, VehicleFacts
from outreach_app.matching.index import Index
from outreach_app.matching.plates import Plate, Reading
from outreach_app.work import Work

INCIDENT: Final = "incident"
REPORT: Final = "report"
_MEMORY: Final = "matching"
_NO_MOMENT: Final = datetime.min.replace(tzinfo=UTC)
_whole = aliased(Person)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a description comes from. `closed`: neither day nor place are told with it.

    `name` is the id it came in with, or its number here. `day` is the local day as far as it is
    known (`precision`), `month` that of a partner's report. `apart`: a colleague looks after it,
    and whoever asks does not; nothing is said of it but what was told of the suspect.
    """

    id: str
    kind: str
    reference: str
    name: str
    at: datetime
    day: date | None = None
    precision: str = "unknown"
    area: str = "unknown"
    month: str = ""
    project: str = ""
    closed: bool = False
    apart: bool = False

    def set_apart(self) -> "Source":
        """Return the same for whom it is not: without reference, moment and place."""
        return Source(self.id, self.kind, "", "", _NO_MOMENT, closed=True, apart=True)


@dataclass(frozen=True, slots=True)
class Book:
    """Every description side by side: where from, as said, and the index over them."""

    sources: tuple[Source, ...]
    facts: tuple[Facts, ...]
    index: Index
    places: dict[str, int]
    safe: tuple[Plate, ...]
    rule: Reading


def book(work: Work) -> Book:
    """Return every description of the casebook, made ready."""
    kept = work.memory.read.get(_MEMORY)
    if isinstance(kept, Book):
        return kept
    made = _gathered(work)
    work.memory.read[_MEMORY] = made
    return made


def _gathered(work: Work) -> Book:
    vehicles, suspects = _vehicles(work), _suspects(work)
    rule, safe = safe_plates.rule(work.lists), safe_plates.kept(work)
    ready: dict[Facts, Ready] = work.memory.made.setdefault(_MEMORY, {})
    sources, facts, entries = [], [], []
    for source in (*_incidents(work), *_reports(work)):
        told = Facts(vehicles.get(source.id), tuple(suspects.get(source.id, ())))
        if told.vehicle is None and not told.suspects:
            continue
        sources.append(source)
        facts.append(told)
        if told not in ready:
            ready[told] = compare.ready(told, rule)
        entries.append(without_safe(ready[told], safe))
    places = {source.id: place for place, source in enumerate(sources)}
    return Book(tuple(sources), tuple(facts), index.build(entries), places, safe, rule)


def without_safe(entry: Ready, safe: tuple[Plate, ...]) -> Ready:
    """Leave out a registration that is known to be safe: it links nobody."""
    car = entry.vehicle
    if car is None or car.plate is None or not safe_plates.stands_in(car.plate, safe):
        return entry
    return replace(entry, vehicle=replace(car, plate=None))


def _incidents(work: Work) -> list[Source]:
    inside = young.kept_inside(work)
    rows = work.session.execute(
        select(
            Incident.id,
            Incident.reference,
            Incident.source_id,
            Incident.disclosed_at,
            Incident.occurred_on,
            Incident.occurred_precision,
            Incident.area,
            Incident.person_id,
            or_(
                func.coalesce(Person.restricted, False), func.coalesce(_whole.restricted, False)
            ).label("restricted"),
        )
        .outerjoin(Person, Person.id == Incident.person_id)
        .outerjoin(_whole, _whole.id == Person.merged_into)
        .where(Incident.voided_at.is_(None))
        .order_by(Incident.disclosed_at, Incident.id)
    )
    return [_incident(row, closed=bool(row.restricted) or row.person_id in inside) for row in rows]


def _incident(row: Any, *, closed: bool) -> Source:
    return Source(
        row.id,
        INCIDENT,
        row.reference,
        row.source_id or row.reference,
        row.disclosed_at,
        None if closed else row.occurred_on,
        "unknown" if closed else row.occurred_precision,
        "unknown" if closed else row.area,
        closed=closed,
    )


def _reports(work: Work) -> list[Source]:
    rows = work.session.execute(
        select(
            PartnerReport.id,
            PartnerReport.reference,
            PartnerReport.source_id,
            PartnerReport.received_at,
            PartnerReport.month,
            PartnerReport.area,
            PartnerReport.project,
        ).order_by(PartnerReport.received_at, PartnerReport.id)
    )
    return [
        Source(
            row.id,
            REPORT,
            row.reference,
            row.source_id or row.reference,
            row.received_at,
            area=row.area,
            month=row.month,
            project=row.project,
        )
        for row in rows
    ]


def _vehicles(work: Work) -> dict[str, VehicleFacts]:
    rows = work.session.execute(
        select(
            func.coalesce(Vehicle.incident_id, Vehicle.partner_report_id),
            Vehicle.make,
            Vehicle.model,
            Vehicle.colour,
            Vehicle.type,
            Vehicle.plate_said,
            Vehicle.features,
        )
    )
    return {row[0]: VehicleFacts(*row[1:]) for row in rows}


def _suspects(work: Work) -> dict[str, list[SuspectFacts]]:
    found: dict[str, list[SuspectFacts]] = {}
    rows: Sequence[Any] = work.session.execute(
        select(
            func.coalesce(Suspect.incident_id, Suspect.partner_report_id),
            Suspect.sex,
            Suspect.age,
            Suspect.height,
            Suspect.build,
            Suspect.ic,
            Suspect.hair,
            Suspect.accent,
            Suspect.features,
            Suspect.mo,
            Suspect.phone_said,
            Suspect.account_platform,
            Suspect.account_name,
        ).order_by(Suspect.position)
    ).all()
    for row in rows:
        found.setdefault(row[0], []).append(SuspectFacts(*row[1:]))
    return found
