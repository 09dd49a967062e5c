"""The project itself: who it is, who works there, where, and with which words."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed
from models.types import Code, Plain, StaffRef


class Project(Base):
    """The one project of this casebook."""

    __tablename__ = "project"
    __table_args__ = (CheckConstraint("only = 1", name="single"),)

    only: Mapped[int] = mapped_column(primary_key=True, default=1)
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(60))
    started_at: Mapped[datetime]


class Staff(Base, Keyed):
    """A colleague. Without a key slot it is somebody whose code came in with an import."""

    __tablename__ = "staff"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str | None]
    sign_in_name: Mapped[str | None] = mapped_column(unique=True)
    role: Mapped[Code]
    slot_id: Mapped[str | None] = mapped_column(String(40), unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    last_in_at: Mapped[datetime | None]


class StaffEnding(Base, Keyed):
    """From which day a colleague can no longer sign in; done or called off, it stays known."""

    __tablename__ = "staff_endings"

    staff_code: Mapped[StaffRef] = mapped_column(index=True)
    from_on: Mapped[date]
    noted_at: Mapped[datetime]
    noted_by: Mapped[StaffRef]
    done_at: Mapped[datetime | None]
    called_off_at: Mapped[datetime | None]


class ClosedSlot(Base):
    """A key slot nobody may come in through: ended, or being made and not yet anybody's.

    Whatever stands here and in the key file too is taken out of the key file at the next opening.
    """

    __tablename__ = "closed_slots"

    slot_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    noted_at: Mapped[datetime]


class Area(Base):
    """A coarse area of the project's own; `online`, `outside`, `unknown` always exist."""

    __tablename__ = "areas"

    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    label: Mapped[str]
    police_area: Mapped[str | None]
    sort: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    merged_into: Mapped[str | None] = mapped_column(String(30), ForeignKey("areas.code"))


class VocabularyCode(Base):
    """One code of one list. Codes are never deleted or re-used, only retired or merged."""

    __tablename__ = "vocabulary"

    list_name: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    label: Mapped[str]
    definition: Mapped[str]
    sort: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    own: Mapped[bool] = mapped_column(default=False)
    merged_into: Mapped[Code | None]
    maps: Mapped[Plain]


class Setting(Base):
    """A choice of the project that names nobody."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class Import(Base, Keyed):
    """A file that was taken in: when, by whom, its SHA-256 and its counts; never its name."""

    __tablename__ = "imports"

    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    counts: Mapped[Plain]


class Agency(Base, Keyed):
    """A service in the project's own directory."""

    __tablename__ = "agencies"

    type: Mapped[Code]
    name: Mapped[str]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    address: Mapped[str | None]
    hours: Mapped[str | None]
    note: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)


class Force(Base, Keyed):
    """A police force and how it treats sex workers as a hate strand (not national law)."""

    __tablename__ = "forces"

    name: Mapped[str] = mapped_column(unique=True)
    jurisdiction: Mapped[Code]
    hate_strand: Mapped[Code] = mapped_column(default="not_known")
    hate_strand_since: Mapped[date | None]
    note: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)


class ForcePolicy(Base, Keyed):
    """A local policy text, for example no arrest for prostitution when reporting violence."""

    __tablename__ = "force_policies"

    force_id: Mapped[str] = mapped_column(String(36), ForeignKey("forces.id"), index=True)
    title: Mapped[str]
    version: Mapped[str]
    text: Mapped[str]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    covers_witnesses: Mapped[bool | None]
    made_with: Mapped[str | None]
