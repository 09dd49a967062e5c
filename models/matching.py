"""What a named person decided about two descriptions, and registrations known to be safe.

Neither has a place in the exchange format: decisions stay in the casebook they were made in.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed, both_or_neither
from models.types import Code, CodeList, StaffRef, Words


class MatchDecision(Base, Keyed):
    """Whether two descriptions are of one person (list ``match_decision``); nothing is joined.

    A side is an incident or a partner report. The newest that was not undone holds; `agrees` and
    `conflicts` keep what the program showed when it was made.
    """

    __tablename__ = "match_decisions"
    __table_args__ = (
        both_or_neither("undone_at", "undone_by", "undo_pair"),
        CheckConstraint("(one_incident_id IS NULL) <> (one_report_id IS NULL)", name="one_side"),
        CheckConstraint(
            "(other_incident_id IS NULL) <> (other_report_id IS NULL)", name="other_side"
        ),
        CheckConstraint(
            "coalesce(one_incident_id, one_report_id)"
            " < coalesce(other_incident_id, other_report_id)",
            name="in_order",
        ),
    )

    one_incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    one_report_id: Mapped[str | None] = mapped_column(ForeignKey("partner_reports.id"), index=True)
    other_incident_id: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    other_report_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner_reports.id"), index=True
    )
    decision: Mapped[Code]
    reason: Mapped[Words | None]
    tier: Mapped[Code | None]
    agrees: Mapped[CodeList]
    conflicts: Mapped[CodeList]
    decided_at: Mapped[datetime]
    decided_by: Mapped[StaffRef | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[StaffRef | None]


class SafePlate(Base, Keyed):
    """A registration of staff or partners: warnings with it are stopped, and it links nothing."""

    __tablename__ = "safe_plates"
    __table_args__ = (both_or_neither("ended_at", "ended_by", "end_pair"),)

    plate_said: Mapped[str] = mapped_column(String(20))
    whose: Mapped[Words]
    added_at: Mapped[datetime]
    added_by: Mapped[StaffRef | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[StaffRef | None]
