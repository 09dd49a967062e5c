"""What stood in a safeguarding concern before it was completed or put right: never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from models.protection import ConcernAmendment
from models.types import new_key
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: when, by whom, and what stood there before by the name of the field."""

    at: datetime
    by: str | None
    before: Mapping[str, Any]


def keep(work: Work, concern_id: str, before: Mapping[str, Any]) -> None:
    """Keep what stood there; `before` holds plain values by the name of the field."""
    work.session.execute(
        insert(ConcernAmendment).values(
            id=new_key(),
            safeguarding_id=concern_id,
            at=work.now,
            by=work.by,
            before=dict(before),
        )
    )


def of(work: Work, concern_id: str) -> tuple[ChangeRow, ...]:
    """Return the changes of a concern, the newest first."""
    rows = work.session.execute(
        select(ConcernAmendment.at, ConcernAmendment.by, ConcernAmendment.before)
        .where(ConcernAmendment.safeguarding_id == concern_id)
        .order_by(ConcernAmendment.at.desc(), ConcernAmendment.id.desc())
    )
    return tuple(ChangeRow(*row) for row in rows)
