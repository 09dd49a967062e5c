"""What was let go of, what is kept longer, and the values that stood in a field before a change.

None of this has a place in the exchange format.
"""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed
from models.types import Code, Plain, StaffRef


class Erasure(Base, Keyed):
    """That something was anonymised: its random key and nothing else about it.

    `kind` is ``person`` (one row for each record of them), ``facts`` (the description in an
    incident) or ``report`` (a partner's). The list is only ever added to, because an older copy
    that is restored is gone through with it again.
    """

    __tablename__ = "erasures"
    __table_args__ = (UniqueConstraint("kind", "object_id"),)

    kind: Mapped[Code]
    object_id: Mapped[str] = mapped_column(String(36))
    ground: Mapped[Code]
    at: Mapped[datetime]
    by: Mapped[StaffRef | None]


class KeptLonger(Base, Keyed):
    """That the lead keeps something past its time, until a day, and why; the newest holds."""

    __tablename__ = "kept_longer"
    __table_args__ = (Index("ix_kept_longer_one", "kind", "object_id"),)

    kind: Mapped[Code]
    object_id: Mapped[str] = mapped_column(String(36))
    until: Mapped[date]
    reason: Mapped[Code]
    noted_at: Mapped[datetime]
    noted_by: Mapped[StaffRef | None]


class ValueChange(Base, Keyed):
    """The values a change took away, by field; the trail's line `seq` has their fingerprint.

    `salt` is in the fingerprint and nowhere else: with this row gone the fingerprint says nothing.
    """

    __tablename__ = "value_changes"

    seq: Mapped[int] = mapped_column(unique=True)
    object_id: Mapped[str] = mapped_column(String(36), index=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    values: Mapped[Plain]
