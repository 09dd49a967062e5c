"""A case is gathered for another project: exactly the parts that were chosen, and nothing else."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from models.incidents import Incident, Suspect, Vehicle
from models.people import Person
from models.sharing import Consent
from outreach_app.casework import access, details, needs, people, yes_in_force
from outreach_app.casework.seen import records_of
from outreach_app.neighbours.contents import (
    MovedCase,
    MovedDetails,
    MovedIncident,
    MovedNeed,
    MovedWay,
    SuspectSaid,
    ToldAnswer,
    VehicleSaid,
    said,
)
from outreach_app.vault.recovery import ALPHABET, grouped
from outreach_app.work import Work

# What may be chosen beside the name, each by itself (workflow 9); incidents are chosen one by one.
PARTS: Final = ("details", "ways", "needs", "risk", "told")
_REFERENCE: Final = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """Which parts of a record go, and which incidents."""

    person_id: str
    parts: frozenset[str] = frozenset()
    incidents: tuple[str, ...] = ()


def new_reference() -> str:
    """Return a fresh random reference, which says nothing and leads nowhere."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(_REFERENCE)))


def gather(work: Work, choice: Choice) -> MovedCase:
    """Return what would go, with fresh references. Raises Restricted."""
    access.insist(work, choice.person_id)
    card = people.card(work, choice.person_id)
    parts = choice.parts
    return MovedCase(
        link=new_reference(),
        receipt=secrets.token_hex(10),
        alias=card.alias,
        names=card.other_names,
        details=_details(work, card.id) if "details" in parts else None,
        ways=tuple(said(MovedWay, each) for each in card.routes) if "ways" in parts else None,
        flags=card.flags if "ways" in parts else None,
        needs=_needs(work, card.id) if "needs" in parts else None,
        risk=card.open_case.risk_level if "risk" in parts and card.open_case else None,
        incidents=tuple(_incidents(work, choice)),
        told=_told(work, card.id) if "told" in parts else None,
    )


def _details(work: Work, person_id: str) -> MovedDetails:
    person = work.session.get_one(Person, person_id)
    known = details.of_record(person, work.today)
    return MovedDetails(
        gender=known.gender,
        trans=known.trans,
        age_band=known.age_band,
        age_basis=known.age_basis,
        ethnicity=known.ethnicity,
        nationality_region=known.nationality_region,
        work_settings=known.work_settings,
        area=area_words(work, known.area),
    )


def area_words(work: Work, code: str) -> str:
    """Return an area in words: another project has areas of its own."""
    return work.lists["area"].label(code)


def _needs(work: Work, person_id: str) -> tuple[MovedNeed, ...]:
    return tuple(
        MovedNeed(row.category, row.status, row.identified_on)
        for row in needs.of_person(work, person_id)
        if not row.closed
    )


def in_order(work: Work, choice: Choice) -> tuple[str, ...]:
    """Return the keys of the incidents that go, in the order in which they stand in the file."""
    allowed = set(choice.incidents) & set(choosable(work, choice.person_id))
    return tuple(
        work.session.scalars(
            select(Incident.id)
            .where(Incident.id.in_(allowed))
            .order_by(Incident.disclosed_at, Incident.id)
        )
    )


def _incidents(work: Work, choice: Choice) -> Iterable[MovedIncident]:
    for key in in_order(work, choice):
        row = work.session.get_one(Incident, key)
        yield MovedIncident(
            link=new_reference(),
            told_on=work.day_of(row.disclosed_at),
            type=row.type,
            area=area_words(work, row.area),
            occurred_precision=row.occurred_precision,
            occurred_on=row.occurred_on,
            part_of_day=row.part_of_day,
            also=row.also,
            factors=row.factors,
            place_type=row.place_type,
            contact_method=row.contact_method,
            relationship=row.relationship,
            weapons=row.weapons,
            injuries=row.injuries,
            severity=row.severity,
            medical=row.medical,
            hate_strands=row.hate_strands,
            hate_perceived_by=row.hate_perceived_by,
            vehicle=vehicle_of(work, row.id),
            suspects=suspects_of(work, row.id),
        )


def choosable(work: Work, person_id: str) -> tuple[str, ...]:
    """Return the incidents of a person that may be chosen; restricted kinds by the lead alone."""
    rows = work.session.execute(
        select(Incident.id, Incident.type, Incident.relationship)
        .where(Incident.person_id.in_(records_of(person_id)), Incident.voided_at.is_(None))
        .order_by(Incident.disclosed_at.desc(), Incident.id.desc())
    ).all()
    if work.role == access.LEAD:
        return tuple(row.id for row in rows)
    kinds = work.lists["incident_type"].where("restricted", value=True)
    whose = work.lists["relationship"].where("restricted", value=True)
    return tuple(row.id for row in rows if row.type not in kinds and row.relationship not in whose)


def vehicle_of(work: Work, incident_id: str) -> VehicleSaid | None:
    """Return the vehicle of an incident as it was described."""
    row = work.session.scalars(select(Vehicle).where(Vehicle.incident_id == incident_id)).first()
    return None if row is None else said(VehicleSaid, row)


def suspects_of(work: Work, incident_id: str) -> tuple[SuspectSaid, ...]:
    """Return who was described as responsible in an incident, in order."""
    rows = work.session.scalars(
        select(Suspect).where(Suspect.incident_id == incident_id).order_by(Suspect.position)
    )
    return tuple(said(SuspectSaid, row) for row in rows)


def _told(work: Work, person_id: str) -> tuple[ToldAnswer, ...]:
    """Return how questions about sharing stood, the latest of each: for knowing, not for use."""
    mine = select(Incident.id).where(Incident.person_id.in_(records_of(person_id)))
    rows = work.session.scalars(
        select(Consent)
        .where(Consent.person_id.in_(records_of(person_id)) | Consent.incident_id.in_(mine))
        .order_by(*yes_in_force.DECIDES)
    )
    last = {row.scope: row for row in rows}
    return tuple(
        ToldAnswer(scope, last[scope].state, work.day_of(last[scope].at))
        for scope in work.lists["consent_scope"].entries
        if scope in last
    )
