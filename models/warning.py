"""Warnings in the making, and every issue of those that went out."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed, Recorded, both_or_neither
from models.types import Code, CodeList, Plain, StaffRef, Words


class AlertDraft(Base, Keyed):
    """A warning being written. `alert_id` names the one it issues again or corrects.

    `incidents` are the keys of the incidents it rests on, the first is the one minutes are measured
    from; `facts` are the ticked fields. `checked_text` is the fingerprint of what the second person
    read: changed words need another look.
    """

    __tablename__ = "alert_drafts"
    __table_args__ = (both_or_neither("checked_at", "checked_by", "checked_pair"),)

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    incidents: Mapped[CodeList]
    alert_id: Mapped[str | None] = mapped_column(ForeignKey("alerts.id"))
    grounds: Mapped[CodeList]
    facts: Mapped[CodeList]
    wording: Mapped[Words | None]
    channels: Mapped[Plain]
    review_on: Mapped[date | None]
    read_to: Mapped[Code | None]
    state: Mapped[Code] = mapped_column(default="draft")
    made_at: Mapped[datetime] = mapped_column(index=True)
    made_by: Mapped[StaffRef | None]
    kept_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[StaffRef | None]
    checked_text: Mapped[str | None] = mapped_column(String(64))


class AlertIssue(Base, Keyed, Recorded):
    """One issue of a warning: its words as they went out. `kind`: new, again, corrected, recalled.

    `number` is the number of the safety note, the same through all its issues.
    """

    __tablename__ = "alert_issues"
    __table_args__ = (Index("ix_alert_issues_alert", "alert_id", "issue", unique=True),)

    alert_id: Mapped[str] = mapped_column(ForeignKey("alerts.id"))
    number: Mapped[int] = mapped_column(index=True)
    issue: Mapped[int]
    kind: Mapped[Code]
    parts: Mapped[Plain]
    reason: Mapped[Words | None]
    issued_at: Mapped[datetime]
    review_on: Mapped[date]
    read_to: Mapped[Code | None]
    checked_by: Mapped[StaffRef | None]
    release_id: Mapped[str | None] = mapped_column(ForeignKey("releases.id"))


class AlertPlace(Base, Keyed, Recorded):
    """One place an issue went to, so that a recall reaches them all. `sent` counts messages."""

    __tablename__ = "alert_places"

    alert_id: Mapped[str] = mapped_column(ForeignKey("alerts.id"), index=True)
    issue: Mapped[int]
    channel: Mapped[Code]
    sent: Mapped[int]
    named: Mapped[Words | None]
    recalled_at: Mapped[datetime | None]
    recalled_by: Mapped[StaffRef | None]
