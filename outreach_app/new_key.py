"""A new data key for an open casebook: when somebody left, or when a passphrase got known.

Everybody else comes in as before and notices nothing. An old copy of the key file, with a
passphrase of then, opens nothing that is written from now on. What somebody copied before, with the
casebook in it, stays readable to them: those copies are named as far as they lie in reach.

`storage.rekeying` has the order of the steps, and why dying between any two loses nothing.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias, final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.project import Staff
from outreach_app.casework import colleagues, new_key_due
from outreach_app.copies import Copies
from outreach_app.errors import Cancelled, KnownError
from outreach_app.governance import audit
from outreach_app.safekeeping import making
from outreach_app.safekeeping.apart import Outcome
from outreach_app.safekeeping.container import Seen
from outreach_app.safekeeping.places import PLACES
from outreach_app.storage import rekeying
from outreach_app.storage.casebook import Casebook, remember_earlier
from outreach_app.storage.faults import translated
from outreach_app.vault import letterbox, renewing
from outreach_app.vault.open_key import OpenKey
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

Door: TypeAlias = Callable[..., Any]
Progress: TypeAlias = Callable[[float, str], bool]

# The share of the whole that the casebook itself takes; the rest is the new copies.
_BOOK: Final = 0.6


@dataclass(frozen=True, slots=True)
class Renewed:
    """A new data key is in force, the `number`-th of this casebook.

    `copies` is what came of the copies made at once, `older` those in reach that still open with
    the passphrases of their moment, by themselves.
    """

    number: int
    copies: tuple[Outcome, ...]
    older: tuple[Seen, ...]


def told(made: Renewed) -> tuple[str, ...]:
    """Say which copies were made, and which older ones still open with former passphrases."""
    count = sum(each.seen is not None for each in made.copies)
    copies = say("new_key.copied", count=count) if count else say("new_key.not_copied")
    if not made.older:
        return copies, say("new_key.none_older")
    found = (
        say("new_key.older_one", folder=each.path.parent, name=each.path.name)
        for each in made.older
    )
    return copies, say("new_key.older"), *found


@final
class NewDataKey:
    """Makes the data key of an open casebook anew; only the worker's. `ask` is the desk's.

    `work_of` gives a piece of work in a session of the copy that is made.
    """

    def __init__(
        self,
        book: Casebook,
        key: OpenKey,
        copies: Copies,
        ask: Door,
        work_of: Callable[[Session], Work],
    ) -> None:
        self._book = book
        self._key = key
        self._copies = copies
        self._ask = ask
        self._work_of = work_of

    def due(self) -> datetime | None:
        """Return since when a new data key is due, because somebody left; None when it is not."""
        found: datetime | None = self._ask(new_key_due.since)
        return found

    def make(self, progress: Progress | None = None) -> Done[Renewed]:
        """Put the casebook under a new data key and make copies of it at once. For the lead.

        Raises NotAllowed, NoRoom, Cancelled when `progress` says no (up to the step that decides),
        InUse, Damaged (a slot of the key file is not the one the casebook knows), and what writing
        raises; then the data key is the one before, and every row is there.
        """
        self._ask(colleagues.insist_on_keeping)
        path = self._book.path
        self._copies.wait()
        with translated(path):
            making.require_free(path.absolute().parent, path.stat().st_size)
        self._move(progress or _go_on)
        with suppress(KnownError):  # tried again at the next opening
            self._book.remember_keys()
            letterbox.ensure(path, self._key)
        if progress is not None:
            progress(_BOOK, say("new_key.copies"))
        outcomes = self._copies.make_now(PLACES).value
        if progress is not None:
            progress(1.0, say("new_key.copies"))
        found = Renewed(self._key.generation, outcomes, self._copies.older())
        return Done(found, changed("staff", "copies"))

    def older(self) -> tuple[Seen, ...]:
        """Return the copies in reach that still open with the passphrases of their moment. Lead."""
        self._ask(colleagues.insist_on_keeping)
        return self._copies.older()

    def _move(self, progress: Progress) -> None:
        path, key = self._book.path, self._key
        people: frozenset[str] = self._ask(_slots_in_use)
        known = self._book.known_slots()

        def go(share: float) -> bool:
            going = progress(_BOOK * share, say("new_key.working"))
            return going and not self._copies.stopped

        def write(session: Session) -> None:
            remember_earlier(session, key)
            new_key_due.made(session)
            audit.note(self._work_of(session), "new_data_key", None, number=new.generation)

        if not go(0.0):
            raise Cancelled
        with closing(renewing.fresh(key)) as new:
            part = rekeying.copy_under(path, key, new, write, go)
            try:
                renewing.put_beside(path, key, new, people, known)
                self._book.move_to(part, new)
            finally:
                # The one in force now, whichever it is; what this cannot do the next opening does.
                rekeying.remove(part)
                with suppress(KnownError):
                    renewing.leave_one(path, key)


def _slots_in_use(work: Work) -> frozenset[str]:
    found = select(Staff.slot_id).where(Staff.active.is_(True), Staff.slot_id.is_not(None))
    return frozenset(each for each in work.session.scalars(found) if each is not None)


def _go_on(_: float, __: str) -> bool:
    return True
