"""Consent, what left, what was refused, and warnings that were issued."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Imported, Keyed, Recorded, Voidable, void_pair
from models.types import Code, CodeList, StaffRef, Words

_ABOUT_SOMETHING = "incident_id IS NOT NULL OR person_id IS NOT NULL"


class Consent(Base, Keyed, Imported, Recorded):
    """One answer to one question; a history, never overwritten. The latest `at` decides.

    `not_said` marks "did not want to say", which the exchange format writes as ``not_asked``.
    """

    __tablename__ = "consents"
    __table_args__ = (
        CheckConstraint(_ABOUT_SOMETHING, name="about_something"),
        CheckConstraint("expires_on IS NULL OR state = 'given'", name="only_given_expires"),
        Index("ix_consents_incident_scope", "incident_id", "scope"),
        Index("ix_consents_person_scope", "person_id", "scope"),
    )

    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"))
    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"))
    scope: Mapped[Code]
    state: Mapped[Code]
    at: Mapped[datetime] = mapped_column(index=True)
    method: Mapped[Code | None]
    capacity: Mapped[Code | None]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    wording_version: Mapped[str | None]
    named_recipient: Mapped[Words | None]
    not_said: Mapped[bool] = mapped_column(default=False)


class Disclosure(Base, Keyed, Imported, Recorded):
    """Something that left the project."""

    __tablename__ = "disclosures"
    __table_args__ = (
        CheckConstraint(_ABOUT_SOMETHING, name="about_something"),
        CheckConstraint("basis <> 'consent' OR scope IS NOT NULL", name="consent_has_scope"),
    )

    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    scope: Mapped[Code | None]
    recipient: Mapped[Code]
    at: Mapped[datetime] = mapped_column(index=True)
    basis: Mapped[Code]
    content: Mapped[Code]


class Refusal(Base, Keyed, Imported):
    """An attempt to share that the rules refused."""

    __tablename__ = "refusals"
    __table_args__ = (CheckConstraint(_ABOUT_SOMETHING, name="about_something"),)

    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    scope: Mapped[Code]
    recipient: Mapped[Code]
    at: Mapped[datetime] = mapped_column(index=True)
    reason: Mapped[Words | None]
    by: Mapped[StaffRef | None]


class Alert(Base, Keyed, Imported, Voidable):
    """A warning that was issued."""

    __tablename__ = "alerts"
    __table_args__ = (
        void_pair(),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (status <> 'withdrawn')", name="withdrawn_moment"
        ),
    )

    reference: Mapped[str] = mapped_column(String(40), unique=True)
    issued_at: Mapped[datetime] = mapped_column(index=True)
    grounds: Mapped[CodeList]
    status: Mapped[Code]
    withdrawn_at: Mapped[datetime | None]
    has_plate: Mapped[bool]
    review_on: Mapped[date | None]


class AlertIncident(Base):
    """Which incidents an alert rests on; position 0 is the one minutes are measured from."""

    __tablename__ = "alert_incidents"

    alert_id: Mapped[str] = mapped_column(ForeignKey("alerts.id"), primary_key=True)
    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    position: Mapped[int]


class AlertChannel(Base):
    """How many messages of an alert went out by one channel (messages, not people)."""

    __tablename__ = "alert_channels"

    alert_id: Mapped[str] = mapped_column(ForeignKey("alerts.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    sent: Mapped[int]
