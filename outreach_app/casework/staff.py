"""Colleagues: a code that stands beside every entry, a role, and perhaps a way to sign in."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from models.project import Staff, StaffEnding
from models.types import new_key
from outreach_app.vault.kdf import tidy_name
from outreach_app.work import Work

LEAD: Final = "lead"


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A colleague; `can_sign_in` tells whether a key slot is theirs.

    Without a sign-in name it is a code that came in with an import. `leaves_on` is the first day
    on which they can no longer sign in, while that lies ahead.
    """

    code: str
    name: str
    sign_in_name: str | None
    role: str
    active: bool
    can_sign_in: bool
    last_in_at: datetime | None
    leaves_on: date | None = None

    @property
    def left(self) -> bool:
        """Tell whether they could sign in once and no longer can."""
        return self.sign_in_name is not None and not self.active


def _code_from(name: str, taken: frozenset[str]) -> str:
    """Make a staff code from a sign-in name: its letters and digits, numbered if taken."""
    stem = re.sub(r"[^A-Za-z0-9]", "", name).upper()[:12] or "STAFF"
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}{number}"
    return code


def add(session: Session, name: str, role: str, slot_id: str, now: datetime) -> StaffRow:
    """Write down a colleague who can sign in through `slot_id`; names are compared tidied."""
    taken = frozenset(session.scalars(select(Staff.code)))
    code = _code_from(name, taken)
    sign_in = tidy_name(name)
    session.execute(
        insert(Staff).values(
            id=new_key(),
            code=code,
            name=name,
            sign_in_name=sign_in,
            role=role,
            slot_id=slot_id,
            created_at=now,
        )
    )
    return StaffRow(code, name, sign_in, role, active=True, can_sign_in=True, last_in_at=None)


_LEAVES: Final = (
    select(StaffEnding.from_on)
    .where(
        StaffEnding.staff_code == Staff.code,
        StaffEnding.done_at.is_(None),
        StaffEnding.called_off_at.is_(None),
    )
    .order_by(StaffEnding.from_on)
    .limit(1)
    .scalar_subquery()
)
_ROW: Final = (
    Staff.code,
    Staff.name,
    Staff.sign_in_name,
    Staff.role,
    Staff.active,
    Staff.slot_id,
    Staff.last_in_at,
    _LEAVES.label("leaves_on"),
)


def by_slot(session: Session, slot_id: str) -> StaffRow | None:
    """Return whoever signs in through this key slot."""
    found = session.execute(select(*_ROW).where(Staff.slot_id == slot_id)).first()
    return _row(found) if found else None


def by_code(session: Session, code: str) -> StaffRow | None:
    """Return a colleague by their staff code."""
    found = session.execute(select(*_ROW).where(Staff.code == code)).first()
    return _row(found) if found else None


def by_name(session: Session, sign_in_name: str) -> StaffRow | None:
    """Return whoever signs in under this tidied name and is not switched off."""
    found = session.execute(
        select(*_ROW).where(Staff.sign_in_name == sign_in_name, Staff.active.is_(True))
    ).first()
    return _row(found) if found else None


def slot_of(session: Session, code: str) -> str | None:
    """Return the key slot of a colleague."""
    return session.scalar(select(Staff.slot_id).where(Staff.code == code))


def seat(session: Session, code: str, slot_id: str) -> None:
    """Let a colleague sign in through another key slot from now on."""
    session.execute(update(Staff).where(Staff.code == code).values(slot_id=slot_id))


def everybody(session: Session) -> tuple[StaffRow, ...]:
    """Return all colleagues, those who can sign in first."""
    rows = (_row(row) for row in session.execute(select(*_ROW).order_by(Staff.code)))
    return tuple(sorted(rows, key=lambda row: not row.can_sign_in))


def colleagues(work: Work) -> tuple[StaffRow, ...]:
    """Return all colleagues, those who can sign in first."""
    return everybody(work.session)


def names(work: Work) -> dict[str, str]:
    """Return the name colleagues use for every staff code."""
    rows = work.session.execute(select(Staff.code, Staff.name))
    return {code: name or code for code, name in rows}


def came_in(session: Session, code: str, now: datetime) -> None:
    """Note when somebody signed in."""
    session.execute(update(Staff).where(Staff.code == code).values(last_in_at=now))


def _row(found: Any) -> StaffRow:
    return StaffRow(
        code=found.code,
        name=found.name or found.code,
        sign_in_name=found.sign_in_name,
        role=found.role,
        active=found.active,
        can_sign_in=found.slot_id is not None,
        last_in_at=found.last_in_at,
        leaves_on=found.leaves_on,
    )
