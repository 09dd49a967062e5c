"""People, known by an alias; nothing else is ever required."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Event, Imported, Keyed, Recorded, both_or_neither
from models.types import AreaRef, Code, CodeList, Plain, StaffRef, Words


class Person(Base, Keyed, Imported):
    """One record of a person, duplicates included; never a legal name or an address.

    `born_on` is kept only as far as it was told (`born_precision`) and leaves only as the age
    band. `blanks` says of a field without an answer why there is none: not asked, not said, not
    known; a field that stands in neither was never looked at.
    """

    __tablename__ = "persons"
    __table_args__ = (
        both_or_neither("deceased_on", "deceased_recorded_at", "death_pair"),
        both_or_neither("merged_into", "merged_at", "merge_pair"),
        both_or_neither("first_contact_before", "last_contact_before", "before_pair"),
        CheckConstraint("merged_into IS NULL OR merged_into <> id", name="not_into_itself"),
        Index("ix_persons_deceased", "deceased_on", "deceased_recorded_at"),
    )

    code: Mapped[str] = mapped_column(String(12), unique=True)
    alias: Mapped[str] = mapped_column(String(80), index=True)
    own_code: Mapped[str | None] = mapped_column(String(40), index=True)
    gender: Mapped[Code] = mapped_column(default="not_asked")
    trans: Mapped[Code] = mapped_column(default="not_asked")
    age_band: Mapped[Code] = mapped_column(default="not_known", index=True)
    age_basis: Mapped[Code | None]
    ethnicity: Mapped[Code] = mapped_column(default="NA")
    nationality_region: Mapped[Code] = mapped_column(default="not_asked")
    work_settings: Mapped[CodeList]
    area: Mapped[AreaRef] = mapped_column(default="unknown")
    first_contact_before: Mapped[date | None]
    last_contact_before: Mapped[date | None]
    deceased_on: Mapped[date | None]
    deceased_recorded_at: Mapped[datetime | None]
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    merged_at: Mapped[datetime | None]
    restricted: Mapped[bool] = mapped_column(default=False)
    born_on: Mapped[date | None]
    born_precision: Mapped[Code | None]
    deceased_precision: Mapped[Code | None]
    deceased_told_by: Mapped[Words | None]
    deceased_confirmed: Mapped[bool | None]
    blanks: Mapped[Plain]
    created_at: Mapped[datetime]
    created_by: Mapped[StaffRef | None]


class Alias(Base, Keyed):
    """Another name a person goes by; ended, it is neither shown nor found, but stays known."""

    __tablename__ = "aliases"

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    alias: Mapped[str] = mapped_column(String(80), index=True)
    added_at: Mapped[datetime]
    added_by: Mapped[StaffRef | None]
    ended_at: Mapped[datetime | None]


class WorkStatusEvent(Base, Event):
    """What a person said about working, and on which day; never inferred from absence."""

    __tablename__ = "work_status_events"

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    status: Mapped[Code]


class ContactRoute(Base, Keyed):
    """One way to reach a person, and whether it is safe."""

    __tablename__ = "contact_routes"

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    route: Mapped[Code]
    value: Mapped[Words | None]
    safe: Mapped[Code]
    rule: Mapped[Words | None]
    noted_at: Mapped[datetime]
    noted_by: Mapped[StaffRef | None]
    ended_at: Mapped[datetime | None]


class PersonFlag(Base, Keyed):
    """A short care or safety flag, seen before any contact."""

    __tablename__ = "person_flags"

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    flag: Mapped[Code]
    note: Mapped[Words | None]
    noted_at: Mapped[datetime]
    noted_by: Mapped[StaffRef | None]
    ended_at: Mapped[datetime | None]


class Case(Base, Keyed, Imported):
    """A piece of casework for one person; opened again later, it is a new row."""

    __tablename__ = "cases"
    __table_args__ = (
        both_or_neither("closed_on", "closed_recorded_at", "closing_moment"),
        both_or_neither("closed_on", "close_reason", "closing_reason"),
    )

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    opened_on: Mapped[date]
    opened_recorded_at: Mapped[datetime]
    closed_on: Mapped[date | None]
    closed_recorded_at: Mapped[datetime | None]
    close_reason: Mapped[Code | None]
    risk_level: Mapped[Code] = mapped_column(default="standard")
    owner: Mapped[StaffRef | None]


class CaseEvent(Base, Keyed, Recorded):
    """A change in a case: who holds it, how great the risk is; `value` is the code of that."""

    __tablename__ = "case_events"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[Code]
    value: Mapped[Code]
    reason: Mapped[Words | None]
    review_on: Mapped[date | None]


class DeathMark(Base, Keyed):
    """That somebody was marked as having died, and what ended with it; undone, it stays known.

    `effects` holds the keys of what the marking wrote and closed, so that an undo finds it again.
    """

    __tablename__ = "death_marks"
    __table_args__ = (both_or_neither("undone_at", "undone_by", "undo_pair"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    marked_at: Mapped[datetime]
    marked_by: Mapped[StaffRef | None]
    how_known: Mapped[Code]
    effects: Mapped[Plain]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[StaffRef | None]


class Task(Base, Keyed):
    """Something to do, with a day and an owner; about a person or about nobody."""

    __tablename__ = "tasks"

    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"), index=True)
    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"))
    kind: Mapped[Code]
    text: Mapped[Words]
    due_on: Mapped[date | None] = mapped_column(index=True)
    owner: Mapped[StaffRef | None]
    created_at: Mapped[datetime]
    created_by: Mapped[StaffRef | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[StaffRef | None]
