"""Other projects this one knows, and the sealed files that went to them and came from them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed, both_or_neither
from models.types import Code, Plain, StaffRef, Words


class ProjectKeys(Base):
    """The project's own pair of pairs: the private halves never leave this file."""

    __tablename__ = "project_keys"
    __table_args__ = (CheckConstraint("only = 1", name="single"),)

    only: Mapped[int] = mapped_column(primary_key=True, default=1)
    sealing: Mapped[bytes] = mapped_column(LargeBinary(32))
    signing: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime]


class Neighbour(Base, Keyed):
    """Another project by its card. `checked_at`: its words were read out on the telephone.

    `shared` are the words agreed for asking about plates and numbers, if any were.
    """

    __tablename__ = "neighbours"
    __table_args__ = (
        UniqueConstraint("sealing", "signing"),
        both_or_neither("checked_at", "checked_by", "checked_pair"),
    )

    name: Mapped[str] = mapped_column(String(200))
    sealing: Mapped[bytes] = mapped_column(LargeBinary(32))
    signing: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    noted_at: Mapped[datetime]
    noted_by: Mapped[StaffRef | None]
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[StaffRef | None]
    ended_at: Mapped[datetime | None]
    shared: Mapped[Words | None]


class SealedSent(Base, Keyed):
    """A sealed file made for a neighbour; its entry stands before the file is written.

    `sealed` is the file itself, kept until it is answered or called off, so that it can be written
    again; `secret` is what only its receiver can know. `handed_at` is when it was written to a
    place outside. `parts` says what went, in codes and counts.
    """

    __tablename__ = "sealed_sent"
    __table_args__ = (
        both_or_neither("answered_at", "answered_by", "answer_pair"),
        both_or_neither("cancelled_at", "cancelled_by", "cancel_pair"),
    )

    neighbour_id: Mapped[str] = mapped_column(ForeignKey("neighbours.id"), index=True)
    kind: Mapped[Code]
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    purpose: Mapped[Words]
    made_at: Mapped[datetime]
    made_by: Mapped[StaffRef | None]
    expires_on: Mapped[date]
    sha256: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    spoken: Mapped[Words | None]
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    parts: Mapped[Plain]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    referral_id: Mapped[str | None] = mapped_column(ForeignKey("referrals.id"))
    task_id: Mapped[str | None] = mapped_column(ForeignKey("tasks.id"))
    handed_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[StaffRef | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[StaffRef | None]


class SealedReceived(Base, Keyed):
    """A sealed file that came in; its content waits here until somebody decides, then goes."""

    __tablename__ = "sealed_received"
    __table_args__ = (
        UniqueConstraint("neighbour_id", "reference"),
        both_or_neither("decided_at", "decision", "decided_pair"),
    )

    neighbour_id: Mapped[str] = mapped_column(ForeignKey("neighbours.id"), index=True)
    kind: Mapped[Code]
    reference: Mapped[str] = mapped_column(String(40))
    purpose: Mapped[Words]
    made_on: Mapped[date]
    expires_on: Mapped[date]
    sha256: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]
    received_by: Mapped[StaffRef | None]
    content: Mapped[Words | None]
    decision: Mapped[Code | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[StaffRef | None]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    receipt: Mapped[str | None] = mapped_column(String(20))


class NeighbourLink(Base, Keyed):
    """A random reference by which two projects mean the same thing, without each other's keys.

    `theirs` tells that it came from there. One of the three keys says what it stands for here.
    """

    __tablename__ = "neighbour_links"
    __table_args__ = (UniqueConstraint("neighbour_id", "reference"),)

    neighbour_id: Mapped[str] = mapped_column(ForeignKey("neighbours.id"), index=True)
    reference: Mapped[str] = mapped_column(String(40))
    theirs: Mapped[bool]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    partner_report_id: Mapped[str | None] = mapped_column(ForeignKey("partner_reports.id"))
    noted_at: Mapped[datetime]
