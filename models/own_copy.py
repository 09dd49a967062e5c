"""People who ask what is held about them: the request, its clock, and what is given of each block.

None of this has a place in the exchange format; it stays in the casebook it was written in.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed, Recorded, Voidable, both_or_neither, void_pair
from models.types import Code, Plain, StaffRef, Words


class AccessRequest(Base, Keyed, Voidable):
    """Somebody asks for their own record; without `person_id` nobody was found under their name.

    `received_on` and the other days are local. `identity` is how it is known that it is them,
    `hand_over` the way they say is safe. `extended_on` is when two more months were taken, which
    has to be said to them with `extended_reason`. `result` stays ``pending`` until it is answered.
    """

    __tablename__ = "access_requests"
    __table_args__ = (
        void_pair(),
        both_or_neither("identity_on", "identity", "identity_pair"),
        both_or_neither("extended_on", "extended_reason", "extended_pair"),
        both_or_neither("answered_at", "answered_by", "answered_pair"),
    )

    reference: Mapped[str] = mapped_column(String(40), unique=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    received_on: Mapped[date]
    how: Mapped[Code]
    asked: Mapped[Words | None]
    identity: Mapped[Code | None]
    identity_on: Mapped[date | None]
    hand_over: Mapped[Code | None]
    hand_over_note: Mapped[Words | None]
    extended_on: Mapped[date | None]
    extended_reason: Mapped[Words | None]
    name_colleagues: Mapped[bool] = mapped_column(default=False)
    result: Mapped[Code] = mapped_column(default="pending")
    reason: Mapped[Words | None]
    release_id: Mapped[str | None] = mapped_column(ForeignKey("releases.id"))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[StaffRef | None]
    complained_on: Mapped[date | None]


class AccessPause(Base, Keyed, Recorded):
    """Days on which the clock stands because something was asked back; `until` ends it."""

    __tablename__ = "access_pauses"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= from_on", name="ends_after_start"),
    )

    request_id: Mapped[str] = mapped_column(ForeignKey("access_requests.id"), index=True)
    why: Mapped[Code]
    from_on: Mapped[date]
    until: Mapped[date | None]


class AccessDecision(Base, Keyed, Recorded):
    """What is given of one block of the record: `choice` is ``give``, ``part`` or ``withhold``.

    `block` names it by kind and key. `cuts` are the places taken out of its text, `seen` is the
    fingerprint of the text as it was when it was decided: of a changed one nothing is decided.
    """

    __tablename__ = "access_decisions"
    __table_args__ = (Index("ix_access_decisions_one", "request_id", "block", unique=True),)

    request_id: Mapped[str] = mapped_column(ForeignKey("access_requests.id"))
    block: Mapped[str] = mapped_column(String(80))
    choice: Mapped[Code]
    reason: Mapped[Code | None]
    note: Mapped[Words | None]
    cuts: Mapped[Plain]
    seen: Mapped[str] = mapped_column(String(64))
