"""Facts only figures ask for: what was said about naloxone, and figures of others, with source.

Neither has a place in the exchange format; both stay in the casebook they were written in.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed, Voidable, both_or_neither, void_pair
from models.types import StaffRef, Words


class NaloxoneTalk(Base, Keyed, Voidable):
    """What was said about naloxone at a contact.

    `used_kits` are kits given there in place of used ones; `overdoses` are the overdoses somebody
    told of, their own or another's, whenever they were.
    """

    __tablename__ = "naloxone_talks"
    __table_args__ = (
        void_pair(),
        CheckConstraint("used_kits BETWEEN 0 AND 100", name="used_kits"),
        CheckConstraint("overdoses BETWEEN 0 AND 100", name="overdoses"),
    )

    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), unique=True)
    used_kits: Mapped[int] = mapped_column(default=0)
    overdoses: Mapped[int] = mapped_column(default=0)


class OutsideFigure(Base, Keyed):
    """A figure of somebody else, typed in as it was published; nothing is ever worked out with it.

    `value` is the figure as it stands there, such as "6.5 %". Taken out, it stays known.
    """

    __tablename__ = "outside_figures"
    __table_args__ = (
        both_or_neither("ended_at", "ended_by", "end_pair"),
        CheckConstraint("year BETWEEN 1900 AND 2100", name="year"),
    )

    what: Mapped[Words]
    value: Mapped[Words]
    year: Mapped[int]
    source: Mapped[Words]
    added_at: Mapped[datetime]
    added_by: Mapped[StaffRef | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[StaffRef | None]
