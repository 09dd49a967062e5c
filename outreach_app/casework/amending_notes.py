"""What stood in an incident before it was changed: kept with each change, never overwritten."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert

from models.following import Amendment
from models.types import new_key
from outreach_app.work import Work


def keep(work: Work, incident_id: str, reason: str, before: Mapping[str, Any]) -> str:
    """Keep what stood there; `before` holds plain values by the name of the field."""
    key = new_key()
    work.session.execute(
        insert(Amendment).values(
            id=key,
            incident_id=incident_id,
            at=work.now,
            by=work.by,
            reason=reason,
            before=dict(before),
        )
    )
    return key
