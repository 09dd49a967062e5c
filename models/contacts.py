"""Shifts and openings, contacts, and what was given."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Imported, Keyed, Voidable, void_pair
from models.types import AreaRef, Code, CodeList, Words


class OutreachSession(Base, Keyed, Imported, Voidable):
    """A planned shift or opening; it belongs to the local day it started."""

    __tablename__ = "sessions"
    __table_args__ = (
        void_pair(),
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="ends_after_start"),
    )

    type: Mapped[Code]
    started_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    area: Mapped[AreaRef | None]
    workers: Mapped[CodeList]
    handover: Mapped[Words | None]
    stock_place: Mapped[str | None] = mapped_column(String(30))


class Contact(Base, Keyed, Imported, Voidable):
    """One person and one contact; without a person it is anonymous and never becomes one.

    `entered_with` is the first of several that one line of a table wrote: they are shown, and taken
    back, together.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        void_pair(),
        CheckConstraint("recorded_at >= started_at", name="recorded_after_start"),
        CheckConstraint("person_linked_at IS NULL OR person_id IS NOT NULL", name="linked_person"),
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes"),
        CheckConstraint("needle_returns BETWEEN 0 AND 100000", name="needle_returns"),
        # When somebody was first and last seen as at any moment, and what figures count of some
        # days, without looking at the rows themselves.
        Index(
            "ix_contacts_seen",
            *("person_id", "voided_at", "outcome"),
            *("started_at", "recorded_at", "person_linked_at"),
        ),
        Index(
            "ix_contacts_counted",
            *("started_at", "recorded_at", "voided_at", "outcome", "setting", "area"),
            *("person_id", "person_linked_at", "needle_returns", "id"),
        ),
    )

    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"))
    person_linked_at: Mapped[datetime | None]
    started_at: Mapped[datetime]
    setting: Mapped[Code]
    outcome: Mapped[Code]
    initiator: Mapped[Code | None]
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    area: Mapped[AreaRef] = mapped_column(default="unknown")
    minutes: Mapped[int] = mapped_column(default=0)
    needle_returns: Mapped[int] = mapped_column(default=0)
    late_reason: Mapped[Code | None]
    note: Mapped[Words | None]
    entered_with: Mapped[str | None] = mapped_column(ForeignKey("contacts.id"), index=True)


class ContactSupply(Base):
    """How many of one item were given at one contact, in the unit of the item."""

    __tablename__ = "contact_supplies"
    __table_args__ = (CheckConstraint("quantity BETWEEN 1 AND 100000", name="quantity"),)

    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(40), primary_key=True)
    quantity: Mapped[int]
