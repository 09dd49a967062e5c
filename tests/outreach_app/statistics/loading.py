"""Rows of the exchange format straight into the tables: for these tests alone, nothing checked."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.base import Base
from models.contacts import Contact, ContactSupply, OutreachSession
from models.incidents import CourtEvent, Incident, OutcomeEvent, PathEvent, Suspect, Vehicle
from models.people import Case, Person, WorkStatusEvent
from models.project import Area, Project, Staff
from models.protection import PoliceComplaint, Safeguarding
from models.sharing import Alert, AlertChannel, AlertIncident, Consent, Disclosure, Refusal
from models.support import Need, NeedEvent, Referral, ReferralEvent
from outreach_app.vocabulary import STANDING_AREAS, CodeEntry, Vocabulary, shipped, with_entries

Row = dict[str, Any]
NEVER = datetime.max.replace(tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
TABLES = (
    "sessions",
    "persons",
    "cases",
    "contacts",
    "incidents",
    "alerts",
    "consents",
    "disclosures",
    "blocked_disclosures",
    "needs",
    "referrals",
    "safeguarding",
    "police_complaints",
)
SAMPLE = Path(__file__).parents[2] / "data" / "dev_sample.json"


def sample() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return found


def at(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def lists_of(areas: list[str]) -> Vocabulary:
    codes = dict.fromkeys([*areas, *STANDING_AREAS])
    return with_entries(shipped(), {"area": [CodeEntry(code, code) for code in codes]})


def take_in(session: Session, data: dict[str, Any]) -> None:
    project = data["project"]
    session.add(
        Project(
            code=project["id"],
            name=project["name"],
            timezone=project["timezone"],
            started_at=datetime(2025, 1, 1, tzinfo=UTC),
        )
    )
    staff = Staff(code="T1", role="lead", active=True, created_at=datetime(2025, 1, 1, tzinfo=UTC))
    session.add(staff)
    for sort, code in enumerate(dict.fromkeys([*project["areas"], *STANDING_AREAS])):
        session.add(Area(code=code, label=code, sort=sort))
    add_rows(session, data)


def add_rows(session: Session, data: dict[str, Any]) -> None:
    for table in TABLES:
        make = globals()[f"_{table}"]
        for row in data.get(table, []):
            session.add_all(make(row))
        session.flush()


def _void(row: dict[str, Any]) -> dict[str, Any]:
    return {"voided_at": at(row.get("voided_at")), "void_reason": row.get("void_reason")}


def _events(kind: type, parent: str, row: Row, name: str, column: str) -> list[Any]:
    return [
        kind(
            id=f"{row['id']}-{column}-{place}",
            **{parent: row["id"], column: event[column]},
            on_day=day(event["on"]),
            recorded_at=at(event["recorded_at"]),
            position=place,
        )
        for place, event in enumerate(row.get(name, []))
    ]


def _sessions(row: Row) -> Iterator[Base]:
    yield OutreachSession(
        id=row["id"],
        type=row["type"],
        started_at=at(row["started_at"]),
        ended_at=at(row.get("ended_at")),
        recorded_at=at(row["recorded_at"]),
        workers=tuple(row.get("workers") or ()),
    )


def _persons(row: Row) -> Iterator[Base]:
    details = {
        key: row[key]
        for key in ("gender", "trans", "age_band", "ethnicity", "area")
        if row.get(key) is not None
    }
    yield Person(
        id=row["id"],
        code=row["id"],
        alias=row["alias"],
        first_contact_before=day(row.get("first_contact_before")),
        last_contact_before=day(row.get("last_contact_before")),
        deceased_on=day(row.get("deceased_on")),
        deceased_recorded_at=at(row.get("deceased_recorded_at")),
        merged_into=row.get("merged_into"),
        merged_at=at(row.get("merged_at")),
        created_at=datetime(2025, 1, 1, tzinfo=UTC),
        **details,
    )
    yield from _events(WorkStatusEvent, "person_id", row, "work_status_events", "status")


def _cases(row: Row) -> Iterator[Base]:
    yield Case(
        id=row["id"],
        person_id=row["person_id"],
        opened_on=day(row["opened_on"]),
        opened_recorded_at=at(row["opened_recorded_at"]),
        closed_on=day(row.get("closed_on")),
        closed_recorded_at=at(row.get("closed_recorded_at")),
        close_reason=row.get("close_reason"),
    )


def _contacts(row: Row) -> Iterator[Base]:
    yield Contact(
        id=row["id"],
        person_id=row.get("person_id"),
        person_linked_at=at(row.get("person_linked_at")),
        started_at=at(row["started_at"]),
        recorded_at=at(row["recorded_at"]),
        setting=row["setting"],
        outcome=row["outcome"],
        area=row.get("area") or "unknown",
        needle_returns=row.get("needle_returns") or 0,
        **_void(row),
    )
    for item, quantity in (row.get("supplies") or {}).items():
        yield ContactSupply(contact_id=row["id"], item=item, quantity=quantity)


def _incidents(row: Row) -> Iterator[Base]:
    yield Incident(
        id=row["id"],
        reference=row["id"],
        person_id=row.get("person_id"),
        occurred_on=day(row.get("occurred_on")),
        occurred_precision=row.get("occurred_precision") or "unknown",
        disclosed_at=at(row["disclosed_at"]),
        recorded_at=at(row["recorded_at"]),
        type=row["type"],
        area=row.get("area") or "unknown",
        hate_strands=tuple(row.get("hate_strands") or ()),
        hate_perceived_by=row.get("hate_perceived_by") or "nobody",
        hate_flag=row.get("hate_flag") or "not_asked",
        place_exact=row.get("place_exact"),
        private_note=row.get("private_note"),
        **_void(row),
    )
    yield from _events(PathEvent, "incident_id", row, "path_events", "path")
    yield from _events(OutcomeEvent, "incident_id", row, "outcome_events", "outcome")
    yield from _events(CourtEvent, "incident_id", row, "court_events", "event")
    if row.get("vehicle"):
        yield Vehicle(incident_id=row["id"], plate_said=row["vehicle"].get("plate_said"))
    for place, _ in enumerate(row.get("perpetrators", [])):
        yield Suspect(incident_id=row["id"], position=place)


def _alerts(row: Row) -> Iterator[Base]:
    yield Alert(
        id=row["id"],
        reference=row["id"],
        issued_at=at(row["issued_at"]),
        recorded_at=at(row["recorded_at"]),
        grounds=tuple(row["grounds"]),
        status=row["status"],
        withdrawn_at=at(row.get("withdrawn_at")),
        has_plate=row["has_plate"],
    )
    for place, incident in enumerate(row["incident_ids"]):
        yield AlertIncident(alert_id=row["id"], incident_id=incident, position=place)
    for channel, sent in (row.get("channels") or {}).items():
        yield AlertChannel(alert_id=row["id"], channel=channel, sent=sent)


def _consents(row: Row) -> Iterator[Base]:
    yield Consent(
        id=row["id"],
        person_id=row.get("person_id"),
        incident_id=row.get("incident_id"),
        scope=row["scope"],
        state=row["state"],
        at=at(row["at"]),
        recorded_at=at(row["recorded_at"]),
        expires_on=day(row.get("expires_on")),
    )


def _disclosures(row: Row) -> Iterator[Base]:
    yield Disclosure(
        id=row["id"],
        incident_id=row.get("incident_id"),
        person_id=row.get("person_id"),
        scope=row.get("scope"),
        recipient=row["recipient"],
        at=at(row["at"]),
        recorded_at=at(row["recorded_at"]),
        basis=row["basis"],
        content=row["content"],
    )


def _blocked_disclosures(row: Row) -> Iterator[Base]:
    yield Refusal(
        id=row["id"],
        incident_id=row.get("incident_id"),
        person_id=row.get("person_id"),
        scope=row["scope"],
        recipient=row["recipient"],
        at=at(row["at"]),
    )


def _needs(row: Row) -> Iterator[Base]:
    yield Need(
        id=row["id"],
        person_id=row["person_id"],
        category=row["category"],
        identified_on=day(row["identified_on"]),
        recorded_at=at(row["recorded_at"]),
    )
    yield from _events(NeedEvent, "need_id", row, "status_events", "status")


def _referrals(row: Row) -> Iterator[Base]:
    yield Referral(
        id=row["id"],
        person_id=row["person_id"],
        need_id=row.get("need_id"),
        agency_type=row["agency_type"],
        recorded_at=min(at(event["recorded_at"]) or NEVER for event in row["status_events"]),
    )
    yield from _events(ReferralEvent, "referral_id", row, "status_events", "status")


def _safeguarding(row: Row) -> Iterator[Base]:
    yield Safeguarding(
        id=row["id"],
        person_id=row.get("person_id"),
        incident_id=row.get("incident_id"),
        concerns=tuple(row["concerns"]),
        raised_at=at(row["raised_at"]),
        recorded_at=at(row["recorded_at"]),
    )


def _police_complaints(row: Row) -> Iterator[Base]:
    amount = row.get("amount_gbp")
    yield PoliceComplaint(
        id=row["id"],
        incident_id=row.get("incident_id"),
        person_id=row.get("person_id"),
        types=tuple(row["types"]),
        noted_on=day(row["noted_on"]),
        recorded_at=at(row["recorded_at"]),
        amount_gbp=None if amount is None else Decimal(str(amount)),
    )
