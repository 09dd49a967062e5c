"""The end of the trail as it is remembered elsewhere: in copies, and on paper.

A chain that was cut off at its end, or a whole file put back to an older one, is whole in itself.
It shows beside a number and a seal that were written down elsewhere: every copy has them. What a
restore put aside is no loss: the trail itself says that it was restored, and when.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.record import AuditEntry

DIGITS: Final = 16
_GROUP: Final = 4
RESTORED: Final = "restored"


@dataclass(frozen=True, slots=True)
class Head:
    """The last line at a moment: its number and the first `DIGITS` digits of its seal."""

    entries: int
    digits: str
    at: datetime

    @property
    def grouped(self) -> str:
        """The digits in fours, as they are written down and typed back."""
        return " ".join(self.digits[at : at + _GROUP] for at in range(0, DIGITS, _GROUP))


def now(session: Session) -> Head | None:
    """Return the last line there is, to be remembered elsewhere; None for an empty trail."""
    row = session.execute(
        select(AuditEntry.seq, AuditEntry.hash, AuditEntry.at)
        .order_by(AuditEntry.seq.desc())
        .limit(1)
    ).first()
    return Head(row.seq, row.hash[:DIGITS], row.at) if row else None


def at_line(session: Session, action: str, about: str) -> Head | None:
    """Return the line that says what was done with a record: for paper that is printed again.

    It stays the same whatever is written later; None where nothing of the kind was done.
    """
    row = session.execute(
        select(AuditEntry.seq, AuditEntry.hash, AuditEntry.at)
        .where(AuditEntry.action == action, AuditEntry.object == about)
        .order_by(AuditEntry.seq)
    ).first()
    return Head(row.seq, row.hash[:DIGITS], row.at) if row else None


def stands(session: Session, entries: int, digits: str) -> bool:
    """Tell whether the trail has this line with this seal, as it stands on paper."""
    seal = session.scalar(select(AuditEntry.hash).where(AuditEntry.seq == entries))
    typed = "".join(digits.split()).lower()
    return seal is not None and len(typed) == DIGITS and seal.startswith(typed)


def missing(session: Session, remembered: Iterable[Head]) -> Head | None:
    """Return the earliest head that the trail should have and has not; None when it has all.

    A copy from before a restore may know lines that the restore put aside; any other may not.
    """
    restores = session.execute(
        select(AuditEntry.seq, AuditEntry.at).where(AuditEntry.action == RESTORED)
    ).all()
    for head in sorted(remembered, key=lambda each: each.entries):
        aside = any(head.entries >= seq and head.at <= at for seq, at in restores)
        if not aside and not stands(session, head.entries, head.digits):
            return head
    return None
