"""The program's own record: the audit trail, issued reports, drafts of unfinished forms."""

from datetime import date, datetime

from sqlalchemy import DDL, Index, LargeBinary, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Keyed
from models.types import Code, Plain, StaffRef, Words


class AuditEntry(Base):
    """One line of the trail. `hash` covers the line and `prev`, so a change anywhere shows."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(20))
    action: Mapped[Code]
    object: Mapped[str | None] = mapped_column(String(80))
    detail: Mapped[Plain]
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


# The trail is only ever added to, in order, whoever asks: not even our own code can do otherwise.
for _name, _when in {
    "audit_keeps_lines": "BEFORE UPDATE ON audit",
    "audit_drops_nothing": "BEFORE DELETE ON audit",
    "audit_in_order": (
        "BEFORE INSERT ON audit WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)"
    ),
}.items():
    event.listen(
        AuditEntry.__table__,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
            f"CREATE TRIGGER {_name} {_when}"
            " BEGIN SELECT RAISE(ABORT, 'the trail is only added to'); END"
        ),
    )


class IssuedReport(Base, Keyed):
    """A report as it was issued: its figures are kept and never computed again."""

    __tablename__ = "issued_reports"
    __table_args__ = (
        UniqueConstraint("pack", "first_day", "last_day", "issue"),
        Index("ix_issued_reports_period", "first_day", "last_day"),
    )

    pack: Mapped[Code]
    first_day: Mapped[date]
    last_day: Mapped[date]
    issue: Mapped[int]
    as_at: Mapped[datetime]
    issued_at: Mapped[datetime]
    issued_by: Mapped[StaffRef | None]
    checked_by: Mapped[str | None]
    figures: Mapped[Plain]
    protection: Mapped[Plain]
    fingerprint: Mapped[str] = mapped_column(String(64))
    printed: Mapped[bytes | None] = mapped_column(LargeBinary)


class GivenOut(Base, Keyed):
    """Protected figures that were given out in any form, issued or not: the ledger.

    `entry` holds what was printed, what was withheld and the true figures behind both, because
    whatever is printed next is judged together with it. It names nobody.
    """

    __tablename__ = "given_out"
    __table_args__ = (Index("ix_given_out_made_at", "made_at"),)

    pack: Mapped[Code]
    first_day: Mapped[date]
    last_day: Mapped[date]
    as_at: Mapped[datetime]
    made_at: Mapped[datetime]
    made_by: Mapped[str | None] = mapped_column(String(20))
    fingerprint: Mapped[str] = mapped_column(String(64))
    entry: Mapped[Plain]


class FormDraft(Base, Keyed):
    """What was typed into a form and not yet saved; its owner alone sees it."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("staff_code", "kind", "about"),)

    staff_code: Mapped[StaffRef]
    kind: Mapped[Code]
    about: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[Words]
    kept_at: Mapped[datetime]
