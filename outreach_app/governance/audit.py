"""The trail: one line for every look, change and export, each sealed to the one before it.

A line holds who, when, what kind and a random object key; never a name, a free text, a search word
or a path. It is written in the same transaction as the change itself.
"""

import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, cast

from sqlalchemy import LargeBinary, Table, func, insert, select
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from models.record import AuditEntry
from models.types import moment_text
from outreach_app.work import Work

GENESIS: Final = "0" * 64
# What the key of the trail is derived from the data key by.
KEY_LABEL: Final = "audit-chain/1"
# As bytes: what somebody put there need be no text, no moment and no JSON.
_AS_KEPT: Final = select(
    AuditEntry.seq,
    *(
        as_type(column, LargeBinary)
        for column in (
            AuditEntry.at,
            AuditEntry.actor,
            AuditEntry.action,
            AuditEntry.object,
            AuditEntry.prev,
            AuditEntry.hash,
        )
    ),
    as_type(AuditEntry.detail, LargeBinary).label("detail"),
).order_by(AuditEntry.seq)
_LINES: Final = select(
    AuditEntry.seq,
    AuditEntry.at,
    AuditEntry.actor,
    AuditEntry.action,
    AuditEntry.object,
    AuditEntry.detail,
)
# Made once, of the table and not of the class: every save writes a line, and is waited for.
_TRAIL: Final = cast("Table", AuditEntry.__table__)
_LAST: Final = select(_TRAIL.c.seq, _TRAIL.c.hash).order_by(_TRAIL.c.seq.desc()).limit(1)
_ADD: Final = insert(_TRAIL)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the trail, for reading."""

    seq: int
    at: datetime
    actor: str
    action: str
    object: str | None
    detail: Mapping[str, Any]


def _seal(key: bytes, line: tuple[object, ...]) -> str:
    text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), sha256).hexdigest()


def note(work: Work, action: str, object_: str | None = None, **detail: object) -> int:
    """Add one line to the trail, inside the transaction of `work`; answers its number."""
    last = work.session.execute(_LAST).first()
    seq, prev = (last.seq + 1, last.hash) if last else (1, GENESIS)
    line = (seq, moment_text(work.now), work.by, action, object_, detail, prev)
    row = {"seq": seq, "at": work.now, "actor": work.by, "action": action, "object": object_}
    sealed = {"detail": detail, "prev": prev, "hash": _seal(work.audit_key, line)}
    work.session.execute(_ADD, row | sealed)
    return seq


def latest(work: Work, limit: int = 50) -> tuple[AuditRow, ...]:
    """Return the newest lines first."""
    found = work.session.execute(_LINES.order_by(AuditEntry.seq.desc()).limit(limit))
    return tuple(AuditRow(*row) for row in found)


def of_actor(
    work: Work, actor: str, since: datetime, actions: Collection[str] = ()
) -> tuple[AuditRow, ...]:
    """Return what one colleague did since a moment, the newest first; all of it, or some kinds."""
    wanted = _LINES.where(AuditEntry.actor == actor, AuditEntry.at >= since)
    if actions:
        wanted = wanted.where(AuditEntry.action.in_(actions))
    found = work.session.execute(wanted.order_by(AuditEntry.seq.desc()))
    return tuple(AuditRow(*row) for row in found)


def count(work: Work) -> int:
    """Return how many lines the trail has."""
    return work.session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def begun_by(session: Session) -> str | None:
    """Return what the first line says was done; None for an empty trail."""
    return session.scalar(select(AuditEntry.action).order_by(AuditEntry.seq).limit(1))


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line that was touched; `after` is the moment of the last whole one before it."""

    seq: int
    after: datetime | None


def broken_at(session: Session, audit_key: bytes) -> int | None:
    """Return the number of the first line that was changed, dropped or swapped; None when whole."""
    found = broken(session, audit_key)
    return found.seq if found else None


def broken(session: Session, audit_key: bytes) -> Broken | None:
    """Return the first line that was changed, dropped, swapped or put in; None when whole.

    What a cut end takes along shows only beside a head kept elsewhere (`heads`).
    """
    prev, expected, after = GENESIS, 1, None
    for row in session.execute(_AS_KEPT).yield_per(1000):
        try:
            at, actor, action, object_, before, sealed = (_text(each) for each in row[1:7])
            line = (row.seq, at, actor, action, object_, json.loads(row.detail), prev)
            seal = _seal(audit_key, line)
        except (ValueError, TypeError, RecursionError):  # nothing that was ever written here
            return Broken(expected, after)
        if (row.seq, before, sealed) != (expected, prev, seal):
            return Broken(expected, after)
        # The seal holds, so the moment is one that we wrote.
        prev, expected, after = seal, expected + 1, datetime.fromisoformat(at or "")
    return None


def _text(kept: bytes | None) -> str | None:
    return None if kept is None else kept.decode()
