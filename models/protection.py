"""Safeguarding, concerns about police conduct, and the diary of enforcement; all restricted."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Imported, Keyed, Voidable, both_or_neither, void_pair
from models.types import AreaRef, Code, CodeList, Plain, StaffRef, Words


class Safeguarding(Base, Keyed, Imported, Voidable):
    """A safeguarding concern that was raised."""

    __tablename__ = "safeguarding"
    __table_args__ = (void_pair(),)

    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    concerns: Mapped[CodeList]
    raised_at: Mapped[datetime] = mapped_column(index=True)
    seen_and_said: Mapped[Words | None]
    where_tonight: Mapped[Words | None]
    who_with: Mapped[Words | None]
    in_danger_now: Mapped[bool | None]
    told_what_follows: Mapped[bool | None]
    wishes: Mapped[Words | None]
    basis: Mapped[Code | None]


class SafeguardingEvent(Base, Keyed):
    """A step of a concern; without `recorded_at` it counts from the row's own moment or its day."""

    __tablename__ = "safeguarding_events"

    safeguarding_id: Mapped[str] = mapped_column(ForeignKey("safeguarding.id"), index=True)
    position: Mapped[int]
    on_day: Mapped[date]
    status: Mapped[Code]
    note: Mapped[Words | None]
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[StaffRef | None]


class ConcernAmendment(Base, Keyed):
    """That a concern was completed or put right; `before` holds each changed value as it was.

    It has no place in the exchange format: a concern goes out as it stands now.
    """

    __tablename__ = "concern_amendments"

    safeguarding_id: Mapped[str] = mapped_column(ForeignKey("safeguarding.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[StaffRef | None]
    before: Mapped[Plain]


class RecordHold(Base, Keyed):
    """That everything about a person is kept, whatever its time, until the lead lifts it.

    Placed with a death that may be looked into (workflow 10). No place in the exchange format.
    """

    __tablename__ = "record_holds"
    __table_args__ = (both_or_neither("lifted_at", "lifted_by", "lifted_pair"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    reason: Mapped[Code]
    placed_at: Mapped[datetime]
    placed_by: Mapped[StaffRef | None]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[StaffRef | None]


class PoliceComplaint(Base, Keyed, Imported, Voidable):
    """A concern about the conduct of police; never in anything that goes to police."""

    __tablename__ = "police_complaints"
    __table_args__ = (void_pair(),)

    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    types: Mapped[CodeList]
    noted_on: Mapped[date] = mapped_column(index=True)
    amount_gbp: Mapped[Decimal | None] = mapped_column(Numeric(12, 2, asdecimal=True))
    receipt_given: Mapped[bool | None]
    power_named: Mapped[Words | None]
    officers_present: Mapped[int | None]
    account: Mapped[Words | None]
    unit_named: Mapped[Words | None]
    receipt_number: Mapped[Words | None]
    hearing_on: Mapped[date | None]


class ComplaintEvent(Base, Keyed):
    """A step of a complaint."""

    __tablename__ = "complaint_events"

    police_complaint_id: Mapped[str] = mapped_column(ForeignKey("police_complaints.id"), index=True)
    position: Mapped[int]
    on_day: Mapped[date]
    status: Mapped[Code]
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[StaffRef | None]


class EnforcementEvent(Base, Keyed, Imported):
    """What happened to an area; no person attached, and no figure of a period as at T."""

    __tablename__ = "enforcement_events"

    kind: Mapped[Code]
    on_day: Mapped[date] = mapped_column(index=True)
    until: Mapped[date | None]
    area: Mapped[AreaRef] = mapped_column(default="unknown")
    notice_given: Mapped[bool | None]
    officers: Mapped[int | None]
    source: Mapped[Words | None]
    name: Mapped[Words | None]
    what_followed: Mapped[Words | None]
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[StaffRef | None]
