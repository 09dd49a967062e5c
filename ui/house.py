"""What the window needs of the core before a casebook is open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outreach_app.casework.request_notes import NoteDraft
from outreach_app.clock import Clock
from outreach_app.errors import KnownError, Problem
from ui.background import Background
from ui.page import Desk, DraftDoor
from ui.settings import Settings
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Made:
    """A casebook just made, and its recovery code."""

    desk: Desk
    recovery_code: str


@dataclass(frozen=True, slots=True)
class House:
    """The doors of the core, handed in by `ui.app`; those that take a path may take long.

    `recover` takes path, recovery code, sign-in name and the new passphrase, and answers with the
    code that replaces the one used. `mistyped` says what is wrong with the typing of a code.
    `leave_note` seals a request typed on the locked screen under an id of 16 letters, and
    `note_door` answers the number to call that stands there, None where no note can be sealed.
    """

    open_desk: Callable[[Path, str, str], Desk]
    create: Callable[[Path, str, str, str], Made]
    recover: Callable[[Path, str, str, str], Made]
    open_sample: Callable[[], Desk] | None
    check_passphrase: Callable[[str, str], Sequence[Problem]]
    suggest_passphrase: Callable[[], str]
    mistyped: Callable[[str], KnownError | None]
    recovery_sheet: Callable[[str], bytes]
    leave_note: Callable[[Path, str, NoteDraft], None]
    note_door: Callable[[Path], str | None]
    drafts: DraftDoor


@dataclass(frozen=True)
class Gate:
    """What the pages before the casebook are handed."""

    house: House
    clock: Clock
    background: Background
    theme: Theme
    settings: Settings

    def run(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Do something on the worker thread."""
        self.background.run(call, then, failed)
