"""A project's own packs of report lines, their versions, logos, and stories that go with them."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed, both_or_neither
from models.types import Code, Plain, StaffRef, Words


class OwnPack(Base, Keyed):
    """A pack the project made. `code` names it in issued reports and is never used again."""

    __tablename__ = "own_packs"
    __table_args__ = (both_or_neither("retired_at", "retired_by", "retired_pair"),)

    code: Mapped[Code] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[StaffRef]
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[StaffRef | None]


class PackLogo(Base, Keyed):
    """A picture for the head of a report: PNG, made anew from what was given, in pixels."""

    __tablename__ = "pack_logos"

    data: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int]
    height: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)


class OwnPackVersion(Base, Keyed):
    """One wording and choice of lines of an own pack; the newest holds. `document` is its TOML."""

    __tablename__ = "own_pack_versions"
    __table_args__ = (UniqueConstraint("pack_id", "version"),)

    pack_id: Mapped[str] = mapped_column(ForeignKey("own_packs.id"))
    version: Mapped[int]
    document: Mapped[Plain]
    logo_id: Mapped[str | None] = mapped_column(ForeignKey("pack_logos.id"))
    made_at: Mapped[datetime]
    made_by: Mapped[StaffRef]


class IssuedPack(Base):
    """Which version a report was issued with, written when a newer one takes its place."""

    __tablename__ = "issued_packs"

    report_id: Mapped[str] = mapped_column(ForeignKey("issued_reports.id"), primary_key=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("own_pack_versions.id"), index=True)


class PackStory(Base, Keyed):
    """A story somebody wants told to funders, without names; `approved_at` is the second reading.

    A changed text is a new row. Taken out of use it is no longer offered; what was issued stays.
    """

    __tablename__ = "pack_stories"
    __table_args__ = (both_or_neither("approved_at", "approved_by", "approved_pair"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), index=True)
    text: Mapped[Words]
    written_at: Mapped[datetime]
    written_by: Mapped[StaffRef]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[StaffRef | None]
    retired_at: Mapped[datetime | None]


class IssuedStory(Base):
    """Which stories stand in an issued report."""

    __tablename__ = "issued_stories"

    report_id: Mapped[str] = mapped_column(ForeignKey("issued_reports.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[str] = mapped_column(ForeignKey("pack_stories.id"), index=True)
