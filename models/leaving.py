"""What left through the gate: the file, whom it was about, who was told to stop using it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed, Recorded, both_or_neither
from models.types import Code, CodeList, StaffRef, Words


class Release(Base, Keyed, Recorded):
    """One file or paper that was given out; its rows of the register hang on `ReleaseSubject`.

    `number` is its place in the register, `reference` is random and stands on the paper.
    `outcome` is ``gone``, ``failed`` (the disk or printer refused: nothing left, and no register
    row is kept) or ``said_not`` (a person says it did not go: the register row stays).
    """

    __tablename__ = "releases"
    __table_args__ = (both_or_neither("outcome_at", "outcome_by", "outcome_pair"),)

    number: Mapped[int] = mapped_column(unique=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    output: Mapped[Code]
    recipient: Mapped[Code]
    named_recipient: Mapped[Words | None]
    basis: Mapped[Code]
    reason: Mapped[Words | None]
    content: Mapped[Code]
    sha256: Mapped[str] = mapped_column(String(64))
    fields: Mapped[CodeList]
    way: Mapped[Code]
    checked_by: Mapped[StaffRef | None]
    outcome: Mapped[Code] = mapped_column(default="gone")
    outcome_at: Mapped[datetime | None]
    outcome_by: Mapped[StaffRef | None]


class ReleaseSubject(Base, Keyed):
    """One incident or person a release is about, with its row of the register."""

    __tablename__ = "release_subjects"
    __table_args__ = (
        CheckConstraint("incident_id IS NOT NULL OR person_id IS NOT NULL", name="about_something"),
    )

    release_id: Mapped[str] = mapped_column(ForeignKey("releases.id"), index=True)
    position: Mapped[int]
    disclosure_id: Mapped[str | None] = mapped_column(ForeignKey("disclosures.id"), unique=True)
    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    scope: Mapped[Code | None]


class RecipientNotice(Base, Keyed, Recorded):
    """That a recipient was asked to stop using something, and what they answered.

    `reference` is the one of what had gone; the letter names nobody.
    """

    __tablename__ = "recipient_notices"
    __table_args__ = (both_or_neither("answered_at", "answer", "answer_pair"),)

    disclosure_id: Mapped[str] = mapped_column(ForeignKey("disclosures.id"), index=True)
    reference: Mapped[str] = mapped_column(String(20))
    task_id: Mapped[str | None] = mapped_column(ForeignKey("tasks.id"))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[StaffRef | None]
    answer: Mapped[Code | None]


class ConsentPaper(Base, Keyed, Recorded):
    """A signed form as it was scanned or photographed, kept inside the casebook only."""

    __tablename__ = "consent_papers"

    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    media: Mapped[Code]
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes]
