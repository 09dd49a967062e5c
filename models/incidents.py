"""Harm that was told, who is said to have done it, and what police and courts did."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Event, Imported, Keyed, Voidable, void_pair
from models.types import AreaRef, Code, CodeList, Words

_ONE_OWNER = "(incident_id IS NULL) <> (partner_report_id IS NULL)"


class Incident(Base, Keyed, Imported, Voidable):
    """One person harmed and one event; told anonymously it has no person."""

    __tablename__ = "incidents"
    __table_args__ = (
        void_pair(),
        CheckConstraint("recorded_at >= disclosed_at", name="recorded_after_told"),
        CheckConstraint(
            "(occurred_on IS NULL) = (occurred_precision = 'unknown')", name="day_and_precision"
        ),
        # Which incidents figures of some days are about, without looking at the rows themselves.
        Index("ix_incidents_told", "disclosed_at", "recorded_at", "voided_at", "id"),
    )

    reference: Mapped[str] = mapped_column(String(40), unique=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    occurred_on: Mapped[date | None] = mapped_column(index=True)
    occurred_precision: Mapped[Code] = mapped_column(default="unknown")
    part_of_day: Mapped[Code | None]
    disclosed_at: Mapped[datetime]
    type: Mapped[Code]
    also: Mapped[CodeList]
    factors: Mapped[CodeList]
    area: Mapped[AreaRef] = mapped_column(default="unknown")
    place_type: Mapped[Code] = mapped_column(default="unknown")
    place_exact: Mapped[Words | None]
    private_note: Mapped[Words | None]
    contact_method: Mapped[Code | None]
    relationship: Mapped[Code | None]
    weapons: Mapped[CodeList]
    injuries: Mapped[CodeList]
    severity: Mapped[Code | None]
    medical: Mapped[CodeList]
    hate_strands: Mapped[CodeList]
    hate_perceived_by: Mapped[Code] = mapped_column(default="nobody")
    hate_flag: Mapped[Code] = mapped_column(default="not_asked")


class Vehicle(Base, Keyed):
    """A vehicle as it was described; `plate_said` is exactly what was said."""

    __tablename__ = "vehicles"
    __table_args__ = (CheckConstraint(_ONE_OWNER, name="one_owner"),)

    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), unique=True)
    partner_report_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner_reports.id"), unique=True
    )
    make: Mapped[Code | None]
    model: Mapped[str | None] = mapped_column(String(60))
    colour: Mapped[Code | None]
    type: Mapped[Code | None]
    plate_said: Mapped[str | None] = mapped_column(String(20))
    features: Mapped[CodeList]


class Suspect(Base, Keyed):
    """Somebody described as responsible; a description, not an accusation."""

    __tablename__ = "suspects"
    __table_args__ = (CheckConstraint(_ONE_OWNER, name="one_owner"),)

    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    partner_report_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner_reports.id"), index=True
    )
    position: Mapped[int]
    sex: Mapped[Code] = mapped_column(default="unknown")
    age: Mapped[Code | None]
    height: Mapped[Code | None]
    build: Mapped[Code | None]
    ic: Mapped[Code | None]
    hair: Mapped[Code | None]
    accent: Mapped[Code | None]
    features: Mapped[CodeList]
    mo: Mapped[CodeList]
    phone_said: Mapped[str | None] = mapped_column(String(40))
    account_platform: Mapped[str | None] = mapped_column(String(60))
    account_name: Mapped[str | None] = mapped_column(String(120))


class PathEvent(Base, Event):
    """A step on the way to police, or none."""

    __tablename__ = "path_events"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    path: Mapped[Code]


class OutcomeEvent(Base, Event):
    """A decision of police."""

    __tablename__ = "outcome_events"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    outcome: Mapped[Code]


class CourtEvent(Base, Event):
    """A day in court."""

    __tablename__ = "court_events"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    event: Mapped[Code]
    sentence: Mapped[CodeList]


class PartnerReport(Base, Keyed, Imported):
    """Suspect facts from another project; never a person, never counted as ours."""

    __tablename__ = "partner_reports"

    reference: Mapped[str] = mapped_column(String(40), unique=True)
    project: Mapped[str] = mapped_column(String(200))
    received_at: Mapped[datetime]
    type: Mapped[Code]
    month: Mapped[str] = mapped_column(String(7))
    area: Mapped[AreaRef] = mapped_column(default="outside")
