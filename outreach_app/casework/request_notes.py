"""A request from outside as it is typed on the locked screen, where nothing of a casebook is known.

The note is sealed as it stands (`vault.letterbox`) and taken into the register when the casebook is
opened next. It may be half typed: then it is taken in as it was left.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from outreach_app.casework import checks
from outreach_app.errors import Problem

# Words: resources/words/requests.toml.
ANSWERS: Final = ("yes", "no", "unknown")
URGENCY: Final = ("life", "today", "none")
LINE: Final = 200
TEXT: Final = 4000
# Texts of a request, and how much each takes.
TEXTS: Final[Mapping[str, int]] = {
    "officer": LINE,
    "number": LINE,
    "unit": LINE,
    "what": TEXT,
    "why": TEXT,
    "power": LINE,
    "taken_by": LINE,
}


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What somebody from outside asked for, as far as it was said; nothing of it is needed.

    `warrant_seen` and `in_writing` are one of `ANSWERS`, `urgency` one of `URGENCY`, or None while
    nobody answered. `finished` tells that Save was pressed.
    """

    received_at: datetime
    officer: str | None = None
    number: str | None = None
    unit: str | None = None
    what: str | None = None
    why: str | None = None
    power: str | None = None
    warrant_seen: str | None = None
    in_writing: str | None = None
    urgency: str | None = None
    taken_by: str | None = None
    finished: bool = True

    def is_empty(self) -> bool:
        """Tell whether nothing was typed and nothing answered."""
        return not any(
            (
                *(checks.clean(getattr(self, name)) for name in TEXTS),
                self.warrant_seen,
                self.in_writing,
                self.urgency,
            )
        )


def check(draft: NoteDraft) -> tuple[Problem, ...]:
    """Find what must be mended before a note can be kept; anything at all is enough."""
    problems = []
    for name, limit in TEXTS.items():
        value = getattr(draft, name)
        if value is not None and len(value) > limit:
            problems.append(Problem(name, "too_long", {"count": len(value), "limit": limit}))
    if draft.is_empty():
        problems.append(Problem("what", "nothing_answered"))
    return tuple(problems)


def written(draft: NoteDraft) -> bytes:
    """Return a note as the bytes that are sealed."""
    members = {**asdict(draft), "received_at": draft.received_at.astimezone(UTC).isoformat()}
    return json.dumps(members, ensure_ascii=False, sort_keys=True).encode()


def read(content: bytes) -> NoteDraft | None:
    """Read a note; None for bytes that are none. What does not fit is cut, never refused."""
    try:
        members: Any = json.loads(content)
        received = datetime.fromisoformat(members["received_at"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if received.tzinfo is None:
        return None
    texts = {name: _text(members.get(name), limit) for name, limit in TEXTS.items()}
    return NoteDraft(
        received_at=received,
        warrant_seen=_one(members.get("warrant_seen"), ANSWERS),
        in_writing=_one(members.get("in_writing"), ANSWERS),
        urgency=_one(members.get("urgency"), URGENCY),
        finished=members.get("finished") is True,
        **texts,
    )


def _text(value: object, limit: int) -> str | None:
    return checks.clean(value[:limit]) if isinstance(value, str) else None


def _one(value: object, allowed: tuple[str, ...]) -> str | None:
    return value if isinstance(value, str) and value in allowed else None
