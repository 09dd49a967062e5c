"""What a trial is, and how what it left behind is judged.

A trial has a template made once, an act in a copy of it, and a look at what the act left. The act
tells its parent what was acknowledged; the look raises `Lost`, `Half` or `Broken`, or answers which
state it found. Anything else it raises counts as damage: the casebook did not open.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from models.people import Person
from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.clock import SetClock
from outreach_app.errors import KnownError
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.throttle import Throttle
from tests.conftest import PASSPHRASE, SIGN_IN

START: Final = datetime(2026, 2, 20, 9, tzinfo=UTC)
CLOCK: Final = SetClock(START)
ZONE: Final = ZoneInfo("Europe/London")


class Lost(AssertionError):
    """Something acknowledged is not there."""


class Half(AssertionError):
    """Something is there in part."""


class Broken(AssertionError):
    """The casebook is not whole."""


class Told:
    """What an act tells its parent, line by line, so that it is heard whatever happens next.

    `mend` is called after a refusal: it takes away what was in the way.
    """

    def __init__(self, writing: int, mend: Callable[[], None] = lambda: None) -> None:
        self._writing = writing
        self.mend = mend
        self.go: Callable[[], None] = lambda: None

    def ready(self) -> None:
        """Say that the casebook is open and the work begins."""
        self._say("ready")
        self.go()

    def closing(self) -> None:
        """Say that the casebook is let go of from now on."""
        self._say("closing")

    def said(self, what: str) -> None:
        """Say that this was acknowledged."""
        self._say(f"said {what}")

    def refused(self, error: KnownError) -> None:
        """Say that something was refused in words a user can read."""
        self._say(f"refused {error.key}")

    def _say(self, words: str) -> None:
        # Not `write`, which is one of the calls that are made to fail.
        os.writev(self._writing, [f"{words}\n".encode()])


@dataclass(frozen=True)
class Trial:
    """One kind of work. `look` gets what was acknowledged, in order."""

    template: Callable[[Path], None]
    act: Callable[[Path, Told], None]
    look: Callable[[Path, list[str]], str]


def insist(holds: object, kind: type[AssertionError], what: str = "") -> None:
    """Raise `kind` unless something holds."""
    if not holds:
        raise kind(what)


def book(folder: Path) -> Path:
    """Return where the casebook of a trial lies."""
    return folder / "north.casebook"


def opened(folder: Path, name: str = SIGN_IN, passphrase: str = PASSPHRASE) -> Desk:
    """Open the casebook of a trial; waits of one run are none of the next one's."""
    throttle = Throttle(CLOCK, folder / "waits", pause=lambda _: None)
    return bootstrap.open_desk(book(folder), name, passphrase, CLOCK, throttle, KdfCost.CHEAPEST)


def new(folder: Path) -> Desk:
    """Make the casebook of a trial."""
    return bootstrap.create(book(folder), "", SIGN_IN, PASSPHRASE, CLOCK, KdfCost.CHEAPEST).desk


def add(desk: Desk, alias: str) -> str:
    """Write down one more person and return their key."""
    return desk.do(people.add, people.PersonDraft(alias=alias)).value.id


def aliases(desk: Desk) -> set[str]:
    """Return everybody's alias."""
    return set(desk.ask(lambda work: work.session.scalars(select(Person.alias)).all()))


def insist_on_whole(desk: Desk) -> None:
    """Raise Broken unless pages, structure, links and trail are whole."""
    found = desk.verify().findings
    insist(not found, Broken, "; ".join(found))
