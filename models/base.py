"""What every table shares: names for constraints, keys, and the marks of a counted fact."""

from datetime import date, datetime
from typing import ClassVar, Final

from sqlalchemy import CheckConstraint, Date, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from models.types import Code, Key, Moment, StaffRef

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: Moment, date: Date, str: Text}


class Keyed:
    """A row with its own UUIDv7 key, as text."""

    id: Mapped[Key]


class Imported:
    """A row that may have come in with another system's id, kept beside our own key."""

    source_id: Mapped[str | None] = mapped_column(String(40), unique=True)
    import_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("imports.id"))


class Recorded:
    """A fact with the moment it was entered and by whom; a figure as at T uses it from then on."""

    recorded_at: Mapped[datetime] = mapped_column(index=True)
    recorded_by: Mapped[StaffRef | None]


class Voidable(Recorded):
    """A counted fact: never deleted, but voided with a reason, and out of counts from then on."""

    voided_at: Mapped[datetime | None]
    void_reason: Mapped[Code | None]


class Event(Keyed, Recorded):
    """One dated step of a history; steps are appended, never overwritten.

    `position` keeps the order in which they were written; `on_day` is the local day of the step.
    """

    position: Mapped[int]
    on_day: Mapped[date] = mapped_column(index=True)


def both_or_neither(first: str, second: str, name: str) -> CheckConstraint:
    """Make the rule that two columns are filled together."""
    return CheckConstraint(f"({first} IS NULL) = ({second} IS NULL)", name=name)


def void_pair() -> CheckConstraint:
    """Make the rule that a void has a moment and a reason."""
    return both_or_neither("voided_at", "void_reason", "void_pair")
