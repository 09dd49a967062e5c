"""The values a change took away: kept beside the trail, which holds their fingerprint only.

The trail can never be changed, so no word may stand in it; these rows can go. What a field became
stands in the record itself, or as what the next change took away. The fingerprint has
a random salt that stands in the row alone: with the row gone nobody can try values against it.
"""

import json
import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import LargeBinary, cast, insert, select
from sqlalchemy.orm import Session

from models.erasing import ValueChange
from models.record import AuditEntry
from models.types import new_key
from outreach_app.governance import audit
from outreach_app.work import Work

_SALT: Final = 16


def note(
    work: Work, action: str, object_: str, before: Mapping[str, Any], **detail: object
) -> None:
    """Note a change in the trail: its fields by name, and beside it what each of them was."""
    kept = json.loads(_text(before))
    salt = secrets.token_bytes(_SALT)
    seq = audit.note(
        work, action, object_, fields=sorted(before), values=_fingerprint(salt, kept), **detail
    )
    work.session.execute(
        insert(ValueChange).values(id=new_key(), seq=seq, object_id=object_, salt=salt, values=kept)
    )


def altered(session: Session) -> tuple[int, ...]:
    """Return the numbers of the trail's lines whose values are not those that were written."""
    rows = session.execute(
        select(
            ValueChange.seq,
            ValueChange.salt,
            cast(ValueChange.values, LargeBinary),
            cast(AuditEntry.detail, LargeBinary),
        )
        .outerjoin(AuditEntry, AuditEntry.seq == ValueChange.seq)
        .order_by(ValueChange.seq)
    )
    return tuple(row.seq for row in rows if not _as_written(*row[1:]))


def _as_written(salt: bytes, values: bytes, detail: bytes | None) -> bool:
    try:
        kept = json.loads(detail or b"{}").get("values")
        return bool(kept == _fingerprint(salt, json.loads(values)))
    except (ValueError, TypeError, AttributeError, RecursionError):  # nothing we ever wrote
        return False


def _fingerprint(salt: bytes, values: Mapping[str, Any]) -> str:
    return sha256(salt + _text(values).encode()).hexdigest()


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps(
        values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
