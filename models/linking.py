"""Two records of one person, two people who belong together, and pairs that are neither."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed, both_or_neither
from models.types import Code, Plain, StaffRef, Words


class PersonLink(Base, Keyed):
    """A link of a duplicate to the record that stays; undone, it is kept with its end.

    What counts is `persons.merged_into` and `merged_at`; this is the history of how that came.
    `effects` holds the keys of the cases that were closed and opened with the link.
    """

    __tablename__ = "person_links"
    __table_args__ = (
        both_or_neither("undone_at", "undone_by", "undo_pair"),
        CheckConstraint("duplicate_id <> target_id", name="two_records"),
    )

    duplicate_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    target_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    reason: Mapped[Words]
    linked_at: Mapped[datetime]
    linked_by: Mapped[StaffRef | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[StaffRef | None]
    effects: Mapped[Plain]


class NotTheSame(Base, Keyed):
    """A pair of records that somebody looked at: two people, never to be suggested again."""

    __tablename__ = "not_the_same"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
    )

    first_id: Mapped[str] = mapped_column(ForeignKey("persons.id"))
    second_id: Mapped[str] = mapped_column(ForeignKey("persons.id"))
    decided_at: Mapped[datetime]
    decided_by: Mapped[StaffRef | None]


class Partnership(Base, Keyed):
    """Two people who belong together; each has a record and answers of their own."""

    __tablename__ = "partnerships"
    __table_args__ = (CheckConstraint("person_id <> other_id", name="two_people"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    kind: Mapped[Code]
    noted_at: Mapped[datetime]
    noted_by: Mapped[StaffRef | None]
    ended_at: Mapped[datetime | None]
