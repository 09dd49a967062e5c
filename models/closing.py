"""Months that were frozen: their figures as they stood then, never computed again."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed, both_or_neither
from models.types import Plain, StaffRef


class MonthClosing(Base, Keyed):
    """The figures of all lines for one month as at one moment: proposed, then confirmed.

    `figures` are those for inside, `exact` the ones protection starts from where a line has two;
    `left` says how many things of the checklist were left as they were. A month has one closing
    that was not taken back, and two people stand behind it.
    """

    __tablename__ = "month_closings"
    __table_args__ = (
        both_or_neither("confirmed_at", "confirmed_by", "confirmed_pair"),
        both_or_neither("taken_back_at", "taken_back_by", "taken_back_pair"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> proposed_by", name="two_people"),
        CheckConstraint("confirmed_at IS NULL OR taken_back_at IS NULL", name="confirmed_stays"),
        Index(
            "uq_month_closings_standing",
            "first_day",
            unique=True,
            sqlite_where=text("taken_back_at IS NULL"),
        ),
    )

    first_day: Mapped[date]
    as_at: Mapped[datetime]
    figures: Mapped[Plain]
    exact: Mapped[Plain]
    left: Mapped[Plain]
    fingerprint: Mapped[str] = mapped_column(String(64))
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[StaffRef]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[StaffRef | None]
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[StaffRef | None]
