"""`Work`: what every service function is handed, and `Done`: what a command hands back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from outreach_app.vocabulary import Vocabulary

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command touched; a page refreshes when one of its own subjects is named.

    `subjects` are words such as ``contacts``, ``incidents``, ``people``, ``needs``, ``consents``,
    ``sessions``, ``tasks``, ``drafts``, ``lists``, ``reports``, ``everything``.
    """

    subjects: frozenset[str]
    person_id: str | None = None

    def concern(self, *subjects: str) -> bool:
        """Tell whether one of `subjects` was touched."""
        return "everything" in self.subjects or not self.subjects.isdisjoint(subjects)


def changed(*subjects: str, person_id: str | None = None) -> Changes:
    """Name what was touched."""
    return Changes(frozenset(subjects), person_id)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The answer of a command: its row, and what it changed."""

    value: T
    changes: Changes


@dataclass(frozen=True, slots=True)
class Memory:
    """What a desk keeps in memory while it is open, for questions only; closing empties it.

    `read` was read from the casebook and is let go when a command touches people or incidents;
    `met` is when people were last seen, by their keys, and is let go when contacts are touched too;
    `made` holds what was worked out from a text alone and cannot grow wrong.
    """

    read: dict[str, Any] = field(default_factory=dict)
    met: dict[str, datetime | None] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)

    def hear(self, changes: Changes) -> None:
        """Let go what a command may have made wrong."""
        if changes.concern("people", "incidents"):
            self.read.clear()
        if changes.concern("people", "contacts", "lists"):
            self.met.clear()

    def forget(self) -> None:
        """Let everything go."""
        self.read.clear()
        self.met.clear()
        self.made.clear()


@dataclass(frozen=True)
class Work:
    """One transaction: the session, the moment, who is at the keyboard, the zone, the words.

    `by` is a staff code, `role` a code of list ``user_role``, `audit_key` seals the trail. `memory`
    is the desk's own.
    """

    session: Session
    now: datetime
    by: str
    role: str
    zone: ZoneInfo
    audit_key: bytes
    vocabulary: Callable[[Session], Vocabulary]
    memory: Memory = field(default_factory=Memory)

    @cached_property
    def lists(self) -> Vocabulary:
        """The project's lists of codes, read once for each transaction at most."""
        return self.vocabulary(self.session)

    @property
    def today(self) -> date:
        """The local day it is now."""
        return self.now.astimezone(self.zone).date()

    def day_of(self, moment: datetime) -> date:
        """Return the local day of a moment."""
        return moment.astimezone(self.zone).date()
