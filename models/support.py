"""Needs and the services asked for help with them."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Event, Imported, Keyed, Recorded, Voidable, void_pair
from models.types import Code, Words


class Need(Base, Keyed, Imported, Voidable):
    """One person and one need."""

    __tablename__ = "needs"
    __table_args__ = (void_pair(),)

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    category: Mapped[Code]
    identified_on: Mapped[date] = mapped_column(index=True)
    note: Mapped[Words | None]
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("contacts.id"))
    no_referral_reason: Mapped[Code | None]


class NeedScore(Base, Keyed, Recorded):
    """How things are with a need, in the person's own view, on the five steps of ``need_scale``."""

    __tablename__ = "need_scores"

    need_id: Mapped[str] = mapped_column(ForeignKey("needs.id"), index=True)
    on_day: Mapped[date]
    score: Mapped[Code]


class NeedEvent(Base, Event):
    """A step in the life of a need."""

    __tablename__ = "need_events"
    # When a need was closed as at any moment, without looking at the rows themselves.
    __table_args__ = (
        Index("ix_need_events_need", "need_id", "on_day", "recorded_at", "status", "position"),
    )

    need_id: Mapped[str] = mapped_column(ForeignKey("needs.id"))
    status: Mapped[Code]
    unmet_reason: Mapped[Code | None]


class Referral(Base, Keyed, Imported, Voidable):
    """A request to (or from) a service; made only when an event says so."""

    __tablename__ = "referrals"
    __table_args__ = (void_pair(),)

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    need_id: Mapped[str | None] = mapped_column(ForeignKey("needs.id"), index=True)
    agency_type: Mapped[Code]
    agency_id: Mapped[str | None] = mapped_column(ForeignKey("agencies.id"))
    direction: Mapped[Code] = mapped_column(default="out")
    drafted_on: Mapped[date | None]
    note: Mapped[Words | None]


class ReferralEvent(Base, Event):
    """A step in the life of a referral."""

    __tablename__ = "referral_events"

    referral_id: Mapped[str] = mapped_column(ForeignKey("referrals.id"), index=True)
    status: Mapped[Code]
    unmet_reason: Mapped[Code | None]
